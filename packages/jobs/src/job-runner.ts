import {
  allClosed,
  delivered,
  type ExportFormat,
  exportExtensions,
  exportMediaTypes,
  type JobRecord,
  jobTaskId,
  type StoredJob,
  undelivered,
  whyNothingCame,
} from '@asg/domain';
import { backoffMs } from '@asg/domain/backoff';
import { type Leadership, shardOf } from '@asg/engines';
import { Exports, sizeProblem } from '@asg/exports';
import { ObjectStoreFailure } from '@asg/object-store';
import { announce, type EngineContext } from '@asg/people';
import { type Ingestion, placesAhead } from './ingestion.ts';
import type { Manifests } from './manifests.ts';

const jobsAtOnce = 4;
/** Due jobs looked at for some that no other runner is at. */
const jobsLookedAt = 64;
/** Jobs are divided into so many shards; one runner at a time leads a shard. */
const jobShards = 64;
const jobHoldMs = 30_000;
const cancelPage = 500;
/** About six minutes of trying. */
const failuresMax = 12;
const pauses = { firstMs: 1_000, maxMs: 60_000 };
/** Under the job's folder: Ground Truth's is where its own would be. */
const resultName = (format: ExportFormat): string =>
  format === 'ground_truth' ? 'manifests/output/output.manifest' : `results.${exportExtensions[format]}`;

/** Carries jobs on: reads manifests, cancels the tasks of cancelled jobs, completes and delivers the finished ones. */
export class JobRunner {
  readonly #context: EngineContext;
  readonly #ingestion: Ingestion;
  readonly #manifests: Manifests;
  readonly #leadership: Leadership;

  constructor(context: EngineContext, ingestion: Ingestion, manifests: Manifests, leadership: Leadership) {
    this.#context = context;
    this.#ingestion = ingestion;
    this.#manifests = manifests;
    this.#leadership = leadership;
  }

