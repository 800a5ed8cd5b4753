import type { Billing, JobRunner } from '@asg/engines';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';

const jobsIdleMs = 200;
const invoicesIdleMs = 60_000;

/** Carries customers' jobs on, and closes months that are over. */
export function runJobs(parts: ServerParts, runner: JobRunner, billing: Billing): void {
  loop(parts, 'jobs', jobsIdleMs, (stop) => runner.round(stop));
  loneLoop(parts, 'invoices', invoicesIdleMs, () => billing.closeMonths());
}
