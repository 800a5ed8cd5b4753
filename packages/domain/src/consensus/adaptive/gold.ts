import { sharesOf } from './arithmetic.ts';
import { withCheckedClaim } from './calibration.ts';
import type { TemplateView } from './likelihood.ts';
import {
  type AdaptivePolicy,
  type DecisionGround,
  decideAdaptive,
  logPosterior,
  type WeighedLabel,
} from './policy.ts';
import { thresholdAccuracy, thresholdIsBetter, withComparison } from './rivalry.ts';
import type { TemplateStatistics } from './statistics.ts';

/** However many labels a gold task has, it is one task: its claims weigh as two at most. */
const goldTaskWeightMax = 2;
/** One task in so many is labelled fully, to check the claims of those that stop early. */
export const fullTasksOneIn = 64;

/** What decisions of this template stand on now. */
export function groundOf(view: TemplateView, full = false): DecisionGround {
  const { calibration, rivalry } = view.statistics;
  const instead = thresholdIsBetter(rivalry) ? thresholdAccuracy(rivalry) : null;
  return { prior: view.prior, calibration, thresholdAccuracy: instead, full: full && instead === null };
}

/**
 * The template with a gold task's labels, in the order of arrival, played as tasks of their own: each run of `maxLabels`
 * labels is decided as if nothing were known, and the claim is checked against the truth. Before `learnFrom` sees them.
 */
export function checkedByGold(
  view: TemplateView,
  labels: readonly WeighedLabel[],
  truth: number,
  policy: AdaptivePolicy,
): TemplateStatistics {
  const ground: DecisionGround = { ...groundOf(view), thresholdAccuracy: null, full: false };
  const runs: (readonly WeighedLabel[])[] = [];
  for (let i = 0; i < labels.length; i += policy.maxLabels) {
    const run = labels.slice(i, i + policy.maxLabels);
    if (i === 0 || run.length === policy.maxLabels) runs.push(run);
  }
  const weight = Math.min(1, goldTaskWeightMax / runs.length);
  let { calibration, rivalry } = view.statistics;
  for (const run of runs) {
    const found = decideAdaptive(run, ground, { ...policy, ...limitsFor(policy, run.length) });
    if (found.kind !== 'decided') continue;
    calibration = withCheckedClaim(calibration, 'gold', found.claim, found.option === truth ? 1 : 0, weight);
    const given = run.map(({ option }) => option);
    rivalry = withComparison(rivalry, given, found.option, truth, weight);
  }
  return { ...view.statistics, calibration, rivalry };
}

/** The template with a fully labelled task: where would it have stopped, and do all its labels say the same? */
export function checkedByAllLabels(
  view: TemplateView,
  labels: readonly WeighedLabel[],
  policy: AdaptivePolicy,
): TemplateStatistics {
  const ground: DecisionGround = { ...groundOf(view), thresholdAccuracy: null, full: false };
  const early = decideAdaptive(labels, ground, { ...policy, ...limitsFor(policy, labels.length) });
  if (early.kind !== 'decided' || early.workerCount === labels.length) return view.statistics;
  const final = sharesOf(logPosterior(view.prior, labels));
  const calibration = withCheckedClaim(
    view.statistics.calibration,
    'full',
    early.claim,
    final[early.option]!,
  );
  return { ...view.statistics, calibration };
}

/** A task that can get no more than `labels` labels is decided by those. */
export function limitsFor(
  { minLabels, maxLabels }: AdaptivePolicy,
  labels: number,
): Pick<AdaptivePolicy, 'minLabels' | 'maxLabels'> {
  return { minLabels: Math.min(minLabels, labels), maxLabels: Math.min(maxLabels, labels) };
}
