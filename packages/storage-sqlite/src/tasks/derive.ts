import { isOneShort, isOpen, type QueueReason, type Task, wantedWorkers } from '@asg/domain';

/** What becomes of a task's place in the queue: a new place for a reason, or none. */
export type QueueMove = 'stay' | 'leave' | QueueReason;

/**
 * A task is queued while it wants workers. It gets a new place when it wants them again, when one label can decide it,
 * and also when a slot came back while it was queued: the worker who had that slot may have it again, and their cursor
 * has passed the old place.
 */
export function queueMove(before: Task, after: Task, queued: boolean, nowMs: number): QueueMove {
  if (wantedWorkers(after, nowMs) === 0) return queued ? 'leave' : 'stay';
  const oneShort = isOneShort(after);
  if (queued && !gaveSlotBack(before, after) && (!oneShort || isOneShort(before))) return 'stay';
  return oneShort ? 'one_short' : 'returned';
}

function gaveSlotBack(before: Task, after: Task): boolean {
  return before.assignments.some(
    ({ workerId, nonce }) =>
      !after.assignments.some((a) => a.workerId === workerId && a.nonce === nonce) &&
      !after.labels.some((label) => label.workerId === workerId),
  );
}

/** The values that the indexes of payments and deadlines are built from. */
export interface IndexedColumns {
  readonly dueSince: number | null;
  readonly reservedBy: string | null;
  readonly expiresAt: number | null;
}

export function indexedColumns({ payment, state, expiresAtMs }: Task): IndexedColumns {
  return {
    dueSince: payment.kind === 'due' ? payment.sinceMs : null,
    reservedBy: payment.kind === 'reserved' ? payment.settlementId : null,
    expiresAt: isOpen(state) ? expiresAtMs : null,
  };
}
