import { messages } from '../../i18n/index.ts';
import { isNone } from '../../kinds/answer.ts';
import type { AnswersProps, KindView } from '../../work/kinds/view.ts';
import { useShortcutsOn } from '../../work/shortcuts.ts';
import { changed, marksOf, named, removed, selectedOf, selecting } from '../board.ts';
import { Classes } from '../classes.tsx';
import { classKeys, useMarkKeys } from '../mark-keys.ts';
import { MarkList, NumberField } from '../mark-list.tsx';
import { Nothing } from '../nothing.tsx';
import { Announced } from '../said.tsx';
import { useBoard } from '../use-board.ts';
import { BoxStage } from './box-stage.tsx';
import { type Box, boards, boxText, sizeOf } from './boxes.ts';
import { isSame, type Rect, typed } from './geometry.ts';

const sidesOf = ['left', 'top', 'width', 'height'] as const;

/** The classes, that there is nothing to mark, and all boxes by their numbers. */
function Answers({ asked, media, answer, showKeys, onAnswer }: AnswersProps) {
  const { board, classes, said, act } = useBoard(boards, asked, answer, onAnswer);
  const [shortcutsOn] = useShortcutsOn();
  const picture = sizeOf(media);
  const boxes = marksOf(board);
  const choose = (name: string): void =>
    act((now) => named(now, name), selectedOf(board) === undefined ? null : name);
  const remove = (box: Box): void =>
    act(
      (now) => removed(now, box.id),
      messages.marks.removed({ what: boxText(box, boxes.indexOf(box), box) }),
    );
  const put = (box: Box, side: keyof Rect, value: number): void => {
    const rect = typed(box, side, value, picture);
    act((now) => (isSame(rect, box) ? now : changed(now, { ...box, ...rect }, side)));
  };
  useMarkKeys({ single: classKeys(classes, choose) }, shortcutsOn);
  return (
    <div className="marking">
      <Classes classes={classes} chosen={board.name} showKeys={showKeys} onChoose={choose} />
      <Nothing isNone={isNone(answer)} showKeys={showKeys} act={act} />
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
