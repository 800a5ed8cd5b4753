import { useEffect, useRef } from 'react';
import { marksIn, rightToLeft, shortName } from '../marks/marks.ts';
import { colourOf, useShown, Whose } from '../marks/shown.tsx';
import { VotesTable } from '../marks/votes-table.tsx';
import type { OnItemProps } from '../view.ts';
import { type Piece, pieceOf, piecesOf, pointsOf, type Run, runsOf } from './pieces.ts';
import { spanShape } from './shape.ts';

/** Lines below a text that are told from each other; more are too many to look at. */
const linesMax = 12;
/** Room for a line, in widths of a letter. */
const lineEm = 0.22;
const [linePx, lineStepPx] = [2, 4];
const classColours = 5;

/** A text with the spans that were decided in colour, and below it a line for each worker. */
export function SpansOnText({ item, given, consensus, spec }: OnItemProps) {
  const { shown, change } = useShown();
  const text = item.kind === 'text' ? item.text : '';
  const points = pointsOf(text);
  const classes = spec.classes ?? [];
  const decided = consensus === null ? null : marksIn(consensus, spanShape);
  const pieces = piecesOf(points, [
    ...(decided === null || !shown.isDecidedShown ? [] : [{ of: null, marks: decided }]),
    ...given.flatMap(({ answer }, worker) =>
      shown.hidden.has(worker) || worker >= linesMax
        ? []
        : [{ of: worker, marks: marksIn(answer, spanShape) ?? [] }],
    ),
  ]);
  const lines = Math.min(given.length, linesMax);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown.chosen !== null) bring(frame.current);
  }, [shown.chosen]);
  return (
    <div className="marks-item">
      <section
        ref={frame}
        className="item-text marks-text"
        data-chosen={shown.chosen !== null}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="The text with what was marked in it"
        dir="auto"
        style={{ lineHeight: 1.7 + lines * lineEm }}
      >
        {runsOf(pieces).map((run) => (
          <Marked
            key={run.pieces[0]?.start ?? 0}
            run={run}
            classes={classes}
            chosen={shown.chosen}
            lines={lines}
          />
        ))}
      </section>
      <Whose shape={spanShape} given={given} consensus={consensus} shown={shown} change={change} />
      <VotesTable
        shape={spanShape}
        given={given}
        consensus={consensus}
        piece={({ at }) => pieceOf(points, at)}
        shown={shown}
        change={change}
      />
    </div>
  );
}

/** Moves the text in its frame so that what is chosen is in the middle. */
function bring(frame: HTMLElement | null): void {
  const mark = frame?.querySelector('mark[data-chosen="true"]');
  if (frame === null || !(mark instanceof HTMLElement)) return;
  frame.scrollTo({ top: mark.offsetTop - (frame.clientHeight - mark.offsetHeight) / 2 });
}

interface RunProps {
  readonly run: Run;
  readonly classes: readonly string[];
  readonly chosen: number | null;
  readonly lines: number;
}

function Marked({ run: { decided, pieces }, classes, chosen, lines }: RunProps) {
  const paddingBlockEnd = pieces.every(({ by }) => by.length === 0) ? 0 : lines * lineStepPx;
  const parts = pieces.map(({ start, text, by }) =>
    by.length === 0 ? (
      text
    ) : (
      <span key={start} style={{ ...linesBelow(by), paddingBlockEnd }}>
        {text}
      </span>
    ),
  );
  if (decided === null) return parts;
  const at = Math.max(0, classes.indexOf(decided.mark.name));
  const colour = `var(--data-${(at % classColours) + 1})`;
  return (
    <>
      <mark
        data-chosen={decided.at === chosen}
        style={{ backgroundColor: `color-mix(in srgb, ${colour} 24%, transparent)`, paddingBlockEnd }}
      >
        {parts}
      </mark>
      <span className="marks-label">
        {joiner}
        <bdi style={{ borderColor: colour }} title={decided.mark.name}>
          {shortName(decided.mark.name)}
        </bdi>
        {directionAfter(pieces)}
      </span>
    </>
  );
}

/** Keeps a class on the line on which its span ends. */
const joiner = '\u2060';
const [leftToRightMark, rightToLeftMark] = ['\u200e', '\u200f'];

/** The class stands where reading its span ends, e.g. left of a Hebrew word in an English line. */
function directionAfter(pieces: readonly Piece[]): string {
  const letters = pieces
    .map(({ text }) => text)
    .join('')
    .match(/\p{L}/gu);
  return rightToLeft.test(letters?.at(-1) ?? '') ? rightToLeftMark : leftToRightMark;
}

/** A line for each worker who marked it, each at its own height. */
function linesBelow(by: readonly number[]) {
  if (by.length === 0) return {};
  return {
    backgroundImage: by
      .map((worker) => `linear-gradient(${colourOf(worker)}, ${colourOf(worker)})`)
      .join(', '),
    backgroundSize: by.map(() => `100% ${linePx}px`).join(', '),
    backgroundPosition: by.map((worker) => `0 calc(100% - ${worker * lineStepPx}px)`).join(', '),
    backgroundRepeat: 'no-repeat',
  };
}
