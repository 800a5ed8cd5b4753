import { present } from '@asg/domain/present';
import { Button } from '@asg/ui';
import Panzoom, { type PanzoomObject } from '@panzoom/panzoom';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { messages } from '../../i18n/index.ts';
import type { Zoomable } from './zoomable.ts';

const scaleMax = 8;
/** What Z and a double press zoom to. */
const closeScale = 2.5;
const panStepPx = 60;
const pressGapMs = 350;

interface ImageViewProps {
  /** Decoded already: it is painted in the frame in which it is put here. */
  readonly element: HTMLImageElement;
  readonly zoom: Ref<Zoomable>;
}

/** An image that is zoomed with wheel, pinch, double press, buttons or keys, and moved by dragging or arrow keys. */
export function ImageView({ element, zoom }: ImageViewProps) {
  const frame = useRef<HTMLElement>(null);
  const pan = useRef<PanzoomObject | null>(null);
  useLayoutEffect(() => {
    const parent = present(frame.current, 'the frame');
    element.alt = messages.work.imageAlt;
    element.className = 'image';
    parent.replaceChildren(element);
    const panzoom = Panzoom(element, {
      maxScale: scaleMax,
      minScale: 1,
      contain: 'outside',
      panOnlyWhenZoomed: true,
      cursor: 'default',
    });
    pan.current = panzoom;
    const unwatch = watchPresses(parent, panzoom);
    return () => {
      unwatch();
      panzoom.destroy();
      panzoom.resetStyle();
      pan.current = null;
    };
  }, [element]);
  const toggle = (): void => {
    const panzoom = pan.current;
    if (panzoom === null) return;
    if (panzoom.getScale() > 1) panzoom.reset();
    else panzoom.zoom(closeScale, { animate: true });
  };
  useImperativeHandle(zoom, () => ({ toggleZoom: toggle }));
  const press = (event: KeyboardEvent): void => {
    const panzoom = pan.current;
    const act = panzoom === null ? undefined : keyActs(panzoom)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <section
        ref={frame}
        className="image-frame"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is zoomed by keyboard must take the focus.
        tabIndex={0}
        aria-label={messages.work.imageStage}
        onKeyDown={press}
      />
      <div className="image-tools">
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomOut}
          icon={<ZoomOut size={20} aria-hidden="true" />}
          onClick={() => pan.current?.zoomOut()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomIn}
          icon={<ZoomIn size={20} aria-hidden="true" />}
          onClick={() => pan.current?.zoomIn()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomFit}
          icon={<Maximize size={20} aria-hidden="true" />}
          onClick={() => pan.current?.reset()}
        />
      </div>
    </>
  );
}

/** Wheel, and two presses at one place: the way to a detail without dragging. */
function watchPresses(parent: HTMLElement, panzoom: PanzoomObject): () => void {
  const end = new AbortController();
  let lastMs = 0;
  parent.addEventListener('wheel', (event) => panzoom.zoomWithWheel(event), {
    passive: false,
    signal: end.signal,
  });
  parent.addEventListener(
    'click',
    (event) => {
      const isDouble = event.timeStamp - lastMs < pressGapMs;
      lastMs = isDouble ? 0 : event.timeStamp;
      if (!isDouble) return;
      if (panzoom.getScale() > 1) panzoom.reset();
      else panzoom.zoomToPoint(closeScale, event, { animate: true });
    },
    { signal: end.signal },
  );
  return () => end.abort();
}

function keyActs(panzoom: PanzoomObject): Readonly<Record<string, () => unknown>> {
  const move = (x: number, y: number) => () => panzoom.pan(x, y, { relative: true, animate: true });
  return {
    '+': () => panzoom.zoomIn(),
    '=': () => panzoom.zoomIn(),
    '-': () => panzoom.zoomOut(),
    '0': () => panzoom.reset(),
    ArrowLeft: move(panStepPx, 0),
    ArrowRight: move(-panStepPx, 0),
    ArrowUp: move(0, panStepPx),
    ArrowDown: move(0, -panStepPx),
  };
}
