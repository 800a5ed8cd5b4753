import type { TaskRefusal } from './refusals.ts';
import type { Task } from './task.ts';

/**
 * `applied`: the task changed. `repeated`: an earlier call did it already, the answer is the same.
 * `refused`: the rules forbid it and nothing changed.
 */
export type TaskOutcome =
  | { readonly kind: 'applied'; readonly task: Task }
  | { readonly kind: 'repeated'; readonly task: Task }
  | { readonly kind: 'refused'; readonly reason: TaskRefusal; readonly task: Task };

export const applied = (task: Task): TaskOutcome => ({ kind: 'applied', task });
export const repeated = (task: Task): TaskOutcome => ({ kind: 'repeated', task });
export const refused = (task: Task, reason: TaskRefusal): TaskOutcome => ({ kind: 'refused', reason, task });
