import type { TaskCommand } from './command.ts';
import type { TaskOutcome } from './outcome.ts';
import type { Task } from './task.ts';

/** When a command is given, Unix ms. What has no time of its own concerns closed tasks, which want nobody at any time. */
export function momentOf(command: TaskCommand): number {
  return 'nowMs' in command ? command.nowMs : 0;
}

/** Those that `lapse` closed. */
export function closedIn(outcomes: readonly (TaskOutcome | null)[]): readonly Task[] {
  return outcomes.flatMap((outcome) =>
    outcome?.kind === 'applied' && outcome.task.closedAtMs !== null ? [outcome.task] : [],
  );
}

/** Whether a task gives its quota back: it was cancelled or taken down before a label arrived, or nobody could see its item. */
export function givesQuotaBack({ state, labels, expiredFor }: Task): boolean {
  const isEndedFromOutside = state === 'cancelled' || expiredFor === 'taken_down';
  return (isEndedFromOutside && labels.length === 0) || expiredFor === 'item_unshowable';
}
