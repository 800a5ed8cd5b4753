import type { Mark, Shape } from '../marks/marks.ts';

/** Left, top, width and height. */
const sides = ({ at: [left = 0, top = 0, width = 0, height = 0] }: Mark) => ({ left, top, width, height });

/** What both have, of what one of them has. */
function overlap(one: Mark, other: Mark): number {
  const [a, b] = [sides(one), sides(other)];
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (across <= 0 || down <= 0) return 0;
  const both = across * down;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Boxes on a picture, in pixels of the original. */
export const boxShape: Shape = {
  noun: 'box',
  list: 'boxes',
  named: 'class',
  fields: ['left', 'top', 'width', 'height'],
  namedFirst: true,
  overlap,
  sameFrom: 0.5,
  partly: 0,
  place: (mark) => {
    const { left, top, width, height } = sides(mark);
    return `${width} × ${height} at ${left}, ${top}`;
  },
  isPlace: ([left = -1, top = -1, width = 0, height = 0]) =>
    left >= 0 && top >= 0 && width >= 1 && height >= 1,
};
