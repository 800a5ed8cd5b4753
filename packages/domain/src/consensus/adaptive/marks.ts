import {
  basisOf,
  joinedWorker,
  lessonOf,
  logLikelihoodsOf,
  type TemplateView,
  taughtTemplate,
  taughtWorker,
  unit,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/consensus';
import { markUnit } from '@asg/kinds';
import { at, present } from '@asg/values/present';
import { rulesFor } from '../../answers/kinds.ts';
import type { Label, LabelLikelihood, Task } from '../../task/task.ts';
import type { TemplateModel } from './template-model.ts';
import type { UnitsKnown } from './units.ts';

const answers = markUnit.answers.length;

/** What a worker says of a mark by not making it, and by making it: a column each, one behind the other. */
const columnOf = (view: TemplateView, worker: WorkerStatistics): readonly number[] =>
  markUnit.answers.flatMap((_, answer) => [...logLikelihoodsOf(view, worker, answer)]);

/** The likelihood of a label that is a list of marks, whatever marks it has: the verdict asks for each of all that were made. */
export function marksLikelihood(
  { consensus }: Pick<Task, 'consensus'>,
  view: TemplateView,
  worker: WorkerStatistics,
): LabelLikelihood {
  const isFull = consensus.policy === 'adaptive' && consensus.full;
  return {
    logLikelihoods: columnOf(view, worker),
    basis: { ...basisOf(view, isFull), thresholdAccuracy: null, givenOnly: true },
  };
}

/**
 * What a closed task teaches of its workers: each mark that somebody made is there or is not, and who made it said that it is.
 * `truth`: the right answer, where it is known. Work grows with labels × marks.
 */
export function taughtMarks(
  task: Task,
  given: readonly Label[],
  truth: number | null,
  { model, workers, joined, beside }: UnitsKnown,
): { readonly model: TemplateModel; readonly workers: readonly WorkerStatistics[] } {
  const makers = present(rulesFor(task.labelSpec)?.makers, 'the marks of the task');
  const view = viewOf(joined.statistics);
  const known = workers.map((worker, i) => joinedWorker(worker, beside?.[i] ?? unknownWorker));
  const columns = given.map(({ column }, i) => column ?? columnOf(view, at(known, i)));
  const options = given.map(({ option }) => option);
  let [statistics, after] = [model.statistics, workers];
  for (const made of makers(task, truth === null ? options : [...options, truth])) {
    const labels = given.map((_, i) => {
      const option = made[i] === true ? 1 : 0;
      const column = at(columns, i).slice(option * answers, (option + 1) * answers);
      return { option, column, worker: at(known, i) };
    });
    const right = truth === null ? null : made[given.length] === true ? 1 : 0;
    const lesson = lessonOf(view, { labels, truth: right, isProbe: truth !== null });
    after = after.map((worker, i) => {
      // Who never fetched the item is not taken to be better for what they said of it.
      const isLucky = given[i]?.unseen === true && 2 * (lesson.labels[i]?.right ?? 0) >= unit;
      return isLucky ? worker : taughtWorker(worker, lesson, i);
    });
    statistics = taughtTemplate(statistics, lesson);
  }
  return { model: { ...model, statistics }, workers: after };
}
