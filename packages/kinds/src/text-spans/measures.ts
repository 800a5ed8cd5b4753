import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { type Spans, spansJson } from './parse.ts';

export const canonical = (value: Spans): string => JSON.stringify(spansJson(value));

/**
 * How many halves of spans are found in both: two for the same span, one for spans of the same label that overlap, each span once. Of
 * two lists by start, of which none overlap within theirs, whichever of two ends first meets no other: so the first match is the best.
 */
function foundHalves(one: Spans, other: Spans): number {
  let [halves, i, j] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const [a, b] = [at(one, i), at(other, j)];
    if (a.start < b.end && b.start < a.end && a.label === b.label) {
      halves += a.start === b.start && a.end === b.end ? 2 : 1;
      i++;
      j++;
    } else if (a.end < b.end) i++;
    else if (a.end > b.end) j++;
    else {
      i++;
      j++;
    }
  }
  return halves;
}

/** A partial match counts half. */
export function f1(one: Spans, other: Spans): number {
  const all = one.length + other.length;
  return all === 0 ? unit : Math.floor((foundHalves(one, other) * unit) / all);
}

export const distance = (one: Spans, other: Spans): number => unit - f1(one, other);

export function agrees(value: Spans, consensus: Spans, { bar }: MarksSpec): boolean {
  const all = value.length + consensus.length;
  return all === 0 || foundHalves(value, consensus) * unit >= bar * all;
}
