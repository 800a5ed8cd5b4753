import type { Assets } from '@asg/assets';
import type { Billing } from '@asg/engines';
import type { JobRunner, Uploads } from '@asg/jobs';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const jobsIdleMs = 200;
const invoicesIdleMs = 60_000;

const sweepIdleMs = 600_000;
const sweepLimit = 1_000;

/** Advances customers' jobs, removes uploads that are no longer needed, assets that nothing shows any more, and closes months that are over. */
export function runJobs(
  parts: ServerParts,
  engines: {
    readonly runner: JobRunner;
    readonly uploads: Uploads;
    readonly billing: Billing;
    readonly assets: Assets;
  },
): void {
  const { runner, uploads, billing, assets } = engines;
  const { storage, clock } = parts.context;
  loop(parts, 'jobs', jobsIdleMs, (stop) => runner.round(stop));
  loop(
    parts,
    'uploads',
    sweepIdleMs,
    async () => (await uploads.sweep(storage.jobs, clock.nowMs(), sweepLimit)) > 0,
  );
  loneLoop(parts, 'assets', sweepIdleMs, () => assets.sweep());
  loneLoop(parts, 'invoices', invoicesIdleMs, () => billing.closeMonths());
}
