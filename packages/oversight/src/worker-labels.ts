import { isTooFast, type Label, type LabelOutcome, outcomeOf, type Task } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import type { HistoryEntry } from '@asg/storage';

/** A label as the operator sees it: with the others' of its task, and what looks odd about it. */
export interface WorkerLabel {
  readonly task: Task;
  readonly label: Label;
  /** From when they took the task, or gave their label before, whichever was later; null: neither is known. */
  readonly spentMs: number | null;
  readonly isTooFast: boolean;
  /** As it is, not as late as its worker is told. */
  readonly outcome: LabelOutcome;
  readonly others: readonly Label[];
}

/** What a worker answered, the newest first, for the operator. */
export class WorkerLabels {
  readonly #storage: EngineContext['storage'];

  constructor({ storage }: Pick<EngineContext, 'storage'>) {
    this.#storage = storage;
  }

  /** `limit` of them, and one more where there are more. `before`: the task of the page before's last one. Null: no label of theirs. */
  async of(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly WorkerLabel[] | null> {
    const place = before === null ? null : await this.#placeOf(workerId, before);
    if (before !== null && place === null) return null;
    // Two more: that of the next page, and the one before it, which says when they began on that.
    const entries = await this.#storage.workers.history(workerId, { limit: limit + 2, before: place });
    const tasks = await this.#storage.tasks.many(entries.slice(0, limit + 1).map(({ taskId }) => taskId));
    return tasks.flatMap((task, i) => {
      const label = labelOf(task, workerId);
      if (task === null || label === null) return [];
      return [workerLabel(task, label, entries[i + 1]?.atMs ?? null)];
    });
  }

  async #placeOf(workerId: string, taskId: string): Promise<HistoryEntry | null> {
    const [task] = await this.#storage.tasks.many([taskId]);
    const label = labelOf(task ?? null, workerId);
    return label === null ? null : { taskId, atMs: label.atMs };
  }
}

const labelOf = (task: Task | null, workerId: string): Label | null =>
  task?.labels.find((one) => one.workerId === workerId) ?? null;

function workerLabel(task: Task, label: Label, previousMs: number | null): WorkerLabel {
  const sinceMs = Math.max(label.claimedAtMs ?? 0, previousMs ?? 0);
  const spentMs = sinceMs === 0 ? null : Math.max(0, label.atMs - sinceMs);
  return {
    task,
    label,
    spentMs,
    isTooFast: spentMs !== null && isTooFast(task.type, spentMs),
    outcome: outcomeOf(task, label, Number.MAX_SAFE_INTEGER),
    others: task.labels.filter((one) => one !== label),
  };
}
