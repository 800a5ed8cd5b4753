import { marksIn } from '../marks/marks.ts';
import { colourOf, useShown, Whose } from '../marks/shown.tsx';
import { VotesTable } from '../marks/votes-table.tsx';
import type { OnItemProps } from '../view.ts';
import { type Piece, pieceOf, piecesOf, pointsOf } from './pieces.ts';
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
  return (
    <div className="ui-stack">
      <section
        className="item-text marks-text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label="The text with what was marked in it"
        dir="auto"
        style={{ lineHeight: 1.7 + lines * lineEm }}
      >
        {pieces.map((piece) => (
          <Part key={piece.start} piece={piece} classes={classes} chosen={shown.chosen} lines={lines} />
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

interface PartProps {
  readonly piece: Piece;
  readonly classes: readonly string[];
  readonly chosen: number | null;
  readonly lines: number;
}

function Part({ piece: { text, decided, isEnd, by }, classes, chosen, lines }: PartProps) {
  const style = { ...linesBelow(by), paddingBlockEnd: by.length === 0 ? 0 : lines * lineStepPx };
  if (decided === null) return by.length === 0 ? text : <span style={style}>{text}</span>;
  const at = Math.max(0, classes.indexOf(decided.mark.name));
  const colour = `var(--data-${(at % classColours) + 1})`;
  return (
    <>
      <mark
        data-chosen={decided.at === chosen}
        style={{ ...style, backgroundColor: `color-mix(in srgb, ${colour} 24%, transparent)` }}
      >
        {text}
      </mark>
      {isEnd && (
        <bdi className="marks-label" style={{ borderColor: colour }}>
          {decided.mark.name}
        </bdi>
      )}
    </>
  );
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
