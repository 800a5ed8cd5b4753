import { at } from '@asg/values/present';

/** The published policy: evaluate at `threshold` labels, then after each further one, up to `maxLabels`. */
export interface ThresholdPolicy {
  readonly policy: 'threshold';
  /** 2 to 10. */
  readonly threshold: number;
  /** Stop as soon as the leader has the majority: it cannot be lost any more. */
  readonly earlyStop: boolean;
  /** At this many labels without a majority the task expires; at least `threshold`. */
  readonly maxLabels: number;
}

export const thresholdMin = 2;
export const thresholdMax = 10;
export const thresholdDefault = 3;

/** Labels after which an undecided task is given up, unless the customer says otherwise. */
export function defaultMaxLabels(threshold: number): number {
  return 2 * threshold + 1;
}

export function majorityOf(threshold: number): number {
  return Math.floor(threshold / 2) + 1;
}

/** What the labels so far amount to. `option` is an index into the label spec's options. */
export type Consensus =
  | { readonly kind: 'open'; readonly targetLabels: number }
  | {
      readonly kind: 'decided';
      readonly option: number;
      readonly agreementCount: number;
      readonly workerCount: number;
      /** agreementCount / threshold, at most 1. */
      readonly confidence: number;
    }
  | { readonly kind: 'exhausted' };

/**
 * Decides from the labels (option indexes, in the order of arrival). Pure: the same labels give the same
 * answer on any machine. Labels after the deciding one are not looked at.
 */
export function decideConsensus(labels: readonly number[], policy: ThresholdPolicy): Consensus {
  const { threshold, earlyStop, maxLabels } = policy;
  const majority = majorityOf(threshold);
  const counts = new Map<number, number>();
  let leader = -1;
  let lead = 0;
  for (let n = 1; n <= labels.length; n++) {
    const option = at(labels, n - 1);
    const count = (counts.get(option) ?? 0) + 1;
    counts.set(option, count);
    if (count > lead) {
      lead = count;
      leader = option;
    }
    if (lead >= majority && (earlyStop || n >= threshold)) {
      const confidence = Math.min(1, lead / threshold);
      return { kind: 'decided', option: leader, agreementCount: lead, workerCount: n, confidence };
    }
  }
  if (labels.length >= maxLabels) return { kind: 'exhausted' };
  return { kind: 'open', targetLabels: targetLabels(labels.length, lead, policy) };
}

/** How many labels to collect before the next evaluation can decide anything. */
function targetLabels(received: number, lead: number, policy: ThresholdPolicy): number {
  if (received >= policy.threshold) return received + 1;
  if (!policy.earlyStop) return policy.threshold;
  return Math.min(policy.threshold, received + majorityOf(policy.threshold) - lead);
}

/** The options with the most labels: one, or several where it is a tie; none where there are no labels. */
export function pluralityOf(labels: readonly number[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const option of labels) counts.set(option, (counts.get(option) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts.keys()].filter((option) => counts.get(option) === most).sort((a, b) => a - b);
}
