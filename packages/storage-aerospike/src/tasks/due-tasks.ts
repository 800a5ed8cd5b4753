import type { RecordStore } from '../records/record-store.ts';
import { lists, tasks } from './task-kind.ts';

/** Tasks that wait for their payment. */
export class DueTasks {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async paymentQueue(countMax: number): Promise<{ oldestSinceMs: number; count: number } | null> {
    const [oldest] = await this.#records.documents.listed(tasks, lists.due, { after: null, limit: 1 });
    if (oldest === undefined || oldest.state.task.payment.kind !== 'due') return null;
    const count = await this.#records.lists.count(lists.due, countMax);
    return { oldestSinceMs: oldest.state.task.payment.sinceMs, count: Math.max(1, count) };
  }
}
