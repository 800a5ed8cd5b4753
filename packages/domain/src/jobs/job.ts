import type { Sats } from '../money/sats.ts';
import type { BucketKind, ConsensusPolicyName, Crowd, ExportFormat, JobStatus, TaskType } from '../names.ts';
import type { LineNotice } from '../rows/line-notices.ts';
import type { SubmittedLabelSpec } from '../values/label-spec.ts';

export interface JobRecord {
  readonly jobId: string;
  readonly customerId: string;
  /** Counts the changes of this record. */
  readonly revision: number;
  readonly status: JobStatus;
  /** Where the manifest is; null: uploaded with the job. */
  readonly manifestUrl: string | null;
  readonly taskType: TaskType;
  /** How its text is encoded, where it is neither UTF-8 nor says it itself. */
  readonly encoding?: string;
  /** The column with the items' texts, where it is named. */
  readonly textColumn?: string;
  /** Of the lines that bring none of their own. */
  readonly labelSpec: SubmittedLabelSpec;
  /** Null: the default of single tasks. */
  readonly threshold: number | null;
  /** How labels decide its tasks, as it was ordered; without it, as with single tasks. */
  readonly consensus?: OrderedConsensus;
  readonly callbackUrl: string | null;
  /** All its items are. */
  readonly sensitive?: true;
  /** Whose people label its tasks, as it was ordered; without it, the public crowd. */
  readonly crowd?: OrderedCrowd;
  /** As `Sealer` of @asg/runtime seals them, in the context `job:<id>`. */
  readonly credentials: string | null;
  readonly delivery: JobDelivery | null;
  /** The customer's own, for the export in Ground Truth's format; without one it is the id. */
  readonly name?: string;
  /** Key of the label in that format; without one it is the name. */
  readonly labelAttribute?: string;
  readonly cursor: ManifestCursor;
  /** Why it failed, or what it waits for. */
  readonly note: string | null;
  /** Failed attempts since the last success. */
  readonly failures: number;
  /** When there is something to do, be it to forget its credentials; null: nothing, until the last of its tasks is closed. */
  readonly dueAtMs: number | null;
  /** Of a cancelled job, the last line whose task is cancelled too. */
  readonly cancelledLine: number;
  readonly createdAtMs: number;
  /** When the last line was read. */
  readonly ingestedAtMs: number | null;
  /** When it became completed, failed or cancelled. */
  readonly endedAtMs: number | null;
  readonly deliveredAtMs: number | null;
  /** It is completed, and its results are due to be sent again. */
  readonly redelivers?: boolean;
  /** The counts at its completion, which its event reports. Present once it is completed. */
  readonly countsAtEnd?: JobCounts;
}

/** As the API takes it; null, too, means the default. `own_for`: in seconds. */
export interface OrderedCrowd {
  readonly crowd?: Crowd | null;
  readonly own_for?: number | null;
  readonly pay_own?: boolean | null;
  readonly qualification?: OrderedQualification | null;
}

/** As the API takes it: shares of what must be right. */
export interface OrderedQualification {
  readonly practice: number;
}

/** As the API takes it; null, too, means the default. */
export interface OrderedConsensus {
  readonly policy?: ConsensusPolicyName | null;
  readonly early_stop?: boolean | null;
  readonly max_labels?: number | null;
  readonly target_confidence?: number | null;
  readonly min_labels?: number | null;
  readonly min_human_labels?: number | null;
  readonly max_cost_sats?: number | null;
}

export interface JobDelivery {
  readonly type: BucketKind;
  readonly bucket: string;
  readonly prefix: string;
  /** Without one, jsonl. */
  readonly format?: ExportFormat;
}

