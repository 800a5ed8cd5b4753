import type { JobRecord, StoredJob } from '@asg/domain';
import type { KeptLine, RejectedLine } from './records.ts';

export interface JobReader {
  get(jobId: string): Promise<StoredJob | null>;
  /** The customer's jobs, the newest first; `before`: the last id of the page before. */
  list(customerId: string, page: { limit: number; before: string | null }): Promise<readonly StoredJob[]>;
  /** How many of the customer's jobs have manifests that are not read to the end, counted up to `countMax`. */
  countUnread(customerId: string, countMax: number): Promise<number>;
  /** Jobs with something to do at `nowMs`, the longest waiting first. */
  due(nowMs: number, limit: number): Promise<readonly StoredJob[]>;
  /** Lines of a job's manifest that became no task, by number; `after`: the last number of the page before. */
  rejectedLines(jobId: string, page: { limit: number; after: number }): Promise<readonly RejectedLine[]>;
  /** Lines that come back as they were sent, by number; `after`: the last number of the page before. */
  keptLines(jobId: string, page: { limit: number; after: number }): Promise<readonly KeptLine[]>;
}

export interface JobWriter {
  /**
   * Stores a job as it is now, if it is new (revision 0) or stored with the revision before; with the change to
   * completed its event is recorded.
   * `stale`: another change was made meanwhile; nothing is stored.
   */
  save(job: JobRecord): Promise<'saved' | 'stale'>;
  /** Keeps lines that became no task; those known are left as they are. Stored before the cursor passes them. */
  rejectLines(request: { readonly jobId: string; readonly lines: readonly RejectedLine[] }): Promise<void>;
  /** Keeps lines as they were sent; those known are left as they are. Stored before the cursor passes them. */
  keepLines(request: { readonly jobId: string; readonly lines: readonly KeptLine[] }): Promise<void>;
  /** As `erasedJob`, with the lines that became no task and those that were to come back. For one that has ended, and nothing of it is due. */
  erase(jobId: string): Promise<void>;
}

export interface JobStore extends JobReader, JobWriter {}
