import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import {
  type GivenAnswer,
  isOpen,
  parseAnswerByWorker,
  type SeenBy,
  type Task,
  type TaskCommand,
  type TaskOutcome,
  type WorkerRecord,
} from '@asg/domain';
import { announce, type EngineContext } from '@asg/people/context';
import type { TaskChange } from '@asg/storage';
import { at } from '@asg/values/present';
import { type BadAnswer, badAnswer } from '../bad-answer.ts';
import type { OutcomeDelays } from '../outcome-delays.ts';
import { LikelihoodLookup } from './likelihood-lookup.ts';

/** `label`: one of the options of a choice, to the letter; `value`: of any other kind. */
export interface LabelInput extends GivenAnswer {
  readonly assignmentId: string;
  /** What came with the item; null or not there: nothing was brought. */
  readonly itemToken?: string | null;
}

/** What became of a label. `repeated`: the same was given before, all is well. */
export type LabelResult = { readonly kind: 'accepted' | 'repeated' | 'not_found' | Told } | BadAnswer;

type Told = 'lease_ended' | 'other_label_given' | 'item_not_fetched';

/** `linkedIds`: other accounts of who answered. */
type AfterGold = (task: Task, linkedIds: readonly string[]) => Promise<void>;

export interface LabellingParts {
  readonly delays: OutcomeDelays;
  /** What else is to be learnt from a gold task that was answered; no answer waits for it. */
  readonly afterGold: AfterGold;
  /** Whether the worker was shown the item of what they label, and how large it is. */
  readonly seen: SeenBy;
  /** What becomes of a label by somebody who did not. Default: `taken`. */
  readonly unseen?: 'taken' | 'refused';
}

/** Gold tasks that are looked at afterwards at a time; more than so many at once are passed by. */
const lookedAtMax = 100;

/** Records labels; the one that completes a task decides it in the same write. */
export class Labelling {
  readonly #context: EngineContext;
  readonly #delays: OutcomeDelays;
  readonly #afterGold: AfterGold;
  readonly #seen: SeenBy;
  readonly #unseen: 'taken' | 'refused';
  /** What runs in it is no part of a request. */
  readonly #aside = AsyncLocalStorage.snapshot();
  #lookedAt = 0;

  constructor(context: EngineContext, { delays, afterGold, seen, unseen = 'taken' }: LabellingParts) {
    this.#context = context;
    this.#delays = delays;
    this.#afterGold = afterGold;
    this.#seen = seen;
    this.#unseen = unseen;
  }

