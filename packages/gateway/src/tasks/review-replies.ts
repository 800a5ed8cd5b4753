import { finalLabel, reviewOf, type Task } from '@asg/domain';
import { at } from '@asg/values/present';
import type { Review } from '@asg/wire';
import { rfc3339 } from '../replies/time.ts';

/** What the customer says of the label; null: nothing. */
export function reviewReply(task: Task): Review | null {
  const review = reviewOf(task);
  const label = finalLabel(task);
  if (review === null || label === null) return null;
  const { decision, labelSpec } = task;
  return {
    verdict: review.verdict,
    label,
    consensus_label: decision === null ? null : at(labelSpec.options, decision.option),
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
