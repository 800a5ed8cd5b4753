import {
  basisOf,
  type DecisionBasis,
  joinedWorker,
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
import { countedAnswers, countedPlaces } from '../../answers/answers.ts';
import type { Label, LabelLikelihood, Task } from '../../task/task.ts';
import type { TemplateModel } from './template-model.ts';

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

/** What an answer says of each unit: 1 where it has it. */
function saidOf(task: Asked, option: number): readonly number[] {
  const places = countedPlaces(task, option);
  return countedAnswers(task).map((_, i) => (places.includes(i) ? 1 : 0));
}

/** The columns of a label one behind the other, as its record has them. */
const columnOf = (
  views: readonly TemplateView[],
  worker: WorkerStatistics,
  said: readonly number[],
): number[] => views.flatMap((view, i) => [...logLikelihoodsOf(view, worker, at(said, i))]);

const partOf = (column: readonly number[], i: number): readonly number[] =>
  column.slice(i * answersOfUnit, (i + 1) * answersOfUnit);

/** The likelihood of a label whose answer says several things: of each unit two numbers, and a basis. */
export function unitsLikelihood(
  task: Pick<Task, 'labelSpec' | 'consensus'>,
  option: number,
  model: TemplateModel,
  worker: WorkerStatistics,
): LabelLikelihood {
  const views = viewsOf(model, task);
  const isFull = task.consensus.policy === 'adaptive' && task.consensus.full;
  const [first, ...others] = views.map(
    (view): DecisionBasis => ({ ...basisOf(view, isFull), thresholdAccuracy: null, givenOnly: true }),
  );
  return {
    logLikelihoods: columnOf(views, worker, saidOf(task, option)),
    basis: { ...(first ?? at([], 0)), others },
  };
}

/** The posterior so far of the unit that is the least sure. */
export function leastSureOf(
  task: Pick<Task, 'labels' | 'labelSpec'>,
  model: TemplateModel,
): readonly number[] {
  const posteriors = viewsOf(model, task).map((view, i) =>
    softmax(
      logPosterior(
        view.prior,
        task.labels.map(({ column = [] }) => ({ column: partOf(column, i) })),
      ),
    ),
  );
  const sure = posteriors.map((shares) => Math.max(...shares));
  return at(posteriors, sure.indexOf(Math.min(...sure)));
}

/** What a closed task teaches of its units, and of its workers over all of them. `of`: whom the labels are weighed by. */
export interface UnitsKnown {
  /** The record that is taught. */
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  /** It, with what the other record knows. */
  readonly joined: TemplateModel;
  readonly beside: readonly WorkerStatistics[] | null;
}

/** Work grows with labels × units. `truth`: the right answer, where it is known. */
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
  let after = workers;
  const statistics = statisticsOf(model, task).map((before, place) => {
    const labels = given.map((_, i) => ({
      option: at(at(said, i), place),
      column: partOf(at(columns, i), place),
      worker: at(known, i),
    }));
    const lesson = lessonOf(at(views, place), {
      labels,
      truth: right === null ? null : at(right, place),
      isProbe: truth !== null,
    });
    after = after.map((worker, i) => {
      // Who never fetched the item is not taken to be better for what they said of it.
      const isLucky = given[i]?.unseen === true && 2 * (lesson.labels[i]?.right ?? 0) >= unit;
      return isLucky ? worker : taughtWorker(worker, lesson, i);
    });
    return taughtTemplate(before, lesson);
  });
  const [first = model.statistics, ...others] = statistics;
  return { model: { ...model, statistics: first, others }, workers: after };
}
