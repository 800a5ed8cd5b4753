import { answerText, finalLabel, reviewOf, type Task } from '@asg/domain';
import type { Review } from '@asg/wire';
import { valueField } from '../replies/answers.ts';
import { rfc3339 } from '../replies/time.ts';

/** What the customer says of the label; null: nothing. */
export function reviewReply(task: Task): Review | null {
  const review = reviewOf(task);
  const label = finalLabel(task);
  if (review === null || label === null) return null;
  const { decision } = task;
  return {
    verdict: review.verdict,
    label,
    ...valueField(task, review.option, 'value'),
    consensus_label: decision === null ? null : answerText(task, decision.option),
    ...valueField(task, decision?.option, 'consensus_value'),
    note: review.note ?? null,
    reviewed_by: review.by,
    reviewed_at: rfc3339(review.atMs),
  };
}

/** Beside other fields of a task: nothing where there is none. */
export function reviewField(task: Task): { readonly review?: Review } {
  const review = reviewReply(task);
  return review === null ? {} : { review };
}
