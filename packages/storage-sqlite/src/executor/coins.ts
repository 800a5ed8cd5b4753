import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Coin } from '@asg/domain';

/** Which coin is spent by which live settlement: one at most. */
export class SpentCoins {
  readonly #spender: StatementSync;
  readonly #spend: StatementSync;
  readonly #free: StatementSync;

  constructor(db: DatabaseSync) {
    this.#spender = db.prepare(
      'select settlement_id as settlementId from coin_spent where txid = ? and vout = ?',
    );
    this.#spend = db.prepare('insert into coin_spent (txid, vout, settlement_id) values (?, ?, ?)');
    this.#free = db.prepare('delete from coin_spent where txid = ? and vout = ? and settlement_id = ?');
  }

  /** Whether a settlement other than `butFor` spends one of them. */
  anySpent(coins: readonly Coin[], butFor: string | null): boolean {
    return coins.some(({ txid, vout }) => {
      const row = this.#spender.get(txid, vout) as { settlementId: string } | undefined;
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
