import type { Job } from '@asg/sdk';

/** What is told of time by jobs that came to their end. */
type PastJob = Pick<Job, 'status' | 'tasks_settled' | 'created_at' | 'ended_at'>;

/** Tasks a second, of the jobs that were completed: the middle one; null: there was none. */
export function paceOf(jobs: readonly PastJob[]): number | null {
  const paces = jobs
    .flatMap(({ status, tasks_settled: tasks, created_at, ended_at }) => {
      if (status !== 'completed' || tasks === 0 || ended_at === null) return [];
      const seconds = (Date.parse(ended_at) - Date.parse(created_at)) / 1_000;
      return seconds > 0 ? [tasks / seconds] : [];
    })
    .toSorted((one, other) => one - other);
  return paces[Math.floor(paces.length / 2)] ?? null;
}

/** Until so many tasks are paid, seconds: at the pace of jobs, and no less than one task took; null: nothing is known. */
export function secondsFor(tasks: number, pace: number | null, oneTook: number | null): number | null {
  if (pace === null && (oneTook === null || tasks > 1)) return null;
  return Math.max(pace === null ? 0 : tasks / pace, oneTook ?? 0);
}
