import { count, duration, percent, roughly, sats } from '@asg/console-kit';
import type { Distribution } from '@asg/sdk';
import { Figures } from '@asg/ui';

/** How far it is, and what it costs. */
export function BenchFigures({ distribution }: { readonly distribution: Distribution }) {
  const { tasks, labels, labels_saved, labels_per_minute, seconds_left, cost } = distribution;
  const wanted = tasks.opened - tasks.cancelled;
  const ended = tasks.decided + tasks.expired;
  const isDone = wanted > 0 && ended >= wanted;
  const lost = tasks.expired === 0 ? '' : `, ${count(tasks.expired)} without`;
  return (
    <Figures
      figures={[
        {
          name: 'With an answer',
          value: `${count(tasks.decided)} of ${count(wanted)}`,
          hint: wanted <= 0 ? 'no task yet' : `${percent(tasks.decided / wanted)}${lost}`,
        },
        {
          name: 'Labels a minute',
          value: isDone || labels_per_minute === 0 ? '–' : roughly(labels_per_minute),
          hint: timeLeft(isDone, seconds_left),
        },
        {
          name: 'Cost',
          value: sats(cost.cost_sats),
          hint:
            cost.forecast_sats === null
              ? `${sats(cost.cap_sats)} at most`
              : `${sats(cost.forecast_sats)} foreseen, ${sats(cost.cap_sats)} at most`,
        },
        {
          name: 'Labels saved',
          value: count(labels_saved),
          hint: `${count(labels)} were needed`,
        },
      ]}
    />
  );
}

function timeLeft(isDone: boolean, seconds: number | null): string {
  if (isDone) return 'all have ended';
  if (seconds === null) return 'no label in the last hour';
  return seconds === 0 ? 'nothing is left' : `about ${duration(seconds)} to go`;
}
