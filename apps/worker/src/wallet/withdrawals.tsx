import type { Withdrawal } from '@asg/sdk';
import { Badge, type Column, Table, type Tone } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { TransactionLink } from '../earnings/transaction-link.tsx';
import { messages, moment } from '../i18n/index.ts';

export const withdrawalsKey = ['withdrawals'] as const;
const shownMax = 50;
/** While one is under way, ms. */
const followMs = 2_000;

const tones: Readonly<Record<Withdrawal['status'], Tone | 'neutral'>> = {
  pending: 'neutral',
  sent: 'accent',
  confirmed: 'accent',
  refused: 'danger',
};

const columns: readonly Column<Withdrawal>[] = [
  { title: messages.earnings.when, cell: ({ at }) => <time dateTime={at}>{moment(at)}</time> },
  {
    title: messages.wallet.state,
    cell: ({ status, problem }) => (
      <span>
        <Badge tone={tones[status]}>{messages.wallet.states[status]}</Badge> {problem}
      </span>
    ),
  },
  {
    title: messages.wallet.amount,
    align: 'end',
    cell: ({ sats }) => (sats === null ? '–' : messages.units.sats({ n: sats })),
  },
  {
    title: messages.earnings.transaction,
    align: 'end',
    cell: ({ txid, explorer_url: url }) =>
      txid === null || url === null ? '–' : <TransactionLink txid={txid} url={url} />,
  },
];

/** What was moved to the worker's wallet; nothing is shown before the first. */
export function Withdrawals() {
  const { data } = useQuery({
    queryKey: withdrawalsKey,
    queryFn: async () => (await api.withdrawals({ limit: shownMax })).data,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'pending') === true ? followMs : false,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="ui-stack">
      <h2>{messages.wallet.withdrawals}</h2>
      <Table
        caption={messages.wallet.withdrawals}
        columns={columns}
        rows={data}
        rowKey={({ withdrawal_id }) => withdrawal_id}
      />
    </section>
  );
}
