import {
  type ApiKeyRecord,
  type BalanceEntry,
  balanceOf,
  type CustomerRecord,
  type NewCustomer,
  utcDate,
} from '@asg/domain';
import type { Bins } from '../cluster/driver.ts';
import type { Kind } from '../records/document.ts';
import type { Figures } from '../records/sums.ts';

export interface Customer {
  /** `quotaLeft` is that of the bin `q`, which submissions take from. */
  readonly customer: NewCustomer;
  readonly changes: readonly string[];
  readonly keys: readonly ApiKeyRecord[];
  readonly revoked: readonly string[];
  /** The latest entries into the balance, whose own records may still be on their way. */
  readonly entered?: readonly BalanceEntry[];
  /** How much of the balance is the sandbox's allowance. */
  readonly allowanceSats?: number;
  /** What was last told of it where the customer wants to know when it is low. */
  readonly low?: LowMark;
  /** From bins of their own; see `purseBins`. */
  readonly purse?: PurseFigures;
}

export interface LowMark {
  readonly isLow: boolean;
  /** How often it became low. */
  readonly turn: number;
  /** All that was ever reserved, at the last look. */
  readonly takenSats: number;
}
export const noLowMark: LowMark = { isLow: false, turn: 0, takenSats: 0 };

/** What is in a customer's own record of their money. The rest, which tasks add to as they close, is in a sum. */
export interface PurseFigures {
  readonly enteredSats: number;
  /** Entered less what was ever reserved. */
  readonly netSats: number;
  /** Days since 1970 on which the last was reserved, and how much on that day. */
  readonly day: number;
  readonly daySats: number;
  /** Of the caps of tasks that pay own people. */
  readonly ownTakenSats: number;
}

/** Customers from before there were balances have none of them; they are made by the first command that adds. */
export const purseBins = {
  entered: 'en',
  net: 'net',
  day: 'day',
  daySats: 'ds',
  dayLimit: 'dl',
  low: 'lo',
  isLow: 'il',
  ownTaken: 'ot',
} as const;

export function purseIn(bins: Bins): PurseFigures {
  const figure = (bin: string): number => Number(bins[bin] ?? 0);
  return {
    enteredSats: figure(purseBins.entered),
    netSats: figure(purseBins.net),
    day: figure(purseBins.day),
    daySats: figure(purseBins.daySats),
    ownTakenSats: figure(purseBins.ownTaken),
  };
}

const msPerDay = 86_400_000;

/** The day of a moment (Unix ms) as `day` counts it. */
export function dayOf(ms: number): number {
  return Math.floor(ms / msPerDay);
}

/** Of a date, YYYY-MM-DD. */
export function daysTo(date: string): number {
  return dayOf(Date.parse(date));
}

export const customers: Kind<Customer> = {
  name: 'cus',
  set: 'doc',
  places: (_, id) => [['customers', id]],
  native: {
    bins: ['q', purseBins.entered, purseBins.net, purseBins.day, purseBins.daySats, purseBins.ownTaken],
    join: (state, bins) => ({
      ...state,
      customer: { ...state.customer, quotaLeft: Number(bins.q) },
      purse: purseIn(bins),
    }),
  },
};

/** With what closed tasks gave back and cost; null: the two were read so far apart that they do not fit. */
export function recordWith(
  { customer, allowanceSats = 0, purse = purseIn({}) }: Customer,
  { closedSats = 0, paidSats = 0, upgradeGrantSats = 0, ownBackSats = 0 }: Figures,
): CustomerRecord | null {
  const { enteredSats, netSats, day, daySats, ownTakenSats } = purse;
  const takenSats = enteredSats - netSats;
  if (closedSats > takenSats || ownBackSats > ownTakenSats) return null;
  const own = { ownTakenSats, ownBackSats };
  const sums = { enteredSats, takenSats, closedSats, paidSats, upgradeGrantSats, allowanceSats, ...own };
  return {
    ...customer,
    balance: balanceOf(sums),
    ...(day !== 0 && { reservedDay: { date: utcDate(day * msPerDay), sats: daySats } }),
  };
}
