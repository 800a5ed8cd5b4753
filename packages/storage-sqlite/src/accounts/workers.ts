import type { DatabaseSync } from 'node:sqlite';
import {
  changedWorker,
  type PayoutTarget,
  type Registration,
  registrationOf,
  type SetWorkerStatus,
  sats,
  type WorkerChange,
  type WorkerRecord,
  walletOf,
  workerInStatus,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { bareTask, wholeTask } from '../compact/ids.ts';
import { compareTexts, merged } from '../compact/merged.ts';
import type { Words } from '../compact/words.ts';
import {
  before,
  parsed,
  Query,
  type RecordRow,
  recordOf,
  recordsOf,
  type Statement,
  statement,
} from '../sql.ts';
import type { TrustTable } from '../trust/trust-table.ts';
import type { Sync } from '../writing/sync.ts';

/** Reads workers, what they did and what they were paid in all. */
export class WorkerReader implements port.WorkerReader {
  readonly #words: Words;
  readonly #one: Query<RecordRow>;
  readonly #byEmail: Query<RecordRow>;
  readonly #page: Query<RecordRow>;
  readonly #paidAt: Query<{ readonly id: string }>;
  readonly #totals: Query<{ readonly [Name in keyof port.WorkerTotals]: number }>;
  readonly #firstLabel: Query<{ readonly at: number | null }>;
  readonly #history: Query<port.HistoryEntry>;

  constructor(db: DatabaseSync, words: Words) {
    this.#words = words;
    this.#one = new Query(db, 'select record from worker where id = ?');
    this.#byEmail = new Query(db, 'select record from worker where email_key = ?');
    this.#page = new Query(
      db,
      `select record from worker where ${before('id', '?1')} order by id desc limit ?2`,
    );
    this.#paidAt = new Query(
      db,
      `select id from worker indexed by worker_by_wallet
       where coalesce(record ->> '$.payout.address', record ->> '$.payout.paymail') = ? and record ->> '$.payout' is not null limit ?`,
    );
    this.#totals = new Query(
      db,
      `select labels, paid_labels as paidLabels, paid_sats as paidSats, carried_sats as carriedSats
       from worker_total where worker_id = ?`,
    );
    this.#firstLabel = new Query(db, 'select min(at) as at from worker_history where worker_id = ?');
    this.#history = new Query(
      db,
      `select task_id as taskId, at as atMs from worker_history
       where worker_id = ? and (at, task_id) < (?, ?) order by at desc, task_id desc limit ?`,
    );
  }

  async get(workerId: string): Promise<WorkerRecord | null> {
    return recordOf(this.#one.get(workerId));
  }

  async byEmail(emailKey: string): Promise<WorkerRecord | null> {
    return recordOf(this.#byEmail.get(emailKey));
  }

  async list({ limit, before }: port.Page): Promise<readonly WorkerRecord[]> {
    return recordsOf(this.#page.all(before, limit));
  }

  async paidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]> {
    return this.#paidAt.all(walletOf(payout), limit).map(({ id }) => id);
  }

  async totals(workerId: string): Promise<port.WorkerTotals> {
    const { labels, paidLabels, paidSats, carriedSats } = this.#totals.get(workerId) ?? nothing;
    return { labels, paidLabels, paidSats: sats(paidSats), carriedSats: sats(carriedSats) };
  }

  async firstLabelAt(workerId: string): Promise<number | null> {
    // What is under the worker's own name is older than what is under its number.
    const key = this.#words.key(workerId);
    const earliest = this.#firstLabel.get(workerId)?.at ?? null;
    return earliest ?? (key === null ? null : (this.#firstLabel.get(key)?.at ?? null));
  }

  async history(
    workerId: string,
    { limit, before }: port.HistoryPage,
  ): Promise<readonly port.HistoryEntry[]> {
    const { atMs, taskId } = before ?? { atMs: Number.MAX_SAFE_INTEGER, taskId: '' };
    const key = this.#words.key(workerId);
    const earlier = this.#history.all(workerId, atMs, taskId, limit).map((row) => ({ ...row }));
    const later = key === null ? [] : this.#history.all(key, atMs, bareTask(taskId), limit);
    return merged(earlier, later.map(wholeEntry), newestFirst, limit);
  }
}

const wholeEntry = ({ taskId, atMs }: port.HistoryEntry): port.HistoryEntry => ({
  taskId: wholeTask(taskId),
  atMs,
});

const newestFirst = (a: port.HistoryEntry, b: port.HistoryEntry): number =>
  b.atMs - a.atMs || compareTexts(b.taskId, a.taskId);

const nothing = { labels: 0, paidLabels: 0, paidSats: 0, carriedSats: 0 };

/** Workers, and what they and the operator change of them. */
export class WorkerWriter implements Sync<port.WorkerWriter> {
  readonly #trust: TrustTable;
  readonly #byEmail: Statement<{ readonly id: string }>;
  readonly #select: Statement<RecordRow>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #updateEmail: Statement;

  constructor(db: DatabaseSync, trust: TrustTable) {
    this.#trust = trust;
    this.#byEmail = statement(db, 'select id from worker where email_key = ?');
    this.#select = statement(db, 'select record from worker where id = ?');
    this.#insert = statement(db, 'insert into worker (id, email_key, record) values (?, ?, ?)');
    this.#update = statement(db, 'update worker set record = ? where id = ?');
    this.#updateEmail = statement(db, 'update worker set email_key = ?, record = ? where id = ?');
  }

  register({ worker, emailKey }: { worker: WorkerRecord; emailKey: string }): Registration {
    const owner = this.#byEmail.get(emailKey);
    if (owner !== undefined) return registrationOf(worker.workerId, owner.id);
    this.#insert.run(worker.workerId, emailKey, JSON.stringify(worker));
    return 'registered';
  }

  change({ workerId, change }: { workerId: string; change: WorkerChange }): WorkerRecord | null {
    const row = this.#select.get(workerId);
    if (row === undefined) return null;
    const after = changedWorker(parsed(row.record), change);
    this.#update.run(JSON.stringify(after), workerId);
    return after;
  }

  changeEmail({ workerId, from, to }: port.ChangeWorkerEmail): port.ChangeWorkerEmailOutcome {
    const worker = recordOf<WorkerRecord>(this.#select.get(workerId));
    if (worker === null) return 'no_worker';
    const owner = this.#byEmail.get(to.emailKey);
    if (owner !== undefined && owner.id !== workerId) return 'email_taken';
    const after = changedWorker(worker, { set: 'email', email: to.email, from: from.email });
    if (after !== worker) this.#updateEmail.run(to.emailKey, JSON.stringify(after), workerId);
    return 'changed';
  }

  leave({ workerId, atMs }: { workerId: string; atMs: number }): WorkerRecord | null {
    const worker = recordOf<WorkerRecord>(this.#select.get(workerId));
    if (worker === null) return null;
    const after = changedWorker(worker, { set: 'left', atMs });
    // No e-mail is an id, so that nobody wants that one.
    if (after !== worker) this.#updateEmail.run(workerId, JSON.stringify(after), workerId);
    return after;
  }

  /** `sinceMs`: only lifts the suspension that began then. */
  setStatus({
    workerId,
    suspension,
    sinceMs,
  }: SetWorkerStatus & { readonly sinceMs?: number }): WorkerRecord | null {
    const before = recordOf<WorkerRecord>(this.#select.get(workerId));
    if (before === null) return null;
    const { worker, isReinstated } = workerInStatus(before, suspension, sinceMs);
    if (isReinstated) this.#trust.forget(workerId);
    if (worker !== before) this.#update.run(JSON.stringify(worker), workerId);
    return worker;
  }
}
