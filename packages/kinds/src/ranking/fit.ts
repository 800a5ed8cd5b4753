import { ln } from '@asg/consensus';
import { at } from '@asg/values/present';
import { verdictChances, verdictSlopes } from './davidson.ts';
import type { Judged } from './judgement.ts';
import { expectedMix, fittedMixes, type Responsibility, responsibility, type WorkerMix } from './workers.ts';

/** Scores of items and what is known of workers, at which the judgements are likeliest. */
export interface Fit {
  readonly scores: readonly number[];
  /** Logarithm of the weight of a tie; null: there are none. */
  readonly tie: number | null;
  readonly mixes: readonly WorkerMix[];
  /** Variance of the scores that is expected of items like these. */
  readonly variance: number;
}

const varianceExpected = 2;
/** Items that this expectation weighs. */
const varianceWeight = 4;
const roundsMax = 300;
/** Scores that change less are settled. */
const settled = 1e-4;
const tieStart = ln(1 / 2);
const leapMax = 1;

/**
 * Expectation and maximization (Dempster, Laird, Rubin 1977) over what each judgement comes from, with workers as in Chen et al. 2013
 * (Crowd-BT) and guesses that may favour a place. Work grows with rounds × judgements.
 */
export function fitted(judged: Judged, mayTie: boolean): Fit {
  let fit: Fit = {
    scores: judged.items.map(() => 0),
    tie: mayTie ? tieStart : null,
    mixes: judged.workers.map(() => expectedMix(mayTie)),
    variance: varianceExpected,
  };
  for (let round = 0; round < roundsMax; round++) {
    const before = fit.scores;
    fit = improved(judged, fit);
    const isSettled = fit.scores.every((score, i) => Math.abs(score - at(before, i)) < settled);
    if (isSettled) break;
  }
  return fit;
}

/** Of each pair, how much of what was said is for the first item, the second, a tie: judgements that are seen as guesses do not count. */
type PairCounts = readonly (readonly number[])[];

function improved({ pairs, judgements }: Judged, { scores, tie, mixes, variance }: Fit): Fit {
  const chances = pairs.map(({ first, second }) =>
    verdictChances(at(scores, first) - at(scores, second), tie),
  );
  const found = judgements.map((one) => responsibility(one, at(chances, one.pair), at(mixes, one.worker)));
  const counts = pairs.map(() => [0, 0, 0]);
  for (const [i, { pair, verdict }] of judgements.entries()) count(at(counts, pair), verdict, at(found, i));
  const next = swept(pairs, counts, { scores, tie, variance });
  const spread = next.scores.reduce((sum, score, i) => sum + score * score + at(next.variances, i), 0);
  return {
    scores: next.scores,
    tie: tie === null ? null : improvedTie(tie, chances, counts),
    mixes: fittedMixes(mixes, judgements, found),
    variance: (spread + varianceExpected * varianceWeight) / (scores.length + varianceWeight),
  };
}

function count(counts: number[], verdict: number, { honest, inverted }: Responsibility): void {
  const opposite = verdict === 2 ? 2 : 1 - verdict;
  counts[verdict] = at(counts, verdict) + honest;
  counts[opposite] = at(counts, opposite) + inverted;
}

/** One step of Newton's method for each item in turn, the others being what they are by then. */
function swept(
  pairs: Judged['pairs'],
  counts: PairCounts,
  { scores: before, tie, variance }: Pick<Fit, 'scores' | 'tie' | 'variance'>,
): { readonly scores: readonly number[]; readonly variances: readonly number[] } {
  const scores = [...before];
  const variances = scores.map(() => variance);
  for (const [item, of] of pairsOfItems(pairs, scores.length).entries()) {
    let [slope, curvature] = [-at(scores, item) / variance, 1 / variance];
    for (const pair of of) {
      const { first, second } = at(pairs, pair);
      const said = at(counts, pair);
      const chances = verdictChances(at(scores, first) - at(scores, second), tie);
      const by = verdictSlopes(chances);
      const sign = item === first ? 1 : -1;
      for (const [verdict, weight] of said.entries()) {
        slope += sign * weight * at(by.slopes, verdict);
        curvature += weight * by.curvature;
      }
    }
    scores[item] = at(scores, item) + Math.max(-leapMax, Math.min(leapMax, slope / curvature));
    variances[item] = 1 / curvature;
  }
  return { scores, variances };
}

function pairsOfItems(pairs: Judged['pairs'], items: number): readonly (readonly number[])[] {
  const of = Array.from({ length: items }, (): number[] => []);
  for (const [pair, { first, second }] of pairs.entries()) {
    at(of, first).push(pair);
    at(of, second).push(pair);
  }
  return of;
}

/** One step for the weight of ties. One tie in two judgements is believed beforehand, so that none at all does not lead to nothing. */
function improvedTie(tie: number, chances: PairCounts, counts: PairCounts): number {
  let [slope, curvature] = [0, 0];
  for (const [pair, [first = 0, second = 0, ties = 0]] of counts.entries()) {
    const said = first + second + ties;
    const chance = at(at(chances, pair), 2);
    slope += ties - said * chance;
    curvature += said * chance * (1 - chance);
  }
  const step = (slope + 1 / 2 - verdictTie(tie)) / (curvature + verdictTie(tie) / 2);
  return tie + Math.max(-leapMax, Math.min(leapMax, step));
}

/** The chance of a tie of two items that are equally good. */
const verdictTie = (tie: number): number => at(verdictChances(0, tie), 2);
