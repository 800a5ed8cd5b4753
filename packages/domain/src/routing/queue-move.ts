import type { Task } from '../task/task.ts';
import { audienceOf } from './audience.ts';
import { isOneShort, type QueueReason } from './order.ts';
import { wantedWorkers } from './wanted.ts';

/** How a task's place in the queue changes: not at all, removed, or a new one for a reason. */
export type QueueMove = 'stay' | 'leave' | QueueReason;

/**
 * A task is queued while it wants workers. It gets a new place when it wants them again, when one label can decide it,
 * and also when a slot came back while it was queued: the worker who had that slot may have it again, and their cursor
 * has passed the old place. `before`: null where it was just opened.
 */
export function queueMove(before: Task | null, after: Task, isQueued: boolean, nowMs: number): QueueMove {
  if (wantedWorkers(after, nowMs) === 0) return isQueued ? 'leave' : 'stay';
  if (before === null) return 'fresh';
  const oneShort = isOneShort(after);
  // For others than before.
  if (isQueued && audienceOf(before) !== audienceOf(after)) return oneShort ? 'one_short' : 'returned';
  if (isQueued && !gaveSlotBack(before, after) && (!oneShort || isOneShort(before))) return 'stay';
  return oneShort ? 'one_short' : 'returned';
}

function gaveSlotBack(before: Task, after: Task): boolean {
  return before.assignments.some(
    ({ workerId, nonce }) =>
      !after.assignments.some((a) => a.workerId === workerId && a.nonce === nonce) &&
      !after.labels.some((label) => label.workerId === workerId),
  );
}
