import type { Earnings, Worker } from '@asg/sdk';
import { Badge, buttonLook, type Column, EmptyState, Figures, Table } from '@asg/ui';
import { Coins } from 'lucide-react';
import { Link } from 'wouter';
import { messages, moment, number } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { PagedList } from '../shell/paged-list.tsx';
import { PayHold } from '../shell/pay-hold.tsx';
import { useFreshMe } from '../shell/session.ts';
import { Forfeits } from './forfeits.tsx';
import { earningsKey, earningsPage } from './queries.ts';
import { TransactionLink } from './transaction-link.tsx';

type Payment = Earnings['data'][number];

/** Payments follow labels within seconds. */
const refreshMs = 5_000;

const columns: readonly Column<Payment>[] = [
  { title: messages.earnings.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
  { title: messages.earnings.labels, align: 'end', cell: ({ labels }) => number(labels) },
  { title: messages.earnings.amount, align: 'end', cell: (payment) => <Amount payment={payment} /> },
  {
    title: messages.earnings.transaction,
    align: 'end',
    cell: ({ txid, explorer_url: url }) => <TransactionLink txid={txid} url={url} />,
  },
];

/** What the worker was paid: in all, and payment by payment. */
export function EarningsPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  const { totals } = me;
  return (
    <Page title={messages.earnings.title} lead={messages.earnings.lead}>
      <Figures
        figures={[
          { name: messages.earnings.paid, value: messages.units.sats({ n: totals.paid_sats }) },
          { name: messages.earnings.paidLabels, value: number(totals.paid_labels) },
          { name: messages.earnings.given, value: number(totals.labels) },
          {
            name: messages.earnings.carried,
            value: messages.units.sats({ n: totals.carried_sats }),
            ...(totals.carried_sats > 0 && { hint: carriedHint(me.wallet.problem?.retry_at) }),
          },
        ]}
      />
      <PayHold me={me} />
      <Forfeits />
      <PagedList
        queryKey={earningsKey}
        load={earningsPage}
        refreshMs={refreshMs}
        empty={<NoPayments />}
        list={(payments) => (
          <Table
            caption={messages.earnings.caption}
            columns={columns}
            rows={payments}
            rowKey={({ settlement_id, txid }) => `${settlement_id}-${txid}`}
          />
        )}
      />
    </Page>
  );
}

function Amount({ payment: { paid_sats: paid, pending } }: { readonly payment: Payment }) {
  return (
    <span className="amount">
      {pending && <Badge>{messages.hold.pending}</Badge>} {messages.units.sats({ n: paid })}
    </span>
  );
}

/** Why it is not paid yet: it is too little, or the worker's paymail host is asked again at `retryAt`. */
const carriedHint = (retryAt: string | null | undefined): string =>
  retryAt == null ? messages.earnings.carriedHint : messages.earnings.carriedWaits({ when: moment(retryAt) });

function NoPayments() {
  return (
    <div className="ui-card">
      <EmptyState
        icon={<Coins size={28} />}
        title={messages.earnings.emptyTitle}
        actions={
          <Link href="/" {...buttonLook({ variant: 'primary' })}>
            {messages.earnings.toWork}
          </Link>
        }
      >
        <p>{messages.earnings.emptyText}</p>
      </EmptyState>
    </div>
  );
}
