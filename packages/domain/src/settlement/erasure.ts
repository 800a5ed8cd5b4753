import type { Sha256 } from '../sha256.ts';
import { isOpen } from '../task/states.ts';
import type { Task, TaskOrder } from '../task/task.ts';
import { dataUrlHash } from './commitment.ts';

/**
 * The order without its customer's content: the item's URL and the metadata. What the receipt commits to stays, as a hash. Null: the
 * task is open, or nothing is left to erase.
 */
export function erasedOrder(task: Task, order: TaskOrder, nowMs: number, sha256: Sha256): TaskOrder | null {
  if (isOpen(task.state) || order.erased !== undefined) return null;
  const erased = { atMs: nowMs, dataUrlHash: dataUrlHash(order.dataUrl, sha256) };
  return { ...order, dataUrl: '', metadata: null, erased };
}
