import { fraction } from '@asg/runtime';
import type { KindAnswer } from './known.ts';

/** How far off an edge is drawn at most, as a share of the box. */
const slack = 0.08;

/** Each box by itself: drawn a little off, or overlooked; half as often wrong as one question would be. */
export const boundingBoxes: KindAnswer<'bounding_boxes'> = ({ skill, random }, _asked, { boxes }) => {
  const overlooked = (1 - skill) / 2;
  const off = (length: number): number => Math.round((2 * fraction(random) - 1) * slack * length);
  const drawn = boxes.flatMap(({ class: name, left, top, width, height }) => {
    if (fraction(random) < overlooked) return [];
    const moved = {
      left: Math.max(0, left - Math.abs(off(width))),
      top: Math.max(0, top - Math.abs(off(height))),
    };
    // The far edges stay within the box that is right, and so within the picture.
    const right = left + width - Math.abs(off(width));
    const bottom = top + height - Math.abs(off(height));
    const size = { width: Math.max(1, right - moved.left), height: Math.max(1, bottom - moved.top) };
    return [{ class: name, ...moved, ...size }];
  });
  return { value: drawn.length === 0 ? { none: true } : { boxes: drawn } };
};
