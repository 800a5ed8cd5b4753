import type { Forfeits as ForfeitsPage } from '@asg/sdk';
import { type Column, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { TransactionLink } from './transaction-link.tsx';

type Forfeit = ForfeitsPage['data'][number];

const columns: readonly Column<Forfeit>[] = [
  { title: messages.earnings.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
  {
    title: messages.forfeits.why,
    cell: ({ suspension_reason: reason }) => (
      <span className="wrapped" dir="auto">
        {reason ?? '–'}
      </span>
    ),
  },
  {
    title: messages.wallet.amount,
    align: 'end',
    cell: ({ sats }) => (sats === null ? '–' : messages.units.sats({ n: -sats })),
  },
  {
    title: messages.earnings.transaction,
    align: 'end',
    cell: ({ txid, explorer_url: url }) =>
      txid === null || url === null ? '–' : <TransactionLink txid={txid} url={url} />,
  },
];

/** What was held for the worker and went back, and why; nothing is shown before the first. */
export function Forfeits() {
  const { data } = useQuery({ queryKey: ['forfeits'], queryFn: async () => (await api.forfeits()).data });
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="ui-stack">
      <h2>{messages.forfeits.title}</h2>
      <p>{messages.forfeits.text}</p>
      <Table
        caption={messages.forfeits.title}
        columns={columns}
        rows={data}
        rowKey={({ forfeit_id }) => forfeit_id}
      />
    </section>
  );
}
