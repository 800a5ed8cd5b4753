import type { Earnings, Worker } from '@asg/sdk';
import { Button, type Column, Notice, Skeleton, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { api } from '../api/clients.ts';
import { messages, monthName, number } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { problemText } from '../shell/problem.ts';
import { type MonthOfPay, type Statement, statementFrom } from './statement.ts';

const pageRows = 100;
const sats = (n: number): string => messages.units.sats({ n });
const columns: readonly Column<MonthOfPay>[] = [
  {
    title: messages.earnings.month,
    cell: ({ month }) => (month === 0 ? <strong>{messages.earnings.total}</strong> : monthName(month)),
  },
  { title: messages.earnings.payments, align: 'end', cell: ({ payments }) => number(payments) },
  { title: messages.earnings.labels, align: 'end', cell: ({ labels }) => number(labels) },
  { title: messages.earnings.earned, align: 'end', cell: ({ earnedSats }) => sats(earnedSats) },
  { title: messages.earnings.amount, align: 'end', cell: ({ paidSats }) => sats(paidSats) },
  { title: messages.earnings.forfeited, align: 'end', cell: ({ forfeitedSats }) => sats(forfeitedSats) },
];

/** A year of payments, month by month, as it is printed. */
export default function StatementPage({ me, year }: { readonly me: Worker; readonly year: string }) {
  const query = useQuery({ queryKey: ['statement', year], queryFn: () => statementOf(Number(year)) });
  return (
    <Page
      title={messages.earnings.statementOf({ year })}
      lead={messages.earnings.statementFor({ name: me.profile?.display_name ?? '', email: me.email })}
      aside={
        <span className="no-print statement-choice">
          <Button
            icon={<Download size={18} aria-hidden="true" />}
            disabled={query.data === undefined}
            onClick={() => query.data !== undefined && save(query.data.csv, `earnings-${year}.csv`)}
          >
            {messages.earnings.csv}
          </Button>
          <Button icon={<Printer size={18} aria-hidden="true" />} onClick={() => window.print()}>
            {messages.earnings.print}
          </Button>
        </span>
      }
    >
      {query.isPending && <Skeleton height="16rem" />}
      {query.isError && (
        <Notice tone="danger" urgent>
          {problemText(query.error)}
        </Notice>
      )}
      {query.data?.months.length === 0 && <p>{messages.earnings.nothingThen}</p>}
      {query.data !== undefined && query.data.months.length > 0 && (
        <Table
          caption={messages.earnings.statementOf({ year })}
          columns={columns}
          rows={[...query.data.months, query.data.total]}
          rowKey={({ month }) => String(month)}
        />
      )}
      <p className="ui-hint">{messages.earnings.statementText}</p>
    </Page>
  );
}

/** Gives a file to the browser's downloads. */
function save(pieces: readonly string[], name: string): void {
  const url = URL.createObjectURL(new Blob(Array.from(pieces), { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A year of payments. */
async function statementOf(year: number): Promise<Statement> {
  const { data: forfeits } = await api.forfeits();
  return await statementFrom(year, paymentsOf(year), forfeits);
}

/** All payments of a year, page by page. */
async function* paymentsOf(year: number): AsyncGenerator<Earnings['data'][number]> {
  for (let cursor: string | null = null; ; ) {
    const page: Earnings = await api.earnings({
      year,
      limit: pageRows,
      ...(cursor !== null && { cursor }),
    });
    yield* page.data;
    cursor = page.next_cursor;
    if (cursor === null) return;
  }
}
