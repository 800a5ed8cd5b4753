import { Notice } from '@asg/ui';
import { type ReactNode, useMemo } from 'react';
import { messages } from '../i18n/index.ts';
import type { Answer } from '../kinds/answer.ts';
import { spansOf } from '../kinds/marks.ts';
import { groupsOf } from '../marking/spans/groups.ts';
import { Points } from '../marking/spans/points.ts';
import { marksIn, spanText } from '../marking/spans/span-boards.ts';
import { inOrder } from '../marking/spans/spans.ts';
import type { Range } from '../marking/spans/steps.ts';
import type { Media } from '../work/stage/item-media.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { ToldItem, ToldList, type ToldProps } from './told.tsx';

type Named = Range & { readonly name: string };
interface Marked {
  readonly own: readonly Named[];
  readonly decided: readonly Named[];
}

/** Of a class, where it stands in the text; in the list it is whole. */
const nameChars = 16;

const textIn = (media: Media): string => (media.kind === 'text' ? media.text : '');

/** Both in the text: own marks are dashed above it, those that count lie on it with a line below. */
export function Item(props: ToldProps) {
  const { media, own, decided } = props;
  const text = textIn(media);
  const points = useMemo(() => new Points(text), [text]);
  const rangesOf = (answer: Answer | null): readonly Named[] =>
    inOrder(spansOf(answer)).map(({ label: name, start, end }) => ({
      name,
      from: points.unitAt(start),
      to: points.unitAt(end),
    }));
  return (
    <ToldItem {...props} countOf={(answer) => spansOf(answer).length}>
      {(shown) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section className="told-text" tabIndex={0} aria-label={messages.work.textStage}>
          <div className="text-column">
            {media.kind === 'text' && media.cut && <Notice tone="warning">{messages.work.textCut}</Notice>}
            <div className="spans-text" translate="no">
              {linesOf(text, {
                own: shown.own ? rangesOf(own) : [],
                decided: shown.decided ? rangesOf(decided) : [],
              })}
            </div>
          </div>
        </section>
      )}
    </ToldItem>
  );
}

/** Each line in its own direction. */
function linesOf(text: string, marks: Marked): readonly ReactNode[] {
  const pieces = piecesOf(text.length, marks.own, marks.decided);
  let next = 0;
  let at = 0;
  return groupsOf(text)
    .flatMap(({ lines }) => lines)
    .map((line) => {
      const from = at;
      at += line.length;
      while ((pieces[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next++;
      const parts: ReactNode[] = [];
      for (let i = next; (pieces[i]?.from ?? Number.POSITIVE_INFINITY) < at; i++) {
        const piece = pieces[i];
        if (piece !== undefined) parts.push(partOf(text, piece, marks, Math.max(from, piece.from), at));
      }
      return (
        <div key={from} dir="auto">
          {parts}
        </div>
      );
    });
}

/** The classes of what begins there, short. */
function nameOf({ own, decided, from }: Piece, marks: Marked): string | undefined {
  const begun = [marks.own[own], marks.decided[decided]].filter((mark) => mark?.from === from);
  const names = new Set(
    begun.map((mark) =>
      Array.from(mark?.name ?? '')
        .slice(0, nameChars)
        .join(''),
    ),
  );
  return names.size === 0 ? undefined : [...names].join(' · ');
}

function partOf(text: string, piece: Piece, marks: Marked, from: number, end: number): ReactNode {
  const { own, decided, from: first, to } = piece;
  const written = text.slice(from, Math.min(to, end));
  if (own < 0 && decided < 0) return written;
  return (
    <span
      key={`${first} ${from}`}
      className="told-piece"
      data-own={own >= 0}
      data-decided={decided >= 0}
      data-name={first === from ? nameOf(piece, marks) : undefined}
    >
      {written}
    </span>
  );
}

export function List(props: ToldProps) {
  const text = textIn(props.media);
  const points = useMemo(() => new Points(text), [text]);
  return (
    <ToldList
      {...props}
      saidOf={(answer) =>
        inOrder(marksIn(answer)).map((span, place) =>
          spanText(span, place, text.slice(points.unitAt(span.start), points.unitAt(span.end))),
        )
      }
    />
  );
}
