import {
  type AdaptivePolicy,
  calibrated,
  type DecisionBasis,
  isEnough,
  logPosterior,
  softmax,
  type ThresholdPolicy,
} from '@asg/consensus';
import { at } from '@asg/values/present';
import { foundUnits } from '../units/decide.ts';
import { type Combined, type DecidedUnit, type Ground, type KindLabel, rounded } from '../units/unit.ts';
import { type RatingSpec, stepsOf } from './parse.ts';

/**
 * The median of the posterior over the scale; where votes are counted, that of the labels, as the units "at least this step" decide it. The
 * units that bear on the verdict are those at the edges of what is paid.
 */
export function combine(
  labels: readonly KindLabel<number>[],
  ground: Ground,
  spec: RatingSpec,
): Combined<number> {
  return ground.kind === 'votes'
    ? byVotes(labels, ground.policy, spec)
    : byPosterior(labels, ground.policy, at(ground.bases, 0), spec);
}

/** The steps but the first: each is reached by the value, or not. */
const laterSteps = (spec: RatingSpec): readonly number[] =>
  Array.from({ length: stepsOf(spec) - 1 }, (_, i) => spec.from + 1 + i);

const unitName = (step: number): string => `at least ${step}`;

function byVotes(
  labels: readonly KindLabel<number>[],
  policy: ThresholdPolicy,
  spec: RatingSpec,
): Combined<number> {
  const steps = laterSteps(spec);
  const units = steps.map((step) => ({ name: unitName(step), answers: ['no', 'yes'] }));
  const found = foundUnits(units, labels, { kind: 'votes', policy }, (value) =>
    steps.map((step) => (value >= step ? 1 : 0)),
  );
  if ('kind' in found) return found;
  const median = spec.from + found.filter(({ answer }) => answer === 1).length;
  const reached = found.map(({ shares }) => at(shares, 1));
  return decidedAt(nearestGiven(labels, median, spec), reached, spec, (share) => rounded(share));
}

function byPosterior(
  labels: readonly KindLabel<number>[],
  { minLabels, minHumanLabels = 1, maxLabels, targetConfidence }: AdaptivePolicy,
  basis: DecisionBasis,
  spec: RatingSpec,
): Combined<number> {
  const { predictions = [] } = basis;
  const fewest = predictions.length === 0 ? minLabels : Math.min(minHumanLabels, maxLabels);
  const least = Math.max(1, basis.full ? maxLabels : fewest);
  if (labels.length < least) return { kind: 'open', targetLabels: least };
  const columns = labels.map(({ columns }) => ({ column: at(columns, 0) }));
  const shares = softmax(logPosterior(basis.prior, [...columns, ...predictions]));
  const reached = reachedBy(shares);
  const median = spec.from + reached.filter((share) => share >= 1 / 2).length;
  const value = nearestGiven(labels, median, spec);
  const isOpen = labels.length < maxLabels;
  if (isOpen && (value !== median || !isEnough(edgeShare(value, reached, spec), basis, targetConfidence)))
    return { kind: 'open', targetLabels: labels.length + 1 };
  return decidedAt(value, reached, spec, (share) => rounded(calibrated(basis.curve, share)));
}

/** Of each later step, how sure the truth is there or beyond, by the shares of the steps. */
export function reachedBy(shares: readonly number[]): readonly number[] {
  let left = 1;
  return shares.slice(0, -1).map((share) => {
    left -= share;
    return Math.max(0, left);
  });
}

/** The step nearest to this one with which somebody agrees; of two the lower. */
function nearestGiven(labels: readonly KindLabel<number>[], step: number, { tolerance }: RatingSpec): number {
  const nearest = labels
    .map(({ value }) => Math.max(value - tolerance, Math.min(value + tolerance, step)))
    .sort((one, other) => Math.abs(one - step) - Math.abs(other - step) || one - other);
  return at(nearest, 0);
}

/** How sure the less sure edge is of what is paid around the value. `reached`: of each later step, how sure the truth is there or beyond. */
export function edgeShare(
  value: number,
  reached: readonly number[],
  { from, tolerance }: RatingSpec,
): number {
  const below = reached[value - tolerance - from - 1] ?? 1;
  const above = 1 - (reached[value + tolerance - from] ?? 0);
  return Math.min(below, above);
}

function decidedAt(
  value: number,
  reached: readonly number[],
  spec: RatingSpec,
  confidenceOf: (share: number) => number,
): Combined<number> {
  const units = laterSteps(spec).map((step, i): DecidedUnit => {
    const share = at(reached, i);
    const isReached = value >= step;
    return {
      name: unitName(step),
      answer: isReached ? 'yes' : 'no',
      confidence: confidenceOf(isReached ? share : 1 - share),
    };
  });
  return { kind: 'decided', value, confidence: confidenceOf(edgeShare(value, reached, spec)), units };
}
