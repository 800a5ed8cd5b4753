import { Asked, gateway, Page, Snippets, useKeyHint, When, webhookSnippets } from '@asg/console-kit';
import type { Webhook } from '@asg/sdk';
import { Badge, Button, Card, type Column, EmptyState, serverUrl, Table, Tabs } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Deliveries } from './deliveries.tsx';
import { NewWebhook } from './new-webhook.tsx';

const tabs = [
  { key: 'endpoints', title: 'Endpoints' },
  { key: 'failed', title: 'Failed deliveries' },
] as const;

export default function WebhooksPage() {
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const chosen = params.get('show') === 'failed' ? 'failed' : 'endpoints';
  return (
    <Page
      title="Webhooks"
      lead="Be told of what happens to your tasks, instead of asking."
      aside={
        <Button
          variant="primary"
          icon={<Plus size={18} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          Add an endpoint
        </Button>
      }
    >
      <Tabs
        label="What to show"
        tabs={tabs}
        chosen={chosen}
        onChoose={(key) => setParams(key === 'failed' ? { show: 'failed' } : {}, { replace: true })}
      >
        {chosen === 'endpoints' ? <Endpoints /> : <Failed />}
      </Tabs>
      <NewWebhook open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

const columns: readonly Column<Webhook>[] = [
  {
    title: 'Endpoint',
    cell: (webhook) => (
      <Link href={`/webhooks/${webhook.webhook_id}`} className="clamp">
        {webhook.callback_url}
      </Link>
    ),
  },
  {
    title: 'State',
    cell: (webhook) => (
      <Badge tone={webhook.active ? 'accent' : webhook.disabled_reason === null ? 'neutral' : 'danger'}>
        {webhook.active ? 'On' : webhook.disabled_reason === null ? 'Off' : 'Switched off'}
      </Badge>
    ),
  },
  { title: 'Events', cell: (webhook) => <span className="wrap">{webhook.events.join(', ')}</span> },
  { title: 'Made', align: 'end', cell: (webhook) => <When at={webhook.created_at} /> },
];

function Endpoints() {
  const hint = useKeyHint();
  const query = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => gateway.webhooks.list({ signal }),
  });
  return (
    <Asked query={query}>
      {(webhooks) =>
        webhooks.length > 0 ? (
          <Table caption="Endpoints" columns={columns} rows={webhooks} rowKey={(one) => one.webhook_id} />
        ) : (
          <Card
            title="No endpoints yet"
            hint="Add one above, or from a program:"
            aside={<WebhookIcon size={22} />}
          >
            <Snippets label="A webhook" snippets={webhookSnippets(serverUrl(), hint)} />
          </Card>
        )
      }
    </Asked>
  );
}

function Failed() {
  return (
    <Deliveries
      queryKey={['deliveries', 'failed']}
      load={(cursor, signal) =>
        gateway.webhooks.failedDeliveriesPage(cursor === null ? {} : { cursor }, { signal })
      }
      withUrl
      empty={
        <EmptyState icon={<CircleCheck size={28} />} title="Nothing was given up">
          <p>A delivery that failed at every attempt is listed here, and can be replayed.</p>
        </EmptyState>
      }
    />
  );
}
