import { type RefObject, useEffect, useRef } from 'react';
import * as dom from './dom.ts';
import type { Range, TextSteps } from './steps.ts';

interface FingerProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly steps: TextSteps;
  readonly onMark: (range: Range) => void;
  /** It holds a handle. */
  readonly isTaken: () => boolean;
}

/** A finger that goes along a line marks; one that goes up or down scrolls, which is the browser's. */
const slackPx = 10;

interface Stroke {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  range: Range | null;
  isDrag: boolean;
}

/** Words that a finger is drawn over are marked from the first to the last. */
export function useFinger(props: FingerProps) {
  const latest = useRef(props);
  latest.current = props;
  const stroke = useRef<Stroke | null>(null);
  const last = useRef({ isFinger: false, isDrag: false });
  useEffect(() => {
    const frame = latest.current.root.current?.closest<HTMLElement>('.spans-frame');
    if (frame == null) return undefined;
    const end = new AbortController();
    const { signal } = end;
    const over = (now: Stroke, event: PointerEvent): Range | null => {
      const { root, steps } = latest.current;
      if (root.current === null) return null;
      const from = dom.unitAt(root.current, now.x, now.y);
      const to = dom.unitAt(root.current, event.clientX, event.clientY);
      if (from === null || to === null) return now.range;
      const words = [steps.wordAt(Math.min(from, to)), steps.wordAt(Math.max(from, to))];
      const [first, final] = words;
      if (first == null || final == null) return now.range;
      return { from: first.from, to: final.to };
    };
    const press = (event: PointerEvent): void => {
      last.current = { isFinger: event.pointerType === 'touch', isDrag: false };
      const isFirst = event.pointerType === 'touch' && event.isPrimary && !latest.current.isTaken();
      const { pointerId: id, clientX: x, clientY: y } = event;
      stroke.current = isFirst ? { id, x, y, range: null, isDrag: false } : null;
    };
    const move = (event: PointerEvent): void => {
      const now = stroke.current;
      if (now === null || now.id !== event.pointerId) return;
      now.isDrag ||= Math.abs(event.clientX - now.x) > slackPx;
      if (!now.isDrag) return;
      last.current = { isFinger: true, isDrag: true };
      now.range = over(now, event);
      const { root } = latest.current;
      if (now.range !== null && root.current !== null) dom.select(root.current, now.range);
    };
    const lift = (event: PointerEvent): void => {
      const now = stroke.current;
      stroke.current = null;
      if (now !== null && now.id === event.pointerId && now.isDrag && now.range !== null)
        latest.current.onMark(now.range);
    };
    const cancel = (): void => {
      stroke.current = null;
    };
    frame.addEventListener('pointerdown', press, { signal });
    frame.addEventListener('pointermove', move, { signal });
    frame.addEventListener('pointerup', lift, { signal });
    frame.addEventListener('pointercancel', cancel, { signal });
    // Else the browser takes the end of a quick stroke for a fling, and the tap that follows only stops that.
    const keep = (event: TouchEvent): void => {
      if (stroke.current?.isDrag === true) event.preventDefault();
    };
    frame.addEventListener('touchmove', keep, { signal, passive: false });
    return () => end.abort();
  }, []);
  return {
    wasDrag: () => last.current.isFinger && last.current.isDrag,
    isFinger: () => last.current.isFinger,
  };
}
