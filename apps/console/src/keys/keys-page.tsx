import type { ApiKey } from '@asg/sdk';
import { Badge, Button, Card, type Column, Dialog, Facts, Notice, Table, TextField } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { gateway } from '../api/clients.ts';
import { SandboxNote } from '../balance/sandbox-note.tsx';
import { Asked } from '../parts/asked.tsx';
import { count } from '../parts/format.ts';
import { aboutField, problemText } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import { useCustomer } from '../session/session.ts';
import { Page } from '../shell/page.tsx';
import { nameOf, ReplaceKey, Revoke, ShownKey } from './one-key.tsx';

export default function KeysPage() {
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [replacing, setReplacing] = useState<ApiKey | null>(null);
  const query = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => gateway.keys.list({ signal }),
  });
  const columns: readonly Column<ApiKey>[] = [
    {
      title: 'Key',
      cell: (key) => (
        <span className="stacked">
          <span className="wrap">{key.name ?? 'No name'}</span>
          <small className="ui-mono">{key.hint}</small>
        </span>
      ),
    },
    { title: 'Made', cell: (key) => <When at={key.created_at} /> },
    { title: 'Last used', cell: (key) => <When at={key.last_used_at} /> },
    {
      title: 'Access',
      align: 'end',
      cell: (key) =>
        key.current ? (
          <Badge tone="accent">This session</Badge>
        ) : (
          <span className="actions">
            {!key.expired && (
              <Button aria-label={`Replace ${nameOf(key)}`} onClick={() => setReplacing(key)}>
                Replace
              </Button>
            )}
            <Button aria-label={`Revoke ${nameOf(key)}`} onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </span>
        ),
    },
  ];
  return (
    <Page
      title="Keys"
      lead="Each opens the account to a program. A lost key is no loss: replace it, and the old one opens nothing."
      aside={
        <Button
          variant="primary"
          icon={<Plus size={18} aria-hidden="true" />}
          onClick={() => setMaking(true)}
        >
          Make a key
        </Button>
      }
    >
      <div className="main-aside">
        <Asked query={query}>
          {(keys) => (
            <Table caption="Keys in force" columns={columns} rows={keys} rowKey={(key) => key.key_id} />
          )}
        </Asked>
        <div className="ui-stack">
          <AccountCard />
          <SandboxNote />
        </div>
      </div>
      <Dialog open={making} onClose={() => setMaking(false)} title="Make a key" closeLabel="Close">
        <NewKey onClose={() => setMaking(false)} />
      </Dialog>
      <Dialog
        open={replacing !== null}
        onClose={() => setReplacing(null)}
        title="Replace a key"
        closeLabel="Close"
      >
        {replacing !== null && <ReplaceKey apiKey={replacing} onClose={() => setReplacing(null)} />}
      </Dialog>
      <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />
    </Page>
  );
}

function AccountCard() {
  const customer = useCustomer();
  return (
    <Card title="Account">
      <Facts
        facts={[
          { name: 'Name', value: customer.name },
          { name: 'E-mail', value: customer.email },
          { name: 'Tier', value: customer.tier },
          {
            name: 'Quota',
            value: `${count(customer.label_quota)} of ${count(customer.label_quota_total)} tasks left`,
          },
          { name: 'Customer', value: <span className="ui-mono">{customer.customer_id}</span> },
        ]}
      />
    </Card>
  );
}

function NewKey({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => gateway.keys.create(name.trim() === '' ? undefined : name.trim()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data !== undefined)
    return (
      <ShownKey apiKey={create.data.api_key}>
        <Button variant="primary" onClick={onClose}>
          I have stored it
        </Button>
      </ShownKey>
    );
  return (
    <form className="form" onSubmit={send} noValidate>
      <TextField
        label="Name"
        note="optional"
        maxLength={100}
        placeholder="build server"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        hint="What uses it"
        error={aboutField(create.error, 'name')}
      />
      {create.isError && (
        <Notice tone="danger" urgent>
          {problemText(create.error)}
        </Notice>
      )}
      <div className="actions">
        <Button type="submit" variant="primary" busy={create.isPending}>
          Make the key
        </Button>
      </div>
    </form>
  );
}
