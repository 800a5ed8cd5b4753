import type { ConsensusPolicyName } from '../names.ts';
import type { Task } from '../task/task.ts';
import { decideConsensus } from './threshold.ts';

/** Whether a label is kept with what it says of each option, and asked of whom it tells the most from. */
const weighsLabels: Readonly<Record<ConsensusPolicyName, boolean>> = { threshold: false, adaptive: true };
export const isWeighed = ({ consensus }: Pick<Task, 'consensus'>): boolean => weighsLabels[consensus.policy];

/** How many labels an open task must have before the next evaluation can decide anything; null: it wants no more. */
export function targetOf({
  labels,
  consensus,
  targetLabels,
}: Pick<Task, 'labels' | 'consensus' | 'targetLabels'>): number | null {
  switch (consensus.policy) {
    case 'threshold': {
      const options = labels.map(({ option }) => option);
      const found = decideConsensus(options, consensus);
      return found.kind === 'open' ? found.targetLabels : null;
    }
    case 'adaptive':
      return targetLabels ?? (consensus.full ? consensus.maxLabels : consensus.minLabels);
  }
}
