import { toUnits } from '@asg/consensus';
import { at } from '@asg/values/present';
import { fitted } from './fit.ts';
import { standardErrors } from './information.ts';
import { type Judgement, leftShares, numbered } from './judgement.ts';

/** Scores are logarithms of strengths around 0, in 1/65536: one that is ln 2 above another is twice as often found better. */
interface RankedItem {
  readonly item: string;
  /** 1: the best. */
  readonly rank: number;
  readonly score: number;
  /** Of 95 %. */
  readonly low: number;
  readonly high: number;
}

/** What a ranking found of a worker; all in 1/65536. */
interface RankingWorker {
  readonly worker: string;
  /** The share of verdicts that come of a look. */
  readonly reliability: number;
  /** Of verdicts that are no ties those for the left: far from a half it is a favoured place; null: there are none. */
  readonly leftShare: number | null;
}

export interface Ranking {
  readonly items: readonly RankedItem[];
  readonly workers: readonly RankingWorker[];
}

/** Items of one ranking at most: intervals take work with their cube. */
export const rankedItemsMax = 500;
/** Standard errors on each side of a score, of which 95 % are within. */
const intervalErrors = 1.96;

/**
 * The items of a job in the order in which they are found better. The same judgements give the same bits, in whatever order they stand.
 * `mayTie`: whether workers could say that neither is better. Throws where there are more than `rankedItemsMax` items.
 */
export function rankingOf(judgements: readonly Judgement[], mayTie: boolean): Ranking {
  const judged = numbered(judgements);
  const { items, workers } = judged;
  if (items.length > rankedItemsMax) throw new RangeError(`more than ${rankedItemsMax} items`);
  const fit = fitted(judged, mayTie);
  const errors = standardErrors(judged, fit);
  const mean = fit.scores.reduce((sum, score) => sum + score, 0) / Math.max(1, items.length);
  const ranked = items
    .map((item, i) => {
      const score = at(fit.scores, i) - mean;
      const width = intervalErrors * at(errors, i);
      return {
        item,
        score: toUnits(score),
        low: toUnits(score - width),
        high: toUnits(score + width),
      };
    })
    .sort((one, other) => other.score - one.score);
  const shares = leftShares(judged);
  return {
    items: ranked.map((one, place) => ({ ...one, rank: rankOf(ranked, one.score, place) })),
    workers: workers.map((worker, i) => {
      const share = at(shares, i);
      return {
        worker,
        reliability: toUnits(at(fit.mixes, i).honest),
        leftShare: share === null ? null : toUnits(share),
      };
    }),
  };
}

/** Items with one score share their rank. */
function rankOf(sorted: readonly { readonly score: number }[], score: number, place: number): number {
  const first = sorted.findIndex((one) => one.score === score);
  return Math.min(first, place) + 1;
}
