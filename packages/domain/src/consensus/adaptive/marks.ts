import {
  basisOf,
  joinedWorker,
  lessonOf,
  logLikelihoodsOf,
  type TemplateView,
  taughtTemplate,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/consensus';
import { markUnit } from '@asg/kinds';
import { at, present } from '@asg/values/present';
import { rulesFor } from '../../answers/kinds.ts';
import type { Label, LabelLikelihood, Task } from '../../task/task.ts';
import type { TemplateModel } from './template-model.ts';
import { partOf, type UnitsKnown, workersAfter } from './units.ts';

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

/** By task while it is learnt from: first how much it is, then what. */
const lately = new WeakMap<Task, readonly (readonly boolean[])[]>();

/** Of each mark of a closed task, which labels have it, and at the end whether the truth does, where that is known. */
export function makersOf(
  task: Task,
  given: readonly Label[],
  truth: number | null,
): readonly (readonly boolean[])[] {
  const known = lately.get(task);
  if (known !== undefined) return known;
  const makers = present(rulesFor(task.labelSpec)?.makers, 'the marks of the task');
  const options = given.map(({ option }) => option);
  const found = makers(task, truth === null ? options : [...options, truth]);
  lately.set(task, found);
  return found;
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
  const view = viewOf(joined.statistics);
  const known = workers.map((worker, i) => joinedWorker(worker, beside?.[i] ?? unknownWorker));
  const columns = given.map(({ column }, i) => column ?? columnOf(view, at(known, i)));
  let [statistics, after] = [model.statistics, workers];
  for (const made of makersOf(task, given, truth)) {
    const labels = given.map((_, i) => {
      const option = made[i] === true ? 1 : 0;
      return { option, column: partOf(at(columns, i), option), worker: at(known, i) };
    });
    const right = truth === null ? null : made[given.length] === true ? 1 : 0;
    const lesson = lessonOf(view, { labels, truth: right, isProbe: truth !== null });
    after = workersAfter(after, given, lesson);
    statistics = taughtTemplate(statistics, lesson);
  }
  return { model: { ...model, statistics }, workers: after };
}
