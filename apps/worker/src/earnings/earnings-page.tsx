import type { Earnings, Worker } from '@asg/sdk';
import { Badge, buttonLook, type Column, EmptyState, Table } from '@asg/ui';
import { Coins } from 'lucide-react';
import { Link } from 'wouter';
import { messages, moment, number } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { PagedList } from '../shell/paged-list.tsx';
import { PayHold } from '../shell/pay-hold.tsx';
import { useFreshMe } from '../shell/session.ts';
import { worth } from '../shell/worth.ts';
import { Forfeits } from './forfeits.tsx';
import { PayFigures } from './pay-figures.tsx';
import { earningsKey, earningsPage } from './queries.ts';
import { RateCard } from './rate-card.tsx';
import { StatementCard } from './statement-card.tsx';
import { TransactionLink } from './transaction-link.tsx';
import { WalletReminder } from './wallet-reminder.tsx';

type Payment = Earnings['data'][number];

/** Payments follow labels within seconds. */
const refreshMs = 5_000;

const columnsFor = (me: Worker): readonly Column<Payment>[] => [
  { title: messages.earnings.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
  { title: messages.earnings.labels, align: 'end', cell: ({ labels }) => number(labels) },
  { title: messages.earnings.amount, align: 'end', cell: (payment) => <Amount me={me} payment={payment} /> },
  {
    title: messages.earnings.transaction,
    align: 'end',
    cell: ({ txid, explorer_url: url }) => <TransactionLink txid={txid} url={url} />,
  },
];

/** What the worker was paid: in all, and payment by payment. */
export default function EarningsPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  return (
    <Page title={messages.earnings.title} lead={messages.earnings.lead}>
      <WalletReminder me={me} />
      <PayFigures me={me} />
      <RateCard me={me} />
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
            columns={columnsFor(me)}
            rows={payments}
            rowKey={({ settlement_id, txid }) => `${settlement_id}-${txid}`}
          />
        )}
      />
      <StatementCard me={me} />
    </Page>
  );
}

function Amount({ me, payment }: { readonly me: Worker; readonly payment: Payment }) {
  const { paid_sats: paid, earned_sats: earned, pending } = payment;
  const more = paid - earned;
  const amount = messages.units.sats({ n: Math.abs(more) });
  return (
    <div className="outcome" data-align="end">
      <span className="amount">
        {pending && <Badge>{messages.hold.pending}</Badge>} {messages.units.sats({ n: paid })}
      </span>
      {paid > 0 && me.money.rate !== null && <span className="ui-hint">{worth(me, paid)}</span>}
      {more > 0 && <span className="ui-hint">{messages.earnings.withBefore({ amount })}</span>}
      {more < 0 && <span className="ui-hint">{messages.earnings.carriedOn({ amount })}</span>}
    </div>
  );
}

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
