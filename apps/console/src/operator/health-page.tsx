import { isStatus } from '@asg/browser';
import { Badge, Card, Figures, Notice, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { Link } from 'wouter';
import { call, type Queues } from '../api/operations.ts';
import { Asked } from '../parts/asked.tsx';
import { count, duration } from '../parts/format.ts';
import { SettlementBadge } from '../parts/status.tsx';
import { useCurrent } from '../session/session.ts';
import { Page } from '../shell/page.tsx';

const refreshMs = 5_000;
const countMax = 10_000;

interface Checks {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

/** Also of a server that is not ready: its answer is a 503 with the same body. */
async function fetchChecks(signal: AbortSignal): Promise<Checks> {
  const answer = await fetch('/v1/ready', { signal });
  return (await answer.json()) as Checks;
}

export default function HealthPage() {
  const { version, network } = useCurrent();
  const ready = useQuery({
    queryKey: ['ready'],
    queryFn: ({ signal }) => fetchChecks(signal),
    refetchInterval: refreshMs,
  });
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: async ({ signal }) => (await call('adminGetQueues', {}, signal)).body,
    refetchInterval: refreshMs,
  });
  return (
    <Page title="Health" lead={`Version ${version}, ${network} network. Asked anew every five seconds.`}>
      <Asked query={ready}>
        {({ ready: isReady, checks }) => (
          <Card
            title="Can it do its work?"
            aside={<Badge tone={isReady ? 'accent' : 'danger'}>{isReady ? 'Ready' : 'Not ready'}</Badge>}
          >
            <ul className="checks">
              {Object.entries(checks).map(([name, { ok, detail }]) => (
                <li key={name} data-ok={ok}>
                  {ok ? (
                    <CircleCheck size={20} aria-hidden="true" />
                  ) : (
                    <CircleX size={20} aria-hidden="true" />
                  )}
                  <div>
                    <strong>{name}</strong>
                    <span className="ui-visually-hidden">{ok ? ' works' : ' fails'}</span>
                    {detail !== undefined && <p className="ui-hint">{detail}</p>}
                  </div>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Asked>
      {isStatus(queues.error, 404) && <Notice tone="danger">The admin API is off.</Notice>}
      <Asked query={queues}>{(found) => <QueueCards queues={found} />}</Asked>
    </Page>
  );
}

const bounded = (n: number): string => (n >= countMax ? `${count(countMax)}+` : count(n));

function QueueCards({ queues: { work, payment, settlements } }: { readonly queues: Queues }) {
  const waits =
    payment.oldest_since === null
      ? null
      : Math.max(0, (Date.now() - Date.parse(payment.oldest_since)) / 1000);
  const busy = settlements.filter(({ count: n }) => n > 0);
  return (
    <>
      <Figures
        figures={[
          { name: 'Tasks that want workers', value: bounded(work) },
          {
            name: 'Tasks to be paid',
            value: bounded(payment.count),
            hint: waits === null ? 'none waits' : `the oldest for ${duration(waits)}`,
          },
          {
            name: 'Settlements on their way or stuck',
            value: count(busy.reduce((sum, { count: n }) => sum + n, 0)),
          },
        ]}
      />
      <Card title="Settlements on their way or stuck" hint="Counted up to 100 in each state.">
        {busy.length === 0 ? (
          <p className="ui-muted">None: all that were sent are on the network.</p>
        ) : (
          <Table
            caption="Settlements by state"
            columns={[
              { title: 'State', cell: ({ state }) => <SettlementBadge state={state} /> },
              { title: 'Settlements', align: 'end', cell: ({ count: n }) => count(n) },
              {
                title: 'List',
                align: 'end',
                cell: ({ state }) => <Link href={`/operator/settlements?state=${state}`}>Show {state}</Link>,
              },
            ]}
            rows={busy}
            rowKey={({ state }) => state}
          />
        )}
      </Card>
    </>
  );
}
