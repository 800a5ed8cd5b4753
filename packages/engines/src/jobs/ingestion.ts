import type { GoldRecord, JobRecord, ManifestCursor } from '@asg/domain';
import { at } from '@asg/domain/present';
import { type ObjectCredentials, ObjectStoreFailure } from '@asg/object-store';
import { linkedSignal } from '@asg/runtime';
import type { KeptLine, NewTask, RejectedLine } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { barren, beyond, type JobBounds, jobBoundsDefault, tooManyRejected } from './bounds.ts';
import type { LineTasks } from './line-tasks.ts';
import { chunkLinesMax, type Line, lineChunks } from './lines.ts';
import type { Manifests } from './manifests.ts';

/** How long one job is read before others have their turn. */
const turnMs = 20_000;
const quotaPauseMs = 5_000;
/** Gold items count in no quota. */
const goldLinesMax = 10_000;
export const outOfQuota = 'quota exhausted: the job goes on as soon as there is quota';

/** How a turn of reading ended. `stale`: another change of the job came between, e.g. its cancellation. */
export type TurnEnd =
  | { readonly kind: 'finished' | 'turn_over' | 'stale'; readonly job: JobRecord }
  | { readonly kind: 'out_of_quota'; readonly job: JobRecord; readonly pauseMs: number };

/** Reads manifests, chunk by chunk: first the tasks, which are the same however often they are sent, then the cursor. */
export class Ingestion {
  readonly #context: EngineContext;
  readonly #manifests: Manifests;
  readonly #lines: LineTasks;
  readonly #bounds: JobBounds;

  constructor(
    context: EngineContext,
    manifests: Manifests,
    lines: LineTasks,
    bounds: JobBounds = jobBoundsDefault,
  ) {
    this.#context = context;
    this.#bounds = bounds;
    this.#manifests = manifests;
    this.#lines = lines;
  }

