import type {
  ExportJobQuery,
  Job,
  JobErrorPage,
  JobPage,
  LabelValue,
  ListJobErrorsQuery,
  ListJobsQuery,
  Ranking,
  RedeliverJob,
  SubmitJob,
  SubmittedJob,
  SubmittedPrediction,
  Task,
  UploadJob,
} from '../contract.ts';
import { linesOf } from '../transport/event-stream.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { rankingMsMax, untilThere, type WaitOptions } from '../transport/waiting.ts';

/** A line that became no task. */
export type JobError = JobErrorPage['data'][number];

/** A task of a job, as it is exported. */
export interface JobExportLine {
  /** Number of the line in the manifest, from 1. */
  readonly line: number;
  readonly task_id: string;
  readonly status: Task['status'];
  readonly data_url: string;
  readonly consensus_label: string | null;
  /** Of a kind other than choice. */
  readonly consensus_value?: LabelValue | null | undefined;
  readonly confidence: number | null;
  readonly agreement_count: number | null;
  readonly worker_count: number;
  readonly bsv_txid: string | null;
  readonly total_cost_sats: number | null;
  readonly settled_at: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** The item, where it came by value. */
  readonly text: string | null;
  /** How many labels there are for each option. */
  readonly votes: Readonly<Record<string, number>>;
  /** What models of yours said, as it can be submitted again; not there: nothing. */
  readonly predictions?: readonly SubmittedPrediction[] | undefined;
  /** The line made no task: its idempotency key had made this one before. */
  readonly repeated: boolean;
}

export interface JobWaitOptions extends WaitOptions {
  /** Called with the job each time. */
  readonly onProgress?: (job: Job) => void;
}

export interface UploadOptions extends CallOptions {
  /** Called with the share of the file that was sent, 0 to 1. Outside browsers only its end is known. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** ms that an upload may take. */
const uploadMsMax = 3_600_000;
const quietMsMax = 60_000;
const pathOf = (jobId: string): string => `/v1/jobs/${encodeURIComponent(jobId)}`;

export class Jobs {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A job of a manifest in a bucket or on the web. Not sent again after a lost answer: look into `list` first. */
  submit(job: SubmitJob, { signal }: CallOptions = {}): Promise<SubmittedJob> {
    return this.#transport.json({ method: 'POST', path: '/v1/jobs', body: job, signal });
  }

  /** The same with the manifest as a file; in Node `fs.openAsBlob(path)` reads it as it is sent. */
  upload({ file, ...fields }: UploadJob, { signal, onProgress }: UploadOptions = {}): Promise<SubmittedJob> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value != null) form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    form.append('file', file, 'manifest.jsonl');
    const call = { method: 'POST', path: '/v1/jobs', rawBody: form, waitMs: uploadMsMax } as const;
    return this.#transport.json({ ...call, onProgress, signal });
  }

  get(jobId: string, { signal }: CallOptions = {}): Promise<Job> {
    return this.#transport.get(pathOf(jobId), { signal });
  }

  /** Your jobs, the newest first, all pages. */
  list(query: ListJobsQuery = {}, options: CallOptions = {}): AsyncGenerator<Job, void, undefined> {
    return everyEntry((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  page(query: ListJobsQuery = {}, { signal }: CallOptions = {}): Promise<JobPage> {
    return this.#transport.get('/v1/jobs', { query, signal });
  }

  /** The lines that became no task, all pages. */
  errors(jobId: string, query: ListJobErrorsQuery = {}, options: CallOptions = {}) {
    return everyEntry((cursor) => this.errorsPage(jobId, { ...query, cursor }, options), query.cursor);
  }

  errorsPage(
    jobId: string,
    query: ListJobErrorsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<JobErrorPage> {
    return this.#transport.get(`${pathOf(jobId)}/errors`, { query, signal });
  }

  /** No further line is read; tasks that are not decided yet are cancelled. */
  cancel(jobId: string, { signal }: CallOptions = {}): Promise<Job> {
    return this.#transport.json({
      method: 'POST',
      path: `${pathOf(jobId)}/cancel`,
      repeatable: true,
      signal,
    });
  }

  /** Sends the results of a completed job again that could not be delivered; `credentials` in place of the job's own. */
  redeliver(jobId: string, body: RedeliverJob = {}, { signal }: CallOptions = {}): Promise<Job> {
    return this.#transport.json({
      method: 'POST',
      path: `${pathOf(jobId)}/redeliver`,
      body,
      repeatable: true,
      signal,
    });
  }

  /** The tasks of a job with their labels, as the bytes of a file. 409 before it is completed, unless `partial`. */
  export(
    jobId: string,
    query: ExportJobQuery = {},
    { signal }: CallOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const path = `${pathOf(jobId)}/export`;
    return this.#transport.stream({ method: 'GET', path, query, repeatable: true, signal });
  }

  /** The same line by line, parsed. */
  async *exportLines(
    jobId: string,
    query: { readonly partial?: boolean } = {},
    options: CallOptions = {},
  ): AsyncGenerator<JobExportLine, void, undefined> {
    const body = await this.export(jobId, { ...query, format: 'jsonl' }, options);
    for await (const line of linesOf(body, quietMsMax)) {
      if (line !== '') yield JSON.parse(line) as JobExportLine;
    }
  }

  /** The items that its comparisons compare, the best first, by the labels that there are. */
  ranking(jobId: string, { signal }: CallOptions = {}): Promise<Ranking> {
    return this.#transport.json({
      method: 'GET',
      path: `${pathOf(jobId)}/ranking`,
      waitMs: rankingMsMax,
      repeatable: true,
      signal,
    });
  }

  /** The job, once it is completed, failed or cancelled. */
  wait(jobId: string, options: JobWaitOptions = {}): Promise<Job> {
    return untilThere(`${jobId} has not ended`, options, async () => {
      const job = await this.get(jobId, options);
      options.onProgress?.(job);
      return job.ended_at === null ? null : job;
    });
  }
}
