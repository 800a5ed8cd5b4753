import {
  basisOf,
  type DecisionBasis,
  joinedWorker,
  type Lesson,
  lessonOf,
  logLikelihoodsOf,
  logPosterior,
  newTemplate,
  softmax,
  type TemplateStatistics,
  type TemplateView,
  taughtTemplate,
  taughtWorker,
  unit,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/consensus';
import { at } from '@asg/values/present';
import { countedAnswers, saidOf } from '../../answers/answers.ts';
import type { Label, LabelLikelihood, Task } from '../../task/task.ts';
import { predictorsAfter } from '../predictions/teaching.ts';
import { besideLabels, countedPredictions, type TemplateModel } from './template-model.ts';

/** Of each unit of an answer: absent, or present. */
const answersOfUnit = 2;

type Asked = Pick<Task, 'labelSpec'>;

/** Of each unit, what is known of it; one that is not known yet is as new. */
const statisticsOf = (model: TemplateModel, task: Asked): readonly TemplateStatistics[] =>
  countedAnswers(task).map((_, i) =>
    i === 0 ? model.statistics : (model.others?.[i - 1] ?? newTemplate(answersOfUnit)),
  );

const viewsOf = (model: TemplateModel, task: Asked): readonly TemplateView[] =>
  statisticsOf(model, task).map((statistics) => viewOf(statistics));

/** The columns of a label one behind the other, as its record has them. */
const columnOf = (
  views: readonly TemplateView[],
  worker: WorkerStatistics,
  said: readonly number[],
): number[] => views.flatMap((view, i) => [...logLikelihoodsOf(view, worker, at(said, i))]);

/** A label's column of one unit. */
export const partOf = (column: readonly number[], i: number): readonly number[] =>
  column.slice(i * answersOfUnit, (i + 1) * answersOfUnit);

/** The likelihood of a label whose answer says several things: of each unit two numbers, and a basis. */
export function unitsLikelihood(
  task: Pick<Task, 'labelSpec' | 'consensus' | 'predictions' | 'predicted'>,
  option: number,
  model: TemplateModel,
  worker: WorkerStatistics,
): LabelLikelihood {
  const views = viewsOf(model, task);
  const isFull = task.consensus.policy === 'adaptive' && task.consensus.full;
  const predictions = besideLabels(model, task);
  const [first, ...others] = views.map((view, i): DecisionBasis => {
    const ofUnit = predictions[i] ?? [];
    return {
      ...basisOf(view, isFull),
      thresholdAccuracy: null,
      ...(ofUnit.length > 0 && { predictions: ofUnit }),
      givenOnly: true,
    };
  });
  return {
    logLikelihoods: columnOf(views, worker, saidOf(task, option)),
    basis: { ...(first ?? at([], 0)), others },
  };
}

/** The posterior so far of the unit that is the least sure. */
export function leastSureOf(
  task: Pick<Task, 'labels' | 'labelSpec' | 'consensus' | 'predictions' | 'predicted'>,
  model: TemplateModel,
): readonly number[] {
  const predictions = besideLabels(model, task);
  const posteriors = viewsOf(model, task).map((view, i) => {
    const labels = task.labels.map(({ column = [] }) => ({ column: partOf(column, i) }));
    return softmax(logPosterior(view.prior, [...labels, ...(predictions[i] ?? [])]));
  });
  const sure = posteriors.map((shares) => Math.max(...shares));
  return at(posteriors, sure.indexOf(Math.min(...sure)));
}

/** Workers after one unit. Who never fetched the item is not taken to be better for what they said of it. */
export function workersAfter(
  workers: readonly WorkerStatistics[],
  given: readonly Label[],
  lesson: Lesson,
): readonly WorkerStatistics[] {
  return workers.map((worker, i) => {
    const isLucky = given[i]?.unseen === true && 2 * (lesson.labels[i]?.right ?? 0) >= unit;
    return isLucky ? worker : taughtWorker(worker, lesson, i);
  });
}

/** What is known where a task is learnt from. */
export interface UnitsKnown {
  /** The record that is taught. */
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  /** It, with what the other record knows: whom the labels are weighed by. */
  readonly joined: TemplateModel;
  readonly beside: readonly WorkerStatistics[] | null;
}

/** What a closed task teaches of its units, and of its workers over all of them. Work grows with labels × units. `truth`: the right answer, where it is known. */
export function taughtUnits(
  task: Task,
  given: readonly Label[],
  truth: number | null,
  { model, workers, joined, beside }: UnitsKnown,
): { readonly model: TemplateModel; readonly workers: readonly WorkerStatistics[] } {
  const views = viewsOf(joined, task);
  const right = truth === null ? null : saidOf(task, truth);
  const known = workers.map((worker, i) => joinedWorker(worker, beside?.[i] ?? unknownWorker));
  const said = given.map(({ option }) => saidOf(task, option));
  const columns = given.map(({ column }, i) => column ?? columnOf(views, at(known, i), at(said, i)));
  const predictions = task.decision?.ground?.full === true ? [] : countedPredictions(model, task);
  const units = views.map((view, place) => ({
    view,
    labels: given.map((_, i) => ({
      option: at(at(said, i), place),
      column: partOf(at(columns, i), place),
      worker: at(known, i),
    })),
    beside: (predictions[place] ?? []).map(({ column }) => column),
  }));
  let after = workers;
  const statistics = statisticsOf(model, task).map((before, place) => {
    const { view, ...about } = at(units, place);
    const lesson = lessonOf(view, {
      ...about,
      truth: right === null ? null : at(right, place),
      isProbe: truth !== null,
    });
    after = workersAfter(after, given, lesson);
    return taughtTemplate(before, lesson);
  });
  const [first = model.statistics, ...others] = statistics;
  const labels = given.map(({ option }, i) => ({ option, column: at(columns, i) }));
  const predictors = predictorsAfter(task, model, { labels, units });
  return { model: { ...model, statistics: first, others, ...predictors }, workers: after };
}
