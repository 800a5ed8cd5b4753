import { seededRandom } from '@asg/runtime';
import { at } from '@asg/values/present';
import {
  boundingBoxes,
  type Ground,
  type MarkKind,
  type MarksSpec,
  textSpans,
} from '../../../packages/kinds/src/index.ts';
import { type Figure, mean } from '../figures.ts';
import { boxesCrowd, medianBoxes } from './boxes.ts';
import type { CrowdPlan, CrowdTask } from './crowds.ts';
import { learnedMarks } from './learned-marks.ts';
import { spansCrowd, tokenMajority } from './spans.ts';

type Decider<Mark> = Pick<MarkKind<Mark, never>, 'name' | 'combine' | 'makers'>;

interface MarkCrowd<Mark> {
  readonly kind: Decider<Mark>;
  readonly against: string;
  readonly crowd: (plan: CrowdPlan, seed: string) => readonly CrowdTask<MarksSpec, readonly Mark[]>[];
  readonly usual: (labels: readonly (readonly Mark[])[]) => readonly Mark[];
  /** Of a value beside the truth, by the name of the measure. */
  readonly measures: readonly (readonly [
    name: string,
    (value: readonly Mark[], truth: readonly Mark[]) => number,
  ])[];
}

const unit = 65_536;
const boxes: MarkCrowd<Parameters<typeof boundingBoxes.classOf>[0]> = {
  kind: boundingBoxes,
  against: 'median without weights',
  crowd: (plan, seed) => boxesCrowd(plan, seededRandom(seed)),
  usual: medianBoxes,
  measures: [
    ['mean IoU', (value, truth) => 1 - boundingBoxes.distance(value, truth) / unit],
    ['F1', (value, truth) => boundingBoxes.f1(value, truth) / unit],
  ],
};
const spans: MarkCrowd<Parameters<typeof textSpans.classOf>[0]> = {
  kind: textSpans,
  against: 'token majority',
  crowd: (plan, seed) => spansCrowd(plan, seededRandom(seed)),
  usual: tokenMajority,
  measures: [['F1', (value, truth) => textSpans.f1(value, truth) / unit]],
};

/** Boxes and spans beside what is usual, of the same labels. */
export function markFigures(plans: readonly CrowdPlan[], seeds: number): readonly Figure[] {
  return plans.flatMap((plan) => [...compared(boxes, plan, seeds), ...compared(spans, plan, seeds)]);
}

function compared<Mark>(
  { kind, against, crowd, usual, measures }: MarkCrowd<Mark>,
  plan: CrowdPlan,
  seeds: number,
): readonly Figure[] {
  const crowds = Array.from({ length: seeds }, (_, seed) => crowd(plan, `${kind.name} ${plan.name} ${seed}`));
  const found = crowds.flatMap((tasks) => {
    const learned = learnedMarks(kind, tasks);
    return tasks.map(({ spec, labels, truth }, task) => {
      const values = labels.map(({ value }) => value);
      const ours = verdict(kind, values, spec);
      return { truth, ours, learned: at(learned, task), theirs: usual(values) };
    });
  });
  return measures.map(([name, measure]): Figure => {
    const ours = mean(found.map((one) => measure(one.ours, one.truth)));
    const theirs = mean(found.map((one) => measure(one.theirs, one.truth)));
    const learned = mean(found.map((one) => measure(one.learned, one.truth)));
    return {
      what: `${kind.name}, ${plan.name}: ${name}`,
      value: ours.toFixed(4),
      aim: `at least ${theirs.toFixed(4)}, ${against}; with workers learnt ${learned.toFixed(4)}`,
      reached: ours >= theirs,
    };
  });
}

function verdict<Mark>(
  kind: Decider<Mark>,
  values: readonly (readonly Mark[])[],
  spec: MarksSpec,
): readonly Mark[] {
  const policy = {
    policy: 'threshold',
    threshold: values.length,
    earlyStop: false,
    maxLabels: values.length,
  } as const;
  const ground: Ground = { kind: 'votes', policy };
  const found = kind.combine(
    values.map((value) => ({ value, columns: [] })),
    ground,
    spec,
  );
  return found.kind === 'decided' ? found.value : [];
}
