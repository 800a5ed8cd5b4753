import type { TaskType } from '../../names.ts';
import { at, present } from '../../present.ts';
import type { LabelLikelihood } from '../../task/commands.ts';
import { isOpen } from '../../task/states.ts';
import type { Label, Task } from '../../task/task.ts';
import {
  inTemplate,
  type NamedPredictor,
  predictionsOf,
  weighedPredictions,
} from '../predictions/task-predictions.ts';
import { type PredictedClose, taughtPredictors } from '../predictions/teaching.ts';
import { unit } from './arithmetic.ts';
import {
  basisOf,
  fullCheckOf,
  type GoldRun,
  newGoldRun,
  withFullCheck,
  withGoldAnswer,
  withGoldCheck,
} from './gold.ts';
import { joinedForecasts, joinedStatistics, joinedWorker } from './joining.ts';
import { type Lesson, lessonOf, taughtTemplate, taughtWorker } from './learning.ts';
import { logLikelihoodsOf, type TemplateView, viewOf } from './likelihood.ts';
import type { OrderedAdaptive, WeighedPrediction } from './policy.ts';
import { type Forecasts, newForecasts, withForecast } from './reliability.ts';
import { firstLabels, hasRoom, type ModelKeys, mayTeachAll, withShare } from './shares.ts';
import { newTemplate, type TemplateStatistics, unknownWorker, type WorkerStatistics } from './statistics.ts';

/** What is known of a template. Options, in the order of `sortedOptions`, are counted by their places there. */
export interface TemplateModel {
  readonly type: TaskType;
  readonly options: readonly string[];
  readonly statistics: TemplateStatistics;
  readonly foretold: Forecasts;
  /** The customer's models, in a record of the customer's alone. */
  readonly predictors?: readonly NamedPredictor[];
}

/** The options in the order that a template has them in, whatever the order of a task. */
export function sortedOptions(options: readonly string[]): readonly string[] {
  return [...options].sort();
}

/** What a model is before anything is known. */
export function newTemplateModel({ type, labelSpec }: Pick<Task, 'type' | 'labelSpec'>): TemplateModel {
  const options = sortedOptions(labelSpec.options);
  return { type, options, statistics: newTemplate(options.length), foretold: newForecasts };
}

/** Of each of a task's options, its place in the template. */
export function placesIn({ options }: TemplateModel, { labelSpec }: Pick<Task, 'labelSpec'>): number[] {
  return labelSpec.options.map((option) => options.indexOf(option));
}

/** What is known of a template, as it bears on this task: by what its customer says of the options, too. */
export function viewFor(model: TemplateModel, task: Pick<Task, 'labelSpec'>): TemplateView {
  const { class_shares, ordinal } = task.labelSpec;
  if (class_shares === undefined && ordinal === undefined) return viewOf(model.statistics);
  const places = placesIn(model, task);
  const given = expectedShares(task.labelSpec);
  const inTemplate = (values: readonly number[]): readonly number[] =>
    values.reduce<readonly number[]>((all, value, i) => all.with(at(places, i), value), values);
  return viewOf(model.statistics, {
    scale: ordinal === true ? inTemplate([...places.keys()]) : null,
    expected: given === null ? null : inTemplate(given),
  });
}

/** By option, what the customer expects of all tasks, summing to 1; null: nothing is said. */
function expectedShares({ options, class_shares }: Task['labelSpec']): readonly number[] | null {
  if (class_shares === undefined) return null;
  const given = options.map((option) => class_shares[option] ?? 0);
  const sum = given.reduce((all, one) => all + one, 0);
  return given.map((one) => one / sum);
}

/** Names what a customer says of the options of a task: tasks of a template with the same have the same view. */
export function saidOfOptions({ labelSpec }: Pick<Task, 'labelSpec'>): string {
  const { options, class_shares, ordinal } = labelSpec;
  return class_shares === undefined && ordinal === undefined
    ? ''
    : JSON.stringify([options, expectedShares(labelSpec), ordinal]);
}

