import type { DatabaseSync } from 'node:sqlite';
import type { Coin } from '@asg/domain';
import { type Statement, statement } from '../sql.ts';

/** Which coin is spent by which live settlement: one at most. */
export class SpentCoins {
  readonly #spender: Statement<{ readonly settlementId: string }>;
  readonly #spend: Statement;
  readonly #free: Statement;

  constructor(db: DatabaseSync) {
    this.#spender = statement(
      db,
      'select settlement_id as settlementId from coin_spent where txid = ? and vout = ?',
    );
    this.#spend = statement(db, 'insert into coin_spent (txid, vout, settlement_id) values (?, ?, ?)');
    this.#free = statement(db, 'delete from coin_spent where txid = ? and vout = ? and settlement_id = ?');
  }

  /** Whether a settlement other than `butFor` spends one of them. */
  anySpent(coins: readonly Coin[], butFor: string | null): boolean {
    return coins.some(({ txid, vout }) => {
      const row = this.#spender.get(txid, vout);
      return row !== undefined && row.settlementId !== butFor;
    });
  }

  spend(coins: readonly Coin[], settlementId: string): void {
    for (const { txid, vout } of coins) this.#spend.run(txid, vout, settlementId);
  }

  free(coins: readonly Coin[], settlementId: string): void {
    for (const { txid, vout } of coins) this.#free.run(txid, vout, settlementId);
  }
}
