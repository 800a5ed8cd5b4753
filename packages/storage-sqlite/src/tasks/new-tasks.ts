import type { DatabaseSync } from 'node:sqlite';
import { at } from '@asg/values/present';
import type { WordTable } from '../compact/words.ts';
import type { JobCounts } from '../jobs/job-counts.ts';
import { type Statement, statement } from '../sql.ts';
import type { ResultTable } from '../stats/result-table.ts';
import type { StatsTable } from '../stats/stats-table.ts';
import type { QueueClasses } from '../work/queue-classes.ts';
import type { Sequence } from '../work/sequence.ts';
import type { ListTable } from './list-table.ts';
import type { OpenRows, RowForm, TaskInsert } from './open-rows.ts';
import type { OrderTable, StoredOrder } from './order-table.ts';
import { orderOf } from './task-row.ts';

interface Parts {
  readonly words: WordTable;
  readonly sequence: Sequence;
  readonly classes: QueueClasses;
  readonly orders: OrderTable;
  readonly lists: ListTable;
  readonly results: ResultTable;
  readonly jobs: JobCounts;
  readonly stats: StatsTable;
}

/** So many rows of one form, one after the other, go in with one statement: a call for each costs more than what it does. */
const runMin = 8;
/** Decimal digits of a place in the bytes of a run. */
const digits = 8;

/** Adds tasks at the ends of their classes. Every method runs inside the caller's transaction. */
export class NewTasks {
  readonly #parts: Parts;
  readonly #insert: Statement;
  readonly #insertRun: Statement;
  readonly #seq: Statement<{ readonly seq: number | null }>;

  constructor(db: DatabaseSync, parts: Parts) {
    this.#parts = parts;
    const columns =
      'insert into task (id, customer_id, language, queue_rank, queue_seq, expires_at, order_json, shape, own)';
    this.#insert = statement(db, `${columns} values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`);
    const place = (of: string): string => `cast(substr(?10, 1 + ${digits} * (${of}), ${digits}) as integer)`;
    this.#insertRun = statement(
      db,
      `${columns} select value, ?2, ?3, ?4, ?5 + key, ?6, ?7, ?8, substr(?9, 1 + ${place('key')}, ${place('key + 1')} - ${place('key')})
       from json_each(?1) where true on conflict (id) do nothing`,
    );
    this.#seq = statement(db, 'select queue_seq as seq from task where id = ?');
  }

  /** Those that were added: there was none with their id. */
  insert(customerId: string, rows: readonly TaskInsert[], request: OpenRows): readonly TaskInsert[] {
    const key = this.#parts.words.keyFor(customerId);
    const taken: TaskInsert[] = [];
    for (let from = 0; from < rows.length; ) {
      let to = from + 1;
      const { form } = at(rows, from);
      while (to < rows.length && rows[to]?.form === form) to++;
      const run = from === 0 && to === rows.length ? rows : rows.slice(from, to);
      const { text, orders } = at(request.shapes, form.shape);
      const stored = this.#parts.orders.store(text, orders);
      const added = this.#insertAlike(key, form, run, { ...stored, own: request.own });
      if (added.length > 0) this.#follow(customerId, form, added, { ...stored, own: request.own });
      taken.push(...added);
      from = to;
    }
    return taken;
  }

  /** Rows of one form; `own`: what all orders of the request have for themselves. */
  #insertAlike(
    key: string,
    { rank, language, momentMs }: RowForm,
    run: readonly TaskInsert[],
    { order_json, shape, own }: StoredOrder,
  ): readonly TaskInsert[] {
    const first = this.#parts.sequence.take(run.length);
    if (run.length < runMin)
      return run.filter(({ taskId, from, to }, i) => {
        const columns = [taskId, key, language, rank, first + i, momentMs, order_json, shape] as const;
        return this.#insert.run(...columns, own.subarray(from, to)).changes !== 0;
      });
    const ids = JSON.stringify(run.map(({ taskId }) => taskId));
    const columns = [ids, key, language, rank, first, momentMs, order_json, shape] as const;
    const [start, end] = [at(run, 0).from, at(run, run.length - 1).to];
    const { changes } = this.#insertRun.run(...columns, own.subarray(start, end), placesOf(run));
    if (changes === run.length) return run;
    return run.filter(({ taskId }, i) => this.#seq.get(taskId)?.seq === first + i);
  }

  #follow(
    customerId: string,
    form: RowForm,
    added: readonly TaskInsert[],
    { own, ...stored }: StoredOrder,
  ): void {
    const { classes, jobs, lists, words } = this.#parts;
    classes.add(form);
    if (form.jobId !== null) jobs.opened(form.jobId, added.length);
    const keys = form.hasMetadata ? lists.keysOf(customerId) : [];
    if (keys.length === 0) return;
    for (const { taskId, from, to } of added)
      lists.opened(orderOf({ id: taskId, ...stored, own: own.subarray(from, to) }, words), keys);
  }

  /** Counts what `insert` has added for one request. */
  count(customerId: string, rows: readonly TaskInsert[]): void {
    const counts = new Map<RowForm, number>();
    for (const { form } of rows) counts.set(form, (counts.get(form) ?? 0) + 1);
    for (const [form, count] of counts) {
      this.#parts.stats.opened(customerId, form.createdAtMs, count);
      this.#parts.results.opened(form, count);
    }
  }
}

/** Where each row's bytes begin in those of the run, and where the last end: as digits, which SQL reads from bytes at any place. */
function placesOf(run: readonly TaskInsert[]): Uint8Array {
  const start = at(run, 0).from;
  const places = Buffer.alloc(digits * (run.length + 1), '0');
  let end = 0;
  const put = (value: number): void => {
    end += digits;
    for (let [rest, i] = [value, end - 1]; rest > 0; rest = Math.floor(rest / 10))
      places[i--] = 48 + (rest % 10);
  };
  for (const { from } of run) put(from - start);
  put(at(run, run.length - 1).to - start);
  return places;
}
