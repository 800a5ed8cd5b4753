import type { Mark } from '../board.ts';

/** In code points, half open. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export type Span = Mark & Stretch;

/** A label has so many at most. */
export const spansMax = 500;

export const inOrder = <S extends Stretch>(spans: readonly S[]): readonly S[] =>
  [...spans].sort((a, b) => a.start - b.start);

const overlaps = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end;

/** Those which the stretch shares a letter with. */
export const below = (spans: readonly Span[], stretch: Stretch): readonly Span[] =>
  spans.filter((span) => overlaps(span, stretch));

/** Whether it may become the mark: none overlaps it, but for the one that it is. */
export const isFree = (spans: readonly Span[], stretch: Stretch, id: number | null): boolean =>
  below(spans, stretch).every((span) => span.id === id);
