import type { DatabaseSync } from 'node:sqlite';
import type { Consequences } from '@asg/domain';
import { type Statement, statement } from '../sql.ts';

/** What became of each job's tasks, counted in the transaction of the task's own change. */
export class JobCounts {
  readonly #open: Statement;
  readonly #add: Statement<{ readonly done: number }>;
  readonly #wake: Statement;

  constructor(db: DatabaseSync) {
    this.#open = statement(
      db,
      'insert into job_count (job_id, opened) values (?1, ?2) on conflict (job_id) do update set opened = opened + ?2',
    );
    this.#add = statement(
      db,
      `update job_count set settled = settled + ?, expired = expired + ?, cancelled = cancelled + ?, cost_sats = cost_sats + ?
       where job_id = ? returning settled + expired + cancelled >= opened as done`,
    );
    // A job that waits for nothing but its tasks; see waitsForTasks of @asg/domain.
    this.#wake = statement(
      db,
      `update job set due_at = 0 where id = ? and due_at is null and record ->> '$.status' = 'labeling'`,
    );
  }

  opened(jobId: string, count: number): void {
    this.#open.run(jobId, count);
  }

  add({ jobId, gains }: NonNullable<Consequences['job']>): void {
    const { settled, expired, cancelled, costSats } = gains;
    const row = this.#add.get(settled, expired, cancelled, costSats, jobId);
    if (row?.done === 1) this.#wake.run(jobId);
  }
}
