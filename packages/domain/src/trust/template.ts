import type { Sha256 } from '../sha256.ts';
import type { TaskOrder } from '../task/task.ts';

const utf8 = new TextEncoder();
const keyBytes = 16;

/**
 * Names the kind of question that trust is earned on: the type and the set of options, whatever their order and whoever
 * asks. 32 hex digits.
 */
export function templateKey(
  { type, labelSpec }: Pick<TaskOrder, 'type' | 'labelSpec'>,
  sha256: Sha256,
): string {
  const text = JSON.stringify([type, ...[...labelSpec.options].sort()]);
  const hash = sha256(utf8.encode(text)).subarray(0, keyBytes);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
