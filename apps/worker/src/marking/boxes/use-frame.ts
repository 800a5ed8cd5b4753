import { type RefObject, useLayoutEffect, useRef } from 'react';
import {
  inPicture,
  type Point,
  type Rect,
  type Size,
  seen,
  showing,
  type View,
  whole,
  wholeScale,
  zoomed,
} from './geometry.ts';
import { type Hands, Pointers } from './pointers.ts';

const zoomStep = 1.35;
const wheelStep = 1.0018;
const closeTimes = 2.5;
const panPx = 60;

interface FrameProps {
  readonly picture: Size;
  /** Pointers move the picture, and draw nothing. */
  readonly isPanning: boolean;
  readonly hands: Omit<Hands, 'pinch'>;
}

/** The frame of a picture, and what of it is seen. That changes past React: boxes are placed by shares of the layer. */
export interface Frame {
  readonly element: RefObject<HTMLElement | null>;
  /** As large as the picture is shown. */
  readonly layer: RefObject<HTMLDivElement | null>;
  readonly view: () => View;
  readonly size: () => Size;
  readonly inPicture: (at: Point) => Point;
  /** Drops what is being drawn. Whether there was something. */
  readonly cancel: () => boolean;
  readonly zoom: (way: 1 | -1) => void;
  readonly showAll: () => void;
  readonly toggle: () => void;
  readonly show: (rect: Rect) => void;
  readonly pan: (arrow: Point) => void;
  /** What a key does to the view; undefined: nothing. */
  readonly zoomOf: (key: string) => (() => void) | undefined;
}

export function useFrame({ picture, isPanning, hands }: FrameProps): Frame {
  const element = useRef<HTMLElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const pointers = useRef<Pointers | null>(null);
  const now = useRef<View>({ scale: 1, x: 0, y: 0 });
  const latest = useRef({ isPanning, hands });
  latest.current = { isPanning, hands };
  const { width, height } = picture;
  const size = (): Size => ({
    width: element.current?.clientWidth ?? 1,
    height: element.current?.clientHeight ?? 1,
  });
  const put = (view: View): void => {
    now.current = view;
    const { style } = layer.current ?? {};
    if (style === undefined) return;
    style.width = `${width * view.scale}px`;
    style.height = `${height * view.scale}px`;
    style.transform = `translate(${view.x}px, ${view.y}px)`;
  };
  const zoomAt = (times: number, at: Point): void => put(zoomed(now.current, times, at, picture, size()));
  const centre = (): Point => ({ x: size().width / 2, y: size().height / 2 });
  const showAll = (): void => put(whole(picture, size()));
  const zoom = (way: 1 | -1): void => zoomAt(zoomStep ** way, centre());
  const isWhole = (): boolean => now.current.scale <= wholeScale(picture, size()) * 1.001;
  const move = (x: number, y: number): void => {
    const { scale, ...at } = now.current;
    put(seen({ scale, x: at.x + x, y: at.y + y }, picture, size()));
  };
  const tools = useRef({ showAll, zoomAt, move, isWhole, put, size });
  tools.current = { showAll, zoomAt, move, isWhole, put, size };

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins whole.
  useLayoutEffect(() => {
    const frame = element.current;
    if (frame === null) return undefined;
    const end = new AbortController();
    pointers.current = new Pointers(
      frame,
      () => ({
        ...latest.current.hands,
        pinch: (from, to, times) => {
          tools.current.zoomAt(times, from);
          tools.current.move(to.x - from.x, to.y - from.y);
        },
      }),
      () => latest.current.isPanning,
    );
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      const by = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
      tools.current.zoomAt(wheelStep ** -by, { x: event.clientX - left, y: event.clientY - top });
    };
    frame.addEventListener('wheel', wheel, { passive: false, signal: end.signal });
    // The focus goes where keys act, not to the box below the pointer.
    const press = (event: MouseEvent): void => {
      event.preventDefault();
      if (!frame.contains(document.activeElement)) frame.focus({ preventScroll: true });
    };
    frame.addEventListener('mousedown', press, { signal: end.signal });
    let was: Size = { width: 0, height: 0 };
    const refit = (): void => {
      const room = tools.current.size();
      if (room.width === was.width && room.height === was.height) return;
      const wasWhole = was.width === 0 || now.current.scale <= wholeScale(picture, was) * 1.001;
      was = room;
      tools.current.put(wasWhole ? whole(picture, room) : seen(now.current, picture, room));
    };
    refit();
    const sizes = new ResizeObserver(refit);
    sizes.observe(frame);
    return () => {
      end.abort();
      sizes.disconnect();
      pointers.current?.stop();
    };
  }, [width, height]);

  return {
    element,
    layer,
    view: () => now.current,
    size,
    inPicture: (at) => inPicture(now.current, at),
    cancel: () => pointers.current?.cancel() ?? false,
    zoom,
    showAll,
    toggle: () => (isWhole() ? zoomAt(closeTimes, centre()) : showAll()),
    show: (rect) => put(showing(now.current, rect, picture, size())),
    pan: ({ x, y }) => move(-x * panPx, -y * panPx),
    zoomOf: (key) => {
      if (key === '+' || key === '=') return () => zoom(1);
      return key === '-' ? () => zoom(-1) : undefined;
    },
  };
}
