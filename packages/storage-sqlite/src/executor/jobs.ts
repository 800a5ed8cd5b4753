import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type JobRecord, jobDueAtMs, type KeptLine, type RejectedLine } from '@asg/storage';
import { type JobRow, jobColumns, storedJob } from '../job-row.ts';
import type { EventTable } from './events.ts';

/** Jobs and the lines they rejected. */
export class JobTable {
  readonly #events: EventTable;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertCount: StatementSync;
  readonly #update: StatementSync;
  readonly #reject: StatementSync;
  readonly #keep: StatementSync;

  constructor(db: DatabaseSync, events: EventTable) {
    this.#events = events;
    this.#select = db.prepare(`select ${jobColumns} where job.id = ?`);
    this.#insert = db.prepare('insert into job (id, customer_id, due_at, record) values (?, ?, ?, ?)');
    this.#insertCount = db.prepare('insert into job_count (job_id) values (?)');
    this.#update = db.prepare('update job set due_at = ?, record = ? where id = ?');
    this.#reject = db.prepare(
      'insert into job_rejection (job_id, line, reason) values (?, ?, ?) on conflict do nothing',
    );
    this.#keep = db.prepare(
      'insert into job_line (job_id, line, sent) values (?, ?, ?) on conflict do nothing',
    );
  }

  save(job: JobRecord): 'saved' | 'stale' {
    const row = this.#select.get(job.jobId) as JobRow | undefined;
    const record = JSON.stringify(job);
    if (row === undefined) {
      if (job.revision !== 0) return 'stale';
      this.#insert.run(job.jobId, job.customerId, job.dueAtMs, record);
      this.#insertCount.run(job.jobId);
      return 'saved';
    }
    if (row.record === record) return 'saved';
    const stored = storedJob(row);
    if (stored.job.revision + 1 !== job.revision) return 'stale';
    this.#update.run(jobDueAtMs(job, stored.counts), record, job.jobId);
    this.#events.jobChanged(stored.job, job);
    return 'saved';
  }

  reject({ jobId, lines }: { jobId: string; lines: readonly RejectedLine[] }): void {
    for (const { line, reason } of lines) this.#reject.run(jobId, line, reason);
  }

  keep({ jobId, lines }: { jobId: string; lines: readonly KeptLine[] }): void {
    for (const { line, text } of lines) this.#keep.run(jobId, line, text);
  }
}
