import { placeOfMost, sharesOf, unit } from './arithmetic.ts';
import { type Calibration, calibrated, canReach } from './calibration.ts';
import { decideByThreshold } from './rivalry.ts';

/** One more label is asked for until the calibrated posterior reaches the target. */
export interface AdaptivePolicy {
  readonly policy: 'adaptive';
  /** The confidence to reach: above 0, below 1. */
  readonly targetConfidence: number;
  /** No decision before, whatever the posterior; at least 1. */
  readonly minLabels: number;
  /** At this many labels the likeliest option is the answer, with the confidence that it has. */
  readonly maxLabels: number;
}

export const adaptiveDefaults = { targetConfidence: 0.95, minLabels: 2, maxLabels: 7 } as const;

/** A label with what it says: the log chance of it under each option, in 1/65536, when it was given. */
export interface WeighedLabel {
  readonly option: number;
  readonly column: readonly number[];
}

/** What a decision stands on besides the labels: the template as it was. */
export interface DecisionGround {
  /** Log share of each option before any label, in 1/65536. */
  readonly prior: readonly number[];
  readonly calibration: Calibration;
  /** The accuracy of the threshold policy where it decides in place of the model, else null. */
  readonly thresholdAccuracy: number | null;
  /** Ask for all labels whatever the posterior: the task is one of those that check the calibration. */
  readonly full: boolean;
}

/** What the labels so far amount to. `option` is an index into the label spec's options. */
export type AdaptiveConsensus =
  | { readonly kind: 'open'; readonly targetLabels: number }
  | {
      readonly kind: 'decided';
      readonly option: number;
      readonly agreementCount: number;
      readonly workerCount: number;
      /** The true share of such answers that are right, as far as gold tells; 0 to 1. */
      readonly confidence: number;
      /** The posterior before calibration. */
      readonly claim: number;
    }
  | { readonly kind: 'exhausted' };

/** The log posterior, but for a common summand, in 1/65536: a sum, the same in whatever order the labels came. */
export function logPosterior(prior: readonly number[], labels: readonly WeighedLabel[]): number[] {
  const logs = [...prior];
  for (const { column } of labels) {
    for (let option = 0; option < logs.length; option++) logs[option]! += column[option]!;
  }
  return logs;
}

/**
 * Whether a claim ends the asking: the calibrated claim reaches the target; or gold does not say that it can, and what
 * doubt more labels could remove is less than the target leaves.
 */
export function isEnough(claim: number, calibration: Calibration, target: number): boolean {
  if (calibrated(calibration, claim) >= target) return true;
  return !canReach(calibration, target) && calibration.resolvable * (1 - claim) <= (1 - target) * unit;
}

/**
 * Decides from the labels in the order of arrival. Pure: the same labels on the same ground give the same answer, bit for
 * bit, on any machine. Labels after the deciding one are not looked at.
 */
export function decideAdaptive(
  labels: readonly WeighedLabel[],
  ground: DecisionGround,
  policy: AdaptivePolicy,
): AdaptiveConsensus {
  if (ground.thresholdAccuracy !== null) return byThreshold(labels, ground, policy);
  const { minLabels, maxLabels, targetConfidence } = policy;
  const logs = [...ground.prior];
  for (let received = 1; received <= Math.min(labels.length, maxLabels); received++) {
    const { column } = labels[received - 1]!;
    for (let option = 0; option < logs.length; option++) logs[option]! += column[option]!;
    if (received < minLabels || (ground.full && received < maxLabels)) continue;
    const shares = sharesOf(logs);
    const option = placeOfMost(shares);
    const claim = shares[option]!;
    if (received < maxLabels && !isEnough(claim, ground.calibration, targetConfidence)) continue;
    return decided(labels, received, option, claim, rounded(calibrated(ground.calibration, claim)));
  }
  const least = ground.full ? maxLabels : minLabels;
  return { kind: 'open', targetLabels: Math.max(least, labels.length + 1) };
}

function decided(
  labels: readonly WeighedLabel[],
  workerCount: number,
  option: number,
  claim: number,
  confidence: number,
): AdaptiveConsensus {
  const agreementCount = labels.slice(0, workerCount).filter((label) => label.option === option).length;
  return { kind: 'decided', option, agreementCount, workerCount, confidence, claim };
}

function byThreshold(
  labels: readonly WeighedLabel[],
  { thresholdAccuracy, prior }: DecisionGround,
  { maxLabels }: AdaptivePolicy,
): AdaptiveConsensus {
  const found = decideByThreshold(
    labels.map(({ option }) => option),
    maxLabels,
  );
  if (found.kind !== 'decided') return found;
  const claim = sharesOf(logPosterior(prior, labels.slice(0, found.workerCount)))[found.option]!;
  return decided(labels, found.workerCount, found.option, claim, rounded(thresholdAccuracy!));
}

/** Confidences are whole millionths, the same in every language and store. */
function rounded(share: number): number {
  return Math.round(share * 1_000_000) / 1_000_000;
}
