import { type Zoomable, ZoomPicture } from '@asg/ui/pictures';
import { CircleCheck } from 'lucide-react';
import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { messages } from '../../../i18n/index.ts';
import { letterAt, placeOf } from '../../../kinds/answer.ts';
import { useShortcuts, useShortcutsOn } from '../../shortcuts.ts';
import type { Painted } from '../../stage/item-media.ts';
import { TextView } from '../../stage/text-view.tsx';
import type { ShownProps } from '../view.ts';
import { useColumns } from './columns.ts';

/** Before all items. */
const contextPlace = -1;

/** The items beside each other, below what they are about; one at a time where there is no room, with tabs to flip through. */
export function SideBySide({ asked, media, zoom, answer, onAnswer }: ShownProps) {
  const context = media.kind === 'several' ? media.context : null;
  const items = media.kind === 'several' ? media.items : [];
  const room = useRef<HTMLDivElement>(null);
  const columns = useColumns(room, items.length, context !== null);
  const first = context === null ? 0 : contextPlace;
  const [shown, setShown] = useState(first);
  const [shortcutsOn] = useShortcutsOn();
  const zooms = useRef(new Map<number, Zoomable>());
  const ids = (asked.items ?? []).map(({ id }) => id);
  const chosen = ids.indexOf(placeOf(answer) ?? '');
  // What is chosen is looked at.
  useEffect(() => {
    if (chosen >= 0) setShown(chosen);
  }, [chosen]);
  useImperativeHandle(zoom, () => ({
    toggleZoom: () => {
      for (const each of zooms.current.values()) each.toggleZoom();
    },
  }));
  const flip = (): void => setShown((now) => (now + 1 < items.length ? now + 1 : first));
  useShortcuts({ f: flip }, shortcutsOn);
  const zoomAt = (place: number) => (each: Zoomable | null) => {
    if (each === null) zooms.current.delete(place);
    else zooms.current.set(place, each);
  };
  const isAlone = columns === 0;
  const style: CSSProperties & Record<'--columns', number> = { '--columns': columns };
  return (
    <div ref={room} className="compare" data-alone={isAlone} style={style}>
      {isAlone && <Tabs first={first} count={items.length} shown={shown} onShow={setShown} />}
      {context !== null && (
        <div className="compare-pane compare-about" hidden={isAlone && shown !== contextPlace}>
          <Body part={context} name={messages.kinds.context} zoom={zoomAt(contextPlace)} />
        </div>
      )}
      <div className="compare-items" hidden={isAlone && shown === contextPlace}>
        {items.map((part, place) => (
          <div
            key={ids[place]}
            className="compare-pane"
            data-chosen={chosen === place}
            hidden={isAlone && shown !== place}
          >
            {!isAlone && (
              <button
                type="button"
                className="compare-head"
                aria-pressed={chosen === place}
                aria-label={messages.kinds.choosePlace({ place: letterAt(place) })}
                onClick={() => onAnswer({ item: ids[place] ?? '' })}
              >
                {letterAt(place)}
                {chosen === place && <CircleCheck size={18} aria-hidden="true" />}
              </button>
            )}
            <Body part={part} name={letterAt(place)} zoom={zoomAt(place)} />
          </div>
        ))}
      </div>
    </div>
  );
}

interface TabsProps {
  readonly first: number;
  readonly count: number;
  readonly shown: number;
  readonly onShow: (place: number) => void;
}

function Tabs({ first, count, shown, onShow }: TabsProps) {
  const places = Array.from({ length: count - first }, (_, i) => first + i);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form.
    <div className="compare-tabs" role="group" aria-label={messages.kinds.show}>
      {places.map((place) => (
        <button key={place} type="button" aria-pressed={shown === place} onClick={() => onShow(place)}>
          {place === contextPlace ? messages.kinds.context : letterAt(place)}
        </button>
      ))}
    </div>
  );
}

interface BodyProps {
  readonly part: Painted;
  readonly name: string;
  readonly zoom: Ref<Zoomable>;
}

function Body({ part, name, zoom }: BodyProps) {
  return (
    <div className="compare-body" data-kind={part.kind}>
      {part.kind === 'image' ? (
        <ZoomPicture
          element={part.element}
          zoom={zoom}
          isSmall
          alt={name}
          words={{
            ...messages.work,
            imageStage: messages.kinds.named({ name, what: messages.work.imageStage }),
          }}
        />
      ) : (
        <TextView text={part.text} cut={part.cut} zoom={zoom} name={name} />
      )}
    </div>
  );
}
