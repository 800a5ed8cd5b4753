import type { DatabaseSync } from 'node:sqlite';
import type { TaskOrder } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { parsed } from '../sql.ts';
import { typeOf } from './event-types.ts';
import { wholeEvent, wholeTask } from './ids.ts';
import { decodeOrder, type OrderShape } from './order.ts';
import { readWords, type Words, wordAt } from './words.ts';
import { decodeWork } from './work.ts';

/** A row of any table as it is stored. */
export type CompactRow = Readonly<Record<string, string | number | null | Uint8Array>>;

/** Rows as they were before there were words and bytes: for whom they are moved to, and whoever looks. */
export class PlainRows {
  readonly #words: Words;

  constructor(db: DatabaseSync) {
    this.#words = readWords(db);
  }

  of(table: string, row: CompactRow): StoredRow {
    if (table === 'task') return this.#task(row);
    const columns = plain(row);
    if (table === 'worker_history')
      return {
        ...columns,
        worker_id: wordAt(this.#words, String(row.worker_id)),
        task_id: wholeTask(String(row.task_id)),
      };
    return table === 'event' ? { ...columns, ...this.#event(columns) } : columns;
  }

  #event({ id, customer_id, task_id, type }: StoredRow): StoredRow {
    return {
      id: wholeEvent(String(id)),
      customer_id: wordAt(this.#words, String(customer_id)),
      task_id: wholeTask(String(task_id)),
      type: typeOf(String(type)),
    };
  }

  #task({ shape, own, work, ...row }: CompactRow): StoredRow {
    const columns = plain(row);
    const json = String(columns.order_json);
    const common = (): OrderShape =>
      typeof shape === 'number' ? this.#words.shape(shape) : parsed<OrderShape>(json);
    const order =
      own instanceof Uint8Array ? decodeOrder(String(columns.id), common(), own) : parsed<TaskOrder>(json);
    const done = work instanceof Uint8Array ? decodeWork(work, order.createdAtMs, this.#words) : null;
    return {
      ...columns,
      customer_id: wordAt(this.#words, String(row.customer_id)),
      order_json: JSON.stringify(order),
      ...(done !== null && { work_json: JSON.stringify(done) }),
    };
  }
}

function plain(row: CompactRow): StoredRow {
  const columns = Object.entries(row).map(([name, value]) => {
    if (value instanceof Uint8Array) throw new TypeError(`bytes in ${name}, which no other engine reads`);
    return [name, value] as const;
  });
  return Object.fromEntries(columns);
}