/** The likelihood of a label, in the order of the task's options. `option`: the task's own index. */
export function labelLikelihood(
  task: Pick<Task, 'labelSpec' | 'consensus'>,
  option: number,
  { model, view, worker }: { model: TemplateModel; view: TemplateView; worker: WorkerStatistics },
): LabelLikelihood {
  const places = placesIn(model, task);
  const logLikelihoods = logLikelihoodsOf(view, worker, at(places, option));
  const basis = basisOf(view, task.consensus.policy === 'adaptive' && task.consensus.full);
  const inTask = (values: readonly number[]): readonly number[] => places.map((place) => at(values, place));
  const isAlone = basis.full || basis.thresholdAccuracy !== null;
  const predictions = isAlone ? [] : countedPredictions(model, task);
  return {
    logLikelihoods: inTask(logLikelihoods),
    basis: {
      ...basis,
      prior: inTask(basis.prior),
      ...(predictions.length > 0 && {
        predictions: predictions.map((one) => ({ ...one, column: inTask(one.column) })),
      }),
      ...((predictions.length > 0 || task.labelSpec.class_shares !== undefined) && { givenOnly: true }),
    },
  };
}

/** What models say of the task, weighed by what is known of them, in the order of the template. */
export function countedPredictions(
  model: TemplateModel,
  task: Pick<Task, 'labelSpec' | 'predictions' | 'predicted'>,
): readonly WeighedPrediction[] {
  const given = predictionsOf(task);
  if (given.length === 0) return [];
  const places = placesIn(model, task);
  return weighedPredictions(
    model.predictors ?? [],
    given.map((one) => inTemplate(one, places)),
  );
}

/** A closed task as the model is trained on it. */
export interface TrainingExample {
  readonly task: Task;
  readonly labels: readonly Label[];
  /** Null: the task is no gold task. */
  readonly gold: { readonly goldId: string; readonly option: number } | null;
}

/** What the model is trained on after this change of a task: once, at its close; null: nothing. */
export function trainingExampleOf(before: Task, after: Task): TrainingExample | null {
  if (!isOpen(before.state) || isOpen(after.state)) return null;
  const { labels, gold = null } = after;
  // Of one label without a truth, and nothing beside it, there is nothing to learn about who gave it.
  const isAlone = gold === null && predictionsOf(after).length === 0;
  return labels.length < (isAlone ? 2 : 1) ? null : { task: after, labels, gold };
}

/** What a record tells of a template, and of the workers of some labels, in their order. */
export interface KnownModels {
  /** Null: nothing yet. */
  readonly model: TemplateModel | null;
  readonly workers: readonly WorkerStatistics[];
}

/** What is known where a task is learnt from. `run` is that of the gold item. */
export interface ModelState {
  /** Everybody's. */
  readonly shared: KnownModels;
  /** The customer's own; null: the task has no customer. */
  readonly own: KnownModels | null;
  readonly run: GoldRun | null;
}

/** The record that a task teaches: one of the two, so that nothing counts twice where both are joined. */
export type Taught = keyof ModelKeys;

/** Everybody's record learns the operator's gold, and of funded tasks no more than their customer's share. */
export function taughtBy({ task, labels }: TrainingExample, { model, workers }: KnownModels): Taught {
  // The only record that it has.
  if (task.crowd !== undefined) return 'shared';
  if (!mayTeachAll(task)) return 'own';
  // What a customer's models bear on is evidence for that customer alone.
  if (predictionsOf(task).length > 0) return 'own';
  if (task.gold !== undefined) return 'shared';
  const { customerId } = task;
  const nothing = { counted: 0 };
  const hasRoomForAll =
    hasRoom(model?.statistics ?? nothing, customerId, labels.length, firstLabels.ofTemplate) &&
    workers.every((worker) => hasRoom(worker, customerId, 1, firstLabels.ofWorker));
  return hasRoomForAll ? 'shared' : 'own';
}

/** A model and workers after training, and the run of the gold item. */
export interface TaughtModels {
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  readonly run: GoldRun | null;
}

