import type { TaskType } from '../../names.ts';
import { at } from '../../present.ts';
import { isOpen } from '../../task/states.ts';
import type { Label, Task } from '../../task/task.ts';
import { checkedByAllLabels, type GoldRun, groundOf, newGoldRun, withGoldAnswer } from './gold.ts';
import { learnFrom } from './learning.ts';
import { likelihoodColumn, type TemplateView, viewOf } from './likelihood.ts';
import type { DecisionGround, OrderedAdaptive } from './policy.ts';
import { type Foretold, newForetold, withForetold } from './reliability.ts';
import { newTemplate, type TemplateStatistics, type WorkerStatistics } from './statistics.ts';

/** What is known of a template. Options, in the order of `sortedOptions`, are counted by their places there. */
export interface TemplateModel {
  readonly type: TaskType;
  readonly options: readonly string[];
  readonly statistics: TemplateStatistics;
  readonly foretold: Foretold;
}

/** The options in the order that a template has them in, whatever the order of a task. */
export function sortedOptions(options: readonly string[]): readonly string[] {
  return [...options].sort();
}

/** What a model is before anything is known. */
export function newTemplateModel({ type, labelSpec }: Pick<Task, 'type' | 'labelSpec'>): TemplateModel {
  const options = sortedOptions(labelSpec.options);
  return { type, options, statistics: newTemplate(options.length), foretold: newForetold };
}

/** Of each of a task's options, its place in the template. */
export function placesIn({ options }: TemplateModel, { labelSpec }: Pick<Task, 'labelSpec'>): number[] {
  return labelSpec.options.map((option) => options.indexOf(option));
}

/** The evidence of a label, in the order of the task's options. `option`: the task's own index. */
export function evidenceFor(
  task: Pick<Task, 'labelSpec' | 'consensus'>,
  option: number,
  { model, view, worker }: { model: TemplateModel; view: TemplateView; worker: WorkerStatistics },
): { readonly column: readonly number[]; readonly ground: DecisionGround } {
  const places = placesIn(model, task);
  const column = likelihoodColumn(view, worker, at(places, option));
  const ground = groundOf(view, task.consensus.policy === 'adaptive' && task.consensus.full);
  return {
    column: places.map((place) => at(column, place)),
    ground: { ...ground, prior: places.map((place) => at(ground.prior, place)) },
  };
}

/** What the close of a task has to teach. */
export interface Lesson {
  readonly task: Task;
  readonly labels: readonly Label[];
  /** Null: the task is no gold task. */
  readonly gold: { readonly goldId: string; readonly option: number } | null;
}

/** What the change of a task teaches of its template and workers: something at its close, once. Null: nothing. */
export function lessonOf(before: Task, after: Task): Lesson | null {
  if (!isOpen(before.state) || isOpen(after.state)) return null;
  const { labels, gold = null } = after;
  // Of one label without a truth there is nothing to learn about who gave it.
  return labels.length < (gold === null ? 2 : 1) ? null : { task: after, labels, gold };
}

/** What is stored and a lesson changes; workers in the order of the labels. `run` is of the lesson's gold item. */
export interface Known {
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  readonly run: GoldRun | null;
}

/** What is known after the lesson. Pure; work grows with labels × options². */
export function taught({ task, labels: given, gold }: Lesson, { model, workers, run }: Known): Known {
  const places = placesIn(model, task);
  let view = viewOf(model.statistics);
  let { foretold } = model;
  const labels = given.map((label, i) => {
    const worker = at(workers, i);
    const option = at(places, label.option);
    return { worker, option, column: columnOf(label, places) ?? likelihoodColumn(view, worker, option) };
  });
  let nextRun = run;
  if (gold !== null) {
    const answered = withGoldAnswer(view, run ?? newGoldRun, at(labels, 0), at(places, gold.option));
    nextRun = answered.run;
    if (answered.check !== null) {
      foretold = withForetold(foretold, answered.check);
      view = viewOf(answered.check.statistics);
    }
  } else if (task.decision?.ground?.full) {
    view = viewOf(checkedByAllLabels(view, labels, task.consensus as OrderedAdaptive));
  }
  const truth = gold === null ? null : at(places, gold.option);
  const learned = learnFrom(view, { labels, truth, isProbe: gold !== null });
  return {
    model: { ...model, statistics: learned.template, foretold },
    workers: learned.workers,
    run: nextRun,
  };
}

/** A label's stored column in the order of the template; null: it has none. */
function columnOf({ column }: Label, places: readonly number[]): readonly number[] | null {
  if (column === undefined) return null;
  const sorted = [...column];
  for (const [i, place] of places.entries()) sorted[place] = at(column, i);
  return sorted;
}
