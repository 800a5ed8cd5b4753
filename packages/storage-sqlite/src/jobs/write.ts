import type { DatabaseSync } from 'node:sqlite';
import { erasedJob, type JobRecord, jobDueAtMs, jobEventIn, savingOf } from '@asg/domain';
import type * as port from '@asg/storage';
import { type KeptLine, type RejectedLine, sha256 } from '@asg/storage';
import type { EventTable } from '../events/events.ts';
import { type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';
import { type JobRow, jobColumns, storedJob } from './job-row.ts';

/** Jobs and the lines they rejected. */
export class JobWriter implements Sync<port.JobWriter> {
  readonly #events: EventTable;
  readonly #select: Statement<JobRow>;
  readonly #insert: Statement;
  readonly #insertCount: Statement;
  readonly #update: Statement;
  readonly #reject: Statement;
  readonly #keep: Statement;
  readonly #dropRejected: Statement;
  readonly #dropKept: Statement;

  constructor(db: DatabaseSync, events: EventTable) {
    this.#events = events;
    this.#select = statement(db, `select ${jobColumns} where job.id = ?`);
    this.#insert = statement(db, 'insert into job (id, customer_id, due_at, record) values (?, ?, ?, ?)');
    this.#insertCount = statement(db, 'insert into job_count (job_id) values (?)');
    this.#update = statement(db, 'update job set due_at = ?, record = ? where id = ?');
    this.#reject = statement(
      db,
      'insert into job_rejection (job_id, line, reason) values (?, ?, ?) on conflict do nothing',
    );
    this.#dropRejected = statement(db, 'delete from job_rejection where job_id = ?');
    this.#dropKept = statement(db, 'delete from job_line where job_id = ?');
    this.#keep = statement(
      db,
      'insert into job_line (job_id, line, sent) values (?, ?, ?) on conflict do nothing',
    );
  }

  save(job: JobRecord): 'saved' | 'stale' {
    const row = this.#select.get(job.jobId);
    const stored = row === undefined ? null : storedJob(row);
    const saving = savingOf(stored?.job ?? null, job);
    if (saving === 'stale') return saving;
    if (saving === 'same') return 'saved';
    const record = JSON.stringify(job);
    if (stored === null) {
      this.#insert.run(job.jobId, job.customerId, job.dueAtMs, record);
      this.#insertCount.run(job.jobId);
    } else {
      this.#update.run(jobDueAtMs(job, stored.counts), record, job.jobId);
      const event = jobEventIn(stored.job, job, sha256);
      if (event !== null) this.#events.record(event);
    }
    return 'saved';
  }

  erase(jobId: string): void {
    const row = this.#select.get(jobId);
    if (row === undefined) return;
    const { job } = storedJob(row);
    const after = erasedJob(job);
    if (after !== job) this.#update.run(null, JSON.stringify(after), jobId);
    this.#dropRejected.run(jobId);
    this.#dropKept.run(jobId);
  }

  rejectLines({ jobId, lines }: { jobId: string; lines: readonly RejectedLine[] }): void {
    for (const { line, reason } of lines) this.#reject.run(jobId, line, reason);
  }

  keepLines({ jobId, lines }: { jobId: string; lines: readonly KeptLine[] }): void {
    for (const { line, text } of lines) this.#keep.run(jobId, line, text);
  }
}
