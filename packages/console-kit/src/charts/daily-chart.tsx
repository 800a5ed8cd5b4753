import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { dayName, shortCount } from '../parts/format.ts';
import { ChartFrame, type Series } from './frame.tsx';
import { Tip } from './tip.tsx';

interface DayFigure extends Series {
  readonly key: string;
}

type DayRow = { readonly date: string } & Readonly<Record<string, number | string>>;

interface DailyChartProps {
  readonly summary: string;
  /** Every day of the range, in order. */
  readonly rows: readonly DayRow[];
  readonly figures: readonly DayFigure[];
  readonly format: (n: number) => string;
  readonly stacked?: boolean;
}

const tick = { fill: 'var(--ink-muted)', fontSize: 12 };
const barMax = 26;

/** Bars for each day. */
export function DailyChart({ summary, rows, figures, format, stacked = false }: DailyChartProps) {
  return (
    <ChartFrame
      summary={summary}
      series={figures}
      columns={['Day', ...figures.map(({ name }) => name)]}
      rows={rows}
      cells={(row) => [dayName(row.date), ...figures.map(({ key }) => format(Number(row[key])))]}
    >
      {rows.every((row) => figures.every(({ key }) => Number(row[key]) === 0)) && (
        <p className="chart-none">Nothing in this time.</p>
      )}
      <ResponsiveContainer width="100%" height={220}>
        <BarChart
          data={[...rows]}
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          barGap={2}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="date"
            tickFormatter={dayName}
            tick={tick}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            minTickGap={28}
          />
          <YAxis
            tickFormatter={shortCount}
            tick={tick}
            tickLine={false}
            axisLine={false}
            width={44}
            allowDecimals={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--surface-sunk)', stroke: 'none' }}
            isAnimationActive={false}
            content={(now) => <Tip of={now} head={(day) => dayName(String(day))} format={format} />}
          />
          {figures.map(({ key, name, colour }) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              fill={colour}
              radius={[3, 3, 0, 0]}
              maxBarSize={barMax}
              isAnimationActive={false}
              {...(stacked ? { stackId: 'all' } : {})}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
