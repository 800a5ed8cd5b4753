import type { Earnings, Worker } from '@asg/sdk';
import { buttonLook, type Column, EmptyState, Figures, Table } from '@asg/ui';
import { Coins } from 'lucide-react';
import { Link } from 'wouter';
import { Page } from '../shell/page.tsx';
import { PagedList } from '../shell/paged-list.tsx';
import { useFreshMe } from '../shell/session.ts';
import { moment, words } from '../words/index.ts';
import { earningsKey, earningsPage } from './queries.ts';
import { TransactionLink } from './transaction-link.tsx';

type Payment = Earnings['data'][number];

/** Payments follow labels within seconds. */
const refreshMs = 5_000;

const columns: readonly Column<Payment>[] = [
  { title: words.earnings.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
  { title: words.earnings.labels, align: 'end', cell: ({ labels }) => labels.toLocaleString() },
  { title: words.earnings.amount, align: 'end', cell: ({ paid_sats }) => words.units.sats(paid_sats) },
  {
    title: words.earnings.transaction,
    align: 'end',
    cell: ({ txid, explorer_url: url }) => <TransactionLink txid={txid} url={url} />,
  },
];

/** What the worker was paid: in all, and payment by payment. */
export function EarningsPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  const { totals } = me;
  return (
    <Page title={words.earnings.title} lead={words.earnings.lead}>
      <Figures
        figures={[
          { name: words.earnings.paid, value: words.units.sats(totals.paid_sats) },
          { name: words.earnings.paidLabels, value: totals.paid_labels.toLocaleString() },
          { name: words.earnings.given, value: totals.labels.toLocaleString() },
          {
            name: words.earnings.carried,
            value: words.units.sats(totals.carried_sats),
            hint:
              me.wallet.problem?.retry_at == null
                ? words.earnings.carriedHint
                : words.earnings.carriedWaits(moment(me.wallet.problem.retry_at)),
          },
        ]}
      />
      <PagedList
        queryKey={earningsKey}
        load={earningsPage}
        refreshMs={refreshMs}
        empty={<NoPayments />}
        list={(payments) => (
          <Table
            caption={words.earnings.caption}
            columns={columns}
            rows={payments}
            rowKey={({ settlement_id, txid }) => `${settlement_id}-${txid}`}
          />
        )}
      />
    </Page>
  );
}

function NoPayments() {
  return (
    <div className="ui-card">
      <EmptyState
        icon={<Coins size={28} />}
        title={words.earnings.emptyTitle}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {words.earnings.toWork}
          </Link>
        }
      >
        <p>{words.earnings.emptyText}</p>
      </EmptyState>
    </div>
  );
}
