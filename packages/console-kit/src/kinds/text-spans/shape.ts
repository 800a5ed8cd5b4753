import type { Mark, Shape } from '../marks/marks.ts';

const startOf = ({ at: [start = 0] }: Mark): number => start;
const endOf = ({ at: [, end = 0] }: Mark): number => end;

/** What both have, of what one of them has. */
function overlap(one: Mark, other: Mark): number {
  const both = Math.min(endOf(one), endOf(other)) - Math.max(startOf(one), startOf(other));
  if (both <= 0) return 0;
  return both / (Math.max(endOf(one), endOf(other)) - Math.min(startOf(one), startOf(other)));
}

/** Pieces of a text, in code points. */
export const spanShape: Shape = {
  noun: 'span',
  list: 'spans',
  named: 'label',
  fields: ['start', 'end'],
  namedFirst: false,
  overlap,
  sameFrom: 1,
  partly: 0.5,
  place: (mark) => `${startOf(mark)} to ${endOf(mark)}`,
  isPlace: ([start = -1, end = -1]) => start >= 0 && end > start,
};
