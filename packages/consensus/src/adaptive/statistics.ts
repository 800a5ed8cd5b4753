import { at } from '@asg/values/present';
import { exp, ln, softmax, unit } from './arithmetic.ts';
import { type Calibration, newCalibration } from './calibration.ts';
import { newPolicyComparison, type PolicyComparison } from './policy-comparison.ts';

/** Strengths (in labels) of the pull of a worker's accuracy towards the crowd's that are weighed against each other. */
export const spreadStrengths = [1, 2, 4, 8, 16, 32, 64, 128] as const;
/** The same for each row of a worker's confusion matrix, towards what the worker's accuracy alone would say. */
export const rowStrengths = [2, 4, 8, 16, 32, 64, 128] as const;

/** Prior accuracy of a crowd, and the weight of this prior in labels. */
const accuracyExpected = 0.72;
const accuracyWeight = 20;
/** Weight, in tasks, of the prior that options are equally frequent, while labels are equally frequent. */
const classWeight = 100;
/** At this lack of entropy of the labels (as a share of the most there can be) that prior weighs e times less. */
const entropyLack = 0.08;
/** Evenly spread labels that the labels' frequencies start from. */
const labelWeight = 20;

/**
 * What the closed tasks of one template (same type and options) say about it. Counts are of labels or tasks, all numbers
 * whole, in 1/65536. Its size grows with the options alone.
 */
export interface TemplateStatistics {
  readonly options: number;
  readonly tasks: number;
  /** By true option. */
  readonly classes: readonly number[];
  /** By true option × options + given label. */
  readonly confusion: readonly number[];
  /** Labels equal to the truth, and all labels. */
  readonly agreed: number;
  readonly counted: number;
  /** Log-likelihood of each of `spreadStrengths`, the best being 0. */
  readonly spread: readonly number[];
  /** Log-likelihood of each of `rowStrengths`, the best being 0. */
  readonly rowSpread: readonly number[];
  readonly calibration: Calibration;
  readonly rivalry: PolicyComparison;
  /** Of what everybody's record counts: the labels on tasks of each share of funded customers (`shareOf`). */
  readonly shares?: readonly number[];
}

/** What is known of one worker in one template; numbers as in `TemplateStatistics`. */
export interface WorkerStatistics {
  readonly agreed: number;
  readonly counted: number;
  /** Pairs of a cell (true option × options + given label) and its count, by rising cell. */
  readonly cells: readonly number[];
  readonly shares?: readonly number[];
}

export const unknownWorker: WorkerStatistics = { agreed: 0, counted: 0, cells: [] };

export function newTemplate(options: number): TemplateStatistics {
  return {
    options,
    tasks: 0,
    classes: Array<number>(options).fill(0),
    confusion: Array<number>(options * options).fill(0),
    agreed: 0,
    counted: 0,
    spread: spreadStrengths.map(() => 0),
    rowSpread: rowStrengths.map(() => 0),
    calibration: newCalibration(options),
    rivalry: newPolicyComparison,
  };
}

/** The share of labels that are right, of the crowd as a whole. */
export function crowdAccuracy({ options, agreed, counted }: TemplateStatistics): number {
  const expected = Math.max(accuracyExpected, 1.2 / options);
  return (agreed + accuracyWeight * unit * expected) / (counted + accuracyWeight * unit);
}

/** Of each option, the share of its labels that are right, as far as is known; null: there were none. */
export function optionPrecisions({ options, confusion }: TemplateStatistics): readonly (number | null)[] {
  return Array.from({ length: options }, (_, label) => {
    let given = 0;
    for (let right = 0; right < options; right++) given += confusion[right * options + label]!;
    return given === 0 ? null : confusion[label * options + label]! / given;
  });
}

/**
 * The share of tasks whose truth is each option. Workers who favour an option look like tasks that do, so the prior is
 * equal shares, and weighs the less, the more unequal the labels themselves are (their Kullback-Leibler distance from even). Shares
 * that the customer expects are the prior instead, and weigh at least as much as all tasks that are known: these may be of others.
 */
export function classShares(
  { options, tasks, classes, confusion }: TemplateStatistics,
  expected: readonly number[] | null = null,
): readonly number[] {
  if (expected !== null) {
    const weight = classWeight * unit + tasks;
    return classes.map((count, i) => (count + weight * at(expected, i)) / (tasks + weight));
  }
  const labels = Array<number>(options).fill((labelWeight * unit) / options);
  let total = labelWeight * unit;
  for (let cell = 0; cell < confusion.length; cell++) {
    labels[cell % options]! += confusion[cell]!;
    total += confusion[cell]!;
  }
  let distance = 0;
  for (const count of labels) distance += (count / total) * ln((count / total) * options);
  const lack = Math.max(0, distance) / ln(options);
  const weight = classWeight * unit * exp(-lack / entropyLack);
  return classes.map((count) => (count + weight / options) / (tasks + weight));
}

/** The posterior mean of the strength, in logarithms. */
export function meanStrength(strengths: readonly number[], logLikelihoods: readonly number[]): number {
  const shares = softmax(logLikelihoods);
  const highest = ln(strengths[strengths.length - 1]!);
  let mean = 0;
  shares.forEach((share, i) => {
    mean += share * ln(strengths[i]!);
  });
  return exp(mean - highest) * strengths[strengths.length - 1]!;
}

/** A worker's accuracy: their own count, pulled towards the crowd's accuracy as `strength` labels do. */
export function accuracyGivenStrength(worker: WorkerStatistics, crowd: number, strength: number): number {
  return (worker.agreed + strength * unit * crowd) / (worker.counted + strength * unit);
}
