import type { Range as Units } from './steps.ts';

/** The place in the text of a place in the page; null: it is elsewhere. */
function unitIn(root: HTMLElement, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  const group = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-at]');
  const before = document.createRange();
  before.setStart(group ?? root, 0);
  before.setEnd(node, offset);
  return Number(group?.dataset.at ?? 0) + before.toString().length;
}

/** Where that is in the page. */
function placeIn(root: HTMLElement, unit: number): readonly [Node, number] {
  const groups = [...root.querySelectorAll<HTMLElement>('[data-at]')];
  const group = groups.findLast(({ dataset }) => Number(dataset.at) <= unit) ?? root;
  let left = unit - Number(group.dataset.at ?? 0);
  const walk = document.createTreeWalker(group, NodeFilter.SHOW_TEXT);
  let last: readonly [Node, number] = [group, 0];
  for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
    const { length } = node.textContent ?? '';
    if (left < length) return [node, left];
    left -= length;
    last = [node, length];
  }
  return last;
}

export function rangeIn(root: HTMLElement, { from, to }: Units): Range {
  const range = document.createRange();
  range.setStart(...placeIn(root, from));
  range.setEnd(...placeIn(root, to));
  return range;
}

/** Shows what is selected as the browser shows it. */
export function select(root: HTMLElement, { from, to }: Units): void {
  const [node, offset] = placeIn(root, from);
  getSelection()?.setBaseAndExtent(node, offset, ...placeIn(root, to));
}

/** What the browser has selected of the text; null: nothing. */
export function selectedIn(root: HTMLElement): Units | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(root)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(root);
  // What begins before the text, or ends behind it, is of it as far as it goes.
  const isBefore = range.compareBoundaryPoints(Range.START_TO_START, whole) < 0;
  const isBehind = range.compareBoundaryPoints(Range.END_TO_END, whole) > 0;
  const from = isBefore ? 0 : unitIn(root, range.startContainer, range.startOffset);
  const to = isBehind ? whole.toString().length : unitIn(root, range.endContainer, range.endOffset);
  return from === null || to === null || from === to ? null : { from, to };
}

/** The place in the text of a point of the screen; null: it is elsewhere. */
export function unitAt(root: HTMLElement, x: number, y: number): number | null {
  const found = document.caretPositionFromPoint?.(x, y) ?? null;
  if (found !== null) return unitIn(root, found.offsetNode, found.offset);
  // Older browsers name it so.
  const range = document.caretRangeFromPoint?.(x, y) ?? null;
  return range === null ? null : unitIn(root, range.startContainer, range.startOffset);
}

/** Whether the point is on what is written there. */
export function isOn(range: Range, x: number, y: number, slack: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) =>
      x >= left - slack && x <= right + slack && y >= top - slack && y <= bottom + slack,
  );
}

/** Scrolls the text, and nothing else, until the place is in sight. */
export function bringInSight(root: HTMLElement, at: number): void {
  const frame = root.closest<HTMLElement>('.spans-frame');
  const spot = rangeIn(root, { from: at, to: at + 1 }).getClientRects()[0];
  if (frame === null || spot === undefined) return;
  const room = frame.getBoundingClientRect();
  const slack = spot.height;
  if (spot.top - slack < room.top) frame.scrollBy({ top: spot.top - slack - room.top });
  else if (spot.bottom + slack > room.bottom) frame.scrollBy({ top: spot.bottom + slack - room.bottom });
}
