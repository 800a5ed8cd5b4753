import { type PublishedNotice, settlerNotice } from '@asg/engines';
import type { Readiness, ReadinessCheck } from '@asg/gateway';
import type { Clock, Condition, Conditions, Severity } from '@asg/runtime';
import type { OpenStore } from '../stores/engine.ts';

/**
 * Whether this process can do its own work, and what is wrong now, each cause by its name. Only what keeps this process
 * from its work makes it not ready; what makes settlement wait is reported as `degraded`, by every process.
 */
export async function readinessOf(parts: {
  readonly store: OpenStore;
  readonly clock: Clock;
  readonly conditions: Pick<Conditions, 'list'>;
  /** The name of this process, as in leadership records. */
  readonly process: string;
  /** Why sandbox accounts cannot submit tasks; null: they can. */
  readonly sandbox?: string | null;
}): Promise<Readiness> {
  const { sandbox = null } = parts;
  const { store, clock, conditions } = parts;
  const [kept, notice] = await Promise.all([
    check('failing', async () => {
      await store.check();
      return { ok: true, ...detail(await store.warning()) };
    }),
    settlerNotice(store.storage).catch((error: unknown) => error as Error),
  ]);
  const isThere = notice !== null && !(notice instanceof Error) && notice.untilMs > clock.nowMs();
  const checks: Record<string, ReadinessCheck> = {
    store: kept,
    chain: { ok: true },
    treasury: notice instanceof Error ? broken('degraded', notice) : treasury(notice, isThere),
    ...(sandbox !== null && { sandbox: { ok: true, detail: sandbox } }),
  };
  // What this process knows itself is newer than what it posted.
  const posted = isThere && notice.process !== parts.process ? notice.conditions : [];
  for (const condition of [...posted, ...conditions.list()])
    checks[condition.name] = worse(checks[condition.name], condition);
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

function treasury(notice: PublishedNotice | null, isThere: boolean): ReadinessCheck {
  // Labels can be collected without a settler: while another one takes over, nothing is wrong.
  if (notice === null) return { ok: true, detail: 'no settler was there yet: payments wait for one' };
  if (!isThere) return { ok: true, detail: 'no settler is there: payments wait for one' };
  return { ok: true };
}
