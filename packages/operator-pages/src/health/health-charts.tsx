import { Asked, admin, count, duration, shortCount } from '@asg/console-kit';
import { TimeChart, type TimeRow } from '@asg/console-kit/charts';
import type { Vitals } from '@asg/sdk';
import { Card, EmptyState, SelectField } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useState } from 'react';

type Key = Exclude<keyof NonNullable<Vitals['points'][number]>, 'processes'>;
interface Chart {
  readonly title: string;
  readonly lines: readonly (readonly [key: Key, name: string])[];
  readonly format: (n: number) => string;
  readonly short?: (n: number) => string;
}

const refreshMs = 30_000;
const ranges = [1, 6, 24] as const;
const bytesPerMb = 1e6;
const bytesPerGb = 1e9;
const colours = ['var(--data-1)', 'var(--data-4)'] as const;
const few = (n: number): string => (n < 10 ? String(Math.round(n * 100) / 100) : count(n));
const inMs = (n: number): string => duration(n / 1000);
const bytes = (n: number): string =>
  n < bytesPerGb ? `${Math.round(n / bytesPerMb)} MB` : `${(n / bytesPerGb).toFixed(1)} GB`;

const charts: readonly Chart[] = [
  { title: 'Requests a second', lines: [['requests_per_second', 'Requests']], format: few, short: few },
  {
    title: 'Response time',
    lines: [
      ['p95_ms', '95 of 100 within'],
      ['event_loop_delay_ms', 'Event loop late by'],
    ],
    format: inMs,
    short: inMs,
  },
  { title: 'Labels a minute', lines: [['labels_per_minute', 'Labels']], format: few, short: few },
  { title: 'Failed answers a minute', lines: [['failed_per_minute', 'Failed']], format: few, short: few },
  {
    title: 'Queues',
    lines: [
      ['work', 'Want workers'],
      ['payment', 'To be paid'],
    ],
    format: count,
    short: shortCount,
  },
  {
    title: 'Settlement lag',
    lines: [['payment_lag_seconds', 'The oldest waits for']],
    format: duration,
    short: duration,
  },
  {
    title: 'Webhooks',
    lines: [
      ['webhook_endpoints', 'Endpoints with deliveries'],
      ['webhook_lag_seconds', 'Seconds late'],
    ],
    format: few,
  },
  {
    title: 'Memory of the largest process',
    lines: [['memory_bytes', 'Memory']],
    format: bytes,
    short: bytes,
  },
  { title: 'Disk left', lines: [['disk_free_bytes', 'Left']], format: bytes, short: bytes },
];

/** How the server was in the last day: its own figures, by the minute. */
export function HealthCharts() {
  const [hours, setHours] = useState<number>(24);
  const query = useQuery({
    queryKey: ['vitals', hours],
    queryFn: ({ signal }) => admin.vitals({ hours }, { signal }),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <div className="section-head">
        <h2>How it was</h2>
        <div className="range">
          <SelectField
            label="Time"
            value={String(hours)}
            onChange={(event) => setHours(Number(event.currentTarget.value))}
          >
            {ranges.map((each) => (
              <option key={each} value={each}>
                {each === 1 ? 'The last hour' : `The last ${each} hours`}
              </option>
            ))}
          </SelectField>
        </div>
      </div>
      <Asked query={query} height="24rem">
        {(vitals) => <Charts vitals={vitals} />}
      </Asked>
    </>
  );
}

function Charts({ vitals }: { readonly vitals: Vitals }) {
  const { from, step_seconds: stepSeconds, points } = vitals;
  if (points.every((point) => point === null))
    return (
      <EmptyState icon={<ChartLine size={28} />} title="Nothing was measured yet">
        <p>The first figures come when the server has run for a minute.</p>
      </EmptyState>
    );
  const beginMs = Date.parse(from);
  const rowsOf = (keys: readonly Key[]): readonly TimeRow[] =>
    points.map((point, i) => ({
      at: beginMs + i * stepSeconds * 1000,
      ...Object.fromEntries(keys.map((key) => [key, point?.[key] ?? null])),
    }));
  return (
    <div className="halves">
      {charts.map(({ title, lines, ...formats }) => (
        <Card key={title} title={title}>
          <TimeChart
            summary={title}
            rows={rowsOf(lines.map(([key]) => key))}
            lines={lines.map(([key, name], i) => ({ key, name, colour: colours[i] ?? colours[0] }))}
            {...formats}
          />
        </Card>
      ))}
    </div>
  );
}
