import { at } from '@asg/values/present';
import { exp, ln, toUnits, unit } from './arithmetic.ts';

/** Bins of the posterior, evenly from pure chance to certainty. */
const binCount = 20;
/** Tasks that the fitted curve weighs in each bin against what the bin itself saw. */
const curveWeight = 20;
/** What is believed of a template without gold: how often a posterior of 1 is right, and the weight of this prior in gold tasks. */
const ceilingExpected = 0.85;
const ceilingWeight = 3;
const ceilingSteps = 20;
/** Curves that bend: a posterior half-way up is right less than half of the way. With a log prior each. */
const bends = [
  { squarings: 0, logPrior: 0 },
  { squarings: 1, logPrior: -0.2 },
  { squarings: 2, logPrior: -0.7 },
] as const;
const shareMax = 0.999;
/** From this weight of gold on, the map is trusted to say that the target can be reached. */
const goldWeightMin = 20;
/** Weight, in gold tasks, of the prior that labels can remove all uncertainty. */
const resolvableWeight = 1;

/** Posteriors that were checked, by bin, in 1/65536: how many (`claims`, its stored name), and how many were right. */
interface CheckedPosteriors {
  readonly claims: readonly number[];
  readonly right: readonly number[];
}

/** The map from the posterior to the share that is right, and what it was learned from. */
export interface Calibration {
  readonly options: number;
  /** Posteriors at the moment when the policy stopped, against the known truth. */
  readonly gold: CheckedPosteriors;
  /** The same against the answer after all labels, of tasks that were labelled fully to find out. */
  readonly full: CheckedPosteriors;
  /** True share at the middle of each bin, and at certainty; never falling; in 1/65536. */
  readonly curve: readonly number[];
  /** The share of the uncertainty that more labels can remove; the rest is in the tasks themselves. In 1/65536. */
  readonly resolvable: number;
}

/** The part of a calibration that a decision needs and stores. */
export interface DecisionCurve extends Pick<Calibration, 'options' | 'curve' | 'resolvable'> {
  /** Weight of the gold behind it, in 1/65536 of a task. */
  readonly checked: number;
}

export function decisionCurve({ options, curve, resolvable, gold }: Calibration): DecisionCurve {
  return { options, curve, resolvable, checked: total(gold.claims) };
}

export function newCalibration(options: number): Calibration {
  const nothing = (): CheckedPosteriors => ({
    claims: Array<number>(binCount).fill(0),
    right: Array<number>(binCount).fill(0),
  });
  return fitted(options, nothing(), nothing());
}

/** The posterior's place between pure chance (0) and certainty (1). */
function heightOf(posterior: number, options: number): number {
  return Math.max(0, (posterior - 1 / options) / (1 - 1 / options));
}

function added(
  { claims, right }: CheckedPosteriors,
  bin: number,
  rightShare: number,
  weight: number,
): CheckedPosteriors {
  return {
    claims: claims.with(bin, at(claims, bin) + toUnits(weight)),
    right: right.with(bin, at(right, bin) + toUnits(weight * rightShare)),
  };
}

/**
 * The calibration with one more checked posterior: of `gold` with its truth, or a `full`y labelled task, where `rightShare` is
 * the final posterior of that option.
 */
export function withCheckedPosterior(
  calibration: Calibration,
  by: 'gold' | 'full',
  posterior: number,
  rightShare: number,
  weight = 1,
): Calibration {
  const { options } = calibration;
  const bin = Math.min(binCount - 1, Math.floor(heightOf(posterior, options) * binCount));
  const gold = by === 'gold' ? added(calibration.gold, bin, rightShare, weight) : calibration.gold;
  const full = by === 'full' ? added(calibration.full, bin, rightShare, weight) : calibration.full;
  return fitted(options, gold, full);
}

const joinedMax = 1_000;
/** What was fitted before: a record is joined again and again until one of the two learns. */
const joinedBefore = new Map<string, Calibration>();

/** What both calibrations were learned from, as one. */
export function joinedCalibration(one: Calibration, other: Calibration): Calibration {
  if (isUnchecked(other)) return one;
  if (isUnchecked(one)) return other;
  const [gold, full] = [sumOf(one.gold, other.gold), sumOf(one.full, other.full)];
  const name = [one.options, gold.claims, gold.right, full.claims, full.right].join();
  const known = joinedBefore.get(name) ?? fitted(one.options, gold, full);
  if (joinedBefore.size === joinedMax) joinedBefore.clear();
  joinedBefore.set(name, known);
  return known;
}

const isUnchecked = ({ gold, full }: Calibration): boolean =>
  gold.claims.every((claims) => claims === 0) && full.claims.every((claims) => claims === 0);

function sumOf(one: CheckedPosteriors, other: CheckedPosteriors): CheckedPosteriors {
  return {
    claims: one.claims.map((claims, bin) => claims + at(other.claims, bin)),
    right: one.right.map((right, bin) => right + at(other.right, bin)),
  };
}

/** The share of answers with this posterior that are right. */
export function calibrated(
  { curve, options }: Pick<Calibration, 'curve' | 'options'>,
  posterior: number,
): number {
  const place = heightOf(posterior, options) * binCount - 0.5;
  if (place <= 0) return at(curve, 0) / unit;
  const below = Math.min(binCount - 1, Math.floor(place));
  // The last stretch, from the middle of the last bin to certainty, is half as long.
  const part = below === binCount - 1 ? (place - below) * 2 : place - below;
  return (at(curve, below) + Math.min(1, part) * (at(curve, below + 1) - at(curve, below))) / unit;
}

