import { isAgreed } from '../answers/answers.ts';
import type { Decision, Task } from '../task/task.ts';
import { consensusOf, isWeighed } from './policies.ts';

/** What the record of a task says must have been decided, computed again: the decision without its time; null: no decision. */
export function replayedDecision(task: Task): Omit<Decision, 'decidedAtMs' | 'ground'> | null {
  const { gold, labels } = task;
  if (gold !== undefined) {
    const [given] = labels;
    const isRight = given !== undefined && isAgreed(task, given.option, gold.option);
    return isRight ? { option: gold.option, agreementCount: 1, workerCount: 1, confidence: 1 } : null;
  }
  // What an open task was refused on is not kept: only a decision can be replayed.
  const basis = task.decision?.ground;
  if (isWeighed(task) && basis === undefined) return null;
  const found = consensusOf(task, basis);
  if (found.kind !== 'decided') return null;
  const { option, agreementCount, workerCount, confidence } = found;
  return { option, agreementCount, workerCount, confidence };
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
