import { isOpen } from '../task/states.ts';
import type { Assignment, Task } from '../task/task.ts';
import { isLive } from './wanted.ts';

/** The worker's claim on the task, where it can still be labelled under it; null: they hold it no longer. */
export function heldBy(
  { state, assignments }: Pick<Task, 'state' | 'assignments'>,
  workerId: string,
  nowMs: number,
): Assignment | null {
  if (!isOpen(state)) return null;
  return assignments.find((a) => a.workerId === workerId && isLive(a, nowMs)) ?? null;
}
