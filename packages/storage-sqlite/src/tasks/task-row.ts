import { openTask, type Payment, type Task, type TaskOrder } from '@asg/domain';
import { parsed } from '../sql.ts';

/**
 * What a task is made of. `work_json` is null until something has happened to it. A reservation changes `reserved_by`
 * alone: thousands are made at once, and the payment in `work_json` may still say that it is due.
 */
export interface TaskRow {
  readonly order_json: string;
  readonly work_json: string | null;
  readonly reserved_by: string | null;
}
export const taskColumns = 'order_json, work_json, reserved_by';

export function taskOf(row: TaskRow): Task {
  const order = parsed<TaskOrder>(row.order_json);
  if (row.work_json === null) return openTask(order);
  const work = parsed<Work>(row.work_json);
  return { ...order, ...work, payment: paymentOf(work, row.reserved_by) };
}

function paymentOf({ payment }: Work, reservedBy: string | null): Payment {
  if (reservedBy === null || payment.kind !== 'due') return payment;
  return { kind: 'reserved', sinceMs: payment.sinceMs, settlementId: reservedBy };
}

type Work = Omit<Task, keyof TaskOrder>;

/** The mutable part of a task as JSON. */
export function workJson(task: Task): string {
  const { state, labels, assignments, skippedBy, decision, payment, closedAtMs } = task;
  const { targetLabels, predicted, turnedAtMs, moderation, expiredFor, reviewed, relabelledBy } = task;
  const work: Work = { state, labels, assignments, skippedBy, decision, payment, closedAtMs };
  return JSON.stringify({
    ...work,
    ...(targetLabels !== undefined && { targetLabels }),
    ...(predicted !== undefined && { predicted }),
    ...(turnedAtMs !== undefined && { turnedAtMs }),
    ...(moderation !== undefined && { moderation }),
    ...(expiredFor !== undefined && { expiredFor }),
    ...(reviewed !== undefined && { reviewed }),
    ...(relabelledBy !== undefined && { relabelledBy }),
  });
}

/** The unchangeable part of a task as JSON, and nothing else that the object may carry. */
export function orderJson(order: TaskOrder): string {
  return JSON.stringify(order);
}
