import { at } from '@asg/values/present';
import { inCodePointOrder } from '../values/names.ts';
import type { Spans } from './parse.ts';

/** A stretch of text within which no span begins or ends, and who marked it as what. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** By label, in the order of code points: of each of those who gave spans, whether they marked it so. */
  readonly makers: readonly (readonly [label: string, makers: readonly boolean[]])[];
}

/** The text that somebody marked, cut at all boundaries. */
export function segmentsOf(given: readonly Spans[]): readonly Segment[] {
  const edges = new Set<number>();
  for (const spans of given)
    for (const { start, end } of spans) {
      edges.add(start);
      edges.add(end);
    }
  const cuts = [...edges].sort((one, other) => one - other);
  const places = given.map(() => 0);
  const segments: Segment[] = [];
  for (const [i, start] of cuts.slice(0, -1).entries()) {
    const makers = new Map<string, boolean[]>();
    for (const [worker, spans] of given.entries()) {
      let place = at(places, worker);
      while (place < spans.length && at(spans, place).end <= start) place++;
      places[worker] = place;
      const span = spans[place];
      if (span === undefined || span.start > start) continue;
      const known = makers.get(span.label) ?? given.map(() => false);
      known[worker] = true;
      makers.set(span.label, known);
    }
    if (makers.size === 0) continue;
    const byLabel = [...makers].sort(([one], [other]) => inCodePointOrder(one, other));
    segments.push({ start, end: at(cuts, i + 1), makers: byLabel });
  }
  return segments;
}
