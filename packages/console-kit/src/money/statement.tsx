import type { Statement, StatementLine } from '@asg/sdk';
import { type Column, Table } from '@asg/ui';
import type { ReactNode } from 'react';
import { Paged } from '../parts/asked.tsx';
import { count, dayName, plural } from '../parts/format.ts';
import { When } from '../parts/when.tsx';

const names: Readonly<Record<StatementLine['kind'], string>> = {
  allowance: 'Allowance',
  grant: 'Grant',
  deposit: 'Deposit',
  deposit_reversed: 'Deposit taken back',
  refund: 'Refund',
  forfeit: 'Forfeited by workers',
  spent: 'Spent on tasks',
};

const columns: readonly Column<StatementLine>[] = [
  { title: 'When', cell: ({ at, date }) => (at === null ? `${dayName(date)} (UTC)` : <When at={at} />) },
  { title: 'What', cell: ({ kind }) => <span className="whole">{names[kind]}</span> },
  {
    title: 'About',
    cell: ({ tasks, note, ref }) =>
      tasks !== null ? (
        plural(tasks, 'task')
      ) : (
        <span className="wrap">
          {note !== null && <bdi>{note}</bdi>}
          {note !== null && ref !== null && ' · '}
          {ref !== null && <span className="ui-mono">{ref}</span>}
          {note === null && ref === null && '–'}
        </span>
      ),
  },
  {
    title: 'Sats',
    align: 'end',
    cell: ({ sats }) => <span className="ui-number">{(sats > 0 ? '+' : '') + count(sats)}</span>,
  },
];

interface StatementProps {
  readonly queryKey: readonly unknown[];
  readonly load: (cursor: string | null, signal: AbortSignal) => Promise<Statement>;
  readonly empty: ReactNode;
}

/** What came into a balance and what was spent, the newest first. */
export function StatementList({ queryKey, load, empty }: StatementProps) {
  return (
    <Paged
      queryKey={queryKey}
      load={load}
      empty={empty}
      list={(rows) => (
        <Table
          caption="Statement"
          columns={columns}
          rows={rows}
          rowKey={({ entry_id, date }) => entry_id ?? `spent ${date}`}
        />
      )}
    />
  );
}
