import type { Decision, Task } from '../task/task.ts';
import { type AdaptiveConsensus, decideNow, type WeighedLabel } from './adaptive/policy.ts';
import { type Consensus, decideConsensus } from './threshold.ts';

/** The labels of a task of the adaptive policy, as they were weighed. */
export function weighedLabels({ labels }: Pick<Task, 'labels'>): readonly WeighedLabel[] {
  return labels.map(({ option, column }) => {
    if (column === undefined) throw new Error('a label of the adaptive policy is stored without its weight');
    return { option, column };
  });
}

/** What the record of a task says must have been decided, worked out anew: the decision but for its time; null: nothing. */
export function replayedDecision(task: Task): Omit<Decision, 'decidedAtMs' | 'ground'> | null {
  const { gold, labels } = task;
  if (gold !== undefined) {
    const isRight = labels[0]?.option === gold.option;
    return isRight ? { option: gold.option, agreementCount: 1, workerCount: 1, confidence: 1 } : null;
  }
  const found = consensusAgain(task);
  if (found?.kind !== 'decided') return null;
  const { option, agreementCount, workerCount, confidence } = found;
  return { option, agreementCount, workerCount, confidence };
}

function consensusAgain(task: Task): Consensus | AdaptiveConsensus | null {
  const { labels, consensus, decision } = task;
  switch (consensus.policy) {
    case 'threshold':
      return decideConsensus(
        labels.map(({ option }) => option),
        consensus,
      );
    case 'adaptive':
      // What an open task was refused on is not kept: only a decision can be replayed.
      return decision?.ground === undefined
        ? null
        : decideNow(weighedLabels(task), decision.ground, consensus);
  }
}

/** Whether the stored decision is, bit for bit, the one that the record gives. */
export function isReplayed(task: Task): boolean {
  const { decision } = task;
  const again = replayedDecision(task);
  if (decision === null || again === null) return decision === again;
  const { option, agreementCount, workerCount, confidence } = decision;
  return (
    again.option === option &&
    again.agreementCount === agreementCount &&
    again.workerCount === workerCount &&
    again.confidence === confidence
  );
}
