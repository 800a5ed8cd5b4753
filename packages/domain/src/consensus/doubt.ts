import { hasMarks } from '../answers/answers.ts';
import type { Task } from '../task/task.ts';

/**
 * How much a closed task is worth a person's look, in millionths: what is left to its confidence under the adaptive
 * policy, else the share of labels that are not with the leader, or of boxes and spans not paid. 0: no reason to look at it.
 */
export function doubtMicros(task: Pick<Task, 'decision' | 'labels' | 'labelSpec'>): number {
  const { decision, labels } = task;
  if (labels.length === 0) return 0;
  if (decision?.ground !== undefined) return Math.round((1 - decision.confidence) * 1_000_000);
  if (hasMarks(task)) return Math.round((1 - (decision?.agreementCount ?? 0) / labels.length) * 1_000_000);
  const counts = new Map<number, number>();
  for (const { option } of labels) counts.set(option, (counts.get(option) ?? 0) + 1);
  const leader = Math.max(...counts.values());
  return Math.round((1 - leader / labels.length) * 1_000_000);
}