  /** One step for each of the jobs that are due and that no other runner is at. True: there were some. */
  async round(stop: AbortSignal): Promise<boolean> {
    const { storage, clock } = this.#context;
    const due = await storage.jobs.due(clock.nowMs(), jobsLookedAt);
    const mine: StoredJob[] = [];
    const shards = new Set<string>();
    for (const stored of due) {
      const shard = shardOf('job', stored.job.jobId, jobShards);
      if (!(await this.#leadership.hold(shard, { holdMs: jobHoldMs }))) continue;
      shards.add(shard);
      if (mine.push(stored) === jobsAtOnce) break;
    }
    const over = new AbortController();
    const kept = this.#keep([...shards], over.signal);
    const steps = await Promise.allSettled(mine.map((stored) => this.#step(stored, stop)));
    over.abort();
    await kept;
    await Promise.all([...shards].map((shard) => this.#leadership.release(shard)));
    for (const step of steps) if (step.status === 'rejected') throw step.reason;
    return mine.length > 0;
  }

  /** Stays the leader while steps take their time. A lost shard spoils nothing: jobs are saved by revision. */
  async #keep(shards: readonly string[], over: AbortSignal): Promise<void> {
    const { clock, log } = this.#context;
    while (!over.aborted) {
      await clock.sleep(jobHoldMs / 4, over);
      if (over.aborted) return;
      const kept = shards.map((shard) => this.#leadership.hold(shard, { holdMs: jobHoldMs }));
      for (const one of await Promise.allSettled(kept))
        if (one.status === 'rejected') log.warn({ err: one.reason }, 'the lease of a job was not kept');
    }
  }

  async #step(stored: StoredJob, stop: AbortSignal): Promise<void> {
    const { status } = stored.job;
    switch (status) {
      case 'queued':
      case 'ingesting':
        return this.#ingest(stored.job, stop);
      case 'labeling':
        return this.#finish(stored, stop);
      case 'cancelled':
        return this.#cancelTasks(stored.job, stop);
      case 'completed':
        if (stored.job.redelivers === true) return this.#redeliver(stored, stop);
        // Nobody asked for the results again in time.
        await this.#save(stored.job, { dueAtMs: null, credentials: null });
        return undefined;
      case 'failed':
        await this.#save(stored.job, { dueAtMs: null });
        return undefined;
      default:
        return status satisfies never;
    }
  }

  async #ingest(begun: JobRecord, stop: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    let job = begun;
    if (job.status === 'queued') {
      const next = await this.#save(job, { status: 'ingesting' });
      if (next === null) return;
      job = next;
    }
    try {
      const end = await this.#ingestion.turn(job, stop);
      const nowMs = clock.nowMs();
      switch (end.kind) {
        case 'stale':
          return;
        case 'turn_over':
          await this.#save(end.job, { dueAtMs: nowMs });
          return;
        case 'paused':
          await this.#save(end.job, { dueAtMs: nowMs + end.pauseMs, note: end.note });
          return;
        case 'finished':
          await this.#finished(end.job, nowMs);
      }
    } catch (error) {
      const hasEnded = await this.#failed(job, error, (note) => ({
        status: 'failed',
        note,
        endedAtMs: clock.nowMs(),
      }));
      if (hasEnded) await this.#manifests.dropFile(job);
    }
  }

  async #finished(job: JobRecord, nowMs: number): Promise<void> {
    // Credentials are kept no longer than they are needed.
    const isNeeded = job.delivery !== null || job.cursor.needsCredentials === true;
    const credentials = isNeeded ? job.credentials : null;
    const read = { ingestedAtMs: nowMs, dueAtMs: null } as const;
    const nothing = whyNothingCame(job.cursor);
    await this.#save(
      job,
      nothing === null
        ? { ...read, status: 'labeling', note: null, credentials }
        : { ...read, status: 'failed', note: nothing, credentials: null, endedAtMs: nowMs },
    );
    await this.#manifests.dropFile(job);
  }

  async #finish({ job, counts }: StoredJob, stop: AbortSignal): Promise<void> {
    if (!allClosed(counts)) {
      await this.#save(job, { dueAtMs: null });
      return;
    }
    const nowMs = this.#context.clock.nowMs();
    const end = { status: 'completed', endedAtMs: nowMs, countsAtEnd: counts } as const;
    if (job.delivery === null) {
      await this.#save(job, { ...end, dueAtMs: null, credentials: null });
      return;
    }
    try {
      await this.#deliver({ job, counts }, nowMs, stop);
      await this.#save(job, { ...end, ...delivered(nowMs) });
    } catch (error) {
      if (stop.aborted) return;
      await this.#failed(job, error, (reason) => ({ ...end, ...undelivered(job, reason, nowMs) }));
    }
  }

  async #redeliver(stored: StoredJob, stop: AbortSignal): Promise<void> {
    const { job } = stored;
    const nowMs = this.#context.clock.nowMs();
    try {
      await this.#deliver(stored, job.endedAtMs ?? nowMs, stop);
      await this.#save(job, delivered(nowMs));
    } catch (error) {
      if (stop.aborted) return;
      await this.#failed(job, error, (reason) => undelivered(job, reason, nowMs));
    }
  }

  async #deliver({ job, counts }: StoredJob, endedAtMs: number, stop: AbortSignal): Promise<void> {
    const { jobId, cursor, delivery } = job;
    if (delivery === null) return;
    const { format = 'jsonl' } = delivery;
    const problem = sizeProblem(format, cursor.line);
    if (problem !== null) throw new ObjectStoreFailure('refused', problem);
    const exports = new Exports(this.#context);
    const results = {
      name: resultName(format),
      contentType: exportMediaTypes[format],
      body: () => exports.job(job, format).bytes,
    };
    await this.#manifests.deliver(job, delivery, results, stop);
    const summary = {
      job_id: jobId,
      lines_total: cursor.accepted + cursor.rejected,
      lines_accepted: cursor.accepted,
      lines_rejected: cursor.rejected,
      tasks_settled: counts.settled,
      tasks_expired: counts.expired,
      tasks_cancelled: counts.cancelled,
      cost_sats: counts.costSats,
      created_at: new Date(job.createdAtMs).toISOString(),
      completed_at: new Date(endedAtMs).toISOString(),
    };
    const body = [Buffer.from(`${JSON.stringify(summary, null, 2)}\n`)];
    const object = { name: 'summary.json', contentType: 'application/json', body: () => asyncOf(body) };
    await this.#manifests.deliver(job, delivery, object, stop);
  }

  async #cancelTasks(job: JobRecord, stop: AbortSignal): Promise<void> {
    const { storage, clock, signals } = this.#context;
    const { customerId } = job;
    let { cancelledLine } = job;
    const last = job.cursor.line + placesAhead;
    while (cancelledLine < last && !stop.aborted) {
      const count = Math.min(cancelPage, last - cancelledLine);
      const from = cancelledLine;
      const ids = Array.from({ length: count }, (_, i) => jobTaskId(job.jobId, from + 1 + i));
      const tasks = await storage.tasks.many(ids);
      const open = tasks.flatMap((task) => (task !== null && task.closedAtMs === null ? [task.taskId] : []));
      const nowMs = clock.nowMs();
      await Promise.all(open.map((taskId) => storage.tasks.cancel({ taskId, nowMs })));
      for (const taskId of open) announce(signals, { taskId, customerId });
      cancelledLine += count;
    }
    const done = cancelledLine >= last;
    await this.#save(job, { cancelledLine, ...(done ? { dueAtMs: null, credentials: null } : {}) });
    if (done) await this.#manifests.dropFile(job);
  }

  /** Tries again later where that may help; otherwise, or after too many times, makes the change of giving up. True: it was made. */
  async #failed(
    begun: JobRecord,
    error: unknown,
    giveUp: (note: string) => Partial<JobRecord>,
  ): Promise<boolean> {
    if (!(error instanceof ObjectStoreFailure)) throw error;
    const { storage, clock } = this.#context;
    // The cursor may have moved on since.
    const job = (await storage.jobs.get(begun.jobId))?.job;
    if (job === undefined || job.status !== begun.status) return false;
    // Asked for anew meanwhile, with others: it is due with them.
    if (job.credentials !== begun.credentials) return false;
    const failures = job.failures + 1;
    if (error.kind !== 'unavailable' || failures >= failuresMax) {
      const change = { dueAtMs: null, credentials: null, ...giveUp(error.message), failures };
      return (await this.#save(job, change)) !== null;
    }
    const pauseMs = backoffMs(pauses, failures);
    await this.#save(job, { failures, note: error.message, dueAtMs: clock.nowMs() + pauseMs });
    return false;
  }

  /** The changed job; null: another change came between, and the next round sees it. */
  async #save(job: JobRecord, change: Partial<JobRecord>): Promise<JobRecord | null> {
    const { storage, signals } = this.#context;
    const next = { ...job, ...change, revision: job.revision + 1 };
    if ((await storage.jobs.save(next)) === 'stale') return null;
    if (next.status !== job.status) announce(signals, next);
    return next;
  }
}

async function* asyncOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}