  /** One result for each label, in order; they are independent of each other. */
  async submit(
    { workerId, linkedIds = [] }: Pick<WorkerRecord, 'workerId' | 'linkedIds'>,
    labels: readonly LabelInput[],
  ): Promise<readonly LabelResult[]> {
    const { storage, clock, signals, assignmentIds } = this.#context;
    const nowMs = clock.nowMs();
    const changes: (TaskChange | null)[] = labels.map(({ assignmentId, label, value, itemToken = null }) => {
      const parts = assignmentIds.open(workerId, assignmentId);
      if (parts === null) return null;
      const { taskId, nonce } = parts;
      const seen = this.#seen(workerId, parts, itemToken);
      const extent = seen?.extent ?? null;
      return {
        taskId,
        command: {
          ...{
            do: 'label',
            workerId,
            nonce,
            nowMs,
            linkedIds,
            ...(seen === null && { unseen: this.#unseen }),
          },
          ...(label != null && { label }),
          ...(value !== undefined && { value }),
          ...(extent !== null && { extent }),
        },
      };
    });
    const known = changes.filter((change) => change !== null);
    const outcomes = await this.#withLikelihoods(workerId, known, await storage.tasks.change(known));
    let next = 0;
    const results = changes.map((change) =>
      change === null ? labelResult(null, null) : labelResult(at(outcomes, next++), change.command),
    );
    const closed = outcomes.flatMap((outcome) =>
      outcome?.kind === 'applied' && !isOpen(outcome.task.state) ? [outcome.task] : [],
    );
    for (const task of closed) {
      announce(signals, task);
      const isOwn = task.labels.some(({ own }) => own === true);
      if (task.gold !== undefined && !isOwn) this.#aside(() => void this.#lookAt(task, linkedIds));
    }
    this.#delays.saw(closed);
    await this.#leaveToOthers(workerId, changes, outcomes);
    return results;
  }

  async #lookAt(task: Task, linkedIds: readonly string[]): Promise<void> {
    if (this.#lookedAt >= lookedAtMax) return;
    this.#lookedAt++;
    try {
      // The answer goes first: gold closes with every label, and what is asked of the store here would tell it by the time.
      await setImmediate();
      await this.#afterGold(task, linkedIds);
    } catch (err) {
      this.#context.log.warn({ err, task_id: task.taskId }, 'nothing was learnt from a gold task');
    } finally {
      this.#lookedAt--;
    }
  }

  /** Tasks that another account of theirs has labelled wait for the worker no longer. */
  async #leaveToOthers(
    workerId: string,
    changes: readonly (TaskChange | null)[],
    outcomes: readonly (TaskOutcome | null)[],
  ): Promise<void> {
    const { storage, clock } = this.#context;
    const skips = changes
      .filter((change) => change !== null)
      .flatMap(({ taskId, command }, index) => {
        const outcome = outcomes[index];
        const isTheirs =
          outcome?.kind === 'refused' &&
          (outcome.reason === 'linked_worker' || outcome.reason === 'own_customer');
        if (!isTheirs || command.do !== 'label') return [];
        const { nonce } = command;
        return [{ taskId, command: { do: 'skip', workerId, nonce, nowMs: clock.nowMs() } as const }];
      });
    if (skips.length > 0) await storage.tasks.change(skips);
  }

  /** Sends labels of adaptive tasks again, now with their likelihood; all outcomes, in order. */
  async #withLikelihoods(
    workerId: string,
    changes: readonly TaskChange[],
    outcomes: readonly (TaskOutcome | null)[],
  ): Promise<readonly (TaskOutcome | null)[]> {
    const likelihood = new LikelihoodLookup(this.#context.storage, workerId);
    const again = await Promise.all(
      changes
        .flatMap(({ taskId, command }, index) => {
          const outcome = outcomes[index];
          const wants = outcome?.kind === 'refused' && outcome.reason === 'likelihood_wanted';
          return wants && command.do === 'label' ? [{ taskId, command, task: outcome.task, index }] : [];
        })
        .map(async ({ taskId, command, task, index }) => ({
          index,
          change: { taskId, command: { ...command, likelihood: await likelihood.of(task, command) } },
        })),
    );
    if (again.length === 0) return outcomes;
    const second = await this.#context.storage.tasks.change(again.map(({ change }) => change));
    const all = [...outcomes];
    again.forEach(({ index }, i) => {
      all[index] = at(second, i);
    });
    return all;
  }
}

function labelResult(outcome: TaskOutcome | null, given: TaskCommand | null): LabelResult {
  if (outcome === null) return { kind: 'not_found' };
  if (outcome.kind === 'applied') return { kind: 'accepted' };
  if (outcome.kind === 'repeated') return { kind: 'repeated' };
  switch (outcome.reason) {
    case 'other_label_given':
    case 'item_not_fetched':
      return { kind: outcome.reason };
    case 'unknown_option':
      return whyBad(outcome.task, given);
    default:
      return { kind: 'lease_ended' };
  }
}

function whyBad(task: Task, given: TaskCommand | null): LabelResult {
  const found = given?.do === 'label' ? parseAnswerByWorker(task, given.nonce, given) : null;
  if (found === null || found.ok) throw new Error(`${task.taskId} refuses an answer that it has`);
  return badAnswer(task.labelSpec, found.refusal);
}
