import { labelsSavedBy } from '../consensus/policies.ts';
import { addSats, type Sats, sats } from '../money/sats.ts';
import type { TaskCost } from '../settlement/payouts.ts';
import type { Task } from '../task/task.ts';
import { monthAfter } from './calendar.ts';

const satsPerCoin = 100_000_000;

/**
 * Labels that a decided task got its decision without, against the threshold policy on the same labels: what that would
 * have asked for at least. Below 0 where the adaptive policy asked for more; 0 for the threshold policy itself.
 */
export function labelsSaved(task: Task): number {
  return task.decision === null ? 0 : labelsSavedBy(task);
}

/** What an amount is about worth in US dollars, to a hundred-millionth, at so many dollars for one BSV. */
export function usdEstimate(amount: Sats, usdPerCoin: number): number {
  return Math.round(amount * usdPerCoin) / satsPerCoin;
}

/** What was settled for a customer: sums that are added to once per settlement and never counted anew. */
export interface UsageSums {
  /** Tasks that got their label and their payment. */
  readonly tasksSettled: number;
  /** Tasks that ended without a label and whose labels were paid all the same. */
  readonly tasksPaidUnlabelled: number;
  readonly payoutSats: Sats;
  readonly feeSats: Sats;
  /** Labels that settled tasks did not need, against the threshold policy; below 0 where they took more. */
  readonly labelsSaved: number;
}

/** What the settling of a task adds to the day's and the month's sums; null: it is the operator's own, on nobody's bill. */
export function usageOf(task: Task, { payoutSats, feeSats }: TaskCost): UsageSums | null {
  if (task.gold !== undefined) return null;
  const isSettled = task.state === 'settled';
  return {
    tasksSettled: isSettled ? 1 : 0,
    tasksPaidUnlabelled: isSettled ? 0 : 1,
    payoutSats,
    feeSats,
    labelsSaved: labelsSaved(task),
  };
}

export const noUsage: UsageSums = {
  tasksSettled: 0,
  tasksPaidUnlabelled: 0,
  payoutSats: sats(0),
  feeSats: sats(0),
  labelsSaved: 0,
};

export function addUsage(a: UsageSums, b: UsageSums): UsageSums {
  return {
    tasksSettled: a.tasksSettled + b.tasksSettled,
    tasksPaidUnlabelled: a.tasksPaidUnlabelled + b.tasksPaidUnlabelled,
    payoutSats: addSats(a.payoutSats, b.payoutSats),
    feeSats: addSats(a.feeSats, b.feeSats),
    labelsSaved: a.labelsSaved + b.labelsSaved,
  };
}

/** Where a payment goes whose month is closed: the first day of the month after it. YYYY-MM-DD. */
export function dateAfterClosed(date: string): string {
  return `${monthAfter(date.slice(0, 7))}-01`;
}
