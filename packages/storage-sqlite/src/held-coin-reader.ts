import type { DatabaseSync } from 'node:sqlite';
import {
  type Coin,
  heldCoinsSummedMax,
  heldStates,
  type Sats,
  type SettlementRecord,
  type SettlementState,
  sats,
  withdrawableStates,
} from '@asg/domain';
import { Query } from './query.ts';
import { columnsOfSettlement, type SettlementRow, settlementOf } from './settlement-row.ts';

const unspent = (
  states: readonly SettlementState[],
): string => `from held_coin join settlement on id = settlement_id
  where worker_id = ? and spent_by is null and state in ('${states.join("', '")}') order by settlement_id, vout limit ?`;

/** Reads of what is held for workers. */
export class SqliteHeldCoinReader {
  readonly #coins: Query;
  readonly #sum: Query;
  readonly #withdrawals: Query;

  constructor(db: DatabaseSync) {
    this.#coins = new Query(
      db,
      `select held_coin.txid, vout, satoshis, locking_script as lockingScript ${unspent(withdrawableStates)}`,
    );
    this.#sum = new Query(
      db,
      `select coalesce(sum(satoshis), 0) as satoshis from (select satoshis ${unspent(heldStates)})`,
    );
    this.#withdrawals = new Query(
      db,
      `select ${columnsOfSettlement} from withdrawal join settlement on id = settlement_id
       where worker_id = ?1 and (?2 is null or settlement_id < ?2) and replaced_by is null
       order by settlement_id desc limit ?3`,
    );
  }

  async heldCoins(workerId: string, limit: number): Promise<readonly Coin[]> {
    return this.#coins.all(workerId, limit).map((row) => ({ ...row }) as unknown as Coin);
  }

  async heldSats(workerId: string): Promise<Sats> {
    const { satoshis } = this.#sum.get(workerId, heldCoinsSummedMax) as { satoshis: number };
    return sats(satoshis);
  }

  async withdrawals(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly SettlementRecord[]> {
    const rows = this.#withdrawals.all(workerId, before, limit) as unknown as readonly SettlementRow[];
    return rows.map(settlementOf);
  }
}
