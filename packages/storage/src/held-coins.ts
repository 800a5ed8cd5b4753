import type { Coin, Sats, SettlementRecord } from '@asg/domain';

/** Coins that were paid to addresses held for workers, and what became of them. */
export interface HeldCoinReader {
  /** Held for the worker, mined and not spent by a stored transaction; the oldest payments first. */
  heldCoins(workerId: string, limit: number): Promise<readonly Coin[]>;
  /** What is held for the worker, mined or not yet, of 10,000 coins at most. */
  heldSats(workerId: string): Promise<Sats>;
  /** The worker's withdrawals, the newest first, without those that another transaction took the place of. */
  withdrawals(
    workerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly SettlementRecord[]>;
}

/** Coins that `heldSats` adds up at most. */
export const heldCoinsSummedMax = 10_000;
