import type { DatabaseSync } from 'node:sqlite';
import {
  noSignals,
  noTrust,
  type PayoutTarget,
  type TrustSums,
  type WorkerSignals,
  walletOf,
} from '@asg/domain';
import type { AppealRecord, HistoryEntry, HistoryPage, Page, StoredGold } from '@asg/storage';
import { columnsOfGold, type GoldRow, storedGold } from './executor/gold.ts';
import { allTemplates, columnsOfTrust } from './executor/trust.ts';
import { SqliteModelReader } from './model-reader.ts';
import { Query } from './query.ts';

const page = '(?1 is null or id < ?1) order by id desc limit ?2';

/** Reads of what is known of workers, of gold items and of appeals. */
export class SqliteTrustReader extends SqliteModelReader {
  readonly #trust: Query;
  readonly #signals: Query;
  readonly #paidAt: Query;
  readonly #history: Query;
  readonly #gold: Query;
  readonly #goldItems: Query;
  readonly #goldOf: Query;
  readonly #goldOfHouse: Query;
  readonly #appeal: Query;
  readonly #appealsOf: Query;
  readonly #openAppeals: Query;

  constructor(db: DatabaseSync) {
    super(db);
    this.#trust = new Query(db, `select ${columnsOfTrust} from trust where worker_id = ? and template = ?`);
    this.#signals = new Query(db, 'select record from worker_signal where worker_id = ?');
    this.#paidAt = new Query(
      db,
      `select id from worker indexed by worker_by_wallet
       where coalesce(record ->> '$.payout.address', record ->> '$.payout.paymail') = ? and record ->> '$.payout' is not null limit ?`,
    );
    this.#history = new Query(
      db,
      `select task_id as taskId, at as atMs from worker_history
       where worker_id = ? and (at, task_id) < (?, ?) order by at desc, task_id desc limit ?`,
    );
    this.#gold = new Query(db, `select ${columnsOfGold} from gold where id = ?`);
    this.#goldItems = new Query(db, `select ${columnsOfGold} from gold where ${page}`);
    this.#goldOf = new Query(db, `select ${columnsOfGold} from gold where owner = ?3 and ${page}`);
    this.#goldOfHouse = new Query(db, `select ${columnsOfGold} from gold where owner is null and ${page}`);
    this.#appeal = new Query(db, 'select record from appeal where id = ?');
    this.#appealsOf = new Query(db, `select record from appeal where worker_id = ?3 and ${page}`);
    this.#openAppeals = new Query(db, `select record from appeal where is_open = 1 and ${page}`);
  }

  async trust(workerId: string, template: string = allTemplates): Promise<TrustSums> {
    const row = this.#trust.get(workerId, template);
    return row === undefined ? noTrust : ({ ...row } as unknown as TrustSums);
  }

  async workerSignals(workerId: string): Promise<WorkerSignals> {
    const row = this.#signals.get(workerId) as { record: string } | undefined;
    return row === undefined ? noSignals : (JSON.parse(row.record) as WorkerSignals);
  }

  async workersPaidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]> {
    const rows = this.#paidAt.all(walletOf(payout), limit) as unknown as readonly { id: string }[];
    return rows.map(({ id }) => id);
  }

  async history(workerId: string, { limit, before }: HistoryPage): Promise<readonly HistoryEntry[]> {
    const { atMs, taskId } = before ?? { atMs: Number.MAX_SAFE_INTEGER, taskId: '' };
    const rows = this.#history.all(workerId, atMs, taskId, limit);
    return rows.map((row) => ({ ...row }) as unknown as HistoryEntry);
  }

  async gold(goldId: string): Promise<StoredGold | null> {
    const row = this.#gold.get(goldId) as GoldRow | undefined;
    return row === undefined ? null : storedGold(row);
  }

  async goldItems({
    limit,
    before,
    owner,
  }: Page & { readonly owner?: string | null }): Promise<readonly StoredGold[]> {
    const rows =
      owner === undefined
        ? this.#goldItems.all(before, limit)
        : owner === null
          ? this.#goldOfHouse.all(before, limit)
          : this.#goldOf.all(before, limit, owner);
    return (rows as unknown as readonly GoldRow[]).map(storedGold);
  }

  async appeal(appealId: string): Promise<AppealRecord | null> {
    return appealsIn([this.#appeal.get(appealId)].filter((row) => row !== undefined))[0] ?? null;
  }

  async appealsOf(workerId: string, { limit, before }: Page): Promise<readonly AppealRecord[]> {
    return appealsIn(this.#appealsOf.all(before, limit, workerId));
  }

  async openAppeals({ limit, before }: Page): Promise<readonly AppealRecord[]> {
    return appealsIn(this.#openAppeals.all(before, limit));
  }
}

function appealsIn(rows: readonly unknown[]): readonly AppealRecord[] {
  return rows.map((row) => JSON.parse((row as { record: string }).record) as AppealRecord);
}
