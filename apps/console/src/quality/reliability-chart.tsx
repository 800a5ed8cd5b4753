import { decimal, percent, type Template } from '@asg/console-kit';
import { ChartFrame } from '@asg/console-kit/charts';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';

type Bin = Template['calibration']['reliability'][number];

const tick = { fill: 'var(--ink-muted)', fontSize: 12 };
const axis = {
  type: 'number' as const,
  domain: [0, 1],
  tick,
  tickLine: false,
  tickFormatter: (n: number) => percent(n),
};

/** How often labels of a confidence are right: on the diagonal where confidence is what it claims. */
export function ReliabilityChart({ bins }: { readonly bins: readonly Bin[] }) {
  return (
    <ChartFrame
      summary="Confidence and the share of labels that were right"
      series={[
        { name: 'Share right', colour: 'var(--data-1)' },
        { name: 'As claimed', colour: 'var(--data-6)' },
      ]}
      columns={['Confidence', 'Share right', 'Checks']}
      rows={bins}
      cells={({ confidence, accuracy, checks }) => [
        percent(confidence, 1),
        percent(accuracy, 1),
        decimal(checks, 1),
      ]}
    >
      <ResponsiveContainer width="100%" height={220}>
        <LineChart
          data={[...bins]}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--line)" />
          <XAxis dataKey="confidence" {...axis} axisLine={{ stroke: 'var(--line-strong)' }} />
          <YAxis {...axis} axisLine={false} width={56} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--data-6)"
            strokeDasharray="5 5"
          />
          <Line
            dataKey="accuracy"
            stroke="var(--data-1)"
            strokeWidth={2}
            dot={{ fill: 'var(--data-1)', r: 4, strokeWidth: 0 }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
