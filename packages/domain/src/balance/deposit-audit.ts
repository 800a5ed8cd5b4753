import type { BalanceEntry } from './entry.ts';

/** What was counted of a customer's payments and refunds, satoshis. */
export interface DepositSums {
  /** Of the payments that are credited. */
  readonly creditedSats: number;
  /** An entry is being made: the sums are compared when it is. */
  readonly isOwed: boolean;
  /** Of the refunds that were made. */
  readonly refundedSats: number;
}
export const noDepositSums: DepositSums = { creditedSats: 0, isOwed: false, refundedSats: 0 };

const nothingEntered = { depositSats: 0, refundSats: 0, besideAllowanceSats: 0, hasReversals: false };
/** Of a customer's entries, page by page. */
export type DepositEntrySums = typeof nothingEntered;

export function depositEntrySums(
  entries: readonly BalanceEntry[],
  before: DepositEntrySums = nothingEntered,
): DepositEntrySums {
  const sums = { ...before };
  for (const { kind, sats } of entries) {
    if (kind === 'deposit' || kind === 'deposit_reversed') sums.depositSats += sats;
    if (kind === 'refund') sums.refundSats -= sats;
    else if (kind !== 'allowance') sums.besideAllowanceSats += sats;
    sums.hasReversals ||= kind === 'deposit_reversed';
  }
  return sums;
}

/** What is to be so of a customer's deposits and refunds: whether it is, and in words that it is not. */
export function depositChecks(
  customerId: string,
  { creditedSats, isOwed, refundedSats }: DepositSums,
  { depositSats, refundSats, besideAllowanceSats, hasReversals }: DepositEntrySums,
): readonly (readonly [isRight: boolean, culprit: string])[] {
  return [
    [
      isOwed || depositSats === creditedSats,
      `${customerId}: deposits of ${depositSats} satoshis are entered, ${creditedSats} credited`,
    ],
    [
      refundSats >= refundedSats,
      `${customerId}: refunds of ${refundedSats} satoshis were made, ${refundSats} taken for them`,
    ],
    [
      hasReversals || refundSats <= Math.max(0, besideAllowanceSats),
      `${customerId}: refunds of ${refundSats} satoshis took of the allowance, ${besideAllowanceSats} came in beside it`,
    ],
  ];
}
