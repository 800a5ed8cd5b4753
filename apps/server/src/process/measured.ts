import { type Queues, queuedTasksMax, watchedSettlementsMax } from '@asg/engines';
import type { Conditions } from '@asg/runtime';
import { Metrics } from '@asg/runtime/metrics';
import type { OpenStore } from '../stores/engine.ts';

/** Of a store on servers of its own; without any, nothing of these is there. */
const ofStore = [
  ['asg_store_commands_total', 'Commands to the servers of the store, by set and kind.', 'commands'],
  ['asg_store_records_total', 'Records that these commands read or wrote.', 'records'],
  ['asg_store_errors_total', 'Commands and records of them that failed.', 'errors'],
] as const;

/** The program's metrics, with the figures that are read from the store at each scrape. */
export function measured(
  queues: Queues,
  conditions: Conditions,
  commands: OpenStore['commands'] = () => [],
): Metrics {
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
  for (const [name, help, figure] of ofStore)
    metrics.addCounts(name, help, ['set', 'command'], () =>
      commands().map(({ set, command, [figure]: value }) => ({ labels: { set, command }, value })),
    );
  metrics.addConditions(conditions);
  return metrics;
}
