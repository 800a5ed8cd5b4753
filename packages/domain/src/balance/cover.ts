import { addSats, percentOfSats, type Sats, sats } from '../money/sats.ts';
import type { CoverSource } from '../names.ts';

/** What labels are paid by. */
export interface Price {
  /** Paid for each agreeing label. */
  readonly payoutSats: Sats;
  /** The platform's fee, a whole percentage of the payouts, rounded down per task. */
  readonly feePercent: number;
}

/** What a task's cost is covered by, and the price of the moment at which it was submitted: its own, whatever prices are later. */
export interface Cover extends Price {
  /** The most that it can cost; reserved from the day it is opened until it is closed without pay, or paid. */
  readonly capSats: Sats;
  readonly from: CoverSource;
  /** It pays own people: reserved from what came in beside the allowance. */
  readonly isForOwn?: true;
}

/** What a task can cost at most, satoshis, and how much of that must not be the allowance's. */
export interface Wanted {
  readonly sats: number;
  readonly ownSats: number;
}

/** What these take together. */
export function wantedBy(covers: Iterable<Cover | undefined>): Wanted {
  let [sum, ownSats] = [0, 0];
  for (const cover of covers) {
    sum += cover?.capSats ?? 0;
    ownSats += ownCapOf(cover);
  }
  return { sats: sum, ownSats };
}

/** What of a task's cap must not be the allowance's. */
export function ownCapOf(cover: Cover | undefined): number {
  return cover?.isForOwn === true ? cover.capSats : 0;
}

/** Of labels that are given for nothing. */
export const unpaid: Price = { payoutSats: sats(0), feePercent: 0 };

/** What a task costs its customer where so many labels agree. */
export function costOfLabels(labels: number, { payoutSats, feePercent }: Price): Sats {
  const payouts = sats(payoutSats * labels);
  return addSats(payouts, percentOfSats(payouts, feePercent));
}

/** The cover of a task that gets at most so many labels. */
export function coverOf(labelsMax: number, { payoutSats, feePercent }: Price, from: CoverSource): Cover {
  return { capSats: costOfLabels(labelsMax, { payoutSats, feePercent }), payoutSats, feePercent, from };
}

/** What the task's labels are paid by: its own price, or that of now where it was made before tasks had one. */
export function priceOf({ cover }: { readonly cover?: Cover }, now: Price): Price {
  return cover ?? now;
}
