import { confidenceBins, type ResultFigures } from '@asg/domain';
import { at } from '@asg/values/present';

/** Decided tasks of one bin of the confidence. */
interface Stratum {
  readonly tasks: number;
  /** Mean confidence, 0 to 1. */
  readonly confidence: number;
  readonly reviewed: number;
  readonly corrected: number;
}

/** How many labels are right, as a share with half the width of its 95 % interval; null: nothing is decided. */
interface Estimate {
  readonly expected: number | null;
  readonly margin: number | null;
}

export interface Accuracy extends Estimate {
  readonly options: readonly string[];
  readonly tasks: number;
  readonly reviewed: number;
  readonly corrected: number;
  /** By what was decided, then by what is right. */
  readonly corrections: readonly (readonly number[])[];
  /** Tasks that expired, by what is right. */
  readonly expired: readonly number[];
  /** Decided, not reviewed, and less sure than `lookBelow`. */
  readonly worthALook: number;
  /** Reviews that narrow the margin to a point, where the bins have what is expected. */
  readonly reviewsForOnePoint: number;
  readonly byConfidence: readonly (Stratum & {
    readonly from: number;
    readonly to: number;
    readonly reviews: number;
  })[];
}

/** Decided tasks that are less sure than that are worth a look. */
export const lookBelow = 0.8;
const onePoint = 0.01;
const z95 = 1.959_963_985;
const micros = 1_000_000;
/** So many reviews a bin's confidence counts for. */
const priorReviews = 1;
/** Of what confidences alone say, so much errs the same way in every bin: a crowd that is too sure is so throughout. */
const sharedShare = 0.4;
const halvings = 40;

/** `options`: as `summedAnswers`. `answered`, `said`: the sums `answerSum` and `reviewSum`. */
export function accuracyOf(
  options: readonly string[],
  answered: ResultFigures,
  said: ResultFigures,
): Accuracy {
  const bins = Array.from({ length: confidenceBins }, (_, bin): Stratum => {
    const reviewed = said[`r${bin}`] ?? 0;
    const known = answered[`h${bin}`] ?? 0;
    const offset = known === 0 ? 0 : (answered[`s${bin}`] ?? 0) / micros / known;
    const confidence = Math.min(1, (bin + 0.5) / confidenceBins + offset);
    // Decided before there were sums, and reviewed since: at least those are there.
    const tasks = Math.max(known, reviewed);
    return { tasks, confidence, reviewed, corrected: said[`c${bin}`] ?? 0 };
  });
  const plan = planFor(bins, onePoint);
  const sum = (figure: (one: Stratum) => number): number =>
    bins.reduce((total, one) => total + figure(one), 0);
  return {
    ...estimate(bins),
    options,
    tasks: sum(({ tasks }) => tasks),
    reviewed: sum(({ reviewed }) => reviewed),
    corrected: sum(({ corrected }) => corrected),
    corrections: options.map((_, i) => options.map((__, j) => said[`x${i}.${j}`] ?? 0)),
    expired: options.map((_, i) => said[`e${i}`] ?? 0),
    worthALook: bins.reduce(
      (total, { tasks, reviewed }, bin) => total + (bin < lookBelow * confidenceBins ? tasks - reviewed : 0),
      0,
    ),
    reviewsForOnePoint: plan.reduce((total, reviews) => total + reviews, 0),
    byConfidence: bins.flatMap((one, bin) =>
      one.tasks === 0
        ? []
        : [
            {
              ...one,
              from: bin / confidenceBins,
              to: (bin + 1) / confidenceBins,
              reviews: at(plan, bin),
            },
          ],
    ),
  };
}

/**
 * A Beta posterior for each bin, whose prior is what the confidence says with little weight. Reviews tell what is right in their own bin
 * alone, so that it does not matter which bins were looked at. What was reviewed is known, and leaves no doubt.
 */
function estimate(strata: readonly Stratum[]): Estimate {
  const total = strata.reduce((sum, { tasks }) => sum + tasks, 0);
  if (total === 0) return { expected: null, margin: null };
  const right = strata.reduce((sum, { tasks, confidence, reviewed, corrected }) => {
    const found = reviewed - corrected;
    const mean = (priorReviews * confidence + found) / (priorReviews + reviewed);
    return sum + found + (tasks - reviewed) * mean;
  }, 0);
  return { expected: right / total, margin: marginOf(strata) };
}

/** Share that is wrong as the margin has it: some more than was found, so that none found is not taken for none there. */
function doubtOf({ confidence, reviewed, corrected }: Stratum): number {
  const more = (reviewed + 0.3) / (reviewed + 10);
  const wrong = (priorReviews * (1 - confidence) + corrected + more) / (priorReviews + reviewed + more);
  return Math.min(0.5, wrong);
}

/** `more`: reviews beside those that there are, by stratum. */
function marginOf(strata: readonly Stratum[], more: readonly number[] = []): number {
  let total = 0;
  let variance = 0;
  let shared = 0;
  strata.forEach((one, i) => {
    const seen = one.reviewed + (more[i] ?? 0);
    const left = Math.max(0, one.tasks - seen);
    const wrong = doubtOf(one);
    const weight = priorReviews + seen;
    total += one.tasks;
    // Beta-binomial: how many of those that are left are wrong.
    variance += (left * wrong * (1 - wrong) * (weight + left)) / (weight + 1);
    const ofPrior = Math.sqrt((wrong * (1 - wrong)) / (priorReviews + 1));
    shared += (sharedShare * left * ofPrior * priorReviews) / weight;
  });
  return (z95 * Math.sqrt(variance + shared * shared)) / total;
}

/** Reviews by stratum that narrow the margin so far with the least in all: as Neyman has it, by size and spread. */
function planFor(strata: readonly Stratum[], margin: number): readonly number[] {
  const none = strata.map(() => 0);
  if (strata.every(({ tasks }) => tasks === 0) || marginOf(strata) <= margin) return none;
  const weights = strata.map((one) => {
    const wrong = doubtOf(one);
    return one.tasks * Math.sqrt(wrong * (1 - wrong));
  });
  const planned = (scale: number): readonly number[] =>
    strata.map(({ tasks, reviewed }, i) =>
      Math.min(tasks - reviewed, Math.max(0, Math.ceil(scale * at(weights, i)) - reviewed)),
    );
  // Beyond that, everything is reviewed in each.
  let high = Math.max(...strata.map(({ tasks }, i) => (tasks === 0 ? 0 : tasks / at(weights, i))));
  let low = 0;
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (marginOf(strata, planned(middle)) <= margin) high = middle;
    else low = middle;
  }
  return planned(high);
}
