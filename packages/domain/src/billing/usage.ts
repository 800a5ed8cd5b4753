import type { Sats } from '../money/sats.ts';
import type { Task } from '../task/task.ts';

const satsPerCoin = 100_000_000;

/** Labels that a task which stops early got its decision without; 0 for one without that policy. */
export function labelsSaved({ consensus, decision, labels }: Task): number {
  if (decision === null || !consensus.earlyStop) return 0;
  return Math.max(0, consensus.threshold - labels.length);
}

/** What an amount is about worth in US dollars, to a hundred-millionth, at so many dollars for one BSV. */
export function usdEstimate(amount: Sats, usdPerCoin: number): number {
  return Math.round(amount * usdPerCoin) / satsPerCoin;
}
