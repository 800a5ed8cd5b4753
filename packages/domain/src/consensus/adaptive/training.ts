import type { TaskType } from '../../names.ts';
import { at } from '../../present.ts';
import type { LabelLikelihood } from '../../task/commands.ts';
import { isOpen } from '../../task/states.ts';
import type { Label, Task } from '../../task/task.ts';
import { basisOf, checkedByAllLabels, type GoldRun, newGoldRun, withGoldAnswer } from './gold.ts';
import { learnFrom } from './learning.ts';
import { logLikelihoodsOf, type TemplateView, viewOf } from './likelihood.ts';
import type { OrderedAdaptive } from './policy.ts';
import { type Forecasts, newForecasts, withForecast } from './reliability.ts';
import { newTemplate, type TemplateStatistics, type WorkerStatistics } from './statistics.ts';

/** What is known of a template. Options, in the order of `sortedOptions`, are counted by their places there. */
export interface TemplateModel {
  readonly type: TaskType;
  readonly options: readonly string[];
  readonly statistics: TemplateStatistics;
  readonly foretold: Forecasts;
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

/** The likelihood of a label, in the order of the task's options. `option`: the task's own index. */
export function labelLikelihood(
  task: Pick<Task, 'labelSpec' | 'consensus'>,
  option: number,
  { model, view, worker }: { model: TemplateModel; view: TemplateView; worker: WorkerStatistics },
): LabelLikelihood {
  const places = placesIn(model, task);
  const logLikelihoods = logLikelihoodsOf(view, worker, at(places, option));
  const basis = basisOf(view, task.consensus.policy === 'adaptive' && task.consensus.full);
  return {
    logLikelihoods: places.map((place) => at(logLikelihoods, place)),
    basis: { ...basis, prior: places.map((place) => at(basis.prior, place)) },
  };
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
  // Of one label without a truth there is nothing to learn about who gave it.
  return labels.length < (gold === null ? 2 : 1) ? null : { task: after, labels, gold };
}

/** The stored state that training changes; workers in the order of the labels. `run` is that of the gold item. */
export interface ModelState {
  readonly model: TemplateModel;
  readonly workers: readonly WorkerStatistics[];
  readonly run: GoldRun | null;
}

/** The state after training on one task. Pure; work grows with labels × options². */
export function trained(
  { task, labels: given, gold }: TrainingExample,
  { model, workers, run }: ModelState,
): ModelState {
  const places = placesIn(model, task);
  let view = viewOf(model.statistics);
  let { foretold } = model;
  const labels = given.map((label, i) => {
    const worker = at(workers, i);
    const option = at(places, label.option);
    return {
      worker,
      option,
      column: storedLogLikelihoods(label, places) ?? logLikelihoodsOf(view, worker, option),
    };
  });
  let nextRun = run;
  if (gold !== null) {
    const answered = withGoldAnswer(view, run ?? newGoldRun, at(labels, 0), at(places, gold.option));
    nextRun = answered.run;
    if (answered.check !== null) {
      foretold = withForecast(foretold, answered.check);
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

/** A label's stored log-likelihoods in the order of the template; null: it has none. */
function storedLogLikelihoods({ column }: Label, places: readonly number[]): readonly number[] | null {
  if (column === undefined) return null;
  const sorted = [...column];
  for (const [i, place] of places.entries()) sorted[place] = at(column, i);
  return sorted;
}
