import { logPosterior, softmax, type TemplateView } from '@asg/consensus';
import { hasMarks, hasUnits } from '../../answers/answers.ts';
import type { Task } from '../../task/task.ts';
import { besideLabels, placesIn, type TemplateModel } from './template-model.ts';
import { leastSureOf } from './units.ts';

/** The posterior so far of a task of the adaptive policy, in the order of its template. */
export function posteriorOf(
  task: Pick<Task, 'labels' | 'labelSpec' | 'consensus' | 'predictions' | 'predicted'>,
  model: TemplateModel,
  view: TemplateView,
): readonly number[] {
  // How sure a mark is: nobody has made those that are still to come.
  if (hasMarks(task)) return softmax(logPosterior(view.prior, []));
  if (hasUnits(task)) return leastSureOf(task, model);
  const places = placesIn(model, task);
  const logs = [...view.prior];
  for (const { column } of task.labels) {
    for (const [i, place] of places.entries()) logs[place]! += column?.[i] ?? 0;
  }
  return softmax(logPosterior(logs, besideLabels(model, task)[0] ?? []));
}
