import { messages } from '../../i18n/index.ts';
import { type Answer, isNone } from '../../kinds/answer.ts';
import { boxesOf } from '../../kinds/marks.ts';
import type { Media } from '../../work/stage/item-media.ts';
import type { Mark } from '../board.ts';
import { Boards } from '../use-board.ts';
import { isSame, type Rect, type Size } from './geometry.ts';

export type Box = Mark & Rect;

/** A label has so many at most. */
export const boxesMax = 200;

const isRepeated = (box: Box, place: number, all: readonly Box[]): boolean =>
  all.findIndex((one) => one.name === box.name && isSame(one, box)) < place;

/** Two that are the same are one. */
function answerOf(marks: readonly Box[]): Answer {
  const boxes = marks.filter((box, place, all) => !isRepeated(box, place, all));
  return {
    boxes: boxes.map(({ name, left, top, width, height }) => ({ class: name, left, top, width, height })),
  };
}

export const marksIn = (answer: Answer): readonly Box[] =>
  boxesOf(answer).map(({ class: name, ...rect }, i) => ({ id: i + 1, name, ...rect }));

export const boards = new Boards<Box>({
  marksIn,
  isNone,
  answerOf,
});

/** Of the original picture, in whose pixels boxes are said. */
export const sizeOf = (media: Media | null): Size =>
  media?.kind === 'image' ? media.size : { width: 1, height: 1 };

/** What is read out of a box that lies, or is to lie, there. */
export const boxText = ({ name }: Box, place: number, { left, top, width, height }: Rect): string =>
  messages.marks.box({ n: place + 1, name, left, top, width, height });
