import type { CarriedRecord, Coin, EarningRecord, Sats, SettlementRecord } from '@asg/domain';
import type { PayeeAccount } from './records.ts';

/** Coins that were made by settlements from this id on, or before it. */
export interface MadeBy {
  readonly fromId?: string;
  readonly beforeId?: string;
}

/** What workers were paid, what is carried over, and coins that were paid to addresses held for them. */
export interface PayoutReader {
  /** One for each, in the order asked for. */
  payees(workerIds: readonly string[]): Promise<readonly PayeeAccount[]>;
  /** Payments to a worker, the newest first; `before`: the last settlement id of the page before. */
  earnings(
    workerId: string,
    page: { limit: number; before: string | null },
  ): Promise<readonly EarningRecord[]>;
  /** Those that are due by `untilMs`, or all where it is null; the ones due first come first. */
  carried(request: {
    readonly untilMs: number | null;
    readonly limit: number;
  }): Promise<readonly CarriedRecord[]>;
  /** Held for the worker, mined and not spent by a stored transaction; the oldest payments first. */
  heldCoins(workerId: string, limit: number, made?: MadeBy): Promise<readonly Coin[]>;
  /** What is held for the worker, mined or not yet, of 10,000 coins at most. */
  heldSats(workerId: string, made?: MadeBy): Promise<Sats>;
  /** The worker's withdrawals, the newest first, without those that another transaction took the place of. */
  withdrawals(
    workerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly SettlementRecord[]>;
}

export interface PayoutWriter {
  /** Sets when it is tried again, where something is carried; null: nothing is any more. */
  setCarriedDue(request: { readonly workerId: string; readonly dueAtMs: number | null }): Promise<void>;
}

export interface PayoutStore extends PayoutReader, PayoutWriter {}
