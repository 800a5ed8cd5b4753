import type { Task } from '@asg/sdk';
import { Check, PenLine } from 'lucide-react';

/** What the customer said of a task's label. */
export function ReviewMark({ review }: Pick<Task, 'review'>) {
  if (review === undefined) return null;
  return (
    <span className="item-review">
      {review.verdict === 'accepted' ? (
        <>
          <Check size={14} aria-hidden="true" />
          Accepted
        </>
      ) : (
        <>
          <PenLine size={14} aria-hidden="true" />
          <span>
            Corrected: <bdi>{review.label}</bdi>
          </span>
        </>
      )}
    </span>
  );
}
