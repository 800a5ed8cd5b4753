import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { messages } from '../i18n/index.ts';
import { boxesOf } from '../kinds/marks.ts';
import { boxText, marksIn, sizeOf } from '../marking/boxes/boxes.ts';
import { placeOf } from '../marking/boxes/shapes.tsx';
import { ToldItem, ToldList, type ToldProps } from './told.tsx';

const sides = ['decided', 'own'] as const;

/** Both on the picture: own boxes are dashed, those that count are not. */
export function Item(props: ToldProps) {
  const { media } = props;
  const layer = useRef<HTMLDivElement>(null);
  const picture = sizeOf(media);
  useLayoutEffect(() => {
    if (media.kind !== 'image') return;
    media.element.alt = messages.work.imageAlt;
    media.element.className = 'image';
    media.element.classList.add('told-image');
    layer.current?.prepend(media.element);
  }, [media]);
  const style: CSSProperties & Record<`--${string}`, number> = {
    '--ratio': picture.width / picture.height,
  };
  return (
    <ToldItem {...props} countOf={(answer) => boxesOf(answer).length}>
      {(shown) => (
        <div ref={layer} className="told-picture" style={style}>
          {sides
            .filter((side) => shown[side])
            .flatMap((side) =>
              boxesOf(props[side]).map((box, i) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
                  key={`${side} ${i}`}
                  className="told-box"
                  data-side={side}
                  aria-hidden="true"
                  style={placeOf(box, picture)}
                >
                  <span className="told-name" dir="auto">
                    {i + 1} {box.class}
                  </span>
                </span>
              )),
            )}
        </div>
      )}
    </ToldItem>
  );
}

export const List = (props: ToldProps) => (
  <ToldList {...props} saidOf={(answer) => marksIn(answer).map((box, place) => boxText(box, place, box))} />
);
