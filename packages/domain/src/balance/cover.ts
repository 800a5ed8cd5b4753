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