/** The share that is right where the posterior is certain. */
export const topOf = ({ curve }: Pick<Calibration, 'curve'>): number => at(curve, binCount) / unit;

/** Whether gold shows that posteriors can reach this share at all. */
export function canReach({ curve, checked }: DecisionCurve, target: number): boolean {
  return checked >= goldWeightMin * unit && at(curve, binCount) >= target * unit;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

interface Curve {
  /** The share of the uncertainty that labels remove: the height of the ceiling. */
  readonly removable: number;
  readonly logPrior: number;
  /** Share of posteriors that are right: at the middle of each bin, and at certainty. */
  readonly shares: readonly number[];
  /** Share of posteriors that all labels confirm: the same bend up to certainty, whatever the ceiling. */
  readonly confirmed: readonly number[];
}

/** The family of curves over the bins: from pure chance to a ceiling at certainty, straight or bent. */
function curvesOf(options: number): readonly Curve[] {
  const curves: Curve[] = [];
  for (let step = 1; step <= ceilingSteps; step++) {
    const ceiling = Math.min(shareMax, 1 / options + (1 - 1 / options) * (step / ceilingSteps));
    const place = (step - 0.5) / ceilingSteps;
    const logBeta =
      (ceilingExpected * ceilingWeight - 1) * ln(place) +
      ((1 - ceilingExpected) * ceilingWeight - 1) * ln(1 - place);
    for (const { squarings, logPrior } of bends) {
      const upTo = (top: number): readonly number[] =>
        Array.from({ length: binCount + 1 }, (_, bin) => {
          let height = bin === binCount ? 1 : (bin + 0.5) / binCount;
          for (let i = 0; i < squarings; i++) height *= height;
          return Math.min(shareMax, 1 / options + (top - 1 / options) * height);
        });
      curves.push({
        removable: step / ceilingSteps,
        logPrior: logBeta + logPrior,
        shares: upTo(ceiling),
        confirmed: upTo(shareMax),
      });
    }
  }
  return curves;
}

const families = new Map<number, readonly Curve[]>();

function familyOf(options: number): readonly Curve[] {
  const known = families.get(options) ?? curvesOf(options);
  families.set(options, known);
  return known;
}

function logLikelihood(
  { shares, confirmed }: Curve,
  gold: CheckedPosteriors,
  full: CheckedPosteriors,
): number {
  let sum = 0;
  for (let bin = 0; bin < binCount; bin++) {
    sum += binLikelihood(at(shares, bin), gold, bin) + binLikelihood(at(confirmed, bin), full, bin);
  }
  return sum;
}

function binLikelihood(share: number, { claims, right }: CheckedPosteriors, bin: number): number {
  if (claims[bin] === 0) return 0;
  return (at(right, bin) * ln(share) + (at(claims, bin) - at(right, bin)) * ln(1 - share)) / unit;
}

/**
 * The posterior mean curve (every curve of the family weighted by its likelihood given the checks), then
 * each bin moved towards its own share right, then made never to fall (pool adjacent violators).
 */
function fitted(options: number, gold: CheckedPosteriors, full: CheckedPosteriors): Calibration {
  const family = familyOf(options);
  const logs = family.map((curve) => curve.logPrior + logLikelihood(curve, gold, full));
  const highest = Math.max(...logs);
  const mean = Array<number>(binCount + 1).fill(0);
  let [weights, span] = [0, 0];
  family.forEach(({ shares, removable }, i) => {
    const weight = exp(at(logs, i) - highest);
    weights += weight;
    span += weight * removable;
    shares.forEach((share, bin) => {
      mean[bin] = at(mean, bin) + weight * share;
    });
  });
  const base = mean.map((sum) => sum / weights);
  const moved = base.map((share, bin) =>
    bin === binCount
      ? { share, weight: curveWeight }
      : {
          share:
            (at(gold.right, bin) / unit + curveWeight * share) / (at(gold.claims, bin) / unit + curveWeight),
          weight: at(gold.claims, bin) / unit + curveWeight,
        },
  );
  const checked = total(gold.claims) / unit;
  return {
    options,
    gold,
    full,
    curve: neverFalling(moved).map(toUnits),
    resolvable: toUnits(((checked * span) / weights + resolvableWeight) / (checked + resolvableWeight)),
  };
}

/** Pool adjacent violators (Ayer et al. 1955): the closest never-falling shares. */
function neverFalling(
  points: readonly { readonly share: number; readonly weight: number }[],
): readonly number[] {
  const pools: { share: number; weight: number; length: number }[] = [];
  for (const point of points) {
    let pool = { ...point, length: 1 };
    for (
      let before = pools.at(-1);
      before !== undefined && before.share > pool.share;
      before = pools.at(-1)
    ) {
      pools.pop();
      const weight = before.weight + pool.weight;
      const share = (before.share * before.weight + pool.share * pool.weight) / weight;
      pool = { share, weight, length: before.length + pool.length };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ share, length }) => Array<number>(length).fill(share));
}