/** The taught record after training on one task, whose labels are weighed by both. Pure; work grows with labels × options². */
export function trained(
  { task, labels: given, gold }: TrainingExample,
  { shared, own, run }: ModelState,
  taught: Taught,
): TaughtModels {
  const into = present(taught === 'shared' ? shared : own, 'the record of the customer');
  const beside = taught === 'shared' ? own : shared;
  const before = into.model ?? newTemplateModel(task);
  const places = placesIn(before, task);
  const view = viewFor(joinedModel(before, beside?.model ?? null), task);
  const labels = given.map((label, i) => {
    const option = at(places, label.option);
    const worker = joinedWorker(at(into.workers, i), beside === null ? unknownWorker : at(beside.workers, i));
    return {
      worker,
      option,
      column: storedLogLikelihoods(label, places) ?? logLikelihoodsOf(view, worker, option),
    };
  });
  let { foretold, statistics } = before;
  let nextRun = run;
  if (gold !== null) {
    const answered = withGoldAnswer(view, run ?? newGoldRun, at(labels, 0), at(places, gold.option));
    nextRun = answered.run;
    if (answered.check !== null) {
      foretold = withForecast(foretold, answered.check);
      statistics = withGoldCheck(statistics, answered.check);
    }
  } else if (task.decision?.ground?.full) {
    const check = fullCheckOf(view, labels, task.consensus as OrderedAdaptive);
    statistics = withFullCheck(statistics, check);
  }
  const truth = gold === null ? null : at(places, gold.option);
  const isFull = task.decision?.ground?.full === true;
  const foretoldBy = isFull ? [] : countedPredictions(before, task).map(({ column }) => column);
  const lesson = lessonOf(view, { labels, truth, beside: foretoldBy, isProbe: gold !== null });
  const predictors = predictorsAfter(task, before, { view, labels, beside: foretoldBy });
  const isTaught = given.map((label, i) => teaches(label, at(into.workers, i), lesson, i));
  const workers = into.workers.map((worker, i) => (isTaught[i] ? taughtWorker(worker, lesson, i) : worker));
  statistics = taughtTemplate(statistics, lesson);
  if (taught === 'own' || gold !== null)
    return { model: { ...before, statistics, foretold, ...predictors }, workers, run: nextRun };
  const { customerId } = task;
  const withShares = <Record extends { readonly shares?: readonly number[] }>(
    record: Record,
    count: number,
  ): Record => ({
    ...record,
    shares: withShare(record.shares, customerId, count),
  });
  return {
    model: { ...before, statistics: withShares(statistics, labels.length), foretold, ...predictors },
    workers: workers.map((worker, i) => (isTaught[i] ? withShares(worker, 1) : worker)),
    run: nextRun,
  };
}

/** The customer's models after one more task; nothing where there are none. Gold tasks have no predictions. */
function predictorsAfter(
  task: Task,
  before: TemplateModel,
  close: Omit<PredictedClose, 'decided'>,
): Pick<TemplateModel, 'predictors'> {
  const given = predictionsOf(task);
  if (given.length === 0) return {};
  const places = placesIn(before, task);
  const { consensus, decision } = task;
  const basis = decision?.ground;
  const decided =
    consensus.policy === 'adaptive' && basis !== undefined ? { policy: consensus, basis } : null;
  const predictions = given.map((one) => inTemplate(one, places));
  return { predictors: taughtPredictors(before.predictors ?? [], predictions, { ...close, decided }) };
}

/**
 * Whether a label tells of its worker. Who never fetched the item is not taken to be better for what they said of it, and for wrong
 * answers no worse than chance: below it, whatever they say would speak for the opposite.
 */
function teaches({ unseen }: Label, worker: WorkerStatistics, { labels, weights }: Lesson, i: number) {
  const isRight = 2 * (labels[i]?.right ?? 0) >= unit;
  return unseen !== true || (!isRight && worker.agreed * weights.length > worker.counted);
}

/** A model with what another record tells of the same template. */
function joinedModel(model: TemplateModel, other: TemplateModel | null): TemplateModel {
  if (other === null) return model;
  return {
    ...other,
    ...model,
    statistics: joinedStatistics(model.statistics, other.statistics),
    foretold: joinedForecasts(model.foretold, other.foretold),
  };
}

/** What is known of a template for a customer's tasks: by everybody's record and their own; null: nothing yet. */
export function modelFor(shared: TemplateModel | null, own: TemplateModel | null): TemplateModel | null {
  return shared === null ? own : joinedModel(shared, own);
}

/** A label's stored log-likelihoods in the order of the template; null: it has none. */
function storedLogLikelihoods({ column }: Label, places: readonly number[]): readonly number[] | null {
  if (column === undefined) return null;
  const sorted = [...column];
  for (const [i, place] of places.entries()) sorted[place] = at(column, i);
  return sorted;
}
