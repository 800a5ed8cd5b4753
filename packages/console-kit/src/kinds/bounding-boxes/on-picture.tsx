import { SelectField } from '@asg/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Mark, marksIn } from '../marks/marks.ts';
import { colourOf, dashOf, useShown, Whose } from '../marks/shown.tsx';
import { VotesTable } from '../marks/votes-table.tsx';
import type { OnItemProps } from '../view.ts';
import { boxShape } from './shape.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const zooms = [1, 2, 4, 8];
/** More names than that hide the picture: the chosen one has its name then. */
const namedMax = 24;

/** A picture with the boxes of all workers on it, and thick those that were decided. */
export function BoxesOnPicture(props: OnItemProps) {
  const { given, consensus } = props;
  const { shown, change } = useShown();
  const [zoom, setZoom] = useState(1);
  return (
    <div className="marks-item">
      <Frame {...props} zoom={zoom} shown={shown} />
      <div className="range">
        <SelectField
          label="Size"
          value={String(zoom)}
          onChange={(event) => setZoom(Number(event.currentTarget.value))}
        >
          {zooms.map((one) => (
            <option key={one} value={one}>
              {one === 1 ? 'The whole picture' : `${one} times as large`}
            </option>
          ))}
        </SelectField>
      </div>
      <Whose shape={boxShape} given={given} consensus={consensus} shown={shown} change={change} />
      <VotesTable shape={boxShape} given={given} consensus={consensus} shown={shown} change={change} />
    </div>
  );
}

interface FrameProps extends OnItemProps {
  readonly zoom: number;
  readonly shown: ReturnType<typeof useShown>['shown'];
}

function Frame({ item, given, consensus, zoom, shown: { hidden, isDecidedShown, chosen } }: FrameProps) {
  const [natural, setNatural] = useState<Size | null>(null);
  const blob = item.kind === 'image' ? item.blob : null;
  const url = useUrl(blob);
  const frame = useRef<HTMLElement>(null);
  const decided = useMemo(
    () => (consensus === null ? null : marksIn(consensus, boxShape)) ?? [],
    [consensus],
  );
  // Boxes are on the original, which is larger than what is shown of a very large one.
  const size = (item.kind === 'image' ? item.original : null) ?? natural;
  useEffect(() => {
    const looked = chosen === null ? undefined : decided[chosen];
    if (looked !== undefined && size !== null && zoom > 1) bring(frame.current, looked, size);
  }, [chosen, decided, size, zoom]);
  return (
    <section
      ref={frame}
      className="marks-frame"
      data-chosen={chosen !== null}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="The picture with what was marked on it"
    >
      <div
        className="marks-picture"
        data-whole={zoom === 1}
        style={zoom === 1 ? {} : { inlineSize: `${zoom * 100}%` }}
      >
        {url !== null && (
          <img
            src={url}
            alt="What the task is about. The tables below have what was marked on it."
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setNatural({ width, height })
            }
          />
        )}
        {size !== null && (
          <>
            <svg
              viewBox={`0 0 ${size.width} ${size.height}`}
              preserveAspectRatio="none"
              aria-hidden="true"
              data-chosen={chosen !== null}
            >
              {given.map(
                ({ name, answer }, worker) =>
                  !hidden.has(worker) && (
                    <g
                      key={name}
                      className="marks-given"
                      style={{ color: colourOf(worker), strokeDasharray: dashOf(worker) }}
                    >
                      {(marksIn(answer, boxShape) ?? []).map((mark, i) => (
                        <Rect key={keyOf(mark, i)} mark={mark} />
                      ))}
                    </g>
                  ),
              )}
              {isDecidedShown && (
                <g className="marks-decided">
                  {decided.map((mark, i) => (
                    <g key={keyOf(mark, i)} data-chosen={i === chosen}>
                      <Rect mark={mark} halo />
                      <Rect mark={mark} />
                    </g>
                  ))}
                </g>
              )}
            </svg>
            {isDecidedShown &&
              decided.map(
                (mark, i) =>
                  (i === chosen || (chosen === null && decided.length <= namedMax)) && (
                    <Name key={keyOf(mark, i)} mark={mark} of={size} />
                  ),
              )}
          </>
        )}
      </div>
    </section>
  );
}

/** Moves the picture in its frame so that the middle of a box is in the middle. */
function bring(frame: HTMLElement | null, { at }: Mark, { width, height }: Size): void {
  const picture = frame?.firstElementChild;
  if (frame === null || !(picture instanceof HTMLElement)) return;
  const [left = 0, top = 0, wide = 0, high = 0] = at;
  frame.scrollTo({
    left: ((left + wide / 2) / width) * picture.offsetWidth - frame.clientWidth / 2,
    top: ((top + high / 2) / height) * picture.offsetHeight - frame.clientHeight / 2,
  });
}

const keyOf = ({ name, at }: Mark, i: number): string => `${i} ${name} ${at.join(' ')}`;

function Rect({ mark: { at }, halo = false }: { readonly mark: Mark; readonly halo?: boolean }) {
  const [x, y, width, height] = at;
  return <rect x={x} y={y} width={width} height={height} {...(halo ? { className: 'marks-halo' } : {})} />;
}

/** So near the upper edge there is no room above a box. */
const topShare = 0.08;

function Name({ mark: { name, at }, of }: { readonly mark: Mark; readonly of: Size }) {
  const [left = 0, top = 0, width = 0] = at;
  const middle = left + width / 2;
  // To the side where there is room for it.
  const side =
    middle * 2 <= of.width
      ? { left: `${(left / of.width) * 100}%` }
      : { right: `${(1 - (left + width) / of.width) * 100}%` };
  return (
    <bdi
      className="marks-name"
      data-inside={top / of.height < topShare}
      aria-hidden="true"
      style={{ ...side, top: `${(top / of.height) * 100}%` }}
    >
      {name}
    </bdi>
  );
}

function useUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
