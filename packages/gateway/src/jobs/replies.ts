import { givenLabelSpec, type Task } from '@asg/domain';
import type { Jobs } from '@asg/jobs';
import { at } from '@asg/values/present';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { policyReply } from '../tasks/replies.ts';

type StoredJob = NonNullable<Awaited<ReturnType<Jobs['job']>>>;

export function jobReply(
  stored: StoredJob,
  itemsUnshowable: number,
  etaSeconds: number | null,
  labelAttribute: string,
  policy: Task['consensus'],
): AnswerOf<typeof routes.getJob>['body'] {
  const { job, counts } = stored;
  const { accepted, rejected, repeated, gold = 0 } = job.cursor;
  return {
    job_id: job.jobId,
    status: job.status,
    lines_total: accepted + rejected + gold,
    lines_accepted: accepted,
    lines_gold: gold,
    lines_rejected: rejected,
    lines_repeated: repeated,
    tasks_settled: counts.settled,
    tasks_expired: counts.expired,
    items_unshowable: itemsUnshowable,
    tasks_cancelled: counts.cancelled,
    eta_seconds: etaSeconds,
    cost_sats: counts.costSats,
    note: job.note,
    notices: (job.cursor.notices ?? []).map(({ line, reason, count = 1 }) => ({ line, reason, count })),
    manifest_url: shownUrl(job.manifestUrl),
    task_type: job.taskType,
    label_spec: givenLabelSpec(job.labelSpec),
    encoding: job.encoding ?? null,
    text_column: job.textColumn ?? null,
    consensus_threshold: policy.threshold,
    consensus: policyReply(policy),
    callback_url: job.callbackUrl,
    delivery: job.delivery === null ? null : { format: 'jsonl', ...job.delivery },
    name: job.name ?? null,
    label_attribute_name: labelAttribute,
    created_at: rfc3339(job.createdAtMs),
    ingested_at: rfc3339OrNull(job.ingestedAtMs),
    ended_at: rfc3339OrNull(job.endedAtMs),
    delivered_at: rfc3339OrNull(job.deliveredAtMs),
    sensitive: job.sensitive === true,
    crowd: job.crowd?.crowd ?? 'public',
    pay_own: job.crowd?.pay_own === true,
    own_for: job.crowd?.own_for ?? null,
    qualification: job.crowd?.qualification ?? null,
  };
}

/** Without the query: that of a presigned URL is a credential. In a bucket, what looks like one is part of the key. */
function shownUrl(url: string | null): string | null {
  return url === null || !/^https?:/i.test(url.trim()) ? url : at(url.split('?', 1), 0);
}
