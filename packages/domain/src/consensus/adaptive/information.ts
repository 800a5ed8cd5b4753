import type { Task } from '../../task/task.ts';
import { exp, ln, sharesOf, unit } from './arithmetic.ts';
import { placesIn, type TemplateModel } from './lesson.ts';
import { likelihoodColumn, type TemplateView } from './likelihood.ts';
import type { WorkerStatistics } from './statistics.ts';

/** A worker's chances of each label (first index) where each option is right. Work grows with options². */
export type Chances = readonly (readonly number[])[];

export function chancesOf(view: TemplateView, worker: WorkerStatistics): Chances {
  return view.prior.map((_, label) => likelihoodColumn(view, worker, label).map((log) => exp(log / unit)));
}

/**
 * How much a worker's next label is expected to tell about a task, in nats: the mutual information of truth and label
 * (C. E. Shannon, 1948) under the posterior so far (`shares`). Work grows with options².
 */
export function informationOf(chances: Chances, shares: readonly number[]): number {
  let information = 0;
  for (const given of chances) {
    let chance = 0;
    for (let truth = 0; truth < shares.length; truth++) chance += shares[truth]! * given[truth]!;
    for (let truth = 0; truth < shares.length; truth++) {
      if (shares[truth]! > 0) information += shares[truth]! * given[truth]! * ln(given[truth]! / chance);
    }
  }
  return information;
}

export function expectedInformation(
  view: TemplateView,
  worker: WorkerStatistics,
  shares: readonly number[],
): number {
  return informationOf(chancesOf(view, worker), shares);
}

/** The posterior so far of a task of the adaptive policy, in the order of its template. */
export function sharesSoFar(
  task: Pick<Task, 'labels' | 'labelSpec'>,
  model: TemplateModel,
  view: TemplateView,
): readonly number[] {
  const places = placesIn(model, task);
  const logs = [...view.prior];
  for (const { column } of task.labels) {
    for (const [i, place] of places.entries()) logs[place]! += column?.[i] ?? 0;
  }
  return sharesOf(logs);
}
