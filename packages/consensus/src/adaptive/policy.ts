import { at } from '@asg/values/present';
import { indexOfMax, softmax } from './arithmetic.ts';
import { calibrated, type DecisionCurve } from './calibration.ts';
import { decideByThreshold } from './policy-comparison.ts';
import { isEnough, type StopRule } from './stop-rule.ts';

/** One more label is asked for until the calibrated posterior reaches the target. */
export interface AdaptivePolicy {
  readonly policy: 'adaptive';
  /** The confidence to reach: above 0, below 1. */
  readonly targetConfidence: number;
  /** No decision before, whatever the posterior; at least 1. */
  readonly minLabels: number;
  /** The same where predictions count. Not there: 1. */
  readonly minHumanLabels?: number;
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

/** A label and its log-likelihood under each option, in 1/65536, as known when it was given. */
export interface WeighedLabel {
  readonly option: number;
  readonly column: readonly number[];
}

/** A model's prediction and its log-likelihood under each option, in 1/65536, up to a constant, as known when the last label was given. */
export interface WeighedPrediction {
  readonly model: string;
  readonly column: readonly number[];
}

/** What a decision rests on besides the labels: the state of the template at the time. */
export interface DecisionBasis {
  /** Log prior of each option, in 1/65536. */
  readonly prior: readonly number[];
  readonly curve: DecisionCurve;
  /** The accuracy of the threshold policy where it decides in place of the model, else null. */
  readonly thresholdAccuracy: number | null;
  /** Ask for all labels whatever the posterior: the task is one of those that check the calibration. */
  readonly full: boolean;
  /** Not there: the first stop rule, which decided before there was another. */
  readonly stopRule?: StopRule;
  /** What the customer's models say, where that counts. Not there: nothing does. */
  readonly predictions?: readonly WeighedPrediction[];
  /** Of an answer that says several things: of the second and all further. Not there: it says one. */
  readonly others?: readonly DecisionBasis[];
  /** No option is the answer that nobody has given: something beside labels speaks for options, predictions or expected shares. */
  readonly givenOnly?: true;
}

/** What the labels so far amount to. `option` is an index into the label spec's options. */
export type AdaptiveConsensus =
  | { readonly kind: 'open'; readonly targetLabels: number }
  | {
      readonly kind: 'decided';
      readonly option: number;
      readonly agreementCount: number;
      readonly workerCount: number;
      /** The share of such answers that are right, as calibrated by gold; 0 to 1. */
      readonly confidence: number;
      /** The posterior of the option before calibration. */
      readonly posterior: number;
    }
  | { readonly kind: 'exhausted' };

/** The log posterior up to a constant, in 1/65536: a sum, the same in whatever order the labels came. */
export function logPosterior(
  prior: readonly number[],
  labels: readonly Pick<WeighedLabel, 'column'>[],
): number[] {
  const logs = [...prior];
  for (const { column } of labels) {
    for (let option = 0; option < logs.length; option++) logs[option]! += column[option]!;
  }
  return logs;
}

/**
 * Whether these labels, no fewer, decide now. Pure: the same labels on the same basis give the same answer, bit for bit,
 * on any machine.
 */
export function decideNow(
  labels: readonly WeighedLabel[],
  basis: DecisionBasis,
  policy: AdaptivePolicy,
): AdaptiveConsensus {
  const { maxLabels, targetConfidence } = policy;
  const received = labels.length;
  const minLabels = leastLabels(basis, policy);
  const least = basis.full && basis.thresholdAccuracy === null ? maxLabels : minLabels;
  if (received < least) return { kind: 'open', targetLabels: least };
  const shares = softmax(logPosterior(basis.prior, [...labels, ...(basis.predictions ?? [])]));
  if (basis.thresholdAccuracy !== null) {
    const options = labels.map(({ option }) => option);
    const found = decideByThreshold(options, maxLabels);
    if (found.kind !== 'decided') return found;
    const { option } = found;
    return decided(labels, option, at(shares, option), rounded(basis.thresholdAccuracy));
  }
  const likeliest = indexOfMax(shares);
  const option = basis.givenOnly === true ? likeliestGiven(shares, labels) : likeliest;
  const posterior = at(shares, option);
  if (received < maxLabels) {
    const isTooEarly = option !== likeliest || (received === minLabels && isSplit(labels, option));
    if (isTooEarly || !isEnough(posterior, basis, targetConfidence)) {
      return { kind: 'open', targetLabels: received + 1 };
    }
  }
  return decided(labels, option, posterior, rounded(calibrated(basis.curve, posterior)));
}

/** How many people there must be before a decision. */
function leastLabels({ predictions = [] }: DecisionBasis, policy: AdaptivePolicy): number {
  const { minLabels, minHumanLabels = 1, maxLabels } = policy;
  return predictions.length === 0 ? minLabels : Math.min(minHumanLabels, maxLabels);
}

/** Of the options that somebody gave the likeliest. */
function likeliestGiven(shares: readonly number[], labels: readonly WeighedLabel[]): number {
  const given = new Set(labels.map(({ option }) => option));
  return indexOfMax(shares.map((share, option) => (given.has(option) ? share : -1)));
}

/**
 * Decides from the labels in the order of arrival, on a basis that stays the same meanwhile. Labels after the deciding
 * one are not looked at.
 */
export function decideAdaptive(
  labels: readonly WeighedLabel[],
  basis: DecisionBasis,
  policy: AdaptivePolicy,
): AdaptiveConsensus {
  let found = decideNow([], basis, { ...policy, minLabels: Math.max(1, policy.minLabels) });
  for (let received = 1; received <= labels.length && found.kind === 'open'; received++) {
    found = decideNow(labels.slice(0, received), basis, policy);
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
  posterior: number,
  confidence: number,
): AdaptiveConsensus {
  const agreementCount = labels.filter((label) => label.option === option).length;
  return { kind: 'decided', option, agreementCount, workerCount: labels.length, confidence, posterior };
}

/** Confidences are whole millionths, the same in every language and store. */
function rounded(share: number): number {
  return Math.round(share * 1_000_000) / 1_000_000;
}
