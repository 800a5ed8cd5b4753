import { useToast } from '@asg/ui';
import { useMemo } from 'react';
import { messages } from '../../i18n/index.ts';
import type { AnswersProps, KindView } from '../../work/kinds/view.ts';
import { changed, marksOf, removed, selecting } from '../board.ts';
import { Choices } from '../choices.tsx';
import { MarkList, NumberField } from '../mark-list.tsx';
import { Announced } from '../said.tsx';
import { useBoard } from '../use-board.ts';
import { Points } from './points.ts';
import { boards, spanText } from './span-boards.ts';
import { inOrder, isFree, type Span, type Stretch } from './spans.ts';
import { TextStage } from './text-stage.tsx';

/** The classes, that there is nothing to mark, and all marks by their text and numbers. */
function Answers({ asked, media, answer, showKeys, onAnswer }: AnswersProps) {
  const drawing = useBoard(boards, asked, answer, onAnswer);
  const { board, classes, said, act } = drawing;
  const say = useToast();
  const text = media?.kind === 'text' ? media.text : '';
  const points = useMemo(() => new Points(text), [text]);
  const marks = marksOf(board);
  const spans = useMemo(() => inOrder(marks), [marks]);
  const textOf = ({ start, end }: Stretch): string => text.slice(points.unitAt(start), points.unitAt(end));
  const put = (span: Span, side: keyof Stretch, value: number): void => {
    const next = { ...span, [side]: Math.min(points.length, Math.max(0, Math.round(value))) };
    if (next.start >= next.end || next[side] === span[side]) return;
    if (isFree(marks, next, span.id)) act((now) => changed(now, next, side));
    else say({ text: messages.marks.overlap });
  };
  return (
    <div className="marking">
      <Choices drawing={drawing} answer={answer} showKeys={showKeys} />
      <MarkList
        marks={spans}
        classes={classes}
        selected={board.selected}
        said={(span, place) => spanText(span, place, textOf(span))}
        onSelect={(id) => act((now) => selecting(now, id))}
        onName={(span, name) => act((now) => changed(now, { ...span, name }))}
        onRemove={(span) =>
          act(
            (now) => selecting(removed(now, span.id), null),
            messages.marks.removed({ what: spanText(span, spans.indexOf(span), textOf(span)) }),
          )
        }
      >
        {(span) =>
          (['start', 'end'] as const).map((side) => (
            <NumberField
              key={side}
              label={messages.marks[side]}
              value={span[side]}
              min={0}
              max={points.length}
              onValue={(value) => put(span, side, value)}
            />
          ))
        }
      </MarkList>
      <Announced said={said} />
    </div>
  );
}

export const textSpansView: KindView = { Shown: TextStage, Answers };
