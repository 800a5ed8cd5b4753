import type { Task } from '../task/task.ts';
import { decideConsensus } from './threshold.ts';

/** How many labels an open task must have before the next evaluation can decide anything; null: it wants no more. */
export function targetOf({
  labels,
  consensus,
  targetLabels,
}: Pick<Task, 'labels' | 'consensus' | 'targetLabels'>): number | null {
  if (consensus.policy === 'adaptive') {
    return targetLabels ?? (consensus.full ? consensus.maxLabels : consensus.minLabels);
  }
  const found = decideConsensus(
    labels.map(({ option }) => option),
    consensus,
  );
  return found.kind === 'open' ? found.targetLabels : null;
}
