import { targetOf } from '../consensus/policies.ts';
import { idPrefixes } from '../ids/ids.ts';
import { isQualified } from '../practice/practice.ts';
import type { Claimer } from '../task/claimer.ts';
import { isForOwn } from '../task/crowd.ts';
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
export function whyNotFor(task: Task, claimer: Claimer): AssignmentRefusal | null {
  const { workerId, nowMs, linkedIds = [], pools, memberOf, qualified } = claimer;
  if (!isOpen(task.state)) return 'closed';
  if (task.labels.some((label) => label.workerId === workerId)) return 'already_labelled';
  if (task.excluded?.includes(workerId) === true) return 'already_labelled';
  if (task.skippedBy.includes(workerId)) return 'skipped';
  if (isForOwn(task) ? pools?.includes(task.customerId) !== true : pools !== undefined) return 'other_crowd';
  // As one of the public they would be paid by, and vouch for, whom they belong to.
  if (memberOf?.includes(task.customerId) === true) return 'own_customer';
  if (task.qualification !== undefined && !isQualified(qualified, task.qualification)) return 'not_qualified';
  if (task.assignments.some((a) => a.workerId === workerId && isLive(a, nowMs))) return 'already_assigned';
  if (wantedWorkers(task, nowMs) === 0) return 'none_wanted';
  return whyNotLinked(task, linkedIds, nowMs) ?? (couldBeHalf(task, linkedIds) ? 'linked_worker' : null);
}

/** With fewer labels, one is half of them. */
const labelsBesideCluster = 3;

/** Whether one label could be half of those that decide: who works with several accounts answers where two others do. */
function couldBeHalf(task: Task, linkedIds: readonly string[]): boolean {
  const isOneOfSeveral = linkedIds.some((id) => id.startsWith(idPrefixes.worker));
  return isOneOfSeveral && (targetOf(task) ?? 0) < labelsBesideCluster;
}

/** Whether a task is out of reach for one person's other accounts: one of them has, had or passed on it, or asks for it. */
export function whyNotLinked(
  task: Pick<Task, 'customerId' | 'labels' | 'assignments' | 'skippedBy' | 'excluded'>,
  linkedIds: readonly string[],
  nowMs: number,
): LinkRefusal | null {
  if (linkedIds.length === 0) return null;
  const isLinked = (accountId: string): boolean => linkedIds.includes(accountId);
  if (isLinked(task.customerId)) return 'own_customer';
  const isTaken =
    task.labels.some(({ workerId }) => isLinked(workerId)) ||
    task.assignments.some((a) => isLinked(a.workerId) && isLive(a, nowMs)) ||
    task.skippedBy.some(isLinked) ||
    task.excluded?.some(isLinked) === true;
  return isTaken ? 'linked_worker' : null;
}

/** `own_customer`: the task is the worker's own, as a customer. `linked_worker`: another account of theirs is on it. */
export type LinkRefusal = 'own_customer' | 'linked_worker';

export type AssignmentRefusal =
  | LinkRefusal
  /** It is for the organisation's own people, or for the public. */
  | 'other_crowd'
  /** They have not practised its question, or not well enough. */
  | 'not_qualified'
  | 'closed'
  | 'already_labelled'
  | 'skipped'
  | 'already_assigned'
  | 'none_wanted';
