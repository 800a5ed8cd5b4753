import { utcDate } from '../billing/calendar.ts';
import { type Sats, sats } from '../money/sats.ts';
import { type Balance, refundableSats, type SpendLimits } from './balance.ts';
import type { Wanted } from './cover.ts';

/** What the operator lets sandbox accounts spend. */
export interface AllowanceTerms {
  /** Given to each account, once. */
  readonly allowanceSats: Sats;
  /** Reserved by all of them together on one UTC day, at most. */
  readonly perDaySats: Sats;
}

/** Where the money of sandbox accounts is the local chain's own: it never runs out, and sums over many accounts stay exact. */
export const ampleAllowance: AllowanceTerms = { allowanceSats: sats(1e11), perDaySats: sats(1e14) };

/** What is known where money is to be reserved. */
export interface Purse {
  readonly balance: Balance;
  readonly limits: SpendLimits | null;
  /** Reserved by the customer on the day of `nowMs`. */
  readonly todaySats: number;
  /** Reserved by all sandbox accounts on that day. */
  readonly sandboxTodaySats: number;
}

/** `whose`: the limit is the customer's own, or that of all sandbox accounts together. */
export type FundsRefusal =
  | {
      readonly kind: 'funds_short';
      readonly missingSats: number;
      readonly freeSats: number;
      /** It is for own people, and free is what came in beside the allowance. */
      readonly isForOwn?: true;
    }
  | {
      readonly kind: 'day_limit';
      readonly leftSats: number;
      readonly whose: 'customer' | 'sandbox';
      /** The UTC day, YYYY-MM-DD. */
      readonly date: string;
    };

/** `grantSats`: the part of the allowance that is given with it, because what is free alone does not do. */
export type Reserving = { readonly kind: 'reserved'; readonly grantSats: number } | FundsRefusal;

/** What is free, and what of the allowance was not given yet. */
export function spendableSats(balance: Balance, terms: AllowanceTerms | null): number {
  return balance.freeSats + Math.max(0, (terms?.allowanceSats ?? 0) - balance.allowanceSats);
}

/** Whether so much is reserved. `terms`: there where the account is a sandbox account. */
export function reservingOf(
  { balance, limits, todaySats, sandboxTodaySats }: Purse,
  { sats: wantedSats, ownSats }: Wanted,
  terms: AllowanceTerms | null,
  nowMs: number,
): Reserving {
  const fundedSats = ownSats === 0 ? 0 : Math.max(0, refundableSats(balance));
  if (ownSats > fundedSats)
    return { kind: 'funds_short', missingSats: ownSats - fundedSats, freeSats: fundedSats, isForOwn: true };
  if (wantedSats === 0) return { kind: 'reserved', grantSats: 0 };
  const date = utcDate(nowMs);
  const { freeSats } = balance;
  const spendable = spendableSats(balance, terms);
  const notGiven = spendable - freeSats;
  if (spendable < wantedSats)
    return {
      kind: 'funds_short',
      missingSats: wantedSats - spendable,
      freeSats: Math.max(0, spendable),
    };
  const ownLeft = leftOf(limits?.spendPerDaySats ?? null, todaySats);
  if (ownLeft < wantedSats) return { kind: 'day_limit', leftSats: ownLeft, whose: 'customer', date };
  const sandboxLeft = terms === null ? Infinity : leftOf(terms.perDaySats, sandboxTodaySats);
  if (sandboxLeft < wantedSats) return { kind: 'day_limit', leftSats: sandboxLeft, whose: 'sandbox', date };
  return { kind: 'reserved', grantSats: freeSats < wantedSats ? notGiven : 0 };
}

function leftOf(limitSats: number | null, takenSats: number): number {
  return limitSats === null ? Infinity : Math.max(0, limitSats - takenSats);
}

/**
 * How many tasks that cost at most `costSats` each a sandbox account can submit now: the least of what its allowance, its own
 * limit of the day and the day of all of them cover. Others as many as their quota. `terms`: as for `reservingOf`.
 */
export function coveredTasks(
  quotaLeft: number,
  { balance, limits, todaySats, sandboxTodaySats }: Purse,
  costSats: number,
  terms: AllowanceTerms | null,
): number {
  if (terms === null || costSats === 0) return quotaLeft;
  const leftSats = Math.min(
    spendableSats(balance, terms),
    leftOf(limits?.spendPerDaySats ?? null, todaySats),
    leftOf(terms.perDaySats, sandboxTodaySats),
  );
  return Math.min(quotaLeft, Math.max(0, Math.floor(leftSats / costSats)));
}

/** How many of the first of these tasks would have been taken, by what each can cost at most. */
export function fittingTasks(
  capsSats: readonly number[],
  refusal: { readonly kind: 'quota_exhausted'; readonly quotaLeft: number } | FundsRefusal,
): number {
  if (refusal.kind === 'quota_exhausted') return refusal.quotaLeft;
  let left = refusal.kind === 'funds_short' ? refusal.freeSats : refusal.leftSats;
  const first = capsSats.findIndex((capSats) => {
    left -= capSats;
    return left < 0;
  });
  return first < 0 ? capsSats.length : first;
}
