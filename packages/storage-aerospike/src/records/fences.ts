import { at } from '@asg/values/present';
import type { Bins } from '../cluster/driver.ts';

/** A stretch of a list in one record: keys from `low` on, up to and without `high`. */
export interface Fences {
  readonly id: string;
  readonly low: string;
  /** Null: it is the last. */
  readonly high: string | null;
  /** The bucket that begins at `high`. */
  readonly next: string | null;
  /** Its stretch belongs to the one before it; it takes nothing in any more. */
  readonly dead: boolean;
}

/** A stretch of a directory: where buckets of its list begin, in order. The list's first bucket, '', begins below all of them. */
export interface Page extends Fences {
  readonly lows: readonly string[];
  readonly ids: readonly string[];
}

/** Where one looks: at a key, or just below it. Below null is the end. */
export type Place = { readonly at: string } | { readonly below: string | null };

/** The last that begins at or below the place; -1: none. */
export function floorIndex({ lows }: Page, place: Place): number {
  let [from, to] = [-1, lows.length - 1];
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (begins(at(lows, middle), place)) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** The page with what was written into it: where the bucket begins, or which one begins there now. */
export function noted(page: Page, low: string, id: string): Page {
  const index = floorIndex(page, { at: low });
  const isThere = page.lows[index] === low;
  const [place, replaced] = isThere ? [index, 1] : [index + 1, 0];
  return {
    ...page,
    lows: page.lows.toSpliced(place, replaced, low),
    ids: page.ids.toSpliced(place, replaced, id),
  };
}

function begins(low: string, place: Place): boolean {
  return 'at' in place ? low <= place.at : place.below === null || low < place.below;
}

/** Whether the place is below the upper end of the stretch. */
export function holds({ high }: Fences, place: Place): boolean {
  return high === null || ('at' in place ? place.at < high : place.below !== null && place.below <= high);
}

/** The key of the entry with this number, from 1, of a log. */
export function logKey(number: number): string {
  return String(number).padStart(13, '0');
}

export function fencesOf(id: string, { lo, hi, nx, dead }: Bins): Fences {
  const text = (bin: unknown): string | null => (typeof bin === 'string' ? bin : null);
  return { id, low: text(lo) ?? '', high: text(hi), next: text(nx), dead: dead === 1 };
}