/** How far a manifest is read. Everything before it is done with. */
export interface ManifestCursor {
  /** Bytes read, as they are unpacked; of a zip 0. */
  readonly offset: number;
  /** Place of the last row read, which is its line unless rows share one; of a zip, which of its files; 0: none. */
  readonly line: number;
  /** `lines` can be read on from the offset, `rows` from the beginning alone, a `zip` from any of its files. Without it the job was begun by an older version: lines, ended by LF. */
  readonly form?: 'lines' | 'rows' | 'zip';
  /** The place of some row is not its line. */
  readonly isShared?: boolean;
  /** Equal ones once, the first of them. */
  readonly notices?: readonly LineNotice[];
  /** Identifies the version of the manifest that was begun: an ETag, or the like. */
  readonly tag: string | null;
  readonly accepted: number;
  /** Accepted lines whose idempotency key named a task that was there already. */
  readonly repeated: number;
  readonly rejected: number;
  /** Some line names an object of the store that the job's credentials are for: its tasks cannot be read without them. */
  readonly needsCredentials?: boolean;
  /** Lines that became gold items. */
  readonly gold?: number;
  /** The byte after the last row that became a task or a gold item; without it there was none. */
  readonly usefulEnd?: number;
  /** The first row that was rejected, and why, where nothing came before it. */
  readonly cause?: string;
}

/** Without what its customer typed and where its manifest is and its results go; how it went stays. The very same where it is so already. */
export function erasedJob(job: JobRecord): JobRecord {
  const { name: _, labelAttribute: __, textColumn: ___, ...rest } = job;
  const { cursor, note } = job;
  const { cause: ____, notices: _____, ...read } = cursor;
  const isErased =
    job.manifestUrl === null &&
    job.callbackUrl === null &&
    job.delivery === null &&
    job.credentials === null &&
    note === null &&
    Object.keys(rest).length === Object.keys(job).length &&
    Object.keys(read).length === Object.keys(cursor).length;
  if (isErased) return job;
  return {
    ...rest,
    manifestUrl: null,
    callbackUrl: null,
    credentials: null,
    delivery: null,
    note: null,
    cursor: read,
    dueAtMs: null,
    revision: job.revision + 1,
  };
}

/** What became of a job's tasks: derived, written with each task's own change. */
export interface JobCounts {
  readonly opened: number;
  readonly settled: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly costSats: Sats;
}

export interface StoredJob {
  readonly job: JobRecord;
  readonly counts: JobCounts;
}

/** Whether every task that was opened is settled, expired or cancelled. */
export function allClosed({ opened, settled, expired, cancelled }: JobCounts): boolean {
  return settled + expired + cancelled >= opened;
}

/** Whether the manifest is still to be read on, or begun with. */
export function isUnread({ status }: Pick<JobRecord, 'status'>): boolean {
  return stages[status] === 'reading';
}

const stages: Readonly<Record<JobStatus, 'reading' | 'labelling' | 'over'>> = {
  queued: 'reading',
  ingesting: 'reading',
  labeling: 'labelling',
  completed: 'over',
  failed: 'over',
  cancelled: 'over',
};

/** Whether it waits for its tasks alone: it is due once the last of them is closed. */
export function waitsForTasks({ status, dueAtMs }: Pick<JobRecord, 'status' | 'dueAtMs'>): boolean {
  return stages[status] === 'labelling' && dueAtMs === null;
}

/** When a job has something to do; null: nothing. */
export function jobDueAtMs(job: Pick<JobRecord, 'status' | 'dueAtMs'>, counts: JobCounts): number | null {
  return waitsForTasks(job) && allClosed(counts) ? 0 : job.dueAtMs;
}

/**
 * The outcome of saving a job: `new` and `changed`: it is stored; `same`: it is stored already; `stale`:
 * another change was made meanwhile, and nothing is stored.
 */
export function savingOf(known: JobRecord | null, job: JobRecord): 'new' | 'changed' | 'same' | 'stale' {
  if (known === null) return job.revision === 0 ? 'new' : 'stale';
  if (JSON.stringify(known) === JSON.stringify(job)) return 'same';
  return known.revision + 1 === job.revision ? 'changed' : 'stale';
}
