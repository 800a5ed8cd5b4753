import { unit } from '@asg/consensus';
import { present } from '@asg/values/present';
import { marksApart } from '../../answers/start.ts';
import type { LabelBegin } from '../../names.ts';
import type { Task } from '../../task/task.ts';

/** How far labels are from what a model marked. Sums, so that they come out the same in any order. */
export interface StartedLabels {
  readonly labels: number;
  /** Those that say what the model says. */
  readonly same: number;
  /** Of all of them together, in 1/65536: the distances, and their squares. */
  readonly distance: number;
  readonly squares: number;
}

/** What a record keeps of a model whose marks workers begin with. */
export interface StartSums {
  readonly model: string;
  readonly start: StartedLabels;
  readonly empty: StartedLabels;
}

/** Models that a template's record keeps, those that it heard of last. */
const startsMax = 8;
const none: StartedLabels = { labels: 0, same: 0, distance: 0, squares: 0 };
/** Normal quantile of 95 %. */
const width95 = 1.959964;

/** The record's models after one more closed task. Gold tells nothing here: its items were chosen. */
export function startsAfter(known: readonly StartSums[], task: Task): readonly StartSums[] {
  const model = present(task.labelSpec.start_with, 'the model of the start');
  const start = present(task.start, 'the start');
  const before = known.find((one) => one.model === model) ?? { model, start: none, empty: none };
  const sums = { start: before.start, empty: before.empty };
  for (const { option, began } of task.labels)
    if (began !== undefined) sums[began] = withLabel(sums[began], marksApart(task, option, start));
  return [...known.filter((one) => one !== before), { model, ...sums }].slice(-startsMax);
}

const withLabel = ({ labels, same, distance, squares }: StartedLabels, one: number): StartedLabels => ({
  labels: labels + 1,
  same: same + (one === 0 ? 1 : 0),
  distance: distance + one,
  squares: squares + Math.round((one * one) / unit),
});

/** The same models in two records of one customer's: their own people's tasks have one apart. */
export function joinedStarts(one: readonly StartSums[], other: readonly StartSums[]): readonly StartSums[] {
  const models = [...new Set([...one, ...other].map(({ model }) => model))];
  const of = (model: string, began: LabelBegin): StartedLabels =>
    [...one, ...other]
      .filter((sums) => sums.model === model)
      .map((sums) => sums[began])
      .reduce(plus, none);
  return models.map((model) => ({ model, start: of(model, 'start'), empty: of(model, 'empty') }));
}

const plus = (a: StartedLabels, b: StartedLabels): StartedLabels => ({
  labels: a.labels + b.labels,
  same: a.same + b.same,
  distance: a.distance + b.distance,
  squares: a.squares + b.squares,
});

/** How workers who began with a model's marks answer, beside those who began with nothing. */
export interface StartFigures {
  readonly model: string;
  readonly withStart: BeginFigures;
  readonly withoutStart: BeginFigures;
  /** Null: too little is known. */
  readonly anchoring: Anchoring | null;
}

interface BeginFigures {
  readonly labels: number;
  /** Share of the labels; null: there are none. */
  readonly same: number | null;
  /** Mean, 0 to 1: how far they are from what the model marked. */
  readonly distance: number | null;
}

/** How much nearer to the model's marks labels are that began with them, with an interval of 95 %. */
interface Anchoring {
  readonly nearer: number;
  readonly low: number;
  readonly high: number;
}

export function startFigures({ model, start, empty }: StartSums): StartFigures {
  return {
    model,
    withStart: beginFigures(start),
    withoutStart: beginFigures(empty),
    anchoring: anchoringOf(start, empty),
  };
}

const beginFigures = ({ labels, same, distance }: StartedLabels): BeginFigures => ({
  labels,
  same: labels === 0 ? null : same / labels,
  distance: labels === 0 ? null : distance / unit / labels,
});

function anchoringOf(start: StartedLabels, empty: StartedLabels): Anchoring | null {
  if (Math.min(start.labels, empty.labels) < 2) return null;
  const mean = ({ distance, labels }: StartedLabels): number => distance / unit / labels;
  const nearer = mean(empty) - mean(start);
  const half = width95 * Math.sqrt(spread(start) + spread(empty));
  return { nearer, low: Math.max(-1, nearer - half), high: Math.min(1, nearer + half) };
}

/** Variance of a mean, as if two more labels were known, one at each end: a few that are all alike prove little. */
function spread({ labels, distance, squares }: StartedLabels): number {
  const [count, sum] = [labels + 2, distance / unit + 1];
  return Math.max(0, squares / unit + 1 - (sum * sum) / count) / (count - 1) / labels;
}
