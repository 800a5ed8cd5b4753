import { defaultMaxLabels, thresholdDefault } from '@asg/consensus';
import type { CustomerRecord } from '../accounts/customer.ts';
import { utcDate } from '../billing/calendar.ts';
import type { CoverSource } from '../names.ts';
import { costOfLabels, type Price } from './cover.ts';
import { type AllowanceTerms, coveredTasks, type Purse } from './reservation.ts';

/** A customer as far as it matters who pays for their tasks. */
export type Payer = Pick<CustomerRecord, 'customerId' | 'tier'>;

/** What the operator charges, and what sandbox accounts may spend. */
export interface MoneyRules {
  /** Of tasks that are submitted now. */
  readonly price: Price;
  readonly allowance: AllowanceTerms;
}

/** Sandbox accounts pay from their allowance alone, all others from their balance. */
export function coverSourceOf({ tier }: Pick<Payer, 'tier'>): Exclude<CoverSource, 'house'> {
  return tier === 'sandbox' ? 'allowance' : 'balance';
}

/** Null: the customer has no allowance. */
export function allowanceOf(
  { tier }: Pick<Payer, 'tier'>,
  { allowance }: Pick<MoneyRules, 'allowance'>,
): AllowanceTerms | null {
  return tier === 'sandbox' ? allowance : null;
}

/** How many more tasks of the usual kind the customer can submit now: what the quota has left, and a sandbox's money of the day covers. */
export function labelQuota(
  customer: Pick<CustomerRecord, 'tier' | 'quotaLeft' | 'balance' | 'limits' | 'reservedDay'>,
  rules: MoneyRules,
  now: Pick<Purse, 'sandboxTodaySats'> & { readonly nowMs: number },
): number {
  const usualSats = costOfLabels(defaultMaxLabels(thresholdDefault), rules.price);
  const { balance, limits = null } = customer;
  const { sandboxTodaySats, nowMs } = now;
  const purse = { balance, limits, todaySats: reservedOn(customer, nowMs), sandboxTodaySats };
  return coveredTasks(customer.quotaLeft, purse, usualSats, allowanceOf(customer, rules));
}

/** What the customer has reserved on the UTC day of a moment, satoshis. */
export function reservedOn({ reservedDay }: Pick<CustomerRecord, 'reservedDay'>, nowMs: number): number {
  return reservedDay?.date === utcDate(nowMs) ? reservedDay.sats : 0;
}
