import { Allowed, Asked, aboutField, admin, Form, SatsField, sats, satsOf } from '@asg/console-kit';
import { BalanceFigures, StatementList } from '@asg/console-kit/money';
import { buttonLook, Card, TextField, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { CustomerRefunds } from './customer-refunds.tsx';

const noteMax = 500;

/** A customer's money, as the operator sees it, adds to it and gives it back. */
export function CustomerBalance({ customerId }: { readonly customerId: string }) {
  const query = useQuery({
    queryKey: ['customer', customerId, 'balance'],
    queryFn: ({ signal }) => admin.customers.balance(customerId, { signal }),
  });
  const csv = `/v1/admin/customers/${encodeURIComponent(customerId)}/statement.csv`;
  return (
    <>
      <Asked query={query} height="8rem">
        {(balance) => <BalanceFigures balance={balance} />}
      </Asked>
      <Allowed to="payments">
        <Grant customerId={customerId} />
      </Allowed>
      <CustomerRefunds customerId={customerId} balance={query.data} />
      <Card
        title="Statement"
        hint="Days end at midnight UTC."
        aside={
          <a href={csv} download={`statement-${customerId}.csv`} {...buttonLook({})}>
            <Download size={17} aria-hidden="true" />
            Statement as CSV
          </a>
        }
      >
        <StatementList
          queryKey={['customer', customerId, 'statement']}
          load={(cursor, signal) =>
            admin.customers.statementPage(customerId, cursor === null ? {} : { cursor }, { signal })
          }
          empty={<p className="ui-muted">No entries yet.</p>}
        />
      </Card>
    </>
  );
}

function Grant({ customerId }: { readonly customerId: string }) {
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  // Sent again after a lost answer, it is given once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const client = useQueryClient();
  const say = useToast();
  const grant = useMutation({
    mutationFn: () =>
      admin.customers.grant(customerId, { sats: satsOf(amount) ?? 0, note, idempotency_key: key }),
    onSuccess: ({ entry }) => {
      setAmount('');
      setNote('');
      setKey(crypto.randomUUID());
      say({ text: `${sats(entry.sats)} are given.` });
      void client.invalidateQueries({ queryKey: ['customer', customerId] });
    },
  });
  return (
    <Card
      title="Give sats"
      hint="From the treasury, to be spent on tasks. The customer reads the note; it cannot be taken back here."
    >
      <Form action="Give" busy={grant.isPending} error={grant.error} onSend={() => grant.mutate()}>
        <SatsField label="Sats" value={amount} onWrite={setAmount} error={aboutField(grant.error, 'sats')} />
        <TextField
          label="Note"
          maxLength={noteMax}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={aboutField(grant.error, 'note')}
        />
      </Form>
    </Card>
  );
}
