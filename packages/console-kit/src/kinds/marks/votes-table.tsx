import { type Column, Table } from '@asg/ui';
import { type ReactNode, useState } from 'react';
import { count, plural } from '../../parts/format.ts';
import type { Given } from '../view.ts';
import { countedText, type Mark, type Shape } from './marks.ts';
import type { Shown } from './shown.tsx';
import { type Placed, placedOf, type Voted, votesFor } from './votes.ts';

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

type Numbered<R> = R & { readonly at: number };

/** Each mark with who voted for it: what the item shows, for who cannot see it, and a way to find one on it. */
export function VotesTable({ shape, given, consensus, piece, shown, change }: VotesTableProps) {
  const { decided, beside } = votesFor(consensus, given, shape);
  const { noun } = shape;
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  const ofMark: readonly Column<{ readonly mark: Mark }>[] = [
    { title: 'Class', cell: ({ mark }) => <bdi className="marks-class">{mark.name}</bdi> },
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
  ];
  const votes: Column<Voted> = { title: 'Votes', cell: (row) => <Votes row={row} all={given.length} /> };
  const ofDecided: readonly Column<Numbered<Voted>>[] = [
    {
      title: name,
      cell: ({ at }) => (
        <button
          type="button"
          className="link marks-nowrap"
          aria-pressed={shown.chosen === at}
          onClick={() => change({ chosen: shown.chosen === at ? null : at, isDecidedShown: true })}
        >
          {name} {count(at + 1)}
        </button>
      ),
    },
    ...ofMark,
    votes,
  ];
  const ofBeside: readonly Column<Numbered<Voted>>[] = [
    { title: name, cell: ({ at }) => count(at + 1) },
    ...ofMark,
    votes,
  ];
  const ofAll: readonly Column<Numbered<Placed>>[] = [
    { title: 'Whose', cell: ({ by }) => <bdi className="marks-nowrap">{by}</bdi> },
    ...ofMark,
    {
      title: 'In the consensus',
      cell: ({ as, isPartly }) =>
        as === null ? 'No' : `${isPartly ? 'In part' : 'Yes'}, as ${noun} ${count(as + 1)}`,
    },
  ];
  const all = placedOf(consensus, given, shape);
  return (
    <div className="ui-stack marks-votes">
      <Folded caption="Votes for the consensus" columns={ofDecided} rows={decided} shape={shape} />
      <Folded
        caption={consensus === null ? 'What was marked' : 'Marked, and not in the consensus'}
        columns={ofBeside}
        rows={beside}
        shape={shape}
      />
      {consensus !== null && (
        <Folded caption="All that each worker marked" columns={ofAll} rows={all} shape={shape} openMax={0} />
      )}
    </div>
  );
}

interface FoldedProps<R> {
  readonly caption: string;
  readonly columns: readonly Column<Numbered<R>>[];
  readonly rows: readonly R[];
  readonly shape: Shape;
  readonly openMax?: number;
}

/** A table that is there once it is unfolded: there may be thousands of rows. */
function Folded<R>({ caption, columns, rows, shape, openMax: most = openMax }: FoldedProps<R>): ReactNode {
  const [asked, setAsked] = useState<boolean | null>(null);
  // Rows may come while one looks.
  const isOpen = asked ?? rows.length <= most;
  if (rows.length === 0) return null;
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget: { open } }) => {
        if (open !== isOpen) setAsked(open);
      }}
    >
      <summary>
        {caption}: {countedText(rows.length, shape)}
      </summary>
      {isOpen && (
        <Table
          caption={caption}
          columns={columns}
          rows={rows.map((row, at) => ({ ...row, at }))}
          rowKey={({ at }) => String(at)}
        />
      )}
    </details>
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
