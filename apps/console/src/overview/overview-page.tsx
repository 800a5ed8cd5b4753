import {
  Asked,
  count,
  duration,
  gateway,
  Page,
  percent,
  sats,
  spoken,
  statusColours,
  usd,
  useCurrent,
  useCustomer,
  useMay,
  When,
} from '@asg/console-kit';
import { DailyChart, dayBefore, daysBetween } from '@asg/console-kit/charts';
import { type LiveEvent, useLive } from '@asg/console-kit/live';
import { taskStates } from '@asg/domain/names';
import type { Stats } from '@asg/sdk';
import { Card, Figures, Mix, Notice, SelectField } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { SandboxNote } from '../balance/sandbox-note.tsx';
import { FirstSteps } from './first-steps.tsx';

/** How often changes without an event (tasks claimed by workers) are asked for, ms. */
const refreshMs = 10_000;
const monthDays = 30;
const ranges = [7, monthDays, 90, 365];

export default function OverviewPage() {
  const [days, setDays] = useState(monthDays);
  const { name } = useCustomer();
  const from = dayBefore(days - 1);
  const query = useQuery({
    queryKey: ['stats', from],
    queryFn: ({ signal }) => gateway.billing.stats({ from }, { signal }),
    refetchInterval: refreshMs,
  });
  const isBeginning = query.data !== undefined && days >= monthDays && isEmpty(query.data);
  return (
    <Page
      title="Overview"
      lead={
        isBeginning
          ? `Welcome, ${name}. Nothing was submitted yet: here is the next step.`
          : 'How your tasks stand, and what they cost.'
      }
      aside={
        isBeginning ? undefined : (
          <div className="range">
            <SelectField
              label="Range"
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
            >
              {ranges.map((range) => (
                <option key={range} value={range}>
                  Last {range} days
                </option>
              ))}
            </SelectField>
          </div>
        )
      }
    >
      <Asked query={query} height="30rem">
        {(stats) => (isBeginning ? <Beginning /> : <Overview stats={stats} />)}
      </Asked>
    </Page>
  );
}

const isEmpty = ({ tasks, daily }: Stats): boolean =>
  daily.length === 0 && taskStates.every((status) => tasks[status] === 0);

function Beginning() {
  const maySubmit = useMay('submit');
  return (
    <div className="ui-stack">
      <SandboxNote />
      {maySubmit ? (
        <FirstSteps />
      ) : (
        <Notice>Nothing was submitted yet. It appears here as soon as it is.</Notice>
      )}
    </div>
  );
}

function Overview({ stats }: { readonly stats: Stats }) {
  const { bsv_usd } = useCurrent();
  const { events } = useLive();
  const { tasks, settlement_seconds: seconds } = stats;
  const total = taskStates.reduce((sum, status) => sum + tasks[status], 0);
  const cost = stats.daily.reduce((sum, day) => sum + day.cost_sats, 0);
  const byDay = new Map(stats.daily.map((day) => [day.date, day]));
  const rows = daysBetween(stats.from, stats.to).map((date) => ({
    date,
    created: byDay.get(date)?.tasks_created ?? 0,
    settled: byDay.get(date)?.tasks_settled ?? 0,
    cost: byDay.get(date)?.cost_sats ?? 0,
  }));
  return (
    <>
      <Figures
        figures={[
          { name: 'Total', value: count(total) },
          { name: 'Pending', value: count(tasks.pending) },
          { name: 'In progress', value: count(tasks.in_progress) },
          { name: 'Verified', value: count(tasks.verified) },
          { name: 'Settled', value: count(tasks.settled) },
          { name: 'Expired', value: count(tasks.expired) },
        ]}
      />
      <Figures
        figures={[
          {
            name: 'Mean confidence',
            value: stats.mean_confidence === null ? '–' : percent(stats.mean_confidence, 1),
            hint: 'of the decided tasks',
          },
          {
            name: 'Submission to payment',
            value: seconds.p50 === null ? '–' : duration(seconds.p50),
            hint: seconds.p95 === null ? 'median' : `median; 95 % within ${duration(seconds.p95)}`,
          },
          { name: 'Cost', value: sats(cost), hint: `about ${usd(cost, bsv_usd)}` },
          {
            name: 'Cost of a task',
            value: tasks.settled === 0 ? '–' : sats(Math.round(cost / Math.max(1, settledIn(stats)))),
            hint: 'mean of those paid',
          },
        ]}
      />
      <div className="halves">
        <Card title="Tasks a day">
          <DailyChart
            summary="Tasks made and settled on each day"
            rows={rows}
            figures={[
              { key: 'created', name: 'Made', colour: 'var(--data-2)' },
              { key: 'settled', name: 'Settled', colour: 'var(--data-1)' },
            ]}
            format={count}
          />
        </Card>
        <Card title="Cost a day" hint="Payouts and fees, satoshis">
          <DailyChart
            summary="Cost of each day in satoshis"
            rows={rows}
            figures={[{ key: 'cost', name: 'Cost', colour: 'var(--data-3)' }]}
            format={sats}
          />
        </Card>
      </div>
      <div className="halves">
        <Card title="Status mix" aside={<Link href="/tasks">All tasks</Link>}>
          <Mix
            count={count}
            label="Tasks by status"
            parts={taskStates.map((status) => ({
              name: spoken(status),
              value: tasks[status],
              colour: statusColours[status],
            }))}
          />
        </Card>
        <Card
          title="Just now"
          hint="As it happens"
          aside={<Link href="/workbench?by=decided">The newest answers</Link>}
        >
          <Activity events={events} />
        </Card>
      </div>
    </>
  );
}

const settledIn = ({ daily }: Stats): number => daily.reduce((sum, day) => sum + day.tasks_settled, 0);

/** The page of what an event is about. */
function placeOf(type: string, about: string): string {
  if (type === 'balance.low') return '/balance';
  return `/${type === 'job.completed' ? 'jobs' : 'tasks'}/${about}`;
}

function Activity({ events }: { readonly events: readonly LiveEvent[] }) {
  if (events.length === 0)
    return <p className="ui-muted activity-none">What happens to your tasks from now on appears here.</p>;
  return (
    <ol className="activity">
      {events.map(({ id, type, about, label, at }) => (
        <li key={id}>
          <span className="status" data-status={type.split('.')[1]}>
            <span className="status-dot" aria-hidden="true" />
            {spoken(type)}
          </span>
          <Link href={placeOf(type, about)} className="ui-mono">
            {about.slice(-8)}
          </Link>
          <span className="activity-label">{label ?? ''}</span>
          <When at={at} />
        </li>
      ))}
    </ol>
  );
}
