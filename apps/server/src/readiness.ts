import type { Chain } from '@asg/chain';
import { type PostedNotice, settlerNotice } from '@asg/engines';
import type { Clock } from '@asg/runtime';
import type { OpenStore } from './store.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Record<string, { readonly ok: boolean; readonly detail?: string }>;
}

type Check = Readiness['checks'][string];

/** Whether the parts that the system stands on answer, and what to do where one does not. */
export async function readinessOf(parts: {
  readonly store: OpenStore;
  readonly chain: Pick<Chain, 'ping'>;
  readonly clock: Clock;
}): Promise<Readiness> {
  const { store, chain } = parts;
  const checks = {
    store: await check(async () => {
      await store.storage.ping();
      return { ok: true, ...detail(await store.warning()) };
    }),
    chain: await check(async () => {
      await chain.ping();
      return { ok: true };
    }),
    treasury: await check(async () => treasury(await settlerNotice(store.storage), parts.clock.nowMs())),
  };
  return { ready: Object.values(checks).every(({ ok }) => ok), checks };
}

async function check(ask: () => Promise<Check>): Promise<Check> {
  try {
    return await ask();
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function detail(text: string | null): { readonly detail?: string } {
  return text === null ? {} : { detail: text };
}

function treasury(notice: PostedNotice | null, nowMs: number): Check {
  // Labels can be collected without a settler: while another one takes over, no gateway is to be taken out of service.
  if (notice === null) return { ok: true, detail: 'no settler was there yet: payments wait for one' };
  if (notice.untilMs <= nowMs) return { ok: true, detail: 'no settler is there: payments wait for one' };
  const { status } = notice;
  switch (status.kind) {
    case 'running':
      return { ok: true };
    case 'treasury_too_low':
      return {
        ok: false,
        detail: `the treasury lacks ${status.missingSats} satoshis for the next batch: fund ${status.address}`,
      };
    case 'lane_held_elsewhere':
      return { ok: false, detail: 'another settler holds the treasury lane; this one waits' };
    case 'unresolved':
      return {
        ok: false,
        detail: `settlement ${status.settlementId} is not on the network yet: ${status.note}`,
      };
  }
}
