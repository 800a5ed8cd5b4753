import { houseCustomerId, type Task, taskAt } from '@asg/domain';
import type * as port from '@asg/storage';
import { last } from '@asg/values/present';
import { above, below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { batches, keyClaims, taskKey } from './submission.ts';
import { lists, tasks } from './task-kind.ts';

export class TaskReader implements port.TaskReader {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async get(taskId: string): Promise<Task | null> {
    return (await this.#records.documents.read(tasks, taskId))?.state.task ?? null;
  }

  async many(taskIds: readonly string[]): Promise<readonly (Task | null)[]> {
    const found = await this.#records.documents.readMany(tasks, taskIds);
    return found.map((stored) => stored?.state.task ?? null);
  }

  async ofCustomer(stretch: port.TaskStretch): Promise<readonly Task[]> {
    const { customerId, after, before, order = 'desc', limit } = stretch;
    const low = after === null ? null : above(after);
    const high = before === null ? null : below(before);
    const found = await this.#records.documents.listed(
      tasks,
      lists.ofCustomer(customerId),
      order === 'desc' ? { limit, before: high, down: low } : { limit, after: low, until: high },
    );
    return found.map(({ state }) => state.task);
  }

  async listed({ list, after, before, order, limit }: port.ListStretch): Promise<readonly Task[]> {
    const name = lists.named(list);
    const found =
      order === 'desc'
        ? await this.#records.lists.before(name, before, limit, after)
        : await this.#records.lists.after(name, after, limit, before);
    const stored = await this.many(found.map(([place]) => taskAt(place)));
    return stored.filter((task) => task !== null);
  }

  /** A claim that was made for what came to nothing names no task that is there. */
  async byKey({ customerId, key }: Parameters<port.TaskReader['byKey']>[0]): Promise<string | null> {
    const claim = await this.#records.documents.read(keyClaims, taskKey(customerId, key));
    return claim === null ? null : ((await this.get(claim.state.id))?.taskId ?? null);
  }

  /** Customer by customer; the cursor is the last task. */
  async scan({ after, limit }: Parameters<port.TaskReader['scan']>[0]): ReturnType<port.TaskReader['scan']> {
    const found: Task[] = [];
    const known = after === null ? null : await this.get(after);
    let customerId = known?.customerId ?? (await this.#customerAfter(null));
    let edge = known === null ? null : above(known.taskId);
    while (customerId !== null) {
      const page = await this.#records.documents.listed(tasks, lists.ofCustomer(customerId), {
        limit: limit - found.length,
        after: edge,
      });
      found.push(...page.map(({ state }) => state.task));
      if (found.length === limit) return { tasks: found, next: last(found).taskId };
      customerId = await this.#customerAfter(customerId);
      edge = null;
    }
    return { tasks: found, next: null };
  }

  /** The operator's own tasks come after those of all customers. */
  async #customerAfter(customerId: string | null): Promise<string | null> {
    if (customerId === houseCustomerId) return null;
    const edge = customerId === null ? null : above(customerId);
    const [next] = await this.#records.lists.after('customers', edge, 1);
    return next?.[1] ?? houseCustomerId;
  }

  async batch(batchId: string): Promise<port.BatchRecord | null> {
    const stored = await this.#records.documents.read(batches, batchId);
    if (stored === null) return null;
    const { repeated: _, ...batch } = stored.state;
    return batch;
  }

  async batchHead(batchId: string): Promise<port.BatchHead | null> {
    const stored = await this.#records.documents.read(batches, batchId);
    if (stored === null) return null;
    const { customerId, createdAtMs, taskIds, repeated = null } = stored.state;
    return { customerId, createdAtMs, taskCount: taskIds.length, repeated };
  }
}
