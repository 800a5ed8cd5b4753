import type { ExportFormat, JobRecord, Task } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { bytesOf, type ExportStyle } from './bytes.ts';
import { jobManifestOf, manifestOf } from './ground-truth.ts';
import { batchSource, jobSource, listSource, type Source } from './source.ts';

/** What exports need of their surroundings. */
export interface ExportContext {
  readonly storage: Storage;
  readonly clock: { nowMs(): number };
}

/** A file as it is made: its bytes come a page at a time, as fast as they are taken. */
export interface ExportedFile {
  /** What it is the export of, as its customer calls it: any text. */
  readonly title: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** The tasks of a list, from its beginning each time. */
export type TaskPages = () => AsyncIterable<readonly Task[]>;

/** What customers take away: their tasks with labels, in every format. */
export class Exports {
  readonly #context: ExportContext;

  constructor(context: ExportContext) {
    this.#context = context;
  }

  /** The job's tasks by line. */
  job(job: JobRecord, format: ExportFormat, style: ExportStyle = {}): ExportedFile {
    const { storage } = this.#context;
    const source = jobSource(storage, job);
    return format === 'ground_truth'
      ? { title: source.title, bytes: jobManifestOf(storage, job) }
      : this.#file(source, format, style);
  }

  /** The tasks of the customer's batch, in the order of their submission; null where they have no such batch. */
  async batch(
    customerId: string,
    batchId: string,
    format: ExportFormat,
    style: ExportStyle = {},
  ): Promise<ExportedFile | null> {
    const batch = await this.#context.storage.tasks.batch(batchId);
    if (batch?.customerId !== customerId) return null;
    return this.#file(batchSource(this.#context.storage, batch), format, style, batch.createdAtMs);
  }

  /** The tasks of a list. */
  tasks(list: TaskPages, format: ExportFormat, style: ExportStyle = {}): ExportedFile {
    return this.#file(listSource('tasks', list), format, style);
  }

  #file(source: Source, format: ExportFormat, style: ExportStyle, createdAtMs?: number): ExportedFile {
    const { title } = source;
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    if (format !== 'ground_truth')
      return { title, bytes: bytesOf(format, { storage, source, style, nowMs }) };
    const whole = { jobId: title, createdAtMs: createdAtMs ?? nowMs, ingestedAtMs: null };
    return { title, bytes: manifestOf(storage, source, whole) };
  }
}
