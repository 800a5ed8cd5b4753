import { unsettledStates } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';

const name = 'payments_late';
const carriedName = 'paymail';
const countMax = 10_000;
const lookedAtMax = 10;

/** Reports when a verified task has waited for its payment longer than `lateMs`, whatever the reason. */
export async function watchPayments(
  { storage, clock, conditions }: Pick<EngineContext, 'storage' | 'clock' | 'conditions'>,
  lateMs: number,
): Promise<void> {
  const [queue, unsettled, carried] = await Promise.all([
    storage.settlement.paymentQueue(countMax, clock.nowMs()),
    storage.settlement.inStates(unsettledStates, lookedAtMax),
    storage.payouts.carried({ untilMs: null, limit: lookedAtMax }),
  ]);
  const lateSinceMs = clock.nowMs() - lateMs;
  const lines: string[] = [];
  if (queue !== null && queue.oldestSinceMs <= lateSinceMs) {
    const tasks =
      queue.count >= countMax ? `${countMax} verified tasks or more` : `${queue.count} verified tasks`;
    lines.push(`${tasks} not paid yet, the oldest since ${new Date(queue.oldestSinceMs).toISOString()}`);
  }
  const stuck = unsettled.find(
    ({ tasks, seenAtMs, createdAtMs }) => tasks.length > 0 && seenAtMs === null && createdAtMs <= lateSinceMs,
  );
  if (stuck !== undefined) {
    const since = new Date(stuck.createdAtMs).toISOString();
    lines.push(
      `settlement ${stuck.settlementId} of ${stuck.tasks.length} tasks not with the network since ${since}`,
    );
  }
  const late = carried.filter(({ sinceMs }) => sinceMs <= lateSinceMs);
  if (late.length === 0) conditions.clear(carriedName);
  else {
    const since = new Date(Math.min(...late.map(({ sinceMs }) => sinceMs))).toISOString();
    const one = late.length === 1 ? 'worker' : 'workers';
    const who = late.length < lookedAtMax ? `${late.length} ${one}` : `${lookedAtMax} workers or more`;
    const detail = `pay of ${who} waits for their paymail, the longest since ${since}`;
    conditions.report(carriedName, { severity: 'degraded', detail });
  }
  if (lines.length === 0) conditions.clear(name);
  else conditions.report(name, { severity: 'degraded', detail: lines.join('; ') });
}
