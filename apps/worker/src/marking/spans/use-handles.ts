import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import * as dom from './dom.ts';
import { edgeOf, type Side, stretched } from './edges.ts';
import type { Range, TextSteps } from './steps.ts';

interface HandlesProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly steps: TextSteps;
  /** The selected mark as it is shown; null: there is none. */
  readonly held: Range | null;
  /** Between the marks before and behind it. */
  readonly room: () => Range;
  /** It is dragged there, and not let go yet; null: back to where it was. */
  readonly onDraft: (range: Range | null) => void;
  readonly onMoved: (range: Range) => void;
}

/** A hand trembles so much, px. */
const slackPx = { mouse: 3, finger: 8 };

/** A handle that is held, and how far from its boundary it was taken. */
interface Grip {
  readonly id: number;
  readonly side: Side;
  readonly x: number;
  readonly y: number;
  readonly byX: number;
  readonly byY: number;
  readonly slack: number;
  readonly room: Range;
  range: Range;
  isDrag: boolean;
}

const sideOf = ({ dataset }: HTMLElement): Side => (dataset.side === 'start' ? 'start' : 'end');

const isIn = ({ left, right, top, bottom }: DOMRect, { clientX, clientY }: MouseEvent): boolean =>
  clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;

/** The two ends of the selected mark, moved by finger or mouse. What is only tapped is the text below them. */
export function useHandles(props: HandlesProps) {
  const latest = useRef(props);
  latest.current = props;
  const element = useRef<HTMLDivElement>(null);
  const grip = useRef<Grip | null>(null);
  const wasTaken = useRef(false);
  useLayoutEffect(() => place(element.current, latest.current));
  const cancel = useCallback((): boolean => {
    const was = grip.current;
    grip.current = null;
    if (was?.isDrag !== true) return false;
    latest.current.onDraft(null);
    return true;
  }, []);
  useEffect(() => {
    const { root } = latest.current;
    const frame = root.current?.closest<HTMLElement>('.spans-frame');
    if (frame == null || root.current === null) return undefined;
    const end = new AbortController();
    const { signal } = end;
    const handleAt = (event: MouseEvent): HTMLElement | undefined => {
      if (latest.current.held === null) return undefined;
      const handles = [...(element.current?.querySelectorAll<HTMLElement>('.span-handle') ?? [])];
      return handles.find((handle) => isIn(handle.getBoundingClientRect(), event));
    };
    const press = (event: PointerEvent): void => {
      wasTaken.current = false;
      const { held, steps, room } = latest.current;
      const handle = event.isPrimary && event.button === 0 ? handleAt(event) : undefined;
      if (handle === undefined || held === null || root.current === null) return;
      const side = sideOf(handle);
      const edge = edgeOf(root.current, held, side, steps);
      if (edge === null) return;
      const { pointerId: id, clientX: x, clientY: y } = event;
      const slack = slackPx[event.pointerType === 'touch' ? 'finger' : 'mouse'];
      const [byX, byY] = [x - edge.x, y - (edge.top + edge.bottom) / 2];
      grip.current = { id, side, x, y, byX, byY, slack, room: room(), range: held, isDrag: false };
      // What is seen of a handle is nothing but the handle.
      const knob = handle.firstElementChild?.getBoundingClientRect();
      wasTaken.current = knob !== undefined && isIn(knob, event);
      frame.setPointerCapture(id);
    };
    const move = (event: PointerEvent): void => {
      const now = grip.current;
      if (now === null) {
        if (event.pointerType === 'mouse' && event.buttons === 0)
          frame.toggleAttribute('data-on-handle', handleAt(event) !== undefined);
        return;
      }
      if (now.id !== event.pointerId || root.current === null) return;
      now.isDrag ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) > now.slack;
      if (!now.isDrag) return;
      wasTaken.current = true;
      const at = dom.unitAt(root.current, event.clientX - now.byX, event.clientY - now.byY);
      if (at === null) return;
      const { steps, onDraft } = latest.current;
      const range = stretched(steps, now.range, now.side, at, now.room);
      if (range.from === now.range.from && range.to === now.range.to) return;
      now.range = range;
      onDraft(range);
      dom.bringInSight(root.current, now.side === 'start' ? range.from : range.to - 1);
    };
    const lift = (event: PointerEvent): void => {
      const now = grip.current;
      if (now === null || now.id !== event.pointerId) return;
      grip.current = null;
      if (now.isDrag) latest.current.onMoved(now.range);
    };
    // No text is selected, and nothing scrolls, with a handle in the hand.
    const keep = (event: Event): void => {
      if (grip.current !== null) event.preventDefault();
    };
    frame.addEventListener('pointerdown', press, { signal });
    frame.addEventListener('pointermove', move, { signal });
    frame.addEventListener('pointerup', lift, { signal });
    frame.addEventListener('pointercancel', cancel, { signal });
    frame.addEventListener('mousedown', keep, { signal });
    frame.addEventListener('touchmove', keep, { signal, passive: false });
    const sizes = new ResizeObserver(() => place(element.current, latest.current));
    sizes.observe(root.current);
    return () => {
      end.abort();
      sizes.disconnect();
    };
  }, [cancel]);
  return { element, cancel, isHeld: () => grip.current !== null, wasTaken: () => wasTaken.current };
}

/** The first above its line, the second below: neither covers the other, however short the mark. */
function place(element: HTMLElement | null, { root, held, steps }: HandlesProps): void {
  if (element === null || root.current === null || held === null) return;
  const { left: fromX, top: fromY, width } = element.getBoundingClientRect();
  for (const handle of element.querySelectorAll<HTMLElement>('.span-handle')) {
    const side = sideOf(handle);
    const edge = edgeOf(root.current, held, side, steps);
    handle.hidden = edge === null;
    if (edge === null) continue;
    const hit = handle.offsetWidth;
    const at = edge.x - fromX;
    const left = Math.max(0, Math.min(width - hit, at - hit / 2));
    handle.style.transform = `translate(${left}px, ${(side === 'start' ? edge.top : edge.bottom) - fromY}px)`;
    handle.style.setProperty('--at', `${at - left}px`);
    handle.style.setProperty('--line', `${edge.bottom - edge.top}px`);
  }
}
