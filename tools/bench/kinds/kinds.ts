import { seededRandom } from '@asg/runtime';
import { at } from '@asg/values/present';
import { kinds, krippendorffAlpha } from '../../../packages/kinds/src/index.ts';
import { type Figure, mean } from '../figures.ts';
import {
  type ComparisonCrowd,
  comparisonCrowd,
  correlationOf,
  coveredShare,
  ourScores,
} from './comparison.ts';
import type { CrowdPlan, CrowdTask } from './crowds.ts';
import { learnedValues } from './learned.ts';
import { markFigures } from './marks.ts';
import { jaccard } from './measures.ts';
import { multiLabelCrowd, multiLabelSpec } from './multi-label.ts';
import { areReferencesFresh, type PeerAnswers, type PeerCrowd, peerAnswers } from './peer.ts';
import { ratingCrowd, ratingSpec } from './rating.ts';

const seeds = 8;
/** The peer's ranking takes its time. */
const rankings = { seeds: 3, pairs: 120 };
const plain = { tasks: 300, workers: 40, labelsPerTask: 5, spammers: 0, lazy: 0, odd: 0 };
const plans: readonly CrowdPlan[] = [
  { ...plain, name: 'honest' },
  { ...plain, name: '30 % spammers', spammers: 0.3 },
  { ...plain, name: '30 % without a look', lazy: 0.3 },
  { ...plain, name: '15 % of each', spammers: 0.15, lazy: 0.15, odd: 0.15 },
  { ...plain, name: '3 labels', labelsPerTask: 3, spammers: 0.1, lazy: 0.1, odd: 0.1 },
];

/** What is measured of a crowd: ours beside the peer's, which ours is to reach, and what else there is to know. */
interface Measured {
  readonly peer: PeerCrowd;
  readonly figure: (answers: PeerAnswers) => {
    readonly ours: number;
    readonly theirs: number;
    readonly others: Readonly<Record<string, number>>;
  };
}

interface Compared {
  readonly kind: string;
  readonly measure: string;
  readonly against: string;
  readonly isLess: boolean;
  readonly seeds: number;
  readonly measured: (plan: CrowdPlan, seed: string) => Measured;
}

const comparisons: readonly Compared[] = [
  {
    kind: 'comparison',
    measure: 'rank correlation',
    against: 'NoisyBradleyTerry',
    isLess: false,
    seeds: rankings.seeds,
    measured: (plan, seed) =>
      measuredRanking(comparisonCrowd({ ...plan, tasks: rankings.pairs }, 0, seededRandom(seed))),
  },
  {
    kind: 'comparison with ties',
    measure: 'rank correlation',
    against: 'NoisyBradleyTerry without them',
    isLess: false,
    seeds: rankings.seeds,
    measured: (plan, seed) =>
      measuredRanking(comparisonCrowd({ ...plan, tasks: rankings.pairs }, 0.6, seededRandom(seed))),
  },
  {
    kind: 'multi-label',
    measure: 'Jaccard index with the truth',
    against: 'majority by option',
    isLess: false,
    seeds,
    measured: (plan, seed) => measuredSets(multiLabelCrowd(plan, seededRandom(seed))),
  },
  ...[5, 7].map((steps) => ({
    kind: `rating, ${steps} steps`,
    measure: 'mean error in steps',
    against: 'median',
    isLess: true,
    seeds,
    measured: (plan: CrowdPlan, seed: string) =>
      measuredSteps(ratingCrowd(plan, steps, seededRandom(seed)), steps),
  })),
];

