import type { DatabaseSync } from 'node:sqlite';
import type { Coin, LaneRecord, SettlementRecord, SettlementState } from '@asg/domain';
import type { HeaderWindow, TreasuryMove } from '@asg/storage';
import { Query, recordOf } from './query.ts';
import { columnsOfSettlement, laneOf, type SettlementRow, settlementOf } from './settlement-row.ts';

const settlement = `select ${columnsOfSettlement} from settlement`;
const headerDigits = 160;

/** Reads of settlements, lanes and what the settler works through. */
export class SqliteSettlementReader {
  readonly #one: Query;
  readonly #byTxid: Query;
  readonly #in: Query;
  readonly #lane: Query;
  readonly #spent: Query;
  readonly #oldestDue: Query;
  readonly #countDue: Query;
  readonly #move: Query;
  readonly #openMoves: Query;
  readonly #headers: Query;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `${settlement} where id = ?`);
    this.#byTxid = new Query(db, `${settlement} where txid = ?`);
    this.#in = new Query(
      db,
      `${settlement} where state = ?1 and (?2 is null or id > ?2) order by id limit ?3`,
    );
    this.#lane = new Query(db, 'select record from lane where id = ?');
    this.#spent = new Query(db, 'select 1 from coin_spent where txid = ? and vout = ?');
    this.#oldestDue = new Query(db, 'select min(due_since) as sinceMs from task where due_since is not null');
    this.#countDue = new Query(
      db,
      'select count(*) as count from (select 1 from task where due_since is not null limit ?)',
    );
    this.#move = new Query(db, 'select record from treasury_move where settlement_id = ?');
    this.#openMoves = new Query(
      db,
      'select record from treasury_move where is_open = 1 order by settlement_id limit ?',
    );
    this.#headers = new Query(db, 'select base_height as baseHeight, headers from header_window');
  }

  async settlement(settlementId: string): Promise<SettlementRecord | null> {
    return settlementOrNull(this.#one.get(settlementId));
  }

  async settlementByTxid(txid: string): Promise<SettlementRecord | null> {
    return settlementOrNull(this.#byTxid.get(txid));
  }

  async settlementsIn(
    states: readonly SettlementState[],
    limit: number,
    after: string | null = null,
  ): Promise<readonly SettlementRecord[]> {
    const found = [...new Set(states)].flatMap(
      (state) => this.#in.all(state, after, limit) as unknown as readonly SettlementRow[],
    );
    return found
      .map(settlementOf)
      .sort((a, b) => (a.settlementId < b.settlementId ? -1 : 1))
      .slice(0, limit);
  }

  async lane(laneId: string): Promise<LaneRecord | null> {
    const row = this.#lane.get(laneId) as { record: string } | undefined;
    return row === undefined ? null : laneOf(row.record);
  }

  async coinsInUse(coins: readonly Coin[]): Promise<readonly Coin[]> {
    return coins.filter(({ txid, vout }) => this.#spent.get(txid, vout) !== undefined);
  }

  async paymentQueue(countMax: number): Promise<{ oldestSinceMs: number; count: number } | null> {
    const { sinceMs } = this.#oldestDue.get() as { sinceMs: number | null };
    if (sinceMs === null) return null;
    const { count } = this.#countDue.get(countMax) as { count: number };
    return { oldestSinceMs: sinceMs, count };
  }

  async treasuryMove(settlementId: string): Promise<TreasuryMove | null> {
    return recordOf<TreasuryMove>(this.#move.get(settlementId));
  }

  async openTreasuryMoves(limit: number): Promise<readonly TreasuryMove[]> {
    return this.#openMoves.all(limit).map((row) => recordOf<TreasuryMove>(row)!);
  }

  async headerWindow(): Promise<HeaderWindow | null> {
    const row = this.#headers.get() as { baseHeight: number; headers: string } | undefined;
    if (row === undefined) return null;
    const count = row.headers.length / headerDigits;
    const headers = Array.from({ length: count }, (_, index) =>
      row.headers.slice(index * headerDigits, (index + 1) * headerDigits),
    );
    return { baseHeight: row.baseHeight, headers };
  }
}

function settlementOrNull(row: unknown): SettlementRecord | null {
  return row === undefined ? null : settlementOf(row as SettlementRow);
}
