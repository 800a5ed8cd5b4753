import { templateAnswers } from '../answers/places.ts';
import type { Sha256 } from '../sha256.ts';
import type { TaskOrder } from '../task/task.ts';

const utf8 = new TextEncoder();
const keyBytes = 16;
/** Keys by their text, which is asked for with each task: to hash it takes ten times as long. */
const lately = new Map<string, string>();
const latelyMax = 500;

/**
 * Names the kind of question that trust is earned on: the type and the set of options, whatever their order and whoever
 * asks. 32 hex digits.
 */
export function templateKey(
  { type, labelSpec }: Pick<TaskOrder, 'type' | 'labelSpec'>,
  sha256: Sha256,
): string {
  const text = JSON.stringify([type, ...templateAnswers(labelSpec)]);
  const known = lately.get(text);
  if (known !== undefined) return known;
  const hash = sha256(utf8.encode(text)).subarray(0, keyBytes);
  const key = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (lately.size === latelyMax) lately.clear();
  lately.set(text, key);
  return key;
}
