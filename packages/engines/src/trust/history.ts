import {
  type AppealRecord,
  decidedOption,
  isContestable,
  type Label,
  type LabelOutcome,
  outcomeFromMs,
  outcomeOf,
  type PayState,
  payOfLabel,
  redressTaskId,
  type Task,
  unknownNonce,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { HistoryEntry } from '@asg/storage';
import { at, last } from '@asg/values/present';

/** A label of a worker as they see it: nothing in it tells whether the answer was known, but for feedback. */
export interface HistoryItem {
  readonly assignmentId: string;
  readonly task: Task;
  readonly label: Label;
  readonly outcome: LabelOutcome;
  readonly pay: PayState;
  /** The option that was decided; null: none that is known to them. */
  readonly decided: number | null;
  readonly isContestable: boolean;
  /** What they contest of it; null: nothing. */
  readonly appeal: AppealRecord | null;
  /** Of the transaction that paid the label; null: none did. */
  readonly txid: string | null;
  /** The right answer, where whoever gave the item wants its workers told. */
  readonly feedback: number | null;
}

export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  readonly nextCursor: string | null;
}

/** What workers labelled, and how it came out. */
export class History {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>) {
    this.#context = context;
  }

  /** The newest first. `cursor`: of the page before. Null: the cursor is none of this worker's. */
  async of(
    workerId: string,
    { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
  ): Promise<HistoryPage | null> {
    const { storage, assignmentIds } = this.#context;
    const before = cursor === null ? null : assignmentIds.openPlace(workerId, cursor);
    if (cursor !== null && before === null) return null;
    const found = await storage.workers.history(workerId, { limit: limit + 1, before });
    const entries = found.slice(0, limit);
    return {
      items: await this.#items(workerId, entries),
      nextCursor: found.length > limit ? assignmentIds.sealPlace(workerId, last(entries)) : null,
    };
  }

  async #items(workerId: string, entries: readonly HistoryEntry[]): Promise<readonly HistoryItem[]> {
    const { storage, clock } = this.#context;
    const tasks = await storage.tasks.many(entries.map(({ taskId }) => taskId));
    const labelled = tasks.flatMap((task) => {
      const label = task?.labels.find((one) => one.workerId === workerId);
      return task === null || label === undefined ? [] : [{ task, label }];
    });
    const taskIds = labelled.map(({ task }) => task.taskId);
    const [paidBy, appeals] = await Promise.all([
      this.#redress(labelled.map(({ label }) => label)),
      storage.appeals.ofLabels(workerId, taskIds),
    ]);
    return labelled.map(({ task, label }, i) => {
      const appeal = at(appeals, i);
      const item = this.#item(task, label, at(paidBy, i) ?? task, clock.nowMs());
      return { ...item, appeal, isContestable: item.isContestable && appeal === null };
    });
  }

  /** For each label the task that pays it because it was conceded; null: its own does, if any. */
  async #redress(labels: readonly Label[]): Promise<readonly (Task | null)[]> {
    const ids = labels.flatMap(({ conceded }) =>
      conceded === undefined ? [] : [redressTaskId(conceded.appealId)],
    );
    const found = ids.length === 0 ? [] : await this.#context.storage.tasks.many(ids);
    const byId = new Map(found.map((task) => [task?.taskId, task]));
    return labels.map(({ conceded }) =>
      conceded === undefined ? null : (byId.get(redressTaskId(conceded.appealId)) ?? null),
    );
  }

  #item(task: Task, label: Label, paidBy: Task, nowMs: number): Omit<HistoryItem, 'appeal'> {
    const { taskId, gold } = task;
    const { workerId, nonce = unknownNonce } = label;
    const { payment } = paidBy;
    const pay = payOfLabel(task, label, paidBy, nowMs);
    const decided = decidedOption(task, nowMs);
    const isTold = gold?.feedback === true && nowMs >= outcomeFromMs(task);
    return {
      assignmentId: this.#context.assignmentIds.seal(workerId, { taskId, nonce }),
      task,
      label,
      pay,
      decided,
      outcome: outcomeOf(task, label, nowMs),
      isContestable: isContestable(task, label, nowMs),
      txid: pay === 'paid' && payment.kind === 'paid' ? payment.txid : null,
      feedback: gold !== undefined && isTold ? gold.option : null,
    };
  }
}
