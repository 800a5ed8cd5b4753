import type { DatabaseSync } from 'node:sqlite';
import type { KeptLine, RejectedLine, StoredJob } from '@asg/storage';
import { type JobRow, jobColumns, storedJob } from './job-row.ts';
import { Query } from './query.ts';

/** Reads of jobs, each by an index. */
export class SqliteJobReader {
  readonly #one: Query;
  readonly #page: Query;
  readonly #unread: Query;
  readonly #due: Query;
  readonly #rejected: Query;
  readonly #kept: Query;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `select ${jobColumns} where job.id = ?`);
    this.#page = new Query(
      db,
      `select ${jobColumns} where customer_id = ?1 and (?2 is null or id < ?2) order by id desc limit ?3`,
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

  async job(jobId: string): Promise<StoredJob | null> {
    const row = this.#one.get(jobId) as JobRow | undefined;
    return row === undefined ? null : storedJob(row);
  }

  async jobs(
    customerId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly StoredJob[]> {
    return (this.#page.all(customerId, before, limit) as unknown as readonly JobRow[]).map(storedJob);
  }

  async unreadJobs(customerId: string, countMax: number): Promise<number> {
    return (this.#unread.get(customerId, countMax) as { count: number }).count;
  }

  async dueJobs(nowMs: number, limit: number): Promise<readonly StoredJob[]> {
    return (this.#due.all(nowMs, limit) as unknown as readonly JobRow[]).map(storedJob);
  }

  async rejectedLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly RejectedLine[]> {
    const rows = this.#rejected.all(jobId, after, limit) as unknown as readonly RejectedLine[];
    return rows.map((row) => ({ ...row }));
  }

  async keptLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly KeptLine[]> {
    const rows = this.#kept.all(jobId, after, limit) as unknown as readonly KeptLine[];
    return rows.map((row) => ({ ...row }));
  }
}
