import type { DatabaseSync } from 'node:sqlite';
import type { TaskOrder } from '@asg/domain';
import { ByteWriter } from '../compact/bytes.ts';
import { codeOf, typeOf } from '../compact/event-types.ts';
import { bareEvent, barePlace, bareTask } from '../compact/ids.ts';
import { encodeOrder, sharesBatch } from '../compact/order.ts';
import type { WordTable } from '../compact/words.ts';
import { encodeWork, type Work } from '../compact/work.ts';
import { parsed, type Statement, statement } from '../sql.ts';
import type { OrderTable } from '../tasks/order-table.ts';

/** Of a step's places, so many in one list make it one that many tasks are in. */
const commonMin = 8;
const listDigits = 32;

interface OldTask {
  readonly rowid: number;
  readonly id: string;
  readonly customer_id: string;
  readonly order_json: string;
  readonly work_json: string | null;
  readonly work: Uint8Array | null;
  readonly own: Uint8Array | null;
}
interface OldEvent {
  readonly seq: number;
  readonly id: string;
  readonly customer_id: string;
  readonly task_id: string;
  readonly type: string;
}
interface OldLabel {
  readonly worker_id: string;
  readonly at: number;
  readonly task_id: string;
}
interface OldPlace {
  readonly list: string;
  readonly place: string;
}

/** Writes so many rows, and says where the next step begins; null: all are written. */
type Step = (from: string, rows: number) => string | null;

const out = new ByteWriter();

/** Writes rows of before as new ones are, a few at each step, and keeps how far that is in the same transaction. */
export class RewriteWriter {
  readonly #steps: Readonly<Record<string, Step>>;
  readonly #next: Statement<{ readonly name: string; readonly place: string }>;
  readonly #keep: Statement;
  readonly #finish: Statement;

  constructor(db: DatabaseSync, words: WordTable, orders: OrderTable) {
    this.#steps = {
      task: taskStep(db, words, orders),
      event: eventStep(db, words),
      worker_history: historyStep(db, words),
      task_place: placeStep(db, words),
      settlement: settlementStep(db),
    };
    this.#next = statement(db, 'select name, place from rewriting order by name limit 1');
    this.#keep = statement(db, 'update rewriting set place = ? where name = ?');
    this.#finish = statement(db, 'delete from rewriting where name = ?');
  }

  /** Of so many rows. False: nothing is left. */
  step(rows: number): boolean {
    const next = this.#next.get();
    if (next === undefined) return false;
    const place = this.#steps[next.name]?.(next.place, rows) ?? null;
    if (place === null) this.#finish.run(next.name);
    else this.#keep.run(place, next.name);
    return true;
  }
}

function taskStep(db: DatabaseSync, words: WordTable, orders: OrderTable): Step {
  const rows = statement<OldTask>(
    db,
    'select rowid, id, customer_id, order_json, work_json, work, own from task where id > ? order by id limit ?',
  );
  const update = statement(
    db,
    `update task set customer_id = ?, order_json = ?, shape = ?, own = ?, work = ?, work_json = null where rowid = ?`,
  );
  return (from, count) => {
    const page = rows.all(from, count);
    const old = page
      .filter(({ own }) => own === null)
      .map((row) => ({ row, order: parsed<TaskOrder>(row.order_json) }));
    const batches = Map.groupBy(old, ({ order }) => order.batchId ?? order.jobId ?? '');
    for (const [, all] of batches)
      for (const { row, order } of all) {
        const shape = encodeOrder(order, sharesBatch(all.length), out);
        const own = out.take();
        const stored = orders.store(shape, all.length);
        const work =
          row.work_json === null
            ? row.work
            : encodeWork(parsed<Work>(row.work_json), order.createdAtMs, words);
        const customer = words.keyFor(order.customerId);
        update.run(customer, stored.order_json, stored.shape, own, work, row.rowid);
      }
    return placeAfter(page, ({ id }) => id);
  };
}

function eventStep(db: DatabaseSync, words: WordTable): Step {
  const rows = statement<OldEvent>(
    db,
    'select seq, id, customer_id, task_id, type from event where seq > ? order by seq limit ?',
  );
  const update = statement(
    db,
    'update event set id = ?, customer_id = ?, task_id = ?, type = ? where seq = ?',
  );
  return (from, count) => {
    const page = rows.all(Number(from), count);
    for (const { seq, id, customer_id, task_id, type } of page) {
      const isNew = bareEvent(id) === id;
      if (!isNew)
        update.run(bareEvent(id), words.keyFor(customer_id), bareTask(task_id), codeOf(typeOf(type)), seq);
    }
    return placeAfter(page, ({ seq }) => String(seq));
  };
}

/** Rows leave the stretch of whole ids as they are written anew. */
function historyStep(db: DatabaseSync, words: WordTable): Step {
  const rows = statement<OldLabel>(
    db,
    "select worker_id, at, task_id from worker_history where worker_id >= 'wrk_' and worker_id < 'wrk`' limit ?",
  );
  const drop = statement(db, 'delete from worker_history where worker_id = ? and at = ? and task_id = ?');
  const put = statement(
    db,
    'insert into worker_history (worker_id, at, task_id) values (?, ?, ?) on conflict do nothing',
  );
  return (_, count) => {
    const page = rows.all(count);
    for (const { worker_id, at, task_id } of page) {
      drop.run(worker_id, at, task_id);
      put.run(words.keyFor(worker_id), at, bareTask(task_id));
    }
    return page.length === 0 ? null : '';
  };
}

/** Lists of values that come once keep their names: see `ListTable`. */
function placeStep(db: DatabaseSync, words: WordTable): Step {
  const rows = statement<OldPlace>(
    db,
    'select list, place from task_place where (list, place) > (?, ?) order by list, place limit ?',
  );
  const drop = statement(db, 'delete from task_place where list = ? and place = ?');
  const put = statement(db, 'insert into task_place (list, place) values (?, ?) on conflict do nothing');
  return (from, count) => {
    const [list, place] = from === '' ? ['', ''] : parsed<[string, string]>(from);
    const page = rows.all(list, place, count);
    for (const [name, all] of Map.groupBy(page, (row) => row.list)) {
      const isCommon = all.length >= commonMin;
      const key = name.length < listDigits ? null : isCommon ? words.keyFor(name) : words.key(name);
      if (key === null) continue;
      for (const row of all) {
        drop.run(row.list, row.place);
        put.run(key, barePlace(row.place));
      }
    }
    return placeAfter(page, (row) => JSON.stringify([row.list, row.place]));
  };
}

/** A record has a thousand tasks where a row of the others has one. */
const settlementsShare = 10;

function settlementStep(db: DatabaseSync): Step {
  const rows = statement<{ readonly id: string }>(
    db,
    'select id from settlement where id > ? order by id limit ?',
  );
  const put = statement(
    db,
    `insert into settlement_summary (id, txid, task_count, miner_fee, created_at)
     select id, json_extract(record, '$.txid'), json_array_length(record, '$.tasks'), json_extract(record, '$.minerFeeSats'),
       json_extract(record, '$.createdAtMs') from settlement where id = ? on conflict (id) do nothing`,
  );
  return (from, count) => {
    const page = rows.all(from, Math.ceil(count / settlementsShare));
    for (const { id } of page) put.run(id);
    return placeAfter(page, ({ id }) => id);
  };
}

function placeAfter<Row>(page: readonly Row[], placeOf: (row: Row) => string): string | null {
  const last = page.at(-1);
  return last === undefined ? null : placeOf(last);
}
