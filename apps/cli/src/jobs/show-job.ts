import { noticedLines } from '@asg/domain/rows';
import type { Job } from '@asg/sdk';
import { count, duration, factTable } from '../terminal/table.ts';

/** A job, for people. */
export function jobText(job: Job): string {
  const ended = job.tasks_settled + job.tasks_expired + job.tasks_cancelled;
  return factTable([
    ['job', job.job_id],
    ...(job.name === null ? [] : [['name', job.name] as const]),
    ['status', job.status + (job.note === null ? '' : `: ${job.note}`)],
    [
      'lines',
      `${count(job.lines_total)} read, ${count(job.lines_accepted)} tasks, ${count(job.lines_rejected)} rejected`,
    ],
    [
      'labelled',
      `${count(ended)} of ${count(job.lines_accepted)}, ${count(job.tasks_expired)} without a label`,
    ],
    ...(job.items_unshowable > 0
      ? [['not seen', `${count(job.items_unshowable)} items that cannot be fetched or decoded`] as const]
      : []),
    ...(job.eta_seconds === null ? [] : [['still', `about ${duration(job.eta_seconds * 1000)}`] as const]),
    ...job.notices.map((notice) => ['notice', `${noticedLines(notice)}: ${notice.reason}`] as const),
    ['cost', `${count(job.cost_sats)} satoshis`],
    ['manifest', job.manifest_url ?? 'uploaded'],
    ['created', job.created_at],
    ...(job.ended_at === null ? [] : [['ended', job.ended_at] as const]),
    ...(job.delivered_at === null ? [] : [['delivered', job.delivered_at] as const]),
  ]);
}
