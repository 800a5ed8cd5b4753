import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';

/** A number and how much it weighs: a whole number. */
export interface Weighed {
  readonly value: number;
  readonly weight: number;
}

/** Half of the weight is at most this, half at least; between two such numbers the middle, rounded down. */
export function weightedMedian(values: readonly Weighed[]): number {
  const sorted = values.toSorted((one, other) => one.value - other.value);
  const all = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const [i, { value, weight }] of sorted.entries()) {
    below += weight;
    if (2 * below > all) return value;
    if (2 * below === all) return Math.floor((value + at(sorted, i + 1).value) / 2);
  }
  return at(sorted, sorted.length - 1).value;
}

const weightMax = 1024;

/**
 * How much what a label says of a place weighs: the more of it the others found, and the more a mark of this worker is worth. A whole
 * number, at least 1. `columns`: what the label says by not making a mark, and by making it; none where votes are counted.
 */
export function weightOf(likeness: number, columns: readonly (readonly number[])[]): number {
  const share = likeness / unit;
  const made = columns[1];
  const worth = made === undefined ? unit : Math.max(1, at(made, 1) - at(made, 0));
  return 1 + Math.round(weightMax * share * share * Math.min(4, worth / unit));
}
