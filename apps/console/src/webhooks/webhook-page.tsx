import { Asked, aboutField, Confirm, gateway, Page, problemText } from '@asg/console-kit';
import type { Webhook } from '@asg/sdk';
import { Badge, Button, Card, EmptyState, Notice, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { Deliveries } from './deliveries.tsx';
import { EventsField } from './events-field.tsx';

export default function WebhookPage() {
  const { id } = useParams<{ id: string }>();
  // A customer has a bounded number of them: they come as one list.
  const query = useQuery({
    queryKey: ['webhooks'],
    queryFn: ({ signal }) => gateway.webhooks.list({ signal }),
  });
  const webhook = query.data?.find(({ webhook_id }) => webhook_id === id);
  return (
    <Page
      title="Endpoint"
      back={{ to: '/webhooks', name: 'Webhooks' }}
      lead={<span className="wrap">{webhook?.callback_url ?? id}</span>}
      aside={webhook !== undefined && <Actions webhook={webhook} />}
    >
      <Asked query={query}>
        {() =>
          webhook === undefined ? (
            <EmptyState icon={<Inbox size={28} />} title="There is no such endpoint" />
          ) : (
            <div className="main-aside">
              <Card title="Deliveries" hint="The newest first.">
                <Deliveries
                  queryKey={['deliveries', id]}
                  load={(cursor, signal) =>
                    gateway.webhooks.deliveriesPage(id, cursor === null ? {} : { cursor }, { signal })
                  }
                  empty={<p className="ui-muted">Nothing was sent yet. A test goes out at once.</p>}
                />
              </Card>
              <Settings key={webhook.webhook_id} webhook={webhook} />
            </div>
          )
        }
      </Asked>
    </Page>
  );
}

function Settings({ webhook }: { readonly webhook: Webhook }) {
  const [events, setEvents] = useState<Webhook['events']>(webhook.events);
  const client = useQueryClient();
  const say = useToast();
  const change = useMutation({
    mutationFn: (body: { active: boolean } | { events: Webhook['events'][number][] }) =>
      gateway.webhooks.update(webhook.webhook_id, body),
    onSuccess: () => say({ text: 'Saved.' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  return (
    <Card
      title="Settings"
      aside={<Badge tone={webhook.active ? 'accent' : 'neutral'}>{webhook.active ? 'On' : 'Off'}</Badge>}
    >
      {webhook.disabled_reason !== null && (
        <Notice tone="danger">Switched off after failures: {webhook.disabled_reason}</Notice>
      )}
      <EventsField chosen={events} onChange={setEvents} error={aboutField(change.error, 'events')} />
      {change.isError && (
        <Notice tone="danger" urgent>
          {problemText(change.error)}
        </Notice>
      )}
      <div className="actions">
        <Button
          variant="primary"
          busy={change.isPending}
          onClick={() => change.mutate({ events: [...events] })}
        >
          Save the events
        </Button>
        <Button onClick={() => change.mutate({ active: !webhook.active })}>
          {webhook.active ? 'Switch off' : 'Switch on'}
        </Button>
      </div>
    </Card>
  );
}

function Actions({ webhook }: { readonly webhook: Webhook }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const [, navigate] = useLocation();
  const test = useMutation({
    mutationFn: () => gateway.webhooks.test(webhook.webhook_id),
    onSuccess: () => say({ text: 'A sample message is on its way.' }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  const remove = useMutation({
    mutationFn: () => gateway.webhooks.delete(webhook.webhook_id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['webhooks'] });
      navigate('/webhooks');
    },
  });
  return (
    <>
      <Button busy={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <Button onClick={() => setAsking(true)}>Remove</Button>
      <Confirm
        open={asking}
        title="Remove this endpoint?"
        action="Remove it"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>Deliveries that are still on their way are given up.</p>
      </Confirm>
    </>
  );
}
