import { percentOf, poolsOfWorkerMax, qualificationsMax, type WorkerRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { asking } from './asking.ts';

/**
 * Whether tasks wait that this worker may be given. It looks at tasks alone, and at nothing that is known of their answers: so it says
 * nothing of who is measured.
 */
export async function hasWorkFor(
  { storage, clock }: Pick<EngineContext, 'storage' | 'clock'>,
  { workerId, profile, linkedIds }: WorkerRecord,
): Promise<boolean> {
  if (profile === null) return false;
  const [memberships, practised] = await Promise.all([
    storage.poolMembers.ofWorker({ group: workerId, limit: poolsOfWorkerMax, after: null }),
    storage.practices.ended({ group: workerId, limit: qualificationsMax, before: null }),
  ]);
  const qualified = practised.flatMap(({ question, best }) =>
    best === null ? [] : [{ question, percent: percentOf(best) }],
  );
  const seek = { workerId, nowMs: clock.nowMs(), ...asking(profile), qualified };
  const pools = memberships.flatMap(({ state, customerId }) => (state === 'active' ? [customerId] : []));
  if (pools.length > 0 && (await storage.work.seek({ ...seek, pools }))) return true;
  const memberOf = memberships.map(({ customerId }) => customerId);
  return storage.work.seek({ ...seek, memberOf, ...(linkedIds !== undefined && { linkedIds }) });
}
