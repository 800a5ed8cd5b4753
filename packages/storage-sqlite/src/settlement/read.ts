import type { DatabaseSync } from 'node:sqlite';
import type { Coin, SettlementRecord, SettlementState } from '@asg/domain';
import type * as port from '@asg/storage';
import { after, before, Query } from '../sql.ts';
import { columnsOfSettlement, type SettlementRow, settlementOf } from './settlement-row.ts';

const settlement = `select ${columnsOfSettlement} from settlement`;
const page = `${before('settlement.id', '?1')} order by settlement.id desc limit ?2`;
/** A settlement of before may have no row of its summary yet. */
const summary = `select settlement.id as settlementId, state, seen_at as seenAtMs, note,
  coalesce(told.txid, json_extract(record, '$.txid')) as txid,
  coalesce(told.task_count, json_array_length(record, '$.tasks')) as taskCount,
  coalesce(told.miner_fee, json_extract(record, '$.minerFeeSats')) as minerFeeSats,
  coalesce(told.created_at, json_extract(record, '$.createdAtMs')) as createdAtMs
  from settlement left join settlement_summary as told on told.id = settlement.id`;

/** Reads settlements, and what waits for one. */
export class SettlementReader implements port.SettlementReader {
  readonly #one: Query<SettlementRow>;
  readonly #byTxid: Query<SettlementRow>;
  readonly #in: Query<SettlementRow>;
  readonly #page: Query<port.SettlementSummary>;
  readonly #pageIn: Query<port.SettlementSummary>;
  readonly #spent: Query<unknown>;
  readonly #oldestDue: Query<{ readonly sinceMs: number | null }>;
  readonly #countDue: Query<{ readonly count: number }>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `${settlement} where id = ?`);
    this.#byTxid = new Query(db, `${settlement} where txid = ?`);
    this.#in = new Query(db, `${settlement} where state = ?1 and ${after('id', '?2')} order by id limit ?3`);
    this.#page = new Query(db, `${summary} where ${page}`);
    this.#pageIn = new Query(db, `${summary} where state = ?3 and ${page}`);
    this.#spent = new Query(db, 'select 1 from coin_spent where txid = ? and vout = ?');
    this.#oldestDue = new Query(
      db,
      'select min(due_since) as sinceMs from task where due_since is not null and due_since <= ?',
    );
    this.#countDue = new Query(
      db,
      'select count(*) as count from (select 1 from task where due_since is not null and due_since <= ? limit ?)',
    );
  }

  async get(settlementId: string): Promise<SettlementRecord | null> {
    const row = this.#one.get(settlementId);
    return row === undefined ? null : settlementOf(row);
  }

  async byTxid(txid: string): Promise<SettlementRecord | null> {
    const row = this.#byTxid.get(txid);
    return row === undefined ? null : settlementOf(row);
  }

  async inStates(
    states: readonly SettlementState[],
    limit: number,
    after: string | null = null,
  ): Promise<readonly SettlementRecord[]> {
    const found = [...new Set(states)].flatMap((state) => this.#in.all(state, after, limit));
    return found
      .map(settlementOf)
      .sort((a, b) => (a.settlementId < b.settlementId ? -1 : 1))
      .slice(0, limit);
  }

  async list({
    limit,
    before,
    state,
  }: port.Page & { readonly state: SettlementState | null }): Promise<readonly port.SettlementSummary[]> {
    const rows = state === null ? this.#page.all(before, limit) : this.#pageIn.all(before, limit, state);
    return rows.map((row) => ({ ...row }));
  }

  async coinsInUse(coins: readonly Coin[]): Promise<readonly Coin[]> {
    return coins.filter(({ txid, vout }) => this.#spent.get(txid, vout) !== undefined);
  }

  async paymentQueue(
    countMax: number,
    nowMs: number,
  ): Promise<{ oldestSinceMs: number; count: number } | null> {
    const oldestSinceMs = this.#oldestDue.get(nowMs)?.sinceMs ?? null;
    if (oldestSinceMs === null) return null;
    return { oldestSinceMs, count: this.#countDue.get(nowMs, countMax)?.count ?? 0 };
  }
}
