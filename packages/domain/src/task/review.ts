import { answerText } from '../answers/answers.ts';
import type { Review, Task } from './task.ts';

/** The customer's word on the task; null: there is none, or it was taken back. */
export const reviewOf = ({ reviewed }: Pick<Task, 'reviewed'>): Review | null => reviewed?.review ?? null;

/** The label that counts for the customer: their correction, else what was decided; null: neither. */
export function finalLabel(
  task: Pick<Task, 'decision' | 'labelSpec' | 'values' | 'reviewed'>,
): string | null {
  const option = reviewOf(task)?.option ?? task.decision?.option;
  return option === undefined ? null : answerText(task, option);
}

/** What is accepted was decided; what is corrected was decided otherwise, or expired without a decision. */
function isReviewable(task: Task, { verdict, option }: Pick<Review, 'verdict' | 'option'>): boolean {
  const { decision, gold, state } = task;
  if (gold !== undefined || option < 0) return false;
  if (verdict === 'accepted') return decision?.option === option;
  return decision === null ? state === 'expired' : decision.option !== option;
}

/** What a review makes of the task; null: it says so already. */
export function reviewedAfter(
  task: Task,
  wanted: Omit<Review, 'atMs'> | null,
  atMs: number,
): Task['reviewed'] | 'not_reviewable' | null {
  const before = reviewOf(task);
  if (wanted === null ? before === null : before !== null && isSame(before, wanted)) return null;
  if (wanted !== null && !isReviewable(task, wanted)) return 'not_reviewable';
  const changes = (task.reviewed?.changes ?? 0) + 1;
  return { review: wanted === null ? null : { ...wanted, atMs }, changes, atMs };
}

function isSame(a: Review, b: Omit<Review, 'atMs'>): boolean {
  return a.verdict === b.verdict && a.option === b.option && a.note === b.note;
}

/** The task without the words of its review, where its content is erased; null: it has none. */
export function withoutNote(task: Task): Task | null {
  const { reviewed } = task;
  if (reviewed?.review?.note === undefined) return null;
  const { note: _note, ...review } = reviewed.review;
  return { ...task, reviewed: { ...reviewed, review } };
}
