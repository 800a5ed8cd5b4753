import {
  Asked,
  admin,
  count,
  duration,
  gateway,
  Page,
  SettlementBadge,
  sats,
  useCurrent,
  useMay,
  When,
} from '@asg/console-kit';
import { isStatus, type Queues, type Ready } from '@asg/sdk';
import { Badge, Card, type Column, Figures, Notice, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import { SandboxOff } from '../customers/sandbox-off.tsx';
import { HealthCharts } from './health-charts.tsx';

const refreshMs = 5_000;
const countMax = 10_000;

type Checks = Pick<Ready, 'checks'> & { readonly status: keyof typeof states };
type Check = Checks['checks'][string];

const states = {
  ok: { tone: 'accent', word: 'Ready', icon: CircleCheck, spoken: 'works' },
  degraded: { tone: 'warning', word: 'Degraded', icon: TriangleAlert, spoken: 'is degraded' },
  failing: { tone: 'danger', word: 'Not ready', icon: CircleX, spoken: 'fails' },
} as const;

export default function HealthPage() {
  const { version, network } = useCurrent();
  const ready = useQuery({
    queryKey: ['ready'],
    queryFn: ({ signal }) => gateway.ready({ signal }),
    refetchInterval: refreshMs,
  });
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => admin.queues({ signal }),
    refetchInterval: refreshMs,
  });
  return (
    <Page title="Health" lead={`Version ${version}, ${network} network. Asked anew every five seconds.`}>
      <SandboxOff />
      <Asked query={ready}>
        {({ status, checks }) => (
          <Card
            title="Can it do its work?"
            aside={<Badge tone={states[status].tone}>{states[status].word}</Badge>}
          >
            <ul className="checks">
              {Object.entries(checks)
                .filter(([name]) => name !== 'sandbox')
                .map(([name, check]) => (
                  <CheckLine key={name} name={name.replaceAll('_', ' ')} {...check} />
                ))}
            </ul>
          </Card>
        )}
      </Asked>
      {isStatus(queues.error, 404) && <Notice tone="danger">The admin API is off.</Notice>}
      <Asked query={queues}>{(found) => <QueueCards queues={found} />}</Asked>
      <HealthCharts />
    </Page>
  );
}

function CheckLine({ name, ok, severity = 'failing', detail }: Check & { readonly name: string }) {
  const state = ok ? 'ok' : severity;
  const { icon: Icon, spoken } = states[state];
  return (
    <li data-state={state}>
      <Icon size={20} aria-hidden="true" />
      <div>
        <strong>{name}</strong>
        <span className="ui-visually-hidden"> {spoken}</span>
        {detail !== undefined && <p className="ui-hint">{detail}</p>}
      </div>
    </li>
  );
}

const carriedColumns: readonly Column<Queues['carried'][number]>[] = [
  {
    title: 'Worker',
    cell: ({ worker_id: id }) => <Link href={`/operator/workers/${id}`}>…{id.slice(-10)}</Link>,
  },
  { title: 'Waits', align: 'end', cell: ({ sats: waiting }) => sats(waiting) },
  { title: 'Since', cell: ({ since }) => <When at={since} /> },
  { title: 'Sent again', cell: ({ due_at }) => <When at={due_at} /> },
  { title: 'Why', cell: ({ problem }) => problem ?? '' },
];

const listColumn: Column<Queues['settlements'][number]> = {
  title: 'List',
  align: 'end',
  cell: ({ state }) => <Link href={`/operator/settlements?state=${state}`}>Show {state}</Link>,
};

const bounded = (n: number): string => (n >= countMax ? `${count(countMax)}+` : count(n));

function QueueCards({ queues: { work, payment, carried, settlements } }: { readonly queues: Queues }) {
  const waits =
    payment.oldest_since === null
      ? null
      : Math.max(0, (Date.now() - Date.parse(payment.oldest_since)) / 1000);
  const seesSettlements = useMay('ledger');
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
              ...(seesSettlements ? [listColumn] : []),
            ]}
            rows={busy}
            rowKey={({ state }) => state}
          />
        )}
      </Card>
      {carried.length > 0 && (
        <Card
          title="Pay that waits for paymails"
          hint="Sent again when its time comes, and after some days to an address held for the worker. The 100 that come first."
        >
          <Table
            caption="Pay that waits for paymails"
            columns={carriedColumns}
            rows={carried}
            rowKey={({ worker_id }) => worker_id}
          />
        </Card>
      )}
    </>
  );
}