/** Kinds of tasks beside crowd-kit, on the same crowds and labels. */
export async function benchKinds(): Promise<readonly Figure[]> {
  const runs = comparisons.flatMap((compared) =>
    plans.map((plan) => ({
      compared,
      plan,
      crowds: Array.from({ length: compared.seeds }, (_, seed) =>
        compared.measured(plan, `${compared.kind} ${plan.name} ${seed}`),
      ),
    })),
  );
  const answers = await peerAnswers(runs.flatMap(({ crowds }) => crowds.map(({ peer }) => peer)));
  let read = 0;
  const figures = runs.map(({ compared, plan, crowds }): Figure => {
    const found = crowds.map(({ figure }) => figure(at(answers, read++)));
    const [ours, theirs] = [mean(found.map((one) => one.ours)), mean(found.map((one) => one.theirs))];
    const others = Object.keys(at(found, 0).others).map(
      (name) => `; ${name} ${mean(found.map((one) => one.others[name] ?? Number.NaN)).toFixed(3)}`,
    );
    return {
      what: `${compared.kind}, ${plan.name}: ${compared.measure}`,
      value: `${ours.toFixed(4)}`,
      aim: `at ${compared.isLess ? 'most' : 'least'} ${theirs.toFixed(4)}, ${compared.against}${others.join('')}`,
      reached: compared.isLess ? ours <= theirs : ours >= theirs,
    };
  });
  const isFresh = await areReferencesFresh();
  const vectors = {
    what: 'vectors of alpha, of a table of distances too, and MASI, made anew',
    value: isFresh ? 'equal' : 'other',
  };
  return [...figures, ...markFigures(plans, seeds), { ...vectors, aim: 'equal', reached: isFresh }];
}

function measuredRanking(crowd: ComparisonCrowd): Measured {
  const labels = { left: 'left', right: 'right', tie: null } as const;
  const rows = crowd.judgements.map(({ worker, left, right, verdict }) => {
    const side = labels[verdict];
    return { worker, left, right, label: side === null ? null : { left, right }[side] };
  });
  return {
    peer: { kind: 'comparison', rows },
    figure: ({ scores }) => ({
      ours: correlationOf(crowd, ourScores(crowd)),
      theirs: correlationOf(crowd, new Map(Object.entries(scores))),
      others: { 'true scores within our intervals': coveredShare(crowd) },
    }),
  };
}

const rowsOf = (tasks: readonly CrowdTask<unknown, unknown>[]) =>
  tasks.flatMap(({ labels }, task) => labels.map(({ worker, value }) => ({ task, worker, label: value })));

/** The mean over all tasks of how good an answer is. */
function scored<Spec, Value>(
  tasks: readonly CrowdTask<Spec, Value>[],
  answerOf: (task: number) => Value,
  score: (answer: Value, truth: Value) => number,
): number {
  return mean(tasks.map(({ truth }, task) => score(answerOf(task), truth)));
}

function measuredSets(tasks: ReturnType<typeof multiLabelCrowd>): Measured {
  const kind = kinds.multi_label;
  const ours = learnedValues(kind, tasks);
  const alpha = krippendorffAlpha(
    tasks.map(({ labels }) => labels.map(({ value }) => kind.place(value, multiLabelSpec))),
    kind.metric,
  );
  return {
    peer: { kind: 'multi_label', rows: rowsOf(tasks) },
    figure: ({ sets }) => ({
      ours: scored(tasks, (task) => at(ours, task), jaccard),
      theirs: scored(tasks, (task) => sets[task] ?? [], jaccard),
      others: { alpha: alpha ?? Number.NaN },
    }),
  };
}

function measuredSteps(tasks: ReturnType<typeof ratingCrowd>, steps: number): Measured {
  const kind = kinds.rating;
  const ours = learnedValues(kind, tasks);
  const error = (one: number, other: number): number => Math.abs(one - other);
  const alpha = krippendorffAlpha(
    tasks.map(({ labels }) => labels.map(({ value }) => kind.place(value, ratingSpec(steps)))),
    kind.metric,
  );
  return {
    peer: { kind: 'rating', rows: rowsOf(tasks) },
    figure: ({ steps: found }) => {
      const of = (method: string): number =>
        scored(tasks, (task) => found[method]?.[task] ?? Number.NaN, error);
      return {
        ours: scored(tasks, (task) => at(ours, task), error),
        theirs: of('median'),
        others: { 'Dawid-Skene': of('Dawid-Skene'), alpha: alpha ?? Number.NaN },
      };
    },
  };
}
