import { Asked, admin, PaymentStatus, plural, SettlementLink, sats, useMay, When } from '@asg/console-kit';
import type { WorkerPay as Pay } from '@asg/sdk';
import { Card, type Column, Facts, Table, type Tone } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';

type Hold = NonNullable<Pay['pay_hold']>;
type Forfeit = Pay['forfeits'][number];

/** What is held of a worker's pay, why and until when, and what went back to who paid it. */
export function WorkerPay({ workerId }: { readonly workerId: string }) {
  const seesSettlements = useMay('ledger');
  const query = useQuery({
    queryKey: ['worker', workerId, 'pay'],
    queryFn: ({ signal }) => admin.workers.pay(workerId, { signal }),
  });
  return (
    <Card title="Held pay" hint="What new workers earn is theirs to move once it is mature.">
      <Asked query={query} height="8rem">
        {({ held_sats: held, carried_sats: carried, pay_hold: hold, forfeits }) => (
          <>
            <Facts
              facts={[
                { name: 'Held for them', value: sats(held) },
                { name: 'Not theirs to move yet', value: sats(hold?.pending_sats ?? 0) },
                ...(carried === 0 ? [] : [{ name: 'Not sent yet', value: sats(carried) }]),
                ...(hold === null || hold.pending_sats === 0 ? [] : holdFacts(hold)),
              ]}
            />
            {forfeits.length > 0 && (
              <>
                <h3>Forfeited</h3>
                <Table
                  caption="Forfeits"
                  columns={columnsOf(seesSettlements)}
                  rows={forfeits}
                  rowKey={({ forfeit_id: id }) => id}
                />
              </>
            )}
          </>
        )}
      </Asked>
    </Card>
  );
}

function holdFacts(hold: Hold) {
  const { right_answers_missing: missing, until, contest_until: contestUntil } = hold;
  return [
    {
      name: 'Why',
      value:
        until === null
          ? 'They are suspended: it goes back to who paid it, unless they contest that in time and are right.'
          : 'They are new.',
    },
    {
      name: 'Mature after',
      value:
        until === null ? (
          'the end of the suspension, counted anew'
        ) : (
          <>
            {plural(missing, 'more right answer')} to your gold, or on <When at={until} />
          </>
        ),
    },
    ...(contestUntil === null ? [] : [{ name: 'To be contested until', value: <When at={contestUntil} /> }]),
  ];
}

const tones: Readonly<Record<Forfeit['status'], Tone | 'neutral'>> = {
  pending: 'warning',
  sent: 'accent',
  confirmed: 'accent',
  refused: 'danger',
};

const columnsOf = (seesSettlements: boolean): readonly Column<Forfeit>[] => [
  { title: 'Asked', cell: ({ at }) => <When at={at} /> },
  {
    title: 'Status',
    cell: ({ status, refusal }) => <PaymentStatus status={status} tone={tones[status]} refusal={refusal} />,
  },
  {
    title: 'Given back',
    align: 'end',
    cell: ({ sats: taken }) => (taken === null ? '–' : sats(taken)),
  },
  {
    title: 'Settlement',
    align: 'end',
    cell: ({ forfeit_id: id, txid }) =>
      seesSettlements ? <SettlementLink id={id} txid={txid} /> : `…${id.slice(-8)}`,
  },
];
