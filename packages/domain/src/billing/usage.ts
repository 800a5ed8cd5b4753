import { present } from '@asg/values/present';
import { labelsSavedBy } from '../consensus/policies.ts';
import { type Sats, sats } from '../money/sats.ts';
import { recordOf, type UsageField, type UsageSum, usageSumNames, usageSums } from '../names.ts';
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

/**
 * What was settled for a customer: sums that each settlement adds to once and that are never recomputed. `tasksSettled`: got their
 * label and their payment. `tasksPaidUnlabelled`: ended without one, what labels they had was paid. `labelsSaved`: may be below 0.
 */
export type UsageSums = {
  readonly [Name in UsageSum]: (typeof usageSumNames)[Name]['unit'] extends 'sats' ? Sats : number;
};

/** The sums as `figure` has them. Throws a RangeError where an amount of money is none. */
export function usageFrom(figure: (name: UsageSum) => number): UsageSums {
  const sums = recordOf(usageSums, figure);
  checkMoney(sums);
  return sums;
}

function checkMoney(sums: Record<UsageSum, number>): asserts sums is UsageSums {
  for (const name of usageSums) if (usageSumNames[name].unit === 'sats') sats(sums[name]);
}

/** The sums under their names in replies. */
export function usageFields(sums: UsageSums): Readonly<Record<UsageField, number>> {
  const byField = new Map<UsageField, number>(
    usageSums.map((name) => [usageSumNames[name].field, sums[name]]),
  );
  return recordOf([...byField.keys()], (field) => present(byField.get(field), field));
}

/**
 * What the settling of a task adds to the day's and the month's sums of whose bill it is on, which `billedTo` says. A customer's
 * gold is none of their tasks.
 */
export function usageOf(task: Task, { payoutSats, feeSats, costSats }: TaskCost): UsageSums {
  const isGold = task.gold !== undefined;
  const isSettled = task.state === 'settled';
  return {
    tasksSettled: !isGold && isSettled ? 1 : 0,
    tasksPaidUnlabelled: !isGold && !isSettled ? 1 : 0,
    payoutSats,
    feeSats,
    labelsSaved: isGold ? 0 : labelsSaved(task),
    goldAnswersPaid: isGold ? 1 : 0,
    balanceSats: task.cover === undefined ? sats(0) : costSats,
  };
}

export const noUsage: UsageSums = usageFrom(() => 0);

export function addUsage(a: UsageSums, b: UsageSums): UsageSums {
  return usageFrom((name) => a[name] + b[name]);
}

/** Where a payment goes whose month is closed: the first day of the month after it. YYYY-MM-DD. */
export function dateAfterClosed(date: string): string {
  return `${monthAfter(date.slice(0, 7))}-01`;
}
