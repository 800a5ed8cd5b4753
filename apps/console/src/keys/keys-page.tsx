import { Asked, count, gateway, Page, useCustomer, useGrant, When } from '@asg/console-kit';
import { covers } from '@asg/domain/roles';
import type { ApiKey } from '@asg/sdk';
import { Badge, Button, Card, type Column, Dialog, Facts, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { SandboxNote } from '../balance/sandbox-note.tsx';
import { EndOf, grantOf, ScopesOf } from './key-terms.tsx';
import { NewKey } from './new-key.tsx';
import { nameOf, ReplaceKey, Revoke } from './one-key.tsx';
import { UnstoredKeyDialog } from './unstored-dialog.tsx';

export default function KeysPage() {
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [replacing, setReplacing] = useState<ApiKey | null>(null);
  const grant = useGrant();
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
          <small>
            made <When at={key.created_at} />
          </small>
        </span>
      ),
    },
    { title: 'May do', cell: (key) => <ScopesOf scopes={key.scopes} /> },
    { title: 'Ends', cell: (key) => <EndOf apiKey={key} /> },
    { title: 'Last used', cell: (key) => <When at={key.last_used_at} /> },
    {
      title: 'Access',
      align: 'end',
      cell: (key) =>
        key.current ? (
          <Badge tone="accent">This session</Badge>
        ) : !covers(grant, grantOf(key)) ? (
          <span className="ui-muted">more than you</span>
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
      <UnstoredKeyDialog />
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
