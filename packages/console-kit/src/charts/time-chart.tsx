import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { localTime, shortCount, timeOfDay } from '../parts/format.ts';
import { ChartFrame, type Series } from './frame.tsx';
import { Tip } from './tip.tsx';

/** A moment, and its figures by key; null: nothing is known of it. */
export type TimeRow = { readonly at: number } & Readonly<Record<string, number | null>>;

interface TimeChartProps {
  readonly summary: string;
  readonly rows: readonly TimeRow[];
  readonly lines: readonly (Series & { readonly key: string })[];
  readonly format: (n: number) => string;
  /** For the axis, where there is little room. */
  readonly short?: (n: number) => string;
}

const tick = { fill: 'var(--ink-muted)', fontSize: 12 };
const heightPx = 150;
const unbreakable = '\u00a0';
/** Rows of the table that screen readers have. */
const tableRowsMax = 24;

/** Lines over time; where nothing was measured there is a gap. */
export function TimeChart({ summary, rows, lines, format, short = shortCount }: TimeChartProps) {
  const step = Math.max(1, Math.ceil(rows.length / tableRowsMax));
  const known = (row: TimeRow, key: string): string => {
    const n = row[key] ?? null;
    return n === null ? 'not measured' : format(n);
  };
  return (
    <ChartFrame
      summary={summary}
      series={lines}
      columns={['Time', ...lines.map(({ name }) => name)]}
      rows={rows.filter((_, i) => i % step === 0)}
      cells={(row) => [localTime(new Date(row.at).toISOString()), ...lines.map(({ key }) => known(row, key))]}
    >
      <div className="chart-low">
        <ResponsiveContainer width="100%" height={heightPx}>
          <LineChart
            data={[...rows]}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              type="number"
              domain={['dataMin', 'dataMax']}
              tickFormatter={timeOfDay}
              tick={tick}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-strong)' }}
              minTickGap={40}
            />
            <YAxis
              tickFormatter={(n: number) => short(n).replaceAll(' ', unbreakable)}
              domain={[0, 'auto']}
              tick={tick}
              tickLine={false}
              axisLine={false}
              width={56}
              tickCount={4}
            />
            <Tooltip
              cursor={{ stroke: 'var(--line-strong)' }}
              isAnimationActive={false}
              content={(now) => <Tip of={now} head={(at) => timeOfDay(Number(at))} format={format} />}
            />
            {lines.map(({ key, name, colour }) => (
              <Line
                key={key}
                dataKey={key}
                name={name}
                stroke={colour}
                strokeWidth={2}
                dot={false}
                isAnimationActive={false}
                connectNulls={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </ChartFrame>
  );
}
