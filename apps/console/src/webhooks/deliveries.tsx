import { Asked, gateway, Paged, plural, problemText, When } from '@asg/console-kit';
import type { Delivery } from '@asg/sdk';
import { Badge, Button, CodeBlock, type Column, Facts, Notice, Sheet, Table, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';

const refreshMs = 4_000;

interface DeliveriesProps {
  readonly queryKey: readonly string[];
  readonly load: (
    cursor: string | null,
    signal: AbortSignal,
  ) => Promise<{ readonly data: readonly Delivery[]; readonly next_cursor: string | null }>;
  /** Where they are of different receivers. */
  readonly withUrl?: boolean;
  readonly empty: ReactNode;
}

const tones = { pending: 'warning', delivered: 'accent', failed: 'danger' } as const;

/** What was sent, each with its attempts and its body on a closer look. */
export function Deliveries({ queryKey, load, withUrl = false, empty }: DeliveriesProps) {
  const [shown, setShown] = useState<string | null>(null);
  const columns: readonly Column<Delivery>[] = [
    {
      title: 'Delivery',
      cell: (delivery) => (
        <span className="stacked">
          <button type="button" className="link" onClick={() => setShown(delivery.delivery_id)}>
            {delivery.event}
          </button>
          <small className="ui-mono">…{delivery.delivery_id.slice(-10)}</small>
        </span>
      ),
    },
    ...(withUrl
      ? [{ title: 'Endpoint', cell: (one: Delivery) => <span className="clamp">{one.callback_url}</span> }]
      : []),
    { title: 'Status', cell: ({ status }) => <Badge tone={tones[status]}>{status}</Badge> },
    { title: 'Answer', cell: (delivery) => lastAnswer(delivery) },
    { title: 'Attempts', align: 'end', cell: ({ attempt_count }) => attempt_count },
    { title: 'Made', align: 'end', cell: ({ created_at }) => <When at={created_at} /> },
  ];
  return (
    <>
      <Paged
        queryKey={queryKey}
        load={load}
        refreshMs={refreshMs}
        empty={empty}
        list={(rows) => (
          <Table caption="Deliveries" columns={columns} rows={rows} rowKey={(one) => one.delivery_id} />
        )}
      />
      <Sheet open={shown !== null} onClose={() => setShown(null)} title="Delivery" closeLabel="Close">
        {shown !== null && <DeliveryDetail key={shown} deliveryId={shown} />}
      </Sheet>
    </>
  );
}

function lastAnswer({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return 'not sent yet';
  return last.status === null ? (last.error ?? 'no answer') : `${last.status} in ${last.latency_ms} ms`;
}

function DeliveryDetail({ deliveryId }: { readonly deliveryId: string }) {
  const client = useQueryClient();
  const say = useToast();
  const query = useQuery({
    queryKey: ['delivery', deliveryId],
    queryFn: ({ signal }) => gateway.webhooks.delivery(deliveryId, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 1_000 : false),
  });
  const replay = useMutation({
    mutationFn: () => gateway.webhooks.replay(deliveryId),
    onSuccess: () => say({ text: 'The delivery is on its way again.' }),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^deliver(y|ies)$/.test(String(queryKey[0])) }),
  });
  return (
    <Asked query={query}>
      {(delivery) => (
        <div className="ui-stack">
          <div className="actions">
            <Badge tone={tones[delivery.status]}>{delivery.status}</Badge>
            <Button
              busy={replay.isPending}
              icon={<RotateCcw size={16} aria-hidden="true" />}
              onClick={() => replay.mutate()}
            >
              Replay
            </Button>
          </div>
          {replay.isError && (
            <Notice tone="danger" urgent>
              {problemText(replay.error)}
            </Notice>
          )}
          <Facts
            facts={[
              { name: 'Event', value: delivery.event },
              { name: 'To', value: delivery.callback_url },
              { name: 'webhook-id', value: <span className="ui-mono">{delivery.message_id}</span> },
              ...(delivery.task_id === null
                ? []
                : [
                    {
                      name: 'Task',
                      value: <Link href={`/tasks/${delivery.task_id}`}>…{delivery.task_id.slice(-10)}</Link>,
                    },
                  ]),
              ...(delivery.job_id === null
                ? []
                : [
                    {
                      name: 'Job',
                      value: <Link href={`/jobs/${delivery.job_id}`}>…{delivery.job_id.slice(-10)}</Link>,
                    },
                  ]),
              { name: 'Next attempt', value: <When at={delivery.next_attempt_at} /> },
            ]}
          />
          <h3>Body</h3>
          <CodeBlock label="The body" code={pretty(delivery.body)} copyLabel="Copy the body" />
          <h3>{plural(delivery.attempt_count, 'attempt')}</h3>
          <ol className="attempts">
            {delivery.attempts.toReversed().map((attempt) => (
              <li key={attempt.at}>
                <div>
                  <strong>{attempt.status ?? 'No answer'}</strong>
                  <span className="ui-muted">{attempt.latency_ms} ms</span>
                  <When at={attempt.at} />
                </div>
                {attempt.error !== null && <p className="wrap">{attempt.error}</p>}
                {attempt.response !== null && attempt.response !== '' && (
                  <pre>
                    <code>{attempt.response}</code>
                  </pre>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Asked>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
