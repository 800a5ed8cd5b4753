import { at } from '../../present.ts';
import { placeOfMost, sharesOf, unit } from './arithmetic.ts';
import { calibrated, canReach, type DecisionCurve } from './calibration.ts';
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

/** The policy as a customer orders it for a task. */
export interface OrderedAdaptive extends AdaptivePolicy {
  /** The threshold policy that the labels saved are counted against: 2 to 10 labels. */
  readonly threshold: number;
  /** All labels are asked for, whatever the posterior: one of the tasks that the calibration is checked by. */
  readonly full: boolean;
  /** The customer's bound on the cost of a task; `maxLabels` keeps it at the prices of its submission. */
  readonly maxCostSats?: number;
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
  readonly curve: DecisionCurve;
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
export function isEnough(claim: number, curve: DecisionCurve, target: number): boolean {
  if (calibrated(curve, claim) >= target) return true;
  return !canReach(curve, target) && curve.resolvable * (1 - claim) <= (1 - target) * unit;
}

/**
 * Whether these labels, no fewer, decide now. Pure: the same labels on the same ground give the same answer, bit for bit,
 * on any machine.
 */
export function decideNow(
  labels: readonly WeighedLabel[],
  ground: DecisionGround,
  { minLabels, maxLabels, targetConfidence }: AdaptivePolicy,
): AdaptiveConsensus {
  const received = labels.length;
  const least = ground.full && ground.thresholdAccuracy === null ? maxLabels : minLabels;
  if (received < least) return { kind: 'open', targetLabels: least };
  const shares = sharesOf(logPosterior(ground.prior, labels));
  if (ground.thresholdAccuracy !== null) {
    const options = labels.map(({ option }) => option);
    const found = decideByThreshold(options, maxLabels);
    if (found.kind !== 'decided') return found;
    const { option } = found;
    return decided(labels, option, at(shares, option), rounded(ground.thresholdAccuracy));
  }
  const option = placeOfMost(shares);
  const claim = at(shares, option);
  if (received < maxLabels) {
    const isTooEarly = received === minLabels && isSplit(labels, option);
    if (isTooEarly || !isEnough(claim, ground.curve, targetConfidence)) {
      return { kind: 'open', targetLabels: received + 1 };
    }
  }
  return decided(labels, option, claim, rounded(calibrated(ground.curve, claim)));
}

/**
 * Decides from the labels in the order of arrival, on a ground that stays the same meanwhile. Labels after the deciding
 * one are not looked at.
 */
export function decideAdaptive(
  labels: readonly WeighedLabel[],
  ground: DecisionGround,
  policy: AdaptivePolicy,
): AdaptiveConsensus {
  let found = decideNow([], ground, { ...policy, minLabels: Math.max(1, policy.minLabels) });
  for (let received = 1; received <= labels.length && found.kind === 'open'; received++) {
    found = decideNow(labels.slice(0, received), ground, policy);
  }
  return found;
}

/**
 * Whether no more than half of several labels say this. Where one option is very frequent a split vote looks like an error,
 * so that the rare option would never get its third label.
 */
function isSplit(labels: readonly WeighedLabel[], option: number): boolean {
  const agreed = labels.filter((label) => label.option === option).length;
  return labels.length > 1 && 2 * agreed <= labels.length;
}

function decided(
  labels: readonly WeighedLabel[],
  option: number,
  claim: number,
  confidence: number,
): AdaptiveConsensus {
  const agreementCount = labels.filter((label) => label.option === option).length;
  return { kind: 'decided', option, agreementCount, workerCount: labels.length, confidence, claim };
}

/** Confidences are whole millionths, the same in every language and store. */
function rounded(share: number): number {
  return Math.round(share * 1_000_000) / 1_000_000;
}
