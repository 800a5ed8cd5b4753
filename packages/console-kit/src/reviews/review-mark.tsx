import type { Task } from '@asg/sdk';
import { Check, PenLine } from 'lucide-react';
import { answerText, askedOf } from '../kinds/index.ts';

/** What the customer said of a task's label. */
export function ReviewMark({ task }: { readonly task: Pick<Task, 'review' | 'task_type' | 'label_spec'> }) {
  const { review } = task;
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
            Corrected: <bdi>{answerText(askedOf(task), review.label)}</bdi>
          </span>
        </>
      )}
    </span>
  );
}
