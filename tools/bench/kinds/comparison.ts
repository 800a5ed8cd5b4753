import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import { type Judgement, rankingOf } from '../../../packages/kinds/src/index.ts';
import { type CrowdPlan, drawn, normal, type SimulatedWorker, simulatedWorkers } from './crowds.ts';
import { rankCorrelation } from './measures.ts';

const itemsCount = 20;

/** Pairs of items, judged. `strengths`: how good each item is, by its name. */
export interface ComparisonCrowd {
  readonly judgements: readonly Judgement[];
  readonly strengths: ReadonlyMap<string, number>;
  readonly mayTie: boolean;
}

/** `tieWeight`: of a tie of two equal items, against one of them (Davidson 1970); 0: no ties. */
export function comparisonCrowd(plan: CrowdPlan, tieWeight: number, random: Random): ComparisonCrowd {
  const workers = simulatedWorkers(plan, random);
  const strengths = new Map(
    Array.from({ length: itemsCount }, (_, i) => [`item ${i}`, normal(random)] as const),
  );
  const names = [...strengths.keys()];
  const judgements: Judgement[] = [];
  for (let task = 0; task < plan.tasks; task++) {
    const one = pick(names, random);
    const other = pick(
      names.filter((name) => name !== one),
      random,
    );
    for (const worker of drawn(plan.labelsPerTask, plan.workers, random)) {
      const [left, right] = fraction(random) < 0.5 ? [one, other] : [other, one];
      const lead = (strengths.get(left) ?? 0) - (strengths.get(right) ?? 0);
      judgements.push({
        worker: `worker ${worker}`,
        left,
        right,
        verdict: verdictOf(at(workers, worker), lead, tieWeight, random),
      });
    }
  }
  return { judgements, strengths, mayTie: tieWeight > 0 };
}

function verdictOf(
  { habit, skill }: SimulatedWorker,
  lead: number,
  tieWeight: number,
  random: Random,
): Judgement['verdict'] {
  if (habit === 'lazy') return 'left';
  const seen = habit === 'spammer' ? 0 : (1 + 2 * skill) * lead;
  const weights = { left: Math.exp(seen / 2), right: Math.exp(-seen / 2), tie: tieWeight };
  let place = fraction(random) * (weights.left + weights.right + weights.tie);
  for (const verdict of ['left', 'right', 'tie'] as const) {
    place -= weights[verdict];
    if (place >= 0) continue;
    if (habit !== 'odd' || verdict === 'tie') return verdict;
    return verdict === 'left' ? 'right' : 'left';
  }
  return 'right';
}

/** Rank correlation of scores with how good the items are. */
export function correlationOf({ strengths }: ComparisonCrowd, scores: ReadonlyMap<string, number>): number {
  const names = [...strengths.keys()];
  return rankCorrelation(
    names.map((name) => strengths.get(name) ?? 0),
    names.map((name) => scores.get(name) ?? 0),
  );
}

export function ourScores({ judgements, mayTie }: ComparisonCrowd): ReadonlyMap<string, number> {
  return new Map(rankingOf(judgements, mayTie).items.map(({ item, score }) => [item, score]));
}

/** Of the items whose true place is known, how many have it within their interval. */
export function coveredShare({ judgements, strengths, mayTie }: ComparisonCrowd): number {
  const mean = [...strengths.values()].reduce((sum, one) => sum + one, 0) / strengths.size;
  const { items } = rankingOf(judgements, mayTie);
  // Honest workers judge by twice the strengths on average.
  const covered = items.filter(({ item, low, high }) => {
    const truth = 2 * 65_536 * ((strengths.get(item) ?? 0) - mean);
    return truth >= low && truth <= high;
  });
  return covered.length / items.length;
}