  /** Reads on where the job stopped. Rejects with an `ObjectStoreFailure` where the manifest cannot be read. */
  async turn(begun: JobRecord, stop: AbortSignal): Promise<TurnEnd> {
    const { storage, clock } = this.#context;
    let job = begun;
    this.#assertStillKept(job);
    const customer = await storage.customers.get(job.customerId);
    // Not worth a look at the manifest before there is quota again.
    if (job.note === outOfQuota && customer?.quotaLeft === 0)
      return { kind: 'out_of_quota', job, pauseMs: quotaPauseMs };
    const turn = new AbortController();
    const over = new AbortController();
    void clock.sleep(turnMs, over.signal).then(() => turn.abort());
    using reading = linkedSignal([turn.signal, stop]);
    const { signal } = reading;
    try {
      const credentials = this.#manifests.credentials(job);
      const { tag, body } = await this.#manifests.open(job, signal);
      for await (const chunk of lineChunks(body, job.cursor, this.#bounds)) {
        const { cursor, outOfQuota } = await this.#apply(job, chunk, tag, credentials);
        if (cursor.line !== job.cursor.line) {
          job = { ...job, revision: job.revision + 1, cursor, failures: 0, note: null };
          if ((await storage.jobs.save(job)) === 'stale') return { kind: 'stale', job };
        }
        this.#assertWithin(job.cursor);
        if (outOfQuota) return { kind: 'out_of_quota', job, pauseMs: quotaPauseMs };
        if (signal.aborted) return { kind: 'turn_over', job };
      }
      return { kind: 'finished', job };
    } catch (error) {
      const progressed = job.cursor.offset > begun.cursor.offset;
      if (stop.aborted || (turn.signal.aborted && progressed)) return { kind: 'turn_over', job };
      if (turn.signal.aborted && error instanceof ObjectStoreFailure) {
        throw new ObjectStoreFailure('unavailable', `nothing arrived within ${turnMs / 1000} s`);
      }
      throw error;
    } finally {
      over.abort();
    }
  }

  #assertWithin({ offset, usefulEnd, rejected, accepted, gold = 0 }: ManifestCursor): void {
    if (rejected > this.#bounds.rejectedLinesMax) throw tooManyRejected(this.#bounds);
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

  /** Makes tasks of a chunk's lines. The cursor is behind the last line that is done with. */
  async #apply(
    job: JobRecord,
    chunk: readonly Line[],
    tag: string | null,
    credentials: ObjectCredentials | null,
  ): Promise<{ readonly cursor: ManifestCursor; readonly outOfQuota: boolean }> {
    const { storage } = this.#context;
    let lines = chunk;
    const tasks = new Map<number, NewTask>();
    const rejections = new Map<number, string>();
    const kept: KeptLine[] = [];
    let { needsCredentials = false } = job.cursor;
    const gold = new Map<number, GoldRecord>();
    for (const line of chunk) {
      const outcome = this.#lines.read(job, line, credentials);
      if (outcome.kind === 'task') {
        tasks.set(line.number, outcome.task);
        needsCredentials ||= outcome.needsCredentials;
      }
      if (outcome.kind === 'rejected') rejections.set(line.number, outcome.reason);
      if (outcome.kept !== undefined) kept.push({ line: line.number, text: outcome.kept });
      if (outcome.kind !== 'gold') continue;
      if ((job.cursor.gold ?? 0) + gold.size < goldLinesMax) gold.set(line.number, outcome.gold);
      else rejections.set(line.number, `a job has at most ${goldLinesMax} lines with a gold_label`);
    }
    if (kept.length > 0) await storage.jobs.keepLines({ jobId: job.jobId, lines: kept });
    let repeated = 0;
    let outOfQuota = false;
    while (tasks.size > 0) {
      const sent = [...tasks];
      const request = { customerId: job.customerId, batch: null, nowMs: job.createdAtMs };
      const outcome = await storage.tasks.open({ ...request, tasks: sent.map(([, task]) => task) });
      if (outcome.kind === 'opened') {
        repeated = outcome.tasks.filter((task) => task.repeated).length;
        break;
      }
      if (outcome.kind === 'idempotency_conflict') {
        const [number] = at(sent, outcome.index ?? 0);
        tasks.delete(number);
        rejections.set(number, 'idempotency key was already used with another body');
        continue;
      }
      // As many as there is quota for; the rest of the chunk is read again later.
      outOfQuota = true;
      const cut = sent[outcome.quotaLeft]?.[0] ?? Number.POSITIVE_INFINITY;
      lines = lines.filter(({ number }) => number < cut);
      for (const [number] of sent) if (number >= cut) tasks.delete(number);
      for (const found of [rejections, gold])
        for (const number of [...found.keys()]) if (number >= cut) found.delete(number);
    }
    const last = lines.at(-1);
    if (last === undefined) return { cursor: job.cursor, outOfQuota };
    const rejected: RejectedLine[] = [...rejections].map(([line, reason]) => ({ line, reason }));
    if (rejected.length > 0) await storage.jobs.rejectLines({ jobId: job.jobId, lines: rejected });
    if (gold.size > 0) await storage.gold.add([...gold.values()]);
    const { cursor } = job;
    const useful = lines.findLast(({ number }) => tasks.has(number) || gold.has(number));
    const usefulEnd = useful?.end ?? cursor.usefulEnd;
    return {
      cursor: {
        offset: last.end,
        line: last.number,
        tag: cursor.tag ?? tag,
        accepted: cursor.accepted + tasks.size,
        repeated: cursor.repeated + repeated,
        rejected: cursor.rejected + rejected.length,
        ...(needsCredentials ? { needsCredentials } : {}),
        gold: (cursor.gold ?? 0) + gold.size,
        ...(usefulEnd === undefined ? {} : { usefulEnd }),
      },
      outOfQuota,
    };
  }
}

/** Lines behind the cursor that may be tasks already: the chunk that was under way. */
export const linesAhead = chunkLinesMax;
