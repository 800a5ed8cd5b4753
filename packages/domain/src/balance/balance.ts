import { type Sats, sats } from '../money/sats.ts';

/**
 * What is counted of a customer's money: sums that only grow, but for `enteredSats`. All that is reported of a balance
 * follows from them, so that entered + granted at the upgrade = free + reserved + spent, always.
 */
export interface BalanceSums {
  /** Of all entries. */
  readonly enteredSats: number;
  /** Of the caps of all tasks that were opened. */
  readonly takenSats: number;
  /** Of the caps of those that are closed without pay, or paid. */
  readonly closedSats: number;
  /** Of the costs of those that are paid. */
  readonly paidSats: number;
  /** Of the costs of tasks from before there were balances, granted as they were paid. */
  readonly upgradeGrantSats: number;
  /** Of the entries of the allowance. */
  readonly allowanceSats: number;
  /** Of the caps of tasks that pay own people. */
  readonly ownTakenSats: number;
  /** Of their caps, once they are closed or paid, less what they cost. */
  readonly ownBackSats: number;
}

export const noBalanceSums: BalanceSums = {
  enteredSats: 0,
  takenSats: 0,
  closedSats: 0,
  paidSats: 0,
  upgradeGrantSats: 0,
  allowanceSats: 0,
  ownTakenSats: 0,
  ownBackSats: 0,
};

/** A customer's money. entered + upgradeGrant = free + reserved + spent. */
export interface Balance {
  readonly enteredSats: number;
  readonly upgradeGrantSats: Sats;
  /** To be spent. Below 0 only where a deposit was reorganised away after it was spent. */
  readonly freeSats: number;
  /** For tasks that are open or not paid yet. */
  readonly reservedSats: Sats;
  readonly spentSats: Sats;
  /** How much of what was entered is the sandbox's allowance. */
  readonly allowanceSats: Sats;
  /** Reserved and spent for tasks that pay own people, which nothing of the allowance goes into. */
  readonly ownSats: Sats;
}

export function balanceOf(sums: BalanceSums): Balance {
  const { enteredSats, takenSats, closedSats, paidSats, upgradeGrantSats, allowanceSats } = sums;
  const { ownTakenSats, ownBackSats } = sums;
  return {
    enteredSats,
    upgradeGrantSats: sats(upgradeGrantSats),
    freeSats: enteredSats - takenSats + closedSats - paidSats,
    reservedSats: sats(takenSats - closedSats),
    spentSats: sats(paidSats + upgradeGrantSats),
    allowanceSats: sats(allowanceSats),
    ownSats: sats(ownTakenSats - ownBackSats),
  };
}

/** Of a balance, satoshis: what says how much can go out of it. */
export interface Outgoing {
  readonly freeSats: number;
  readonly enteredSats: number;
  readonly allowanceSats: number;
  readonly ownSats: number;
}

/**
 * What may be refunded, and what own people are paid from: of what is free no more than came in beside the allowance. Tasks are
 * taken to spend the allowance first, but for those that pay own people. Below 0: nothing.
 */
export function refundableSats({ freeSats, enteredSats, allowanceSats, ownSats }: Outgoing): number {
  return Math.min(freeSats, enteredSats - allowanceSats - ownSats);
}

/** Of a customer who has just registered. */
export const noBalance: Balance = balanceOf(noBalanceSums);

/** What a customer sets for themselves; null: nothing. */
export interface SpendLimits {
  /** The most that is reserved on one UTC day, satoshis. */
  readonly spendPerDaySats: number | null;
  /** Below so much that is free they are told, satoshis. */
  readonly balanceLowSats: number | null;
}
