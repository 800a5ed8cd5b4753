import { openTask, type Payment, type Task, type TaskOrder } from '@asg/domain';
import { decodeOrder, type OrderShape } from '../compact/order.ts';
import type { Words, WordTable } from '../compact/words.ts';
import { decodeWork, encodeWork, type Work } from '../compact/work.ts';
import { parsed } from '../sql.ts';

/**
 * What a task is made of: see the migration that added `own`. `work` is null until something has happened to it. A reservation changes
 * `reserved_by` alone: thousands are made at once, and the payment in `work` may still say that it is due.
 */
export interface TaskRow {
  readonly id: string;
  readonly order_json: string;
  readonly work_json: string | null;
  readonly shape: number | null;
  readonly own: Uint8Array | null;
  readonly work: Uint8Array | null;
  readonly reserved_by: string | null;
}
export const taskColumns = 'id, order_json, work_json, shape, own, work, reserved_by';

export function taskOf(row: TaskRow, words: Words): Task {
  const order = orderOf(row, words);
  const work = workOf(row, order, words);
  return work === null ? openTask(order) : { ...order, ...work, payment: paymentOf(work, row.reserved_by) };
}

/** The unchangeable part. */
export function orderOf(
  { id, order_json, shape, own }: Pick<TaskRow, 'id' | 'order_json' | 'shape' | 'own'>,
  words: Words,
): TaskOrder {
  if (own === null) return parsed<TaskOrder>(order_json);
  return decodeOrder(id, shape === null ? parsed<OrderShape>(order_json) : words.shape(shape), own);
}

function workOf({ work, work_json }: TaskRow, { createdAtMs }: TaskOrder, words: Words): Work | null {
  if (work !== null) return decodeWork(work, createdAtMs, words);
  return work_json === null ? null : parsed<Work>(work_json);
}

function paymentOf({ payment }: Work, reservedBy: string | null): Payment {
  if (reservedBy === null || payment.kind !== 'due') return payment;
  return { kind: 'reserved', sinceMs: payment.sinceMs, settlementId: reservedBy };
}

/** The mutable part of a task. */
export function workBytes(task: Task, words: WordTable): Uint8Array {
  const { state, labels, assignments, skippedBy, decision, payment, closedAtMs } = task;
  const {
    values,
    extent,
    targetLabels,
    predicted,
    turnedAtMs,
    moderation,
    expiredFor,
    reviewed,
    relabelledBy,
  } = task;
  const work: Work = {
    state,
    labels,
    assignments,
    skippedBy,
    decision,
    payment,
    closedAtMs,
    ...(values !== undefined && { values }),
    ...(extent !== undefined && { extent }),
    ...(targetLabels !== undefined && { targetLabels }),
    ...(predicted !== undefined && { predicted }),
    ...(turnedAtMs !== undefined && { turnedAtMs }),
    ...(moderation !== undefined && { moderation }),
    ...(expiredFor !== undefined && { expiredFor }),
    ...(reviewed !== undefined && { reviewed }),
    ...(relabelledBy !== undefined && { relabelledBy }),
  };
  return encodeWork(work, task.createdAtMs, words);
}
