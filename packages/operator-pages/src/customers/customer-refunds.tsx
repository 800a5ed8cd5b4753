import {
  Allowed,
  aboutField,
  admin,
  Confirm,
  count,
  Form,
  Paged,
  PaymentStatus,
  SatsField,
  SettlementLink,
  sats,
  satsOf,
  When,
} from '@asg/console-kit';
import type { Balance, Refund } from '@asg/sdk';
import { Card, type Column, Notice, Table, TextField, type Tone, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

const refreshMs = 5_000;
const addressMax = 100;

interface CustomerRefundsProps {
  readonly customerId: string;
  /** Undefined: it is not known yet. */
  readonly balance: Balance | undefined;
}

/** Gives free money of a customer's back, and lists what was given back. */
export function CustomerRefunds({ customerId, balance }: CustomerRefundsProps) {
  const [amount, setAmount] = useState('');
  const [address, setAddress] = useState('');
  const [asking, setAsking] = useState(false);
  // Sent again after a lost answer, it is made once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const client = useQueryClient();
  const say = useToast();
  const wanted = satsOf(amount);
  const refund = useMutation({
    mutationFn: () =>
      admin.refunds.ask(customerId, { sats: wanted ?? 0, address: address.trim() }, { idempotencyKey: key }),
    onSuccess: (asked) => {
      setAmount('');
      setAddress('');
      setKey(crypto.randomUUID());
      say({ text: `${sats(asked.sats)} are asked for: what becomes of them is told below.` });
      void client.invalidateQueries({ queryKey: ['customer', customerId] });
    },
    // What is wrong with a field is said beside it.
    onSettled: () => setAsking(false),
  });
  const isWhole = wanted !== undefined && wanted !== null;
  const max = balance?.funded_free_sats ?? null;
  const most = max === null ? '' : ` ${sats(max)} at most now.`;
  return (
    <Card
      title="Refund"
      hint={`Free money of the customer’s, paid to an address of theirs; you pay the miners.${most}`}
    >
      <Allowed to="payments">
        <Form
          action="Refund"
          busy={refund.isPending}
          disabled={!isWhole || address.trim() === ''}
          error={refund.error}
          onSend={() => setAsking(true)}
        >
          <SatsField
            label="Sats to give back"
            value={amount}
            onWrite={setAmount}
            error={wanted === undefined ? 'Write a whole number of sats.' : aboutField(refund.error, 'sats')}
          />
          <TextField
            label="Address"
            maxLength={addressMax}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            hint="Ask the customer for it: what is sent to a wrong address is lost"
            error={aboutField(refund.error, 'address')}
          />
        </Form>
      </Allowed>
      <Confirm
        open={asking}
        title={`Refund ${sats(wanted ?? 0)}?`}
        action="Pay it"
        keep="Back"
        busy={refund.isPending}
        error={null}
        onConfirm={() => refund.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>It leaves the balance and goes to this address. It cannot be taken back.</p>
        <p className="ui-mono wrap">{address.trim()}</p>
        {max !== null && (wanted ?? 0) > max && (
          <Notice tone="warning">{`At most ${sats(max)} can be given back now: more is refused.`}</Notice>
        )}
      </Confirm>
      <RefundList customerId={customerId} />
    </Card>
  );
}

const tones: Readonly<Record<Refund['status'], Tone | 'neutral'>> = {
  requested: 'warning',
  refused: 'danger',
  made: 'warning',
  sent: 'accent',
  confirmed: 'accent',
};

const columns: readonly Column<Refund>[] = [
  { title: 'Asked', cell: ({ requested_at: at }) => <When at={at} /> },
  {
    title: 'Status',
    cell: ({ status, refusal }) => <PaymentStatus status={status} tone={tones[status]} refusal={refusal} />,
  },
  { title: 'To', cell: ({ address }) => <span className="ui-mono wrap">{address}</span> },
  { title: 'Sats', align: 'end', cell: (one) => <span className="ui-number">{count(one.sats)}</span> },
  {
    title: 'Settlement',
    align: 'end',
    cell: ({ refund_id: id, txid }) => <SettlementLink id={id} txid={txid} />,
  },
];

function RefundList({ customerId }: { readonly customerId: string }) {
  return (
    <Paged
      queryKey={['customer', customerId, 'refunds']}
      load={(cursor, signal) => admin.refunds.page(customerId, cursor === null ? {} : { cursor }, { signal })}
      refreshMs={refreshMs}
      empty={<p className="ui-muted">Nothing was given back yet.</p>}
      list={(rows) => (
        <>
          <RefreshBalance customerId={customerId} states={rows.map(({ status }) => status).join()} />
          <Table caption="Refunds" columns={columns} rows={rows} rowKey={({ refund_id: id }) => id} />
        </>
      )}
    />
  );
}

/** What became of a refund shows in the balance and the statement too. */
function RefreshBalance({ customerId, states }: { readonly customerId: string; readonly states: string }) {
  const client = useQueryClient();
  const known = useRef(states);
  useEffect(() => {
    if (known.current === states) return;
    known.current = states;
    for (const name of ['balance', 'statement'])
      void client.invalidateQueries({ queryKey: ['customer', customerId, name] });
  }, [client, customerId, states]);
  return null;
}
