import type { DatabaseSync } from 'node:sqlite';
import { StorageUnavailable } from '@asg/storage';
import { statement } from '../sql.ts';
import type { GroupCommit } from '../writing/group-commit.ts';

/** Rows of one step: they are written in a few milliseconds, in which others wait. */
const stepRows = 100;

/** Has rows of before written anew until none is left, or the store is closed: the next to open it goes on from there. */
export async function keepRewriting(
  reads: DatabaseSync,
  writes: GroupCommit,
  pause: () => Promise<void>,
): Promise<void> {
  if (statement(reads, 'select 1 from rewriting limit 1').get() === undefined) return;
  try {
    while (await writes.writers.rewriting.step(stepRows)) await pause();
  } catch (error) {
    // A full disk, or the end: what is left is read as it is, and the next to open the store goes on.
    if (error instanceof StorageUnavailable) return;
    process.emitWarning(`rows of an earlier version stay as they are, and are read so: ${String(error)}`);
  }
}
