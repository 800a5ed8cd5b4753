import { templateAnswers } from '../answers/places.ts';
import type { Sha256 } from '../sha256.ts';
import type { LabelSpec, TaskOrder } from '../task/task.ts';

const utf8 = new TextEncoder();
const keyBytes = 16;
/** Keys by their text, which is asked for with each task: to hash it takes ten times as long. */
const lately = new Map<string, string>();
const latelyMax = 500;
/** Keys of what is asked for again and again while it is in memory: to make the text takes longer than to find it. */
const ofSpec = new WeakMap<
  LabelSpec,
  { readonly type: string; readonly hasStart: boolean; readonly key: string }
>();

/**
 * Names the kind of question that trust is earned on: the type and the set of options, whatever their order and whoever
 * asks. What begins with a model's marks is work of another kind, and gold without a start would be told by that. 32 hex digits.
 */
export function templateKey(
  { type, labelSpec, start }: Pick<TaskOrder, 'type' | 'labelSpec' | 'start'>,
  sha256: Sha256,
): string {
  const same = ofSpec.get(labelSpec);
  const hasStart = start !== undefined;
  if (same?.type === type && same.hasStart === hasStart) return same.key;
  const named = hasStart ? [type, 'start'] : type;
  const key = keyOf(JSON.stringify([named, ...templateAnswers(labelSpec)]), sha256);
  ofSpec.set(labelSpec, { type, hasStart, key });
  return key;
}

function keyOf(text: string, sha256: Sha256): string {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const hash = sha256(utf8.encode(text)).subarray(0, keyBytes);
  const key = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (lately.size === latelyMax) lately.clear();
  lately.set(text, key);
  return key;
}
