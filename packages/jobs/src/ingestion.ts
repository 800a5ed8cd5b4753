import { isPausedStill, type JobRecord, type ManifestCursor, type Pause, pausedStillMs } from '@asg/domain';
import { FileRefused } from '@asg/formats';
import { ObjectStoreFailure } from '@asg/object-store';
import type { EngineContext } from '@asg/people';
import { linkedSignal } from '@asg/runtime';
import { present } from '@asg/values/present';
import { barren, beyond, type JobBounds, jobBoundsDefault, tooManyRejected } from './bounds.ts';
import { ChunkTasks } from './chunk-tasks.ts';
import type { LineTasks } from './line-tasks.ts';
import { chunkPlacesMax } from './reading/chunk.ts';
import { SharedLine } from './reading/manifest-rows.ts';
import { openManifest, type Reading, type ReadingParts } from './reading/open-manifest.ts';
import { Waits } from './waits.ts';

/** How long one job is read before others have their turn. */
const turnMs = 20_000;

/** How a turn of reading ended. `stale`: another change of the job came between, e.g. its cancellation. */
export type TurnEnd =
  | { readonly kind: 'finished' | 'turn_over' | 'stale'; readonly job: JobRecord }
  | ({ readonly kind: 'paused'; readonly job: JobRecord } & Pause);

/** Reads manifests, chunk by chunk: first the tasks, which are the same however often they are sent, then the cursor. */
export class Ingestion {
  readonly #context: EngineContext;
  readonly #parts: ReadingParts;
  readonly #lines: LineTasks;
  readonly #chunks: ChunkTasks;
  readonly #bounds: JobBounds;
  readonly #opened: (jobId: string) => void;

  constructor(
    context: EngineContext,
    parts: Pick<ReadingParts, 'manifests' | 'assets'>,
    lines: LineTasks,
    bounds: JobBounds = jobBoundsDefault,
    /** Hears of a job with new tasks. */
    opened: (jobId: string) => void = () => {},
  ) {
    this.#opened = opened;
    this.#context = context;
    this.#bounds = bounds;
    this.#parts = { ...parts, bounds, clock: context.clock };
    this.#lines = lines;
    this.#chunks = new ChunkTasks(context, lines);
  }

  /** Reads on where the job stopped. Rejects with an `ObjectStoreFailure` where the manifest cannot be read. */
  async turn(begun: JobRecord, stop: AbortSignal): Promise<TurnEnd> {
    const { storage } = this.#context;
    let job = begun;
    this.#assertStillKept(job);
    const customer = present(await storage.customers.get(job.customerId), `the customer of ${job.jobId}`);
    const { usualSats, spendableSats } = this.#lines.moneyOf(job, customer);
    if (job.note !== null && isPausedStill(job, customer, spendableSats, usualSats))
      return { kind: 'paused', job, note: job.note, pauseMs: pausedStillMs };
    const turn = new AbortController();
    const over = new AbortController();
    using reading = linkedSignal([turn.signal, stop]);
    const { signal } = reading;
    try {
      const credentials = this.#parts.manifests.credentials(job);
      for (;;) {
        const opened = await openManifest(this.#parts, job, signal);
        void this.#endTurn(opened.reading, turn, over.signal);
        try {
          for await (const chunk of opened.chunks) {
            const { cursor, pause } = await this.#chunks.apply(job, customer, {
              ...opened,
              chunk,
              credentials,
            });
            if (cursor.line !== job.cursor.line || chunk.notices.length > 0) {
              job = { ...job, revision: job.revision + 1, cursor, failures: 0, note: null };
              if ((await storage.jobs.save(job)) === 'stale') return { kind: 'stale', job };
            }
            this.#opened(job.jobId);
            this.#assertWithin(job.cursor);
            if (pause !== null) return { kind: 'paused', job, ...pause };
            if (signal.aborted) return { kind: 'turn_over', job };
          }
          return { kind: 'finished', job };
        } catch (error) {
          if (!(error instanceof SharedLine)) throw error;
          // Such rows have places of their own, which are counted from the beginning.
          job = { ...job, revision: job.revision + 1, cursor: { ...job.cursor, form: 'rows' } };
          if ((await storage.jobs.save(job)) === 'stale') return { kind: 'stale', job };
        }
      }
    } catch (error) {
      if (error instanceof Waits) return { kind: 'paused', job, ...error.pause };
      const progressed = job.cursor.line > begun.cursor.line;
      if (stop.aborted || (turn.signal.aborted && progressed)) return { kind: 'turn_over', job };
      if (turn.signal.aborted && error instanceof ObjectStoreFailure) {
        throw new ObjectStoreFailure('unavailable', `nothing arrived within ${turnMs / 1000} s`);
      }
      throw refusalOf(error, job.cursor);
    } finally {
      over.abort();
    }
  }

  /** Ends the turn after its time, or as much as passing over took; while that goes on, only where nothing arrives any more. */
  async #endTurn(reading: Reading, turn: AbortController, over: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    const begunMs = clock.nowMs();
    let [seen, endMs] = [-1, begunMs + turnMs];
    for (;;) {
      await clock.sleep(turnMs, over);
      if (over.aborted) return;
      const nowMs = clock.nowMs();
      const { bytes, isPassingOver } = reading;
      if (isPassingOver && bytes > seen) endMs = Math.max(endMs, nowMs + (nowMs - begunMs));
      else if (isPassingOver || nowMs >= endMs) break;
      seen = bytes;
    }
    turn.abort();
  }

  #assertWithin({ offset, usefulEnd, rejected, accepted, gold = 0, cause }: ManifestCursor): void {
    if (rejected > this.#bounds.rejectedLinesMax)
      throw tooManyRejected(this.#bounds, accepted + gold > 0 ? null : (cause ?? null));
    // Without a word of it where there were such lines, the job was begun by an older version.
    const usefulUntil = usefulEnd ?? (accepted + gold > 0 ? offset : 0);
    if (offset - usefulUntil > this.#bounds.barrenBytesMax) throw barren(this.#bounds);
  }

  /** An upload that waits for quota is not kept for ever. */
  #assertStillKept({ manifestUrl, createdAtMs }: JobRecord): void {
    const { uploadKeepMs } = this.#bounds;
    if (manifestUrl !== null || this.#context.clock.nowMs() - createdAtMs <= uploadKeepMs) return;
    const hours = Math.round(uploadKeepMs / 3_600_000);
    throw beyond(
      'UPLOAD_KEEP_HOURS',
      `the upload was not read to its end within ${hours} hours: it is removed`,
    );
  }
}

/** A file that is not as it must be fails its job, with what was made of it before. */
function refusalOf(error: unknown, { accepted }: ManifestCursor): unknown {
  if (!(error instanceof FileRefused)) return error;
  const before = accepted === 0 ? '' : `; the ${accepted} tasks of the rows before it stay`;
  return new ObjectStoreFailure('refused', `${error.message}${before}`);
}

/** Places behind the cursor that may be tasks already: the chunk that was under way. */
export const placesAhead = chunkPlacesMax;
