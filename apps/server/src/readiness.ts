import type { Chain } from '@asg/chain';
import type { Settler } from '@asg/engines';
import type { Storage } from '@asg/storage';

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Record<string, { readonly ok: boolean; readonly detail?: string }>;
}

type Check = Readiness['checks'][string];

/** Whether the parts that the system stands on answer, and what to do where one does not. */
export async function readinessOf(parts: {
  readonly storage: Pick<Storage, 'ping'>;
  readonly chain: Pick<Chain, 'ping'>;
  readonly settler: Pick<Settler, 'status'>;
}): Promise<Readiness> {
  const [store, chain] = await Promise.all([answers(parts.storage), answers(parts.chain)]);
  const checks = { store, chain, treasury: treasury(parts.settler.status) };
  return { ready: Object.values(checks).every((check) => check.ok), checks };
}

async function answers(part: { ping(): Promise<void> }): Promise<Check> {
  try {
    await part.ping();
    return { ok: true };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function treasury(status: Settler['status']): Check {
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
