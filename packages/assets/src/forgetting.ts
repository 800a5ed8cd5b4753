import type { Task } from '@asg/domain';
import { type Storage, sha256Hex } from '@asg/storage';
import { ownerOf } from './reading.ts';

/** Longer than anything stays in the memory of a process, ms. */
const keepMs = 1_200_000;
const page = 500;

/** Names what one customer's tasks show, for memory that has to let go of it. */
export function shownKey(task: Pick<Task, 'customerId' | 'dataUrl' | 'gold'>): string {
  return sha256Hex(`${ownerOf(task)} ${task.dataUrl}`);
}

/** Tells all processes to let go of it. Written before the content is deleted: who dies between deletes it again. */
export async function noteForgotten(
  { forgotten }: Pick<Storage, 'forgotten'>,
  shown: Parameters<typeof shownKey>[0],
  nowMs: number,
): Promise<void> {
  await forgotten.note({ key: shownKey(shown), atMs: nowMs });
}

/** Removes a page of notes that every process has read. True: there may be more. */
export async function dropForgotten(
  { forgotten }: Pick<Storage, 'forgotten'>,
  nowMs: number,
): Promise<boolean> {
  const found = await forgotten.recent({ limit: page, after: null });
  const over = found.filter(({ atMs }) => atMs + keepMs < nowMs);
  await forgotten.drop(over);
  return over.length === page;
}
