import type { DatabaseSync } from 'node:sqlite';
import type { StoredJob } from '@asg/domain';
import type * as port from '@asg/storage';
import type { KeptLine, RejectedLine } from '@asg/storage';
import { before, Query } from '../sql.ts';
import { type JobRow, jobColumns, storedJob } from './job-row.ts';

/** Reads of jobs, each by an index. */
export class JobReader implements port.JobReader {
  readonly #one: Query<JobRow>;
  readonly #page: Query<JobRow>;
  readonly #unread: Query<{ readonly count: number }>;
  readonly #due: Query<JobRow>;
  readonly #rejected: Query<RejectedLine>;
  readonly #kept: Query<KeptLine>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `select ${jobColumns} where job.id = ?`);
    this.#page = new Query(
      db,
      `select ${jobColumns} where customer_id = ?1 and ${before('id', '?2')} order by id desc limit ?3`,
    );
    this.#unread = new Query(
      db,
      `select count(*) as count from (select 1 from job indexed by job_unread
        where customer_id = ? and record ->> '$.status' in ('queued', 'ingesting') limit ?)`,
    );
    this.#due = new Query(
      db,
      `select ${jobColumns} where due_at is not null and due_at <= ? order by due_at, id limit ?`,
    );
    this.#rejected = new Query(
      db,
      'select line, reason from job_rejection where job_id = ? and line > ? order by line limit ?',
    );
    this.#kept = new Query(
      db,
      'select line, sent as text from job_line where job_id = ? and line > ? order by line limit ?',
    );
  }

  async get(jobId: string): Promise<StoredJob | null> {
    const row = this.#one.get(jobId);
    return row === undefined ? null : storedJob(row);
  }

  async list(
    customerId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly StoredJob[]> {
    return this.#page.all(customerId, before, limit).map(storedJob);
  }

  async countUnread(customerId: string, countMax: number): Promise<number> {
    return this.#unread.get(customerId, countMax)?.count ?? 0;
  }

  async due(nowMs: number, limit: number): Promise<readonly StoredJob[]> {
    return this.#due.all(nowMs, limit).map(storedJob);
  }

  async rejectedLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly RejectedLine[]> {
    const rows = this.#rejected.all(jobId, after, limit);
    return rows.map((row) => ({ ...row }));
  }

  async keptLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly KeptLine[]> {
    const rows = this.#kept.all(jobId, after, limit);
    return rows.map((row) => ({ ...row }));
  }
}
