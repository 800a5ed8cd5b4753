import type { Cluster } from '../cluster/cluster.ts';

/** The record of the set of documents that says how far a restore is; no document, and in no backup. */
export const restoringRecord = 'restore';

/** How far a restore into a store is. */
export interface Restoring {
  /** The backup, by what tells it from all others. */
  readonly from: string;
  /** The piece that is next. */
  readonly next: number;
  readonly isDone: boolean;
}

/** The store is half restored. */
export class NotRestored extends Error {
  override readonly name = 'NotRestored';
}

export async function readRestoring(cluster: Cluster): Promise<Restoring | null> {
  const { operations } = cluster.driver;
  const bins = ['from', 'next', 'done'].map((bin) => operations.read(bin));
  const found = await cluster.get('doc', restoringRecord, bins);
  if (found === null) return null;
  const { from, next, done } = found.bins;
  return { from: String(from), next: Number(next), isDone: done === 1 };
}

/** Rejects with `NotRestored` for a store that a restore has begun to fill. */
export async function assertRestored(cluster: Cluster): Promise<void> {
  const restoring = await readRestoring(cluster);
  if (restoring === null || restoring.isDone) return;
  throw new NotRestored(
    'is restored from a backup and not whole yet: run the same asg restore again, it goes on where it stopped',
  );
}
