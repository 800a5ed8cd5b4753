import Panzoom, { type PanzoomObject } from '@panzoom/panzoom';
import { type Fit, fitOf, type Shift, type Size, shiftMax, withinFrame } from './fit.ts';

/** What Z and a double press zoom to, where the picture is not longer than that. */
const closeScale = 2.5;
const panStepPx = 60;
/** Of what is seen: a strip of the old stays. */
const pageShare = 0.9;
const pressGapMs = 350;

/** A picture in its frame: shown whole, enlarged by wheel, pinch, double press or keys, moved by dragging or keys. */
export class PictureZoom {
  readonly #frame: HTMLElement;
  readonly #picture: HTMLImageElement;
  readonly #onFit: (fit: Fit) => void;
  readonly #end = new AbortController();
  readonly #panzoom: PanzoomObject;
  #room: Size = { width: 1, height: 1 };
  #fit: Fit;

  /** `onFit` is called whenever the frame has another size, and once before this returns. */
  constructor(frame: HTMLElement, picture: HTMLImageElement, onFit: (fit: Fit) => void) {
    this.#frame = frame;
    this.#picture = picture;
    this.#onFit = onFit;
    this.#fit = this.#laidOut();
    this.#panzoom = Panzoom(picture, {
      maxScale: this.#fit.scaleMax,
      minScale: 1,
      canvas: true,
      panOnlyWhenZoomed: true,
      cursor: 'default',
      touchAction: 'pan-y',
      setTransform: (_element: unknown, { scale, x, y }: { scale: number; x: number; y: number }) => {
        const at = this.#within(scale, { x, y });
        picture.style.transform = `scale(${scale}) translate(${at.x}px, ${at.y}px)`;
      },
    });
    const { signal } = this.#end;
    picture.addEventListener('panzoomchange', () => this.#settle(), { signal });
    frame.addEventListener('wheel', (event) => this.#wheel(event), { passive: false, signal });
    this.#watchPresses(signal);
    const sizes = new ResizeObserver(() => this.#refit());
    sizes.observe(frame);
    signal.addEventListener('abort', () => sizes.disconnect());
  }

  stop(): void {
    this.#end.abort();
    this.#panzoom.destroy();
    this.#panzoom.resetStyle();
    this.#picture.removeAttribute('style');
  }

  get isZoomed(): boolean {
    return this.#panzoom.getScale() > 1;
  }

  readonly zoomIn = (): void => void this.#panzoom.zoomIn();
  readonly zoomOut = (): void => void this.#panzoom.zoomOut();
  readonly showAll = (): void => void this.#panzoom.reset();

  /** As large as the frame, from the head of what is longer. */
  readonly fill = (): void => {
    const { fill } = this.#fit;
    this.#panzoom.zoom(fill, { animate: false });
    const { x, y } = shiftMax(fill, this.#fit.whole, this.#room);
    this.#panzoom.pan(x, y, { force: true, animate: false });
  };

  readonly toggle = (): void => {
    if (this.isZoomed) this.showAll();
    else if (this.#fit.fill > closeScale) this.fill();
    else this.#panzoom.zoom(closeScale, { animate: true });
  };

  /** What the key does to the picture; undefined: nothing, it is the page's. */
  actOf(key: string): (() => void) | undefined {
    const { width, height } = this.#room;
    const zooming: Readonly<Record<string, () => void>> = {
      '+': this.zoomIn,
      '=': this.zoomIn,
      '-': this.zoomOut,
      '0': this.showAll,
    };
    const moving: Readonly<Record<string, Shift>> = {
      ArrowLeft: { x: panStepPx, y: 0 },
      ArrowRight: { x: -panStepPx, y: 0 },
      ArrowUp: { x: 0, y: panStepPx },
      ArrowDown: { x: 0, y: -panStepPx },
      PageUp: { x: 0, y: height * pageShare },
      PageDown: { x: 0, y: -height * pageShare },
      Home: { x: Number.MAX_SAFE_INTEGER, y: Number.MAX_SAFE_INTEGER },
      End: { x: -Number.MAX_SAFE_INTEGER, y: -Number.MAX_SAFE_INTEGER },
    };
    const shift = width > 0 && this.isZoomed ? moving[key] : undefined;
    return zooming[key] ?? (shift && (() => this.#move(shift)));
  }

  #move({ x, y }: Shift): void {
    const scale = this.#panzoom.getScale();
    const now = this.#panzoom.getPan();
    const at = this.#within(scale, { x: now.x + x / scale, y: now.y + y / scale });
    this.#panzoom.pan(at.x, at.y, { animate: true });
  }

  #within(scale: number, shift: Shift): Shift {
    return withinFrame(shift, shiftMax(scale, this.#fit.whole, this.#room));
  }

  /** What was shown becomes what is: the next drag begins there. A finger scrolls the page while there is nothing to move. */
  #settle(): void {
    const now = this.#panzoom.getPan();
    const at = this.#within(this.#panzoom.getScale(), now);
    if (at.x !== now.x || at.y !== now.y) this.#panzoom.pan(at.x, at.y, { force: true, silent: true });
    this.#panzoom.setOptions({ touchAction: this.isZoomed ? 'none' : 'pan-y' });
  }

  #laidOut(): Fit {
    const { clientWidth: width, clientHeight: height } = this.#frame;
    this.#room = { width, height };
    const { naturalWidth, naturalHeight, style } = this.#picture;
    const fit = fitOf({ width: naturalWidth, height: naturalHeight }, this.#room);
    style.width = `${fit.whole.width}px`;
    style.height = `${fit.whole.height}px`;
    // Margins, not alignment: from them it is known where a wheel or a finger is over the picture.
    style.margin = `${(height - fit.whole.height) / 2}px ${(width - fit.whole.width) / 2}px`;
    this.#picture.dataset.tiny = String(fit.isTiny);
    this.#onFit(fit);
    return fit;
  }

  #refit(): void {
    const { clientWidth, clientHeight } = this.#frame;
    if (clientWidth === this.#room.width && clientHeight === this.#room.height) return;
    const wasFilled = this.isZoomed && this.#panzoom.getScale() === this.#fit.fill;
    this.#fit = this.#laidOut();
    this.#panzoom.setOptions({ maxScale: this.#fit.scaleMax });
    if (wasFilled) this.fill();
    else this.#settle();
  }

  /** Where the page is longer than the screen it scrolls, until the picture is enlarged. */
  #wheel(event: WheelEvent): void {
    const page = document.documentElement;
    const isForPage = page.scrollHeight > page.clientHeight && !this.isZoomed && !event.ctrlKey;
    if (!isForPage) this.#panzoom.zoomWithWheel(event);
  }

  /** Two presses at one place: the way to a detail without dragging. */
  #watchPresses(signal: AbortSignal): void {
    let lastMs = 0;
    const press = (event: MouseEvent): void => {
      const isDouble = event.timeStamp - lastMs < pressGapMs;
      lastMs = isDouble ? 0 : event.timeStamp;
      if (!isDouble) return;
      const scale = Math.max(closeScale, this.#fit.fill);
      if (this.isZoomed) this.showAll();
      else this.#panzoom.zoomToPoint(scale, event, { animate: true });
    };
    this.#frame.addEventListener('click', press, { signal });
  }
}
