import { isLonger, type RefuseValue, seenOption, textProblem } from '@asg/values';
import { itemKinds, type TaskType } from '../names.ts';

/** Of a text given by value, in UTF-8. */
export const itemTextBytesMax = 64 * 1024;

/** What is to be labelled, as a customer submits it: by a URL or by value, exactly one of both; null means absent. */
export interface SubmittedItem {
  readonly type: TaskType;
  readonly data_url?: string | null;
  readonly data?: { readonly text: string } | null;
  /** What is compared; what is above is what they are about, and may be left out. */
  readonly items?: readonly unknown[] | null | undefined;
}

/** Refuses an item that is missing, there twice, or a text that cannot be kept and shown as it is. */
export function itemViolations({ type, data_url, data, items }: SubmittedItem, refuse: RefuseValue): void {
  if (data == null) {
    if (data_url == null && items == null) refuse('data_url', 'required', 'is required');
    return;
  }
  if (data_url != null) {
    refuse('data', 'exactly_one', 'must not be there beside data_url: an item comes by one of both');
    return;
  }
  const { text } = data;
  if (itemKinds[type] === 'image')
    refuse('data.text', 'task_type', `is no item of ${type}, which takes images`);
  const problem = textProblem(text, 'lines');
  if (problem !== null) refuse('data.text', problem.constraint, problem.message);
  else if (seenOption(text) === '') refuse('data.text', 'not_blank', 'must not be blank');
  if (isLonger(text, itemTextBytesMax))
    refuse('data.text', 'max_bytes', `must not be larger than ${itemTextBytesMax} bytes as UTF-8`);
}
