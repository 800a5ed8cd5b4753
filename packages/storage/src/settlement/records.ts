import type { Coin, Sats, SettlementPurpose, SettlementState } from '@asg/domain';

/** A transaction that someone asked for; the settler makes it under this very id, so at most once. */
export interface TreasuryMove {
  readonly settlementId: string;
  readonly purpose: Exclude<SettlementPurpose, 'payment'>;
  /** Whose held coins are withdrawn. */
  readonly workerId: string | null;
  /** How many coins a fan-out makes, or a consolidation takes at most. */
  readonly coins: number | null;
  /** Of a sweep: the coins that it takes, each with the deposit that it was paid to. */
  readonly sweep?: readonly DepositedCoin[];
  /** Of a refund: whose money it is, and where it goes. */
  readonly refund?: Refund;
  readonly requestedAtMs: number;
  /** Why it was not made; then it never is. */
  readonly refusal: string | null;
}

export interface DepositedCoin {
  readonly depositId: string;
  readonly coin: Coin;
}

export interface Refund {
  readonly customerId: string;
  readonly satoshis: Sats;
  /** Locking script of the address, hex. */
  readonly lockingScript: string;
}

/** The newest block headers known, of the best chain: hex of 80 bytes each, ascending from `baseHeight`. */
export interface HeaderWindow {
  readonly baseHeight: number;
  readonly headers: readonly string[];
}

/** A settlement without its transaction and its long lists. */
export interface SettlementSummary {
  readonly settlementId: string;
  readonly state: SettlementState;
  readonly txid: string;
  readonly taskCount: number;
  readonly minerFeeSats: number;
  readonly createdAtMs: number;
  readonly seenAtMs: number | null;
  readonly note: string | null;
}
