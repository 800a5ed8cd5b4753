import { at } from '@asg/values/present';
import { adaptiveDefaults } from '../adaptive-defaults.ts';
import { softmax } from './arithmetic.ts';
import { decisionCurve, withCheckedPosterior } from './calibration.ts';
import type { TemplateView } from './likelihood.ts';
import {
  type AdaptiveConsensus,
  type AdaptivePolicy,
  type DecisionBasis,
  decideAdaptive,
  logPosterior,
  type WeighedLabel,
} from './policy.ts';
import {
  decideByThreshold,
  thresholdAccuracy,
  thresholdIsBetter,
  withComparison,
} from './policy-comparison.ts';
import type { TemplateStatistics } from './statistics.ts';
import { stopRule } from './stop-rule.ts';

/** However many labels a gold task has, it is one task: its checks weigh as two at most. */
const goldTaskWeightMax = 2;
/** Later checks of one item weigh 2^-16, which is practically nothing. */
const halvingsMax = 16;
/** One task in so many is labelled fully, to check the posteriors of those that stop early. */
export const fullTasksOneIn = 64;

/** What decisions of this template rest on now. */
export function basisOf(view: TemplateView, full = false): DecisionBasis {
  const { calibration, rivalry } = view.statistics;
  const instead = thresholdIsBetter(rivalry) ? thresholdAccuracy(rivalry) : null;
  const curve = decisionCurve(calibration);
  return { prior: view.prior, curve, thresholdAccuracy: instead, full: full && instead === null, stopRule };
}

/** As `basisOf`, but the model itself decides, early: what checks are made on. */
function modelBasis(view: TemplateView): DecisionBasis {
  return { ...basisOf(view), thresholdAccuracy: null, full: false };
}

/**
 * The template with a gold task's labels, in the order of arrival, played as tasks of their own: each run of `maxLabels`
 * labels is decided as if nothing were known, and the posterior is checked against the truth. Before `learnFrom` sees them.
 */
export function checkedByGold(
  view: TemplateView,
  labels: readonly WeighedLabel[],
  truth: number,
  policy: AdaptivePolicy,
): TemplateStatistics {
  const basis = modelBasis(view);
  const runs: (readonly WeighedLabel[])[] = [];
  for (let i = 0; i < labels.length; i += policy.maxLabels) {
    const run = labels.slice(i, i + policy.maxLabels);
    if (i === 0 || run.length === policy.maxLabels) runs.push(run);
  }
  const weight = Math.min(1, goldTaskWeightMax / runs.length);
  return runs.reduce(
    (statistics, run) => checkedByRun(statistics, decidedRun(run, basis, policy), { run, truth, weight }),
    view.statistics,
  );
}

function decidedRun(
  run: readonly WeighedLabel[],
  basis: DecisionBasis,
  policy: AdaptivePolicy,
): AdaptiveConsensus {
  return decideAdaptive(run, basis, { ...policy, ...limitsFor(policy, run.length) });
}

interface CheckedRun {
  readonly run: readonly WeighedLabel[];
  readonly truth: number;
  readonly weight: number;
}

/** The template with what a check by gold found. */
export function withGoldCheck(
  statistics: TemplateStatistics,
  { found, ...checked }: GoldCheck,
): TemplateStatistics {
  return checkedByRun(statistics, found, checked);
}

function checkedByRun(
  statistics: TemplateStatistics,
  found: AdaptiveConsensus,
  { run, truth, weight }: CheckedRun,
): TemplateStatistics {
  if (found.kind !== 'decided') return statistics;
  const isRight = found.option === truth ? 1 : 0;
  const given = run.map(({ option }) => option);
  return {
    ...statistics,
    calibration: withCheckedPosterior(statistics.calibration, 'gold', found.posterior, isRight, weight),
    rivalry: withComparison(statistics.rivalry, given, found.option, truth, weight),
  };
}

/** Answers to one gold item, given one by one as tasks of their own, since its last check. */
export interface GoldRun {
  readonly labels: readonly WeighedLabel[];
  /** How often the item was a check before. */
  readonly checks: number;
}

export const newGoldRun: GoldRun = { labels: [], checks: 0 };

/**
 * The run with one more answer; once they are enough for the model and for the threshold policy alike, they are a check,
 * and a new run begins. Checks of one item weigh 1, 1/2, 1/4 …: it is one item, however often it is answered.
 */
export function withGoldAnswer(
  view: TemplateView,
  { labels, checks }: GoldRun,
  label: WeighedLabel,
  truth: number,
): { readonly run: GoldRun; readonly check: GoldCheck | null } {
  const policy = { policy: 'adaptive', ...adaptiveDefaults } as const;
  const run = [...labels, label];
  const found = decideAdaptive(run, modelBasis(view), policy);
  const votes = decideByThreshold(
    run.map(({ option }) => option),
    policy.maxLabels,
  );
  if (found.kind !== 'decided' || votes.kind === 'open') return { run: { labels: run, checks }, check: null };
  const weight = 1 / 2 ** Math.min(checks, halvingsMax);
  return { run: { labels: [], checks: checks + 1 }, check: { found, run, truth, weight } };
}

/** A check by gold: the answer that its labels would have had, and the truth. */
export interface GoldCheck extends CheckedRun {
  readonly found: Extract<AdaptiveConsensus, { kind: 'decided' }>;
}

/** A fully labelled task: the posterior at which it would have stopped, and that option's share after all labels. */
export interface FullCheck {
  readonly posterior: number;
  readonly share: number;
}

/** Where a fully labelled task would have stopped, and whether all its labels say the same; null: not before the last. */
export function fullCheckOf(
  view: TemplateView,
  labels: readonly WeighedLabel[],
  policy: AdaptivePolicy,
): FullCheck | null {
  const basis = modelBasis(view);
  const early = decideAdaptive(labels, basis, { ...policy, ...limitsFor(policy, labels.length) });
  if (early.kind !== 'decided' || early.workerCount === labels.length) return null;
  const final = softmax(logPosterior(view.prior, labels));
  return { posterior: early.posterior, share: at(final, early.option) };
}

export function withFullCheck(statistics: TemplateStatistics, check: FullCheck | null): TemplateStatistics {
  if (check === null) return statistics;
  const calibration = withCheckedPosterior(statistics.calibration, 'full', check.posterior, check.share);
  return { ...statistics, calibration };
}

/** The template with a fully labelled task: where would it have stopped, and do all its labels say the same? */
export function checkedByAllLabels(
  view: TemplateView,
  labels: readonly WeighedLabel[],
  policy: AdaptivePolicy,
): TemplateStatistics {
  return withFullCheck(view.statistics, fullCheckOf(view, labels, policy));
}

/** A task that can get no more than `labels` labels is decided by those. */
export function limitsFor(
  { minLabels, maxLabels }: AdaptivePolicy,
  labels: number,
): Pick<AdaptivePolicy, 'minLabels' | 'maxLabels'> {
  return { minLabels: Math.min(minLabels, labels), maxLabels: Math.min(maxLabels, labels) };
}
