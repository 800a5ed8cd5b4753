import { allClosed, type StoredJob } from '@asg/domain';

/** Seconds until the last task is closed at the pace so far; null where nothing can be said. */
export function secondsLeft({ job, counts }: StoredJob, nowMs: number): number | null {
  if (job.endedAtMs !== null) return null;
  if (job.status === 'labeling' && allClosed(counts)) return 0;
  const closed = counts.settled + counts.expired + counts.cancelled;
  const passedMs = nowMs - job.createdAtMs;
  if (closed === 0 || passedMs <= 0 || job.status !== 'labeling') return null;
  return Math.ceil((((counts.opened - closed) / closed) * passedMs) / 1000);
}
