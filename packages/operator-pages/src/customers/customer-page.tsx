import {
  Allowed,
  Asked,
  aboutField,
  admin,
  Confirm,
  count,
  Page,
  problemText,
  useMay,
  When,
} from '@asg/console-kit';
import { tiers } from '@asg/domain/names';
import type { AdminCustomer } from '@asg/sdk';
import { Badge, Button, Card, CodeBlock, Facts, Notice, SelectField, TextField, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { LostFactor } from '../operators/lost-factor.tsx';
import { CustomerBalance } from './customer-balance.tsx';
import { SandboxOff } from './sandbox-off.tsx';

interface Change {
  readonly tier?: AdminCustomer['tier'];
  readonly quota?: { readonly add: number };
  readonly suspended?: boolean;
}

export default function CustomerPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => admin.customers.get(id, { signal }),
  });
  return (
    <Page
      title={query.data?.name ?? 'Customer'}
      back={{ to: '/operator/customers', name: 'Customers' }}
      lead={query.data?.email ?? id}
      aside={
        query.data !== undefined && (
          <Allowed to="recover">
            <LostFactor name={query.data.name} email={query.data.email} />
          </Allowed>
        )
      }
    >
      <Asked query={query} height="20rem" missing="There is no such customer">
        {(customer) => <CustomerView key={customer.customer_id} customer={customer} />}
      </Asked>
    </Page>
  );
}

function CustomerView({ customer }: { readonly customer: AdminCustomer }) {
  const [tier, setTier] = useState(customer.tier);
  const [add, setAdd] = useState('1000');
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const change = useMutation({
    mutationFn: (body: Change) => admin.customers.change(customer.customer_id, body),
    onSuccess: () => {
      setAsking(false);
      say({ text: 'Saved.' });
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^customers?$/.test(String(queryKey[0])) }),
  });
  const [seesMoney, changes] = [useMay('ledger'), useMay('customers')];
  const seesMore = seesMoney || changes;
  const addQuota = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ quota: { add: Number(add) } });
  };
  const liveKey = change.data?.api_key ?? null;
  return (
    <div className={seesMore ? 'main-aside' : 'ui-stack'}>
      <div className="ui-stack">
        <Allowed to="customers">
          {customer.tier === 'sandbox' && <SandboxOff />}
          {liveKey !== null && (
            <Card title="A live key was issued" hint="Pass it on to the customer: it is shown this once.">
              <CodeBlock label="The live key" code={liveKey} copyLabel="Copy the key" />
            </Card>
          )}
          <Card
            title="Tier and quota"
            hint="A tier sets the rate limits. Leaving the sandbox issues a live key."
          >
            <div className="setting-row">
              <SelectField
                label="Tier"
                value={tier}
                onChange={(event) =>
                  setTier(tiers.find((each) => each === event.currentTarget.value) ?? tier)
                }
              >
                {tiers.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </SelectField>
              <Button
                disabled={tier === customer.tier}
                busy={change.isPending}
                onClick={() => change.mutate({ tier })}
              >
                Change the tier
              </Button>
            </div>
            <form className="setting-row" onSubmit={addQuota} noValidate>
              <TextField
                label="Tasks to add"
                type="number"
                inputMode="numeric"
                value={add}
                onChange={(event) => setAdd(event.currentTarget.value)}
                error={aboutField(change.error, 'quota.add')}
              />
              <Button type="submit" busy={change.isPending}>
                Add to the quota
              </Button>
            </form>
            {change.isError && (
              <Notice tone="danger" urgent>
                {problemText(change.error)}
              </Notice>
            )}
          </Card>
        </Allowed>
        <Allowed to="ledger">
          <CustomerBalance customerId={customer.customer_id} />
        </Allowed>
      </div>
      <Card
        title="Account"
        aside={
          <Badge tone={customer.suspended ? 'danger' : 'accent'}>
            {customer.suspended ? 'suspended' : 'active'}
          </Badge>
        }
      >
        <Facts
          facts={[
            { name: 'Customer', value: <span className="ui-mono">{customer.customer_id}</span> },
            {
              name: 'Quota',
              value: `${count(customer.label_quota)} left of ${count(customer.label_quota_total)}`,
            },
            { name: 'Since', value: <When at={customer.created_at} /> },
          ]}
        />
        <Allowed to="customers">
          <div className="actions">
            {customer.suspended ? (
              <Button busy={change.isPending} onClick={() => change.mutate({ suspended: false })}>
                Give access again
              </Button>
            ) : (
              <Button onClick={() => setAsking(true)}>Suspend</Button>
            )}
          </div>
        </Allowed>
        <Confirm
          open={asking}
          title="Suspend this customer?"
          action="Suspend"
          busy={change.isPending}
          error={change.error}
          onConfirm={() => change.mutate({ suspended: true })}
          onClose={() => setAsking(false)}
        >
          <p>
            Every key and every session of <bdi>{customer.name}</bdi> is refused at once.
          </p>
        </Confirm>
      </Card>
    </div>
  );
}
