import {
  basisOf,
  fullCheckOf,
  type GoldRun,
  joinedWorker,
  type Lesson,
  lessonOf,
  logLikelihoodsOf,
  newGoldRun,
  type OrderedAdaptive,
  type TemplateView,
  taughtTemplate,
  taughtWorker,
  unit,
  unknownWorker,
  type WorkerStatistics,
  withForecast,
  withFullCheck,
  withGoldAnswer,
  withGoldCheck,
} from '@asg/consensus';
import { fromPlaces, onScale, toPlaces } from '@asg/kinds';
import { at, present } from '@asg/values/present';
import { countedAnswers, hasMarks, hasUnits } from '../../answers/answers.ts';
import { seenPlaces } from '../../answers/places.ts';
import { isOpen } from '../../task/states.ts';
import type { Label, LabelLikelihood, Task } from '../../task/task.ts';
import { startsAfter } from '../predictions/starts.ts';
import { predictionsOf } from '../predictions/task-predictions.ts';
import { predictorsAfter } from '../predictions/teaching.ts';
import { makersOf, marksLikelihood, taughtMarks } from './marks.ts';
import { firstLabels, hasRoom, type ModelKeys, mayTeachAll, withShare } from './shares.ts';
import {
  countedPredictions,
  joinedModel,
  newTemplateModel,
  placesIn,
  type TemplateModel,
  viewFor,
} from './template-model.ts';
import { taughtUnits, unitsLikelihood } from './units.ts';

/** The likelihood of a label, in the order of the task's options. `option`: the task's own index. */
export function labelLikelihood(
  task: Pick<Task, 'taskId' | 'labelSpec' | 'consensus' | 'predictions' | 'predicted'>,
  { option, nonce }: Pick<Label, 'option' | 'nonce'>,
  { model, view, worker }: { model: TemplateModel; view: TemplateView; worker: WorkerStatistics },
): LabelLikelihood {
  if (hasMarks(task)) return marksLikelihood(task, view, worker);
  if (hasUnits(task)) return unitsLikelihood(task, option, model, worker);
  const places = placesIn(model, task);
  const seen = fromPlaces(worker, seenPlaces(task, nonce));
  const logLikelihoods = saidBy(task)(view, seen, at(places, option));
  const basis = basisOf(view, task.consensus.policy === 'adaptive' && task.consensus.full);
  const inTask = (values: readonly number[]): readonly number[] => places.map((place) => at(values, place));
  const isAlone = basis.full || basis.thresholdAccuracy !== null;
  const [predictions = []] = isAlone ? [] : countedPredictions(model, task);
  return {
    logLikelihoods: inTask(logLikelihoods),
    basis: {
      ...basis,
      prior: inTask(basis.prior),
      ...(predictions.length > 0 && {
        predictions: predictions.map((one) => ({ ...one, column: inTask(one.column) })),
      }),
      // Votes count answers that are equal: where near ones agree, the model alone decides.
      ...(task.labelSpec.kind !== undefined && { thresholdAccuracy: null }),
      // A known inverter’s labels would else decide for an option that nobody gave, and nobody would be paid.
      givenOnly: true,
    },
  };
}

/** A rating has likelihoods of its own: its steps are near each other. */
const saidBy = ({ labelSpec }: Pick<Task, 'labelSpec'>) =>
  labelSpec.scale === undefined ? logLikelihoodsOf : onScale;

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
export function taughtBy(example: TrainingExample, { model, workers }: KnownModels): Taught {
  const { task, labels } = example;
  // The only record that it has.
  if (task.crowd !== undefined) return 'shared';
  if (!mayTeachAll(task)) return 'own';
  // What a customer's models bear on is evidence for that customer alone.
  if (predictionsOf(task).length > 0) return 'own';
  if (task.gold !== undefined) return 'shared';
  const { customerId } = task;
  const nothing = { counted: 0 };
  const times = lessonsIn(example);
  const ofTemplate = labels.length * times.ofTemplate;
  // A template's tasks all have so many units; how many marks there are is the customer's to choose.
  const firstOfWorker = firstLabels.ofWorker * (hasUnits(task) ? times.ofWorker : 1);
  const hasRoomForAll =
    hasRoom(model?.statistics ?? nothing, customerId, ofTemplate, firstLabels.ofTemplate) &&
    workers.every((worker) => hasRoom(worker, customerId, times.ofWorker, firstOfWorker));
  return hasRoomForAll ? 'shared' : 'own';
}

/** How often a label teaches a template, and its worker. */
interface Lessons {
  readonly ofTemplate: number;
  readonly ofWorker: number;
}

