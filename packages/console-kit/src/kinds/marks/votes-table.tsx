import { type Column, Table } from '@asg/ui';
import { count, plural } from '../../parts/format.ts';
import type { Given } from '../view.ts';
import { countedText, type Mark, type Shape } from './marks.ts';
import type { Shown } from './shown.tsx';
import { type Voted, votesFor } from './votes.ts';

/** Longer tables are folded. */
const openMax = 8;

interface VotesTableProps {
  readonly shape: Shape;
  readonly given: readonly Given[];
  readonly consensus: string | null;
  /** What a mark has in it, where that can be read. */
  readonly piece?: (mark: Mark) => string;
  readonly shown: Shown;
  readonly change: (some: Partial<Shown>) => void;
}

interface Row extends Voted {
  readonly at: number;
}

/** Each mark with who voted for it: what the picture shows, for who cannot see it, and a way to find one on it. */
export function VotesTable({ shape, given, consensus, piece, shown, change }: VotesTableProps) {
  const { decided, beside } = votesFor(consensus, given, shape);
  const { noun } = shape;
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  const columnsOf = (isDecided: boolean): readonly Column<Row>[] => [
    {
      title: name,
      cell: ({ at }) =>
        isDecided ? (
          <button
            type="button"
            className="link"
            aria-pressed={shown.chosen === at}
            onClick={() => change({ chosen: shown.chosen === at ? null : at, isDecidedShown: true })}
          >
            {name} {count(at + 1)}
          </button>
        ) : (
          count(at + 1)
        ),
    },
    { title: 'Class', cell: ({ mark }) => <bdi className="wrap clamp marks-class">{mark.name}</bdi> },
    {
      title: piece === undefined ? 'Where' : 'Text',
      cell: ({ mark }) =>
        piece === undefined ? (
          <span className="ui-number">{shape.place(mark)}</span>
        ) : (
          <span className="stacked">
            <bdi className="wrap clamp">{piece(mark)}</bdi>
            <small className="ui-number">{shape.place(mark)}</small>
          </span>
        ),
    },
    { title: 'Votes', cell: (row) => <Votes row={row} all={given.length} /> },
  ];
  const table = (caption: string, rows: readonly Voted[], isDecided: boolean) =>
    rows.length > 0 && (
      <details open={rows.length <= openMax}>
        <summary>
          {caption}: {countedText(rows.length, shape)}
        </summary>
        <Table
          caption={caption}
          columns={columnsOf(isDecided)}
          rows={rows.map((row, at) => ({ ...row, at }))}
          rowKey={({ at }) => String(at)}
        />
      </details>
    );
  return (
    <div className="ui-stack marks-votes">
      {table('Votes for the consensus', decided, true)}
      {table(consensus === null ? 'What was marked' : 'Marked, and not in the consensus', beside, false)}
    </div>
  );
}

function Votes({ row: { by, partly }, all }: { readonly row: Voted; readonly all: number }) {
  return (
    <span className="stacked">
      <span className="ui-number">
        {count(by.length)} of {count(all)}
        {partly.length > 0 && `, ${count(partly.length)} in part`}
      </span>
      <small>
        {[...by, ...partly.map((name) => `${name} in part`)].join(', ') || `none of ${plural(all, 'worker')}`}
      </small>
    </span>
  );
}
