import { idPrefixes, openTask, type TaskOrder } from '@asg/domain';
import type { BatchRecord, NewTask, OpenTasks, OpenTasksOutcome } from '@asg/storage';
import type { Quota } from '../accounts/quota.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { opening, queued } from './consequences.ts';
import { Submissions, staleAfterMs } from './submissions.ts';
import { type TaskState, tasks } from './task-kind.ts';
import type { Tasks } from './write.ts';

export const batches: Kind<BatchRecord> = { name: 'bat', set: 'doc', places: () => [] };

/** Opens tasks: all of a request or none of it. */
export class Intake {
  readonly #records: RecordStore;
  readonly #quota: Quota;
  readonly #tasks: Tasks;
  readonly #submissions: Submissions;

  constructor(records: RecordStore, quota: Quota, allTasks: Tasks) {
    this.#records = records;
    this.#quota = quota;
    this.#tasks = allTasks;
    this.#submissions = new Submissions(records, quota, {
      open: (orders, by, nowMs) => this.#open(orders, by, nowMs),
      saveBatch: async (batch) => {
        await records.documents.create(batches, batch.batchId, batch);
      },
      batch: (batchId) => this.batch(batchId),
    });
  }

  async batch(batchId: string): Promise<BatchRecord | null> {
    return (await this.#records.documents.read(batches, batchId))?.state ?? null;
  }

  async open(request: OpenTasks): Promise<OpenTasksOutcome> {
    const { batch, tasks: wanted } = request;
    const [only] = wanted;
    if (batch === null && wanted.length === 1 && only!.idempotency === null)
      return this.#openOne(request, only!);
    return this.#submissions.open(request);
  }

  /** The task's own record decides: whoever took quota for it and did not make it gives it back. */
  async #openOne({ customerId, nowMs }: OpenTasks, { order }: NewTask): Promise<OpenTasksOutcome> {
    const { taskId, createdAtMs } = order;
    const opened: OpenTasksOutcome = {
      kind: 'opened',
      tasks: [{ taskId, createdAtMs, repeated: false }],
      batchId: null,
      batchRepeated: false,
    };
    const name = `${taskId} ${this.#records.freshName()}`;
    const taken = await this.#quota.take(customerId, name, 1, nowMs);
    if (taken.kind === 'exhausted') {
      const known = await this.#records.documents.read(tasks, taskId);
      return known === null ? { kind: 'quota_exhausted', quotaLeft: taken.quotaLeft } : opened;
    }
    const isMine = (await this.#open([order], name, nowMs)) === 1;
    const wasOpen = await this.#quota.end(customerId, name, isMine ? 0 : 1);
    if (!isMine || wasOpen) return opened;
    // It took so long that the quota was given back meanwhile: it is taken again, or the task is not opened after all.
    const again = await this.#quota.take(customerId, `${name} late`, 1, nowMs);
    if (again.kind === 'taken') await this.#quota.end(customerId, `${name} late`, 0);
    else await this.#tasks.change([{ taskId, command: { do: 'cancel', nowMs } }]);
    return again.kind === 'taken' ? opened : { kind: 'quota_exhausted', quotaLeft: again.quotaLeft };
  }

  /** Opens those that are not there; how many of them are this submission's own. */
  async #open(orders: readonly TaskOrder[], by: string, nowMs: number): Promise<number> {
    const areMine = await this.#records.documents.changeMany<TaskState, boolean>(
      tasks,
      orders.map((order) => ({
        id: order.taskId,
        changer: (found, revision) => {
          if (found !== null) return { result: found.by === by };
          const task = openTask(order);
          // It is queued whatever its deadline: who meets it there looks at that.
          const { ticket, effects } = queued(null, { ...task, expiresAtMs: null }, 0, revision, { nowMs });
          return { state: { task, ticket, by }, effects: [...effects, ...opening(task)], result: true };
        },
      })),
      true,
    );
    return areMine.filter((isMine) => isMine).length;
  }

  /** Finishes or undoes what was begun and not ended; how much there was. */
  async sweep(request: { readonly nowMs: number; readonly limit: number }): Promise<number> {
    const finished = await this.#submissions.sweep(request);
    return finished + (await this.#undoTakings(request));
  }

  /** Quota that was taken and not ended: for a single task that was never made, or a submission that is void. */
  async #undoTakings({ nowMs, limit }: { nowMs: number; limit: number }): Promise<number> {
    const staleMs = nowMs - staleAfterMs;
    const found = await this.#records.cluster.find('ops', limit, { upTo: staleMs });
    let ended = 0;
    for (const { id } of found) {
      const customerId = id.slice(id.indexOf(':') + 1);
      for (const [name, atMs] of await this.#quota.open(customerId)) {
        if (atMs > staleMs) continue;
        const [taskId] = name.split(' ');
        if (!taskId!.startsWith(idPrefixes.task)) {
          if (await this.#submissions.endTaking(name)) ended++;
          continue;
        }
        const made = await this.#records.documents.read(tasks, taskId!);
        const isMade = made !== null && name.startsWith(made.state.by);
        if (await this.#quota.end(customerId, name, isMade ? 0 : 1)) ended++;
      }
    }
    return ended;
  }
}
