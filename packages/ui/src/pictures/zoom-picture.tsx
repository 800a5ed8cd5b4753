import { Maximize, MoveHorizontal, MoveVertical, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import type { Fit } from './fit.ts';
import { PictureZoom } from './pan-zoom.ts';

/** A picture this much longer than its frame is a strip when it is shown whole. */
const stripFill = 1.6;

/** What the Z key does to what is looked at. */
export interface Zoomable {
  readonly toggleZoom: () => void;
}

/** In the language of the app. `imageStage`: what the frame is, and which keys act on it. */
export interface PictureWords {
  readonly imageStage: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomFit: string;
  readonly zoomWidth: string;
  readonly zoomHeight: string;
}

interface ZoomPictureProps {
  /** Decoded already: it is painted in the frame in which it is put here. */
  readonly element: HTMLImageElement;
  readonly zoom: Ref<Zoomable>;
  readonly alt: string;
  readonly words: PictureWords;
  /** Its frame is small: buttons are icons alone. */
  readonly isSmall?: boolean;
}

/** An image that is zoomed with wheel, pinch, double press, buttons or keys, and moved by dragging or keys. */
export function ZoomPicture({ element, zoom, alt, words, isSmall = false }: ZoomPictureProps) {
  const frame = useRef<HTMLElement>(null);
  const picture = useRef<PictureZoom | null>(null);
  const [strip, setStrip] = useState<Fit['long'] | null>(null);
  useLayoutEffect(() => {
    const parent = frame.current;
    if (parent === null) return undefined;
    element.alt = alt;
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
  }, [element, alt]);
  useImperativeHandle(zoom, () => ({ toggleZoom: () => picture.current?.toggle() }));
  const fillText = strip === 'height' ? words.zoomWidth : words.zoomHeight;
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
        aria-label={words.imageStage}
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
            {...(isSmall ? { shape: 'icon', 'aria-label': fillText } : {})}
            onClick={() => picture.current?.fill()}
          >
            {!isSmall && fillText}
          </Button>
        )}
        <Button
          variant="quiet"
          shape="icon"
          aria-label={words.zoomOut}
          icon={<ZoomOut size={20} aria-hidden="true" />}
          onClick={() => picture.current?.zoomOut()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={words.zoomIn}
          icon={<ZoomIn size={20} aria-hidden="true" />}
          onClick={() => picture.current?.zoomIn()}
        />
        <Button
          variant="quiet"
          shape="icon"
          aria-label={words.zoomFit}
          icon={<Maximize size={20} aria-hidden="true" />}
          onClick={() => picture.current?.showAll()}
        />
      </div>
    </>
  );
}