/** Each mark that somebody made teaches both, and each unit its own part of the template: many of them are no more than their customer's share either. */
function lessonsIn({ task, labels, gold }: TrainingExample): Lessons {
  if (hasMarks(task)) {
    const marks = makersOf(task, labels, gold?.option ?? null).length;
    return { ofTemplate: marks, ofWorker: marks };
  }
  return { ofTemplate: 1, ofWorker: hasUnits(task) ? countedAnswers(task).length : 1 };
}

/** A model and workers after training, and the run of the gold item. */
export interface TaughtModels {
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  readonly run: GoldRun | null;
}

/** The taught record after training on one task, whose labels are weighed by both. Pure; work grows with labels × options². */
export function trained(
  example: TrainingExample,
  { shared, own, run }: ModelState,
  taught: Taught,
): TaughtModels {
  const { task, labels: given, gold } = example;
  const into = present(taught === 'shared' ? shared : own, 'the record of the customer');
  const beside = taught === 'shared' ? own : shared;
  const before = into.model ?? newTemplateModel(task);
  const { customerId } = task;
  const isShared = taught === 'shared' && gold === null;
  if (hasMarks(task) || hasUnits(task)) {
    const joined = joinedModel(before, beside?.model ?? null);
    const known = { model: before, workers: into.workers, joined, beside: beside?.workers ?? null };
    const taught = hasMarks(task) ? taughtMarks : taughtUnits;
    const found = withStarts(taught(task, given, gold?.option ?? null, known), example);
    const all = given.map(() => true);
    return { ...(isShared ? withShares(found, customerId, all, lessonsIn(example)) : found), run };
  }
  const places = placesIn(before, task);
  const view = viewFor(joinedModel(before, beside?.model ?? null), task);
  const labels = given.map((label, i) => {
    const option = at(places, label.option);
    const known = joinedWorker(at(into.workers, i), beside === null ? unknownWorker : at(beside.workers, i));
    const worker = fromPlaces(known, seenPlaces(task, label.nonce));
    return {
      worker,
      option,
      column: storedLogLikelihoods(label, places) ?? saidBy(task)(view, worker, option),
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
  const [counted = []] = isFull ? [] : countedPredictions(before, task);
  const foretoldBy = counted.map(({ column }) => column);
  const lesson = lessonOf(view, { labels, truth, beside: foretoldBy, isProbe: gold !== null });
  const predictors = predictorsAfter(task, before, { labels, units: [{ view, labels, beside: foretoldBy }] });
  const isTaught = given.map((label, i) => teaches(label, at(into.workers, i), lesson, i));
  const workers = into.workers.map((worker, i) => {
    if (isTaught[i] !== true) return worker;
    const seen = seenPlaces(task, given[i]?.nonce);
    return toPlaces(taughtWorker(fromPlaces(worker, seen), lesson, i), seen);
  });
  statistics = taughtTemplate(statistics, lesson);
  const found = { model: { ...before, statistics, foretold, ...predictors }, workers };
  return {
    ...(isShared ? withShares(found, customerId, isTaught, lessonsIn(example)) : found),
    run: nextRun,
  };
}

/** The record with what a task tells of the marks that its workers began with. */
function withStarts<Found extends Pick<TaughtModels, 'model'>>(
  found: Found,
  { task, gold }: TrainingExample,
): Found {
  if (gold !== null || task.start === undefined) return found;
  return { ...found, model: { ...found.model, starts: startsAfter(found.model.starts ?? [], task) } };
}

/** Everybody's record, with what of it is of this customer's share: a label of each worker that was taught. */
function withShares(
  { model, workers }: Pick<TaughtModels, 'model' | 'workers'>,
  customerId: string,
  isTaught: readonly boolean[],
  times: Lessons,
): Pick<TaughtModels, 'model' | 'workers'> {
  const withLabels = <Record extends { readonly shares?: readonly number[] }>(
    record: Record,
    count: number,
  ): Record => ({ ...record, shares: withShare(record.shares, customerId, count) });
  return {
    model: { ...model, statistics: withLabels(model.statistics, workers.length * times.ofTemplate) },
    workers: workers.map((worker, i) => (isTaught[i] ? withLabels(worker, times.ofWorker) : worker)),
  };
}

/**
 * Whether a label tells of its worker. Who never fetched the item is not taken to be better for what they said of it, and for wrong
 * answers no worse than chance: below it, whatever they say would speak for the opposite.
 */
function teaches({ unseen }: Label, worker: WorkerStatistics, { labels, weights }: Lesson, i: number) {
  const isRight = 2 * (labels[i]?.right ?? 0) >= unit;
  return unseen !== true || (!isRight && worker.agreed * weights.length > worker.counted);
}

/** A label's stored log-likelihoods in the order of the template; null: it has none. */
function storedLogLikelihoods({ column }: Label, places: readonly number[]): readonly number[] | null {
  if (column === undefined) return null;
  const sorted = [...column];
  for (const [i, place] of places.entries()) sorted[place] = at(column, i);
  return sorted;
}
