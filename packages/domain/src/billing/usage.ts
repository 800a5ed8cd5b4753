import { decideConsensus, defaultMaxLabels } from '../consensus/threshold.ts';
import type { Sats } from '../money/sats.ts';
import type { Task } from '../task/task.ts';

const satsPerCoin = 100_000_000;

/**
 * Labels that a decided task got its decision without, against the threshold policy on the same labels: what that would
 * have asked for at least. Below 0 where the adaptive policy asked for more; 0 for the threshold policy itself.
 */
export function labelsSaved({ consensus, decision, labels }: Task): number {
  if (decision === null) return 0;
  const { threshold } = consensus;
  switch (consensus.policy) {
    case 'threshold':
      return consensus.earlyStop ? Math.max(0, threshold - labels.length) : 0;
    case 'adaptive': {
      const maxLabels = defaultMaxLabels(threshold);
      const options = labels.map(({ option }) => option);
      const found = decideConsensus(options, { policy: 'threshold', threshold, earlyStop: false, maxLabels });
      if (found.kind === 'exhausted') return maxLabels - labels.length;
      return (found.kind === 'decided' ? found.workerCount : found.targetLabels) - labels.length;
    }
  }
}

/** What an amount is about worth in US dollars, to a hundred-millionth, at so many dollars for one BSV. */
export function usdEstimate(amount: Sats, usdPerCoin: number): number {
  return Math.round(amount * usdPerCoin) / satsPerCoin;
}
