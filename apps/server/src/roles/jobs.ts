import type { Billing, JobRunner, Uploads } from '@asg/engines';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const jobsIdleMs = 200;
const invoicesIdleMs = 60_000;

const sweepIdleMs = 600_000;
const sweepLimit = 1_000;

/** Advances customers' jobs, removes uploads that are no longer needed, and closes months that are over. */
export function runJobs(
  parts: ServerParts,
  engines: { readonly runner: JobRunner; readonly uploads: Uploads; readonly billing: Billing },
): void {
  const { runner, uploads, billing } = engines;
  const { storage, clock } = parts.context;
  loop(parts, 'jobs', jobsIdleMs, (stop) => runner.round(stop));
  loop(
    parts,
    'uploads',
    sweepIdleMs,
    async () => (await uploads.sweep(storage.jobs, clock.nowMs(), sweepLimit)) > 0,
  );
  loneLoop(parts, 'invoices', invoicesIdleMs, () => billing.closeMonths());
}
