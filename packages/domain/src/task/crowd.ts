import { isAgreed } from '../answers/answers.ts';
import type { ConsensusCrowd } from '../names.ts';
import { isOpen } from './states.ts';
import type { Label, Task } from './task.ts';

type Crowded = Pick<Task, 'crowd' | 'turnedAtMs' | 'createdAtMs'>;

/** When a task of own people becomes the public crowd's; null: never, or it has. Unix ms. */
export function turnsAt({ crowd, turnedAtMs, createdAtMs }: Crowded): number | null {
  const untilMs = crowd?.ownUntilMs ?? null;
  return untilMs === null || untilMs <= createdAtMs || turnedAtMs !== undefined ? null : untilMs;
}

/** Whether the task is for the organisation's own people, and for nobody else, as it is now. */
export function isForOwn(task: Crowded): boolean {
  return task.crowd !== undefined && (task.crowd.ownUntilMs === null || turnsAt(task) !== null);
}

/** When something is to be done about an open task though nobody asks: it turns, or its time is over. Null: never. Unix ms. */
export function nextMomentMs(task: Task): number | null {
  if (!isOpen(task.state)) return null;
  const moments = [turnsAt(task), task.expiresAtMs].filter((moment) => moment !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** Whose labels the task has; null: the public crowd's alone. */
export function crowdOfLabels({ labels }: Pick<Task, 'labels'>): ConsensusCrowd | null {
  const own = labels.filter((label) => label.own === true).length;
  if (own === 0) return null;
  return own === labels.length ? 'own' : 'mixed';
}

/** Whether the label is paid for nothing, by agreement of who gave it and who asked. */
export function isUnpaidOwn({ crowd }: Pick<Task, 'crowd'>, { own }: Pick<Label, 'own'>): boolean {
  return own === true && crowd?.paysOwn !== true;
}

/** How many of the labels that agree with the decision have no payout because they are of unpaid own people. */
export function unpaidAgreeing(
  task: Pick<Task, 'crowd' | 'labels' | 'decision' | 'labelSpec' | 'values'>,
): number {
  const { labels, decision } = task;
  if (decision === null) return 0;
  return labels.filter((label) => isUnpaidOwn(task, label) && isAgreed(task, label.option, decision.option))
    .length;
}
