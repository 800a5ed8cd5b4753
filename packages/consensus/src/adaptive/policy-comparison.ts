import { decideConsensus } from '../threshold.ts';
import { unit } from './arithmetic.ts';

/** The threshold policy that takes over where gold shows that it answers better. */
const thresholdInstead = 3;
/** By how many standard deviations of a coin the threshold policy must be ahead to take over. */
const deviationsMin = 2;
const leadMin = 3 * unit;

/** How the two policies did on the same gold tasks; weights of tasks in 1/65536. */
export interface PolicyComparison {
  readonly compared: number;
  readonly thresholdRight: number;
  readonly onlyAdaptiveRight: number;
  readonly onlyThresholdRight: number;
}

export const newPolicyComparison: PolicyComparison = {
  compared: 0,
  thresholdRight: 0,
  onlyAdaptiveRight: 0,
  onlyThresholdRight: 0,
};

/** The threshold policy on labels in the order of their arrival, giving up at `maxLabels`. */
export function decideByThreshold(
  labels: readonly number[],
  maxLabels: number,
): ReturnType<typeof decideConsensus> {
  const threshold = Math.min(thresholdInstead, maxLabels);
  return decideConsensus(labels, { policy: 'threshold', threshold, earlyStop: true, maxLabels });
}

/** The comparison with one more gold task: what each policy made of the same labels. */
export function withComparison(
  rivalry: PolicyComparison,
  labels: readonly number[],
  adaptiveAnswer: number,
  truth: number,
  weight: number,
): PolicyComparison {
  const byThreshold = decideByThreshold(labels, Math.max(1, labels.length));
  const thresholdRight = byThreshold.kind === 'decided' && byThreshold.option === truth;
  const adaptiveRight = adaptiveAnswer === truth;
  const share = Math.round(weight * unit);
  return {
    compared: rivalry.compared + share,
    thresholdRight: rivalry.thresholdRight + (thresholdRight ? share : 0),
    onlyAdaptiveRight: rivalry.onlyAdaptiveRight + (adaptiveRight && !thresholdRight ? share : 0),
    onlyThresholdRight: rivalry.onlyThresholdRight + (thresholdRight && !adaptiveRight ? share : 0),
  };
}

/** Whether the model is worse than counting votes, beyond what chance explains (the sign test of McNemar 1947). */
export function thresholdIsBetter({ onlyAdaptiveRight, onlyThresholdRight }: PolicyComparison): boolean {
  const lead = onlyThresholdRight - onlyAdaptiveRight;
  const differing = onlyThresholdRight + onlyAdaptiveRight;
  return lead >= leadMin && lead * lead > deviationsMin * deviationsMin * differing * unit;
}

/** The share of tasks that the threshold policy gets right, with two imagined tasks, one of them right. */
export function thresholdAccuracy({ compared, thresholdRight }: PolicyComparison): number {
  return (thresholdRight + unit) / (compared + 2 * unit);
}
