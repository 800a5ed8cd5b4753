import { type SettlementState, unsettledStates } from '@asg/domain';
import { Metrics } from '@asg/runtime';
import type { Storage } from '@asg/storage';

/** Counted up to this: a scrape costs the same however much is stored. */
const countMax = 10_000;
const settlementsMax = 100;
/** States in which a settlement should not stay; in the others they only add up. */
const watchedStates: readonly SettlementState[] = [
  ...unsettledStates,
  'contested',
  'orphaned',
  'stale',
  'failed',
];

/** The program's metrics, with the figures that are read from the store at each scrape. */
export function measured(storage: Storage): Metrics {
  const metrics = new Metrics();
  metrics.addFigures(
    'asg_queue_tasks',
    `Tasks that wait, by what for, counted up to ${countMax}.`,
    'waiting_for',
    async () => ({
      workers: await storage.workQueue(countMax),
      payment: (await storage.paymentQueue(countMax))?.count ?? 0,
    }),
  );
  metrics.addFigures(
    'asg_settlements',
    `Settlements that are on their way or stuck, by state, counted up to ${settlementsMax} each.`,
    'state',
    async () => {
      const page = { limit: settlementsMax, before: null };
      const count = async (state: SettlementState) =>
        [state, (await storage.settlements({ ...page, state })).length] as const;
      return Object.fromEntries(await Promise.all(watchedStates.map(count)));
    },
  );
  return metrics;
}
