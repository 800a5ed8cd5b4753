import type { JobRecord } from './job.ts';

/** Credentials of a job whose results could not be delivered are kept for so long, so that they can be sent again. */
export const deliveryKeepMs = 7 * 24 * 3_600_000;
const underWay = 'the results are being sent again';

/** What asking for another delivery comes to. `as_it_is`: it is delivered, or under way already. */
export type Redelivery =
  | { readonly kind: 'due'; readonly job: JobRecord }
  | { readonly kind: 'as_it_is' }
  | { readonly kind: 'nothing_to_deliver' }
  | { readonly kind: 'no_credentials' };

/** Asks for the results of a completed job once more. `credentials`: sealed, in place of those that are kept; null: those. */
export function redelivery(job: JobRecord, credentials: string | null, nowMs: number): Redelivery {
  const { status, delivery, deliveredAtMs, redelivers = false, revision } = job;
  if (status !== 'completed' || delivery === null) return { kind: 'nothing_to_deliver' };
  if (deliveredAtMs !== null || (redelivers && credentials === null)) return { kind: 'as_it_is' };
  const opened = credentials ?? job.credentials;
  if (opened === null) return { kind: 'no_credentials' };
  const due = { credentials: opened, redelivers: true, note: underWay, failures: 0, dueAtMs: nowMs } as const;
  return { kind: 'due', job: { ...job, ...due, revision: revision + 1 } };
}

/** What changes where the results could not be delivered: why, and until when they can be sent again as things are. */
export function undelivered(
  { credentials }: Pick<JobRecord, 'credentials'>,
  reason: string,
  nowMs: number,
): Partial<JobRecord> {
  const dueAtMs = nowMs + deliveryKeepMs;
  return { note: `the delivery failed: ${reason}`, redelivers: false, credentials, dueAtMs };
}

/** What changes once the results are in the bucket. */
export function delivered(nowMs: number): Partial<JobRecord> {
  const done = { redelivers: false, note: null, failures: 0, credentials: null, dueAtMs: null } as const;
  return { ...done, deliveredAtMs: nowMs };
}
