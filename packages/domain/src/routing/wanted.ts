import { targetOf } from '../consensus/policies.ts';
import { isOpen } from '../task/states.ts';
import type { Assignment, Task } from '../task/task.ts';

export function isLive(assignment: Assignment, nowMs: number): boolean {
  return assignment.leaseExpiresAtMs > nowMs;
}

/** How many more workers the task should be offered to now: target labels - labels - live assignments. */
export function wantedWorkers(task: Task, nowMs: number): number {
  if (!isOpen(task.state) || task.gold !== undefined) return 0;
  if (task.expiresAtMs !== null && task.expiresAtMs <= nowMs) return 0;
  const target = targetOf(task);
  if (target === null) return 0;
  let live = 0;
  for (const assignment of task.assignments) if (isLive(assignment, nowMs)) live++;
  return Math.max(0, target - task.labels.length - live);
}

/** Why a worker may not be given this task; null: they may. */
export function whyNotFor(task: Task, workerId: string, nowMs: number): AssignmentRefusal | null {
  if (!isOpen(task.state)) return 'closed';
  if (task.labels.some((label) => label.workerId === workerId)) return 'already_labelled';
  if (task.skippedBy.includes(workerId)) return 'skipped';
  if (task.assignments.some((a) => a.workerId === workerId && isLive(a, nowMs))) return 'already_assigned';
  if (wantedWorkers(task, nowMs) === 0) return 'none_wanted';
  return null;
}

export type AssignmentRefusal =
  | 'closed'
  | 'already_labelled'
  | 'skipped'
  | 'already_assigned'
  | 'none_wanted';
