import { duration, localTime } from '@asg/console-kit';
import { ChartFrame } from '@asg/console-kit/charts';
import { answerAtSight } from '@asg/console-kit/kinds';
import type { AdminWorkerLabel } from '@asg/sdk';
import { Card } from '@asg/ui';

const colours = {
  right: 'var(--data-1)',
  wrong: 'var(--data-5)',
  open: 'var(--data-6)',
} as const;
const names = { right: 'Right', wrong: 'Wrong', open: 'Not known, or nothing decided' } as const;
const series = (['right', 'wrong', 'open'] as const).map((key) => ({
  name: names[key],
  colour: colours[key],
}));
/** A bar is full at so many seconds, and never smaller than can be seen. */
const fullSeconds = 60;
const shareMin = 0.04;

function kindOf({ outcome }: AdminWorkerLabel): keyof typeof colours {
  if (outcome === 'agreed' || outcome === 'conceded') return 'right';
  return outcome === 'disagreed' ? 'wrong' : 'open';
}

/** By roots, so that a second is told from two, and a minute fits. */
const shareOf = ({ seconds }: AdminWorkerLabel): number =>
  Math.max(shareMin, Math.sqrt(Math.min(seconds ?? 0, fullSeconds) / fullSeconds));

/** How long each answer took, and how it came out, from the earliest to the latest of those that are loaded. */
export function LabelStrip({ labels }: { readonly labels: readonly AdminWorkerLabel[] }) {
  const inTime = [...labels].reverse();
  return (
    <Card
      title="In time"
      hint="A bar for each answer that is loaded, the latest at the right: the longer it took, the higher, a minute at most. Striped: too fast, or without a look at the item."
    >
      <ChartFrame
        summary="How long answers took, and how they came out"
        series={series}
        columns={['Given', 'Took', 'Came out', 'Signals']}
        rows={inTime}
        cells={(label) => [
          `${localTime(label.at)}, ${answerAtSight(label.label)}`,
          label.seconds === null ? 'not known' : duration(label.seconds),
          names[kindOf(label)],
          signsOf(label).join(', ') || 'none',
        ]}
      >
        <div className="label-strip">
          {inTime.map((label) => (
            <span
              key={label.task_id}
              title={[
                localTime(label.at),
                answerAtSight(label.label),
                names[kindOf(label)],
                ...signsOf(label),
              ].join(', ')}
              data-odd={signsOf(label).length > 0}
              style={{ blockSize: `${shareOf(label) * 100}%`, color: colours[kindOf(label)] }}
            />
          ))}
        </div>
      </ChartFrame>
    </Card>
  );
}

const signsOf = ({ too_fast: isFast, item_fetched: isFetched }: AdminWorkerLabel): readonly string[] => [
  ...(isFast ? ['too fast'] : []),
  ...(isFetched ? [] : ['item not fetched']),
];
