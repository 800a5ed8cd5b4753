import type { Sha256 } from '../sha256.ts';
import { isOpen } from '../task/states.ts';
import type { Task, TaskOrder } from '../task/task.ts';
import { dataUrlHash } from './commitment.ts';

/** `isLeaving`: its customer leaves, and is told of nothing any more. */
export interface EraseTask {
  readonly nowMs: number;
  readonly isLeaving?: boolean;
}

/**
 * The order without its customer's content: the item's URL and the metadata. What the receipt commits to stays, as a hash. Null: the
 * task is open, or nothing is left to erase.
 */
export function erasedOrder(
  task: Task,
  order: TaskOrder,
  { nowMs, isLeaving = false }: EraseTask,
  sha256: Sha256,
): TaskOrder | null {
  const isErased = order.erased !== undefined && (!isLeaving || order.callbackUrl === null);
  if (isOpen(task.state) || isErased) return null;
  const erased = order.erased ?? { atMs: nowMs, dataUrlHash: dataUrlHash(order.dataUrl, sha256) };
  return { ...order, dataUrl: '', metadata: null, erased, ...(isLeaving && { callbackUrl: null }) };
}
