import { type Queues, queuedTasksMax, watchedSettlementsMax } from '@asg/engines';
import type { Conditions } from '@asg/runtime';
import { Metrics } from '@asg/runtime/metrics';

/** The program's metrics, with the figures that are read from the store at each scrape. */
export function measured(queues: Queues, conditions: Conditions): Metrics {
  const metrics = new Metrics();
  metrics.addFigures(
    'asg_queue_tasks',
    `Tasks that wait, by what for, counted up to ${queuedTasksMax}.`,
    'waiting_for',
    async () => {
      const { work, payment } = await queues.report();
      return { workers: work, payment: payment.count };
    },
  );
  metrics.addFigures(
    'asg_settlements',
    `Settlements that are on their way or stuck, by state, counted up to ${watchedSettlementsMax} each.`,
    'state',
    async () => {
      const { settlements } = await queues.report();
      return Object.fromEntries(settlements.map(({ state, count }) => [state, count]));
    },
  );
  metrics.addConditions(conditions);
  return metrics;
}
