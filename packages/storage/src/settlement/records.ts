import type { SettlementPurpose, SettlementState } from '@asg/domain';

/** A transaction that someone asked for; the settler makes it under this very id, so at most once. */
export interface TreasuryMove {
  readonly settlementId: string;
  readonly purpose: Exclude<SettlementPurpose, 'payment'>;
  /** Whose held coins are withdrawn. */
  readonly workerId: string | null;
  /** How many coins a fan-out makes, or a consolidation takes at most. */
  readonly coins: number | null;
  readonly requestedAtMs: number;
  /** Why it was not made; then it never is. */
  readonly refusal: string | null;
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
