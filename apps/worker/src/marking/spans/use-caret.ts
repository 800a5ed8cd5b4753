import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import * as dom from './dom.ts';
import { directionAt, type Spot } from './edges.ts';
import type { Range, TextSteps } from './steps.ts';

interface CaretProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly text: string;
  readonly steps: TextSteps;
  /** What the caret is at now, or what is selected: read out. */
  readonly onMoved: (range: Range) => void;
  readonly onMark: (range: Range) => void;
}

interface Caret {
  readonly element: RefObject<HTMLElement | null>;
  /** What is selected, by keys or as the browser does; null: nothing. */
  readonly selection: Range | null;
  readonly put: (at: number) => void;
  /** What is selected, else the word at the caret. */
  readonly markHere: () => void;
  /** Whether the key is one that moves the caret or marks. */
  readonly press: (event: KeyboardEvent) => boolean;
}

/** Where keys move and select from `from` to `at`, in the order of the text, whichever way it runs on the screen. */
interface Place {
  readonly from: number;
  readonly at: number;
}

/** A caret in a text that is read only. */
export function useCaret({ root, text, steps, onMoved, onMark }: CaretProps): Caret {
  const element = useRef<HTMLElement>(null);
  const [place, setPlace] = useState<Place>({ from: 0, at: 0 });
  const selection = useSelection(root);
  const shown = place.at;
  const put = (): void => {
    if (root.current !== null && element.current !== null) show(root.current, element.current, shown, steps);
  };
  const latest = useRef(put);
  latest.current = put;
  useLayoutEffect(put);
  // Where the lines break elsewhere it stands elsewhere.
  useEffect(() => {
    const sizes = new ResizeObserver(() => latest.current());
    if (root.current !== null) sizes.observe(root.current);
    return () => sizes.disconnect();
  }, [root]);

  const go = (at: number, isSelecting: boolean, isByWord: boolean): void => {
    const next = { from: isSelecting ? place.from : at, at };
    setPlace(next);
    if (root.current === null) return;
    if (isSelecting) dom.select(root.current, { from: next.from, to: at });
    else getSelection()?.removeAllRanges();
    dom.bringInSight(root.current, at);
    const word = isByWord ? steps.wordAt(at) : null;
    onMoved(isSelecting ? ordered(next) : (word ?? steps.graphemeAt(at)));
  };
  const markHere = (): void => {
    // Asked of the browser: it tells that its selection changed only after the next key.
    const selected = root.current === null ? null : dom.selectedIn(root.current);
    const range = place.from === place.at ? (selected ?? steps.wordAt(place.at)) : ordered(place);
    if (range === null) return;
    setPlace({ from: place.at, at: place.at });
    onMark(range);
  };
  const press = (event: KeyboardEvent): boolean => {
    const { key, shiftKey } = event;
    const isByWord = event.ctrlKey || event.altKey;
    if (event.metaKey || root.current === null) return false;
    if (key === ' ') {
      markHere();
      return true;
    }
    const to = target(root.current, key, isByWord, place.at, text, steps);
    if (to === null) return false;
    go(to, shiftKey, isByWord);
    return true;
  };
  return { element, selection, put: (at) => setPlace({ from: at, at }), markHere, press };
}

const ordered = ({ from, at }: Place): Range => ({ from: Math.min(from, at), to: Math.max(from, at) });

/** What the browser shows as selected of the text. */
function useSelection(root: RefObject<HTMLElement | null>): Range | null {
  const [selection, setSelection] = useState<Range | null>(null);
  useEffect(() => {
    const look = (): void => setSelection(root.current === null ? null : dom.selectedIn(root.current));
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [root]);
  return selection;
}

/** Where a key leads; null: nowhere. */
function target(
  root: HTMLElement,
  key: string,
  isByWord: boolean,
  at: number,
  text: string,
  steps: TextSteps,
): number | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const way = (key === 'ArrowRight') === (directionAt(root, at) === 'ltr') ? 1 : -1;
    return isByWord ? steps.word(at, way) : steps.grapheme(at, way);
  }
  if (key === 'Home') return isByWord ? 0 : steps.line(at, -1);
  if (key === 'End') return isByWord ? text.length : steps.line(at, 1);
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const { x, top, bottom } = spotOf(root, at, steps);
  const height = bottom - top;
  const y = key === 'ArrowUp' ? top - height * 0.7 : bottom + height * 0.7;
  dom.bringInSight(root, at);
  return dom.unitAt(root, x, y) ?? (key === 'ArrowUp' ? steps.line(at, -1) : steps.line(at, 1));
}

/** Before the letter at the place, on the screen: at its left where it is read from left to right. */
function spotOf(root: HTMLElement, at: number, steps: TextSteps): Spot {
  const isRtl = directionAt(root, at) === 'rtl';
  const letter = dom.rangeIn(root, steps.graphemeAt(at)).getClientRects()[0];
  if (letter !== undefined && letter.height > 0)
    return { x: isRtl ? letter.right : letter.left, top: letter.top, bottom: letter.bottom };
  const before = dom.rangeIn(root, { from: steps.grapheme(at, -1), to: at }).getClientRects()[0];
  const { left, right, top, bottom } = before ?? root.getBoundingClientRect();
  return { x: isRtl ? left : right, top, bottom };
}

function show(root: HTMLElement, caret: HTMLElement, at: number, steps: TextSteps): void {
  const { x, top, bottom } = spotOf(root, at, steps);
  const { left: fromX, top: fromY } = caret.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const scrolled = caret.offsetParent?.scrollTop ?? 0;
  caret.style.left = `${x - fromX - 1}px`;
  caret.style.top = `${top - fromY + scrolled}px`;
  caret.style.height = `${bottom - top}px`;
}
