import { isRecord } from '@asg/values/json';
import type { RowTask } from './fields.ts';

/** Longer items are remembered by a hash. */
const lengthKept = 128;

/** Notices items that a file has twice, among the first so many of it. */
export class SameItems {
  readonly #lines = new Map<string, number>();
  readonly #itemsMax: number;

  constructor(itemsMax = 100_000) {
    this.#itemsMax = itemsMax;
  }

  /** What to say of a row whose item was there before; null: nothing. */
  noticeOf(task: RowTask, line: number): string | null {
    const { data_url: url, data, items } = task;
    const own = typeof url === 'string' ? url : isRecord(data) ? data.text : undefined;
    const item = Array.isArray(items) ? JSON.stringify([own, items]) : own;
    if (typeof item !== 'string') return null;
    const key = item.length <= lengthKept ? item : `${item.length} ${hashOf(item)}`;
    const before = this.#lines.get(key);
    if (before === undefined && this.#lines.size < this.#itemsMax) this.#lines.set(key, line);
    return before === undefined ? null : `the same item as in line ${before}`;
  }
}

/** 64 bits of FNV-1a's kind: enough to tell the items of one file from each other, and no more is asked of it. */
function hashOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b) ^ (other >>> 13);
  }
  return `${one >>> 0} ${other >>> 0}`;
}
