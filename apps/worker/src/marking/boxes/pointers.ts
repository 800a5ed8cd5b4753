import type { Point } from './geometry.ts';

/** What one or two pointers do to the picture, in px of its frame. */
export interface Hands {
  /** A pointer that was put down begins to move. */
  readonly begin: (from: Point, on: Element | null, isFinger: boolean) => Drag;
  readonly tap: (at: Point, isFinger: boolean) => void;
  /** Two fingers, or the middle button: what was between them before is between them now. */
  readonly pinch: (from: Point, to: Point, times: number) => void;
}

export interface Drag {
  readonly move: (to: Point) => void;
  readonly end: () => void;
  /** As if it had not been begun. */
  readonly cancel: () => void;
}

/** A hand trembles so much, px. */
const slackPx = { mouse: 3, finger: 8 };

interface Down {
  readonly from: Point;
  readonly on: Element | null;
  readonly isFinger: boolean;
  readonly isPan: boolean;
  at: Point;
}

const middleOf = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const apart = (a: Point, b: Point): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/** Tells taps, drags and pinches apart, by mouse, pen or finger. Ends with `stop`. */
export class Pointers {
  readonly #frame: HTMLElement;
  readonly #hands: () => Hands;
  readonly #isPanning: () => boolean;
  readonly #down = new Map<number, Down>();
  readonly #end = new AbortController();
  #drag: Drag | null = null;
  /** There were two fingers: until all are gone, one draws nothing. */
  #isOver = false;

  constructor(frame: HTMLElement, hands: () => Hands, isPanning: () => boolean) {
    this.#frame = frame;
    this.#hands = hands;
    this.#isPanning = isPanning;
    const { signal } = this.#end;
    frame.addEventListener('pointerdown', (event) => this.#press(event), { signal });
    frame.addEventListener('pointermove', (event) => this.#move(event), { signal });
    frame.addEventListener('pointerup', (event) => this.#lift(event, true), { signal });
    frame.addEventListener('pointercancel', (event) => this.#lift(event, false), { signal });
    // Else the browser takes the end of a quick stroke for a fling, and the tap that follows only stops that.
    const keep = (event: TouchEvent): void => {
      if (this.#drag !== null || this.#down.size > 1) event.preventDefault();
    };
    frame.addEventListener('touchmove', keep, { signal, passive: false });
  }

  stop(): void {
    this.cancel();
    this.#end.abort();
  }

  /** Drops what is being drawn. Whether there was something. */
  cancel(): boolean {
    const drag = this.#drag;
    this.#drag = null;
    this.#isOver = this.#down.size > 0;
    drag?.cancel();
    return drag !== null;
  }

  #at({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = this.#frame.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #press(event: PointerEvent): void {
    if (event.button > 1) return;
    const at = this.#at(event);
    const on = event.target instanceof Element ? event.target : null;
    const isPan = event.button === 1 || this.#isPanning();
    this.#frame.setPointerCapture(event.pointerId);
    this.#down.set(event.pointerId, { from: at, at, on, isFinger: event.pointerType === 'touch', isPan });
    if (this.#down.size > 1) this.cancel();
  }

  #move(event: PointerEvent): void {
    const down = this.#down.get(event.pointerId);
    if (down === undefined) return;
    const before = down.at;
    down.at = this.#at(event);
    const [other, ...more] = [...this.#down.values()].filter((one) => one !== down);
    if (other !== undefined && more.length === 0) {
      const times = apart(down.at, other.at) / apart(before, other.at);
      this.#hands().pinch(middleOf(before, other.at), middleOf(down.at, other.at), times);
      return;
    }
    if (other !== undefined || this.#isOver) return;
    if (down.isPan) {
      this.#hands().pinch(before, down.at, 1);
      return;
    }
    if (this.#drag === null) {
      if (apart(down.from, down.at) <= slackPx[down.isFinger ? 'finger' : 'mouse']) return;
      this.#drag = this.#hands().begin(down.from, down.on, down.isFinger);
    }
    this.#drag.move(down.at);
  }

  #lift(event: PointerEvent, isMeant: boolean): void {
    const down = this.#down.get(event.pointerId);
    if (down === undefined) return;
    this.#down.delete(event.pointerId);
    const drag = this.#drag;
    const wasOver = this.#isOver;
    this.#drag = null;
    if (this.#down.size === 0) this.#isOver = false;
    if (drag !== null) {
      if (isMeant) drag.end();
      else drag.cancel();
    } else if (isMeant && !wasOver && !down.isPan && this.#down.size === 0) {
      this.#hands().tap(down.at, down.isFinger);
    }
  }
}
