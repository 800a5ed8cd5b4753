import { messages } from '../../i18n/index.ts';
import type { AnswersProps, KindView } from '../../work/kinds/view.ts';
import { changed, marksOf, removed, selecting } from '../board.ts';
import { Choices } from '../choices.tsx';
import { MarkList, NumberField } from '../mark-list.tsx';
import { Announced } from '../said.tsx';
import { useBoard } from '../use-board.ts';
import { BoxStage } from './box-stage.tsx';
import { type Box, boards, boxText, sizeOf } from './boxes.ts';
import { isSame, type Rect, typed } from './geometry.ts';

const sidesOf = ['left', 'top', 'width', 'height'] as const;

/** The classes, that there is nothing to mark, and all boxes by their numbers. */
function Answers({ asked, media, answer, showKeys, onAnswer }: AnswersProps) {
  const drawing = useBoard(boards, asked, answer, onAnswer);
  const { board, classes, said, act } = drawing;
  const picture = sizeOf(media);
  const boxes = marksOf(board);
  const remove = (box: Box): void =>
    act(
      (now) => removed(now, box.id),
      messages.marks.removed({ what: boxText(box, boxes.indexOf(box), box) }),
    );
  const put = (box: Box, side: keyof Rect, value: number): void => {
    const rect = typed(box, side, value, picture);
    act((now) => (isSame(rect, box) ? now : changed(now, { ...box, ...rect }, side)));
  };
  return (
    <div className="marking">
      <Choices drawing={drawing} answer={answer} showKeys={showKeys} />
      <MarkList
        marks={boxes}
        classes={classes}
        selected={board.selected}
        said={(box, place) => boxText(box, place, box)}
        onSelect={(id) => act((now) => selecting(now, id))}
        onName={(box, name) => act((now) => changed(now, { ...box, name }))}
        onRemove={remove}
      >
        {(box) =>
          sidesOf.map((side) => (
            <NumberField
              key={side}
              label={messages.marks[side]}
              value={box[side]}
              min={side === 'width' || side === 'height' ? 1 : 0}
              max={side === 'left' || side === 'width' ? picture.width : picture.height}
              onValue={(value) => put(box, side, value)}
            />
          ))
        }
      </MarkList>
      <Announced said={said} />
    </div>
  );
}

export const boundingBoxesView: KindView = { Shown: BoxStage, Answers };
