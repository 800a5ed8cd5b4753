import type { LabelValue } from '@asg/sdk';
import type { Answer } from './answer.ts';
import { boxesOf, spansOf } from './marks.ts';

/** What marks lie on: a picture by the pixels of the original, or a text. */
export type MarkedItem =
  | { readonly kind: 'image'; readonly size: { readonly width: number; readonly height: number } }
  | { readonly kind: 'text'; readonly text: string };

/**
 * The marks of a program that lie on the item, cut where they go over its edge: it made them before anybody knew how large that is.
 * Null: none is left.
 */
export function startOn(start: LabelValue, item: MarkedItem): Answer | null {
  if (item.kind === 'image') {
    const { width, height } = item.size;
    const within = boxesOf(start)
      .filter((box) => box.left < width && box.top < height)
      .map((box) => ({
        ...box,
        width: Math.min(box.width, width - box.left),
        height: Math.min(box.height, height - box.top),
      }));
    const texts = within.map((box) => JSON.stringify(box));
    const boxes = within.filter((_, i) => texts.indexOf(texts[i] ?? '') === i);
    return boxes.length > 0 ? { boxes } : noneOf(start);
  }
  const length = Array.from(item.text).length;
  const spans = spansOf(start)
    .filter((span) => span.start < length)
    .map((span) => ({ ...span, end: Math.min(span.end, length) }));
  return spans.length > 0 ? { spans } : noneOf(start);
}

const noneOf = (start: LabelValue): Answer | null =>
  typeof start === 'object' && 'none' in start ? start : null;
