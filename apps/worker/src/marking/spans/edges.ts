import * as dom from './dom.ts';
import type { Range, TextSteps } from './steps.ts';

export type Side = 'start' | 'end';

/** A place between two letters, on the screen. */
export interface Spot {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

const fromRightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

export function directionAt(root: HTMLElement, at: number): string {
  const { startContainer: node } = dom.rangeIn(root, { from: at, to: at });
  const line = (node instanceof Element ? node : node.parentElement)?.closest('[dir]') ?? root;
  return getComputedStyle(line).direction;
}

/** A letter runs as its script does, whatever the line does; a sign as the line does; a number always to the right. */
function isFromRight(letter: string, root: HTMLElement, at: number): boolean {
  if (/\p{N}/u.test(letter)) return false;
  if (/\p{L}/u.test(letter)) return fromRightToLeft.test(letter);
  return directionAt(root, at) === 'rtl';
}

/** Where a marked stretch begins or ends; null: it is not on the screen. */
export function edgeOf(root: HTMLElement, range: Range, side: Side, steps: TextSteps): Spot | null {
  const letter = steps.graphemeAt(side === 'start' ? range.from : range.to - 1);
  const written = dom.rangeIn(root, letter);
  const rects = [...written.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const rect = side === 'start' ? rects[0] : rects.at(-1);
  if (rect === undefined) return null;
  const isLeft = (side === 'start') !== isFromRight(written.toString(), root, letter.from);
  return { x: isLeft ? rect.left : rect.right, top: rect.top, bottom: rect.bottom };
}

/** With one end elsewhere: whole letters, one of them at least, and no further than there is room between its neighbours. */
export function stretched(steps: TextSteps, range: Range, side: Side, at: number, room: Range): Range {
  const letter = steps.graphemeAt(at);
  const near = at - letter.from <= letter.to - at ? letter.from : letter.to;
  return side === 'start'
    ? { from: Math.max(room.from, Math.min(near, steps.grapheme(range.to, -1))), to: range.to }
    : { from: range.from, to: Math.min(room.to, Math.max(near, steps.grapheme(range.from, 1))) };
}
