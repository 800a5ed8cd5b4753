import type { Task } from '../task/task.ts';
import type { TaskCost } from './payouts.ts';

/** Sorts reserved tasks: the longest due first. */
export function byDue(a: Task, b: Task): number {
  const since = ({ payment }: Task): number => (payment.kind === 'reserved' ? payment.sinceMs : 0);
  return since(a) - since(b) || (a.taskId < b.taskId ? -1 : 1);
}

/** What was reserved for a settlement and then left out of it: it waits for the next. */
export function leftOut(reservedIds: readonly string[], tasks: readonly TaskCost[]): readonly string[] {
  const kept = new Set(tasks.map(({ taskId }) => taskId));
  return reservedIds.filter((taskId) => !kept.has(taskId));
}
