import { Button } from '@asg/ui';
import { present } from '@asg/values/present';
import { Maximize, MoveHorizontal, MoveVertical, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { messages } from '../../i18n/index.ts';
import type { Fit } from './fit.ts';
import { PictureZoom } from './pan-zoom.ts';
import type { Zoomable } from './zoomable.ts';

/** A picture this much longer than its frame is a strip when it is shown whole. */
const stripFill = 1.6;

interface ImageViewProps {
  /** Decoded already: it is painted in the frame in which it is put here. */
  readonly element: HTMLImageElement;
  readonly zoom: Ref<Zoomable>;
}

/** An image that is zoomed with wheel, pinch, double press, buttons or keys, and moved by dragging or keys. */
export function ImageView({ element, zoom }: ImageViewProps) {
  const frame = useRef<HTMLElement>(null);
  const picture = useRef<PictureZoom | null>(null);
  const [strip, setStrip] = useState<Fit['long'] | null>(null);
  useLayoutEffect(() => {
    const parent = present(frame.current, 'the frame');
    element.alt = messages.work.imageAlt;
    element.className = 'image';
    parent.replaceChildren(element);
    const shown = new PictureZoom(parent, element, ({ fill, long }) =>
      setStrip(fill > stripFill ? long : null),
    );
    picture.current = shown;
    return () => {
      shown.stop();
      picture.current = null;
    };
  }, [element]);
  useImperativeHandle(zoom, () => ({ toggleZoom: () => picture.current?.toggle() }));
  const press = (event: KeyboardEvent): void => {
    const act = picture.current?.actOf(event.key);
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
        {strip !== null && (
          <Button
            variant="quiet"
            icon={
              strip === 'height' ? (
                <MoveHorizontal size={20} aria-hidden="true" />
              ) : (
                <MoveVertical size={20} aria-hidden="true" />
              )
            }
            onClick={() => picture.current?.fill()}
          >
            {strip === 'height' ? messages.work.zoomWidth : messages.work.zoomHeight}
          </Button>
        )}
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomOut}
          icon={<ZoomOut size={20} aria-hidden="true" />}
          onClick={() => picture.current?.zoomOut()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomIn}
          icon={<ZoomIn size={20} aria-hidden="true" />}
          onClick={() => picture.current?.zoomIn()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={messages.work.zoomFit}
          icon={<Maximize size={20} aria-hidden="true" />}
          onClick={() => picture.current?.showAll()}
        />
      </div>
    </>
  );
}
