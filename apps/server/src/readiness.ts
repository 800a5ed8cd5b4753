import type { Chain } from '@asg/chain';
import { type PostedNotice, settlerNotice } from '@asg/engines';
import type { Readiness, ReadinessCheck } from '@asg/gateway';
import type { Clock, Condition, Conditions, Severity } from '@asg/runtime';
import type { OpenStore } from './store.ts';

/**
 * Whether this process can do its own work, and what is wrong now, each cause by its name. Only what keeps this process
 * from its work makes it not ready; what makes settlement wait is told as `degraded`, here and by every process.
 */
export async function readinessOf(parts: {
  readonly store: OpenStore;
  readonly chain: Pick<Chain, 'ping'>;
  readonly clock: Clock;
  readonly conditions: Pick<Conditions, 'list'>;
}): Promise<Readiness> {
  const { store, chain, clock, conditions } = parts;
  const [kept, network, notice] = await Promise.all([
    check('failing', async () => {
      await store.storage.ping();
      return { ok: true, ...detail(await store.warning()) };
    }),
    check('degraded', async () => {
      await chain.ping();
      return { ok: true };
    }),
    settlerNotice(store.storage).catch((error: unknown) => error as Error),
  ]);
  const checks: Record<string, ReadinessCheck> = { store: kept, chain: network };
  const isThere = notice !== null && !(notice instanceof Error) && notice.untilMs > clock.nowMs();
  // This process's own come last: what it reported itself is newer than what it posted.
  for (const condition of [...(isThere ? notice.conditions : []), ...conditions.list()])
    checks[condition.name] = worse(checks[condition.name], condition);
  checks.treasury = notice instanceof Error ? broken('degraded', notice) : treasury(notice, isThere);
  return { ready: Object.values(checks).every(({ severity }) => severity !== 'failing'), checks };
}

async function check(severity: Severity, ask: () => Promise<ReadinessCheck>): Promise<ReadinessCheck> {
  try {
    return await ask();
  } catch (error) {
    return broken(severity, error);
  }
}

function broken(severity: Severity, error: unknown): ReadinessCheck {
  return { ok: false, severity, detail: error instanceof Error ? error.message : String(error) };
}

function worse(known: ReadinessCheck | undefined, { severity, detail: text }: Condition): ReadinessCheck {
  if (known?.severity === 'failing' && severity === 'degraded') return known;
  return { ok: false, severity, detail: text };
}

function detail(text: string | null): { readonly detail?: string } {
  return text === null ? {} : { detail: text };
}

function treasury(notice: PostedNotice | null, isThere: boolean): ReadinessCheck {
  // Labels can be collected without a settler: while another one takes over, nothing is wrong.
  if (notice === null) return { ok: true, detail: 'no settler was there yet: payments wait for one' };
  if (!isThere) return { ok: true, detail: 'no settler is there: payments wait for one' };
  const { status } = notice;
  switch (status.kind) {
    case 'running':
      return { ok: true };
    case 'treasury_too_low':
      return waits(
        `the treasury lacks ${status.missingSats} satoshis for the next batch: fund ${status.address}`,
      );
    case 'lane_held_elsewhere':
      return waits('another settler holds the treasury lane; this one waits');
    case 'unresolved':
      return waits(`settlement ${status.settlementId} is not on the network yet: ${status.note}`);
  }
}

function waits(text: string): ReadinessCheck {
  return { ok: false, severity: 'degraded', detail: text };
}
