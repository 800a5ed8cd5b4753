import { type CSSProperties, memo } from 'react';
import { letterOfClass, lookOfClass } from '../../kinds/marks.ts';
import { selecting } from '../board.ts';
import { boards } from './boxes.ts';
import { handles, type Rect, type Size } from './geometry.ts';

/** By shares of the picture: they stay right however large it is shown. */
export const placeOf = (rect: Rect, picture: Size): CSSProperties & Record<`--${string}`, string> => ({
  '--x': `${(rect.left / picture.width) * 100}%`,
  '--y': `${(rect.top / picture.height) * 100}%`,
  '--width': `${(rect.width / picture.width) * 100}%`,
  '--height': `${(rect.height / picture.height) * 100}%`,
});

interface ShapeProps {
  readonly id: number;
  readonly rect: Rect;
  readonly picture: Size;
  /** What it is, read out. */
  readonly text: string;
  /** Of its class. */
  readonly place: number;
  readonly isSelected: boolean;
}

/** One box. Who comes to it by Tab has selected it. */
export const Shape = memo(function Shape({ id, rect, picture, text, place, isSelected }: ShapeProps) {
  return (
    <button
      type="button"
      className="box"
      data-box={id}
      aria-label={text}
      aria-pressed={isSelected}
      style={placeOf(rect, picture)}
      {...lookOfClass(place)}
      onFocus={() => boards.set(selecting(boards.now(), id), null)}
    >
      <span className="box-letter">{letterOfClass(place)}</span>
    </button>
  );
});

interface HeldProps {
  readonly rect: Rect;
  readonly picture: Size;
  readonly name: string;
}

/** What is selected is held by its handles, or in its middle. */
export const Held = ({ rect, picture, name }: HeldProps) => (
  <div className="held" aria-hidden="true" style={placeOf(rect, picture)}>
    <span className="held-body" data-held />
    <span className="held-name" dir="auto">
      {name}
    </span>
    {handles.map(({ x, y }, i) => (
      <span key={`${x} ${y}`} className="held-handle" data-handle={i} data-x={x} data-y={y} />
    ))}
  </div>
);
