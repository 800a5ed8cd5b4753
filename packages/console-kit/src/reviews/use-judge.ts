import type { MakeTaskGold, ReviewTask, Task } from '@asg/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { gateway } from '../api/clients.ts';
import { answerText, askedOf, viewOf } from '../kinds/index.ts';
import { problemText } from '../parts/problem.ts';
import { changeShown } from './tasks-shown.ts';

interface Done {
  readonly taskId: string;
  readonly undo: () => Promise<string>;
}

export interface Judge {
  /** What was done last, or why it was not; empty: nothing yet. */
  readonly said: string;
  readonly failed: boolean;
  readonly accept: (task: Task) => Promise<void>;
  readonly correct: (task: Task, label: string, note?: string) => Promise<void>;
  readonly makeGold: (task: Task, gold: MakeTaskGold) => Promise<void>;
  readonly askOthers: (task: Task, redundancy: number) => Promise<void>;
  /** The last thing that was done here; else the review of the task. The task that it was about. */
  readonly undo: (task: Task | null) => Promise<string | null>;
}

/** Lets a customer judge labels: each thing that is done is told, and can be undone. */
export function useJudge(): Judge {
  const client = useQueryClient();
  const [told, setTold] = useState({ said: '', failed: false });
  const done = useRef<Done[]>([]);
  /** One after the other: what is undone is what was done last, also where that is still on its way. */
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const inLine = useCallback(<T>(act: () => Promise<T>): Promise<T> => {
    const next = line.current.then(act);
    line.current = next.catch(() => {});
    return next;
  }, []);

  const review = useCallback(
    async (taskId: string, given: ReviewTask | null): Promise<void> => {
      if (given === null) {
        await gateway.tasks.withdrawReview(taskId);
        changeShown(client, taskId, ({ review: _review, ...task }) => task);
      } else {
        const kept = await gateway.tasks.review(taskId, given);
        changeShown(client, taskId, (task) => ({ ...task, review: kept }));
      }
      void client.invalidateQueries({ queryKey: ['stats', 'accuracy'] });
    },
    [client],
  );

  /** Runs it, says how it went, and remembers how to undo it. */
  const run = useCallback(
    (says: string, act: () => Promise<Done>): Promise<void> =>
      inLine(async () => {
        try {
          done.current.push(await act());
          // With their number: the same words twice are not read out twice.
          setTold({ said: `${says} ${done.current.length} done.`, failed: false });
        } catch (error) {
          setTold({ said: problemText(error), failed: true });
        }
      }),
    [inLine],
  );

  const judge = (task: Task, given: ReviewTask, says: string): Promise<void> =>
    run(says, async () => {
      const before = asGiven(task);
      await review(task.task_id, given);
      const undo = async (): Promise<string> => {
        await review(task.task_id, before);
        return before === null ? 'The review is taken back.' : 'The review is as it was before.';
      };
      return { taskId: task.task_id, undo };
    });

  return {
    ...told,
    accept: (task) => judge(task, { verdict: 'accepted' }, `Accepted: ${decidedText(task) ?? ''}.`),
    correct: (task, label, note) =>
      judge(
        task,
        {
          verdict: 'corrected',
          ...viewOf(task.task_type).given(label),
          ...(note === undefined || note === '' ? {} : { note }),
        },
        `Corrected: ${answerText(askedOf(task), label)}, not ${decidedText(task) ?? 'without an answer'}.`,
      ),
    makeGold: async (task, gold) => {
      await run('It is gold now: it measures who labels your tasks.', async () => {
        const { gold_id } = await gateway.gold.ofTask(task.task_id, gold);
        const undo = async (): Promise<string> => {
          await gateway.gold.retire(gold_id);
          return 'The gold is retired.';
        };
        return { taskId: task.task_id, undo };
      });
    },
    askOthers: async (task, redundancy) => {
      await run('Others are asked: it is a second task, with its own receipt.', async () => {
        const { task_id: second } = await gateway.tasks.relabel(task.task_id, { redundancy });
        changeShown(client, task.task_id, (one) => ({ ...one, relabelled_by: second }));
        const undo = async (): Promise<string> => {
          await gateway.tasks.cancel(second);
          return 'The second task is cancelled.';
        };
        return { taskId: task.task_id, undo };
      });
    },
    undo: (task) =>
      inLine(async () => {
        const last = done.current.pop();
        const taskId = last?.taskId ?? (task?.review === undefined ? null : task.task_id);
        if (taskId === null) {
          setTold({ said: 'There is nothing to undo.', failed: false });
          return null;
        }
        try {
          if (last === undefined) await review(taskId, null);
          const said = last === undefined ? 'The review is taken back.' : await last.undo();
          setTold({ said: `Undone. ${said}`, failed: false });
        } catch (error) {
          setTold({ said: `It cannot be undone. ${problemText(error)}`, failed: true });
        }
        return taskId;
      }),
  };
}

/** What was decided, as people read it; null: nothing was. */
const decidedText = (task: Task): string | null =>
  task.decision === null ? null : answerText(askedOf(task), task.decision.consensus_label);

/** The review that a task has, as it was given. */
function asGiven({ review, task_type: type }: Task): ReviewTask | null {
  if (review === undefined) return null;
  const { verdict, label, note } = review;
  return {
    verdict,
    ...(verdict === 'corrected' ? viewOf(type).given(label) : {}),
    ...(note === null ? {} : { note }),
  };
}
