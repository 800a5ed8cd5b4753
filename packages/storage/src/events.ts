import { createHash } from 'node:crypto';
import { encodeUlid, idPrefixes, type Task } from '@asg/domain';
import type { DeliveryRecord } from './webhooks.ts';

export const taskEventTypes = ['task.verified', 'task.settled', 'task.expired', 'task.cancelled'] as const;
export type TaskEventType = (typeof taskEventTypes)[number];

/** Something that happened to a customer's task. Derived from the task, in the write that changed it. */
export interface EventRecord {
  readonly eventId: string;
  readonly customerId: string;
  readonly taskId: string;
  readonly type: TaskEventType;
  readonly atMs: number;
}

export interface EventReader {
  /**
   * A customer's events in the order in which they were recorded, after the event `after`; null or an unknown id: from
   * the first. No event ever appears before one that was given out already.
   */
  eventsAfter(
    customerId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly EventRecord[]>;
  /** The customer's newest event; null where there is none. */
  newestEvent(customerId: string): Promise<EventRecord | null>;
  /** Events whose deliveries are not stored yet, the oldest first. */
  undispatchedEvents(limit: number): Promise<readonly EventRecord[]>;
}

export interface EventWriter {
  /**
   * Stores the deliveries of each event, those that are not there yet, and then takes the event out of the outbox.
   * Sent again it changes nothing.
   */
  dispatchEvents(
    events: readonly { readonly eventId: string; readonly deliveries: readonly DeliveryRecord[] }[],
  ): Promise<void>;
}

/** The event that the task's present state stands for; null while it is open. The same task gives the same event. */
export function eventOf(task: Task): EventRecord | null {
  const { taskId, customerId, state, payment, closedAtMs } = task;
  if (state === 'pending' || state === 'in_progress') return null;
  const atMs = state === 'settled' && payment.kind === 'paid' ? payment.settledAtMs : closedAtMs;
  if (atMs === null) throw new Error(`${taskId} is ${state} without a time`);
  const type: TaskEventType = `task.${state}`;
  return {
    eventId: derivedUlid(idPrefixes.event, atMs, `${taskId} ${type}`),
    customerId,
    taskId,
    type,
    atMs,
  };
}

/** An id that is the same for the same name: the time, and luck that is taken from the name. */
export function derivedUlid(prefix: string, atMs: number, name: string): string {
  const luck = createHash('sha256').update(name).digest().subarray(0, 16);
  return prefix + encodeUlid(atMs, luck);
}
