import {
  erasedJob,
  isUnread,
  type JobCounts,
  type JobRecord,
  jobDueAtMs,
  jobEventIn,
  type StoredJob,
  sats,
  savingOf,
  waitsForTasks,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { KeptLine, RejectedLine } from '@asg/storage';
import { sha256 } from '@asg/storage';
import { at } from '@asg/values/present';
import { sumNames } from '../derived-names.ts';
import type { Kind, Stored } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { below, momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Figures } from '../records/sums.ts';

const due = 'jobs due';
const unreadOf = (customerId: string): string => `unread jobs|${customerId}`;
const jobsOf = (customerId: string): string => `jobs|${customerId}`;
export const rejectedOf = (jobId: string): string => `rejected|${jobId}`;
export const keptOf = (jobId: string): string => `kept|${jobId}`;
export const lineKey = (line: number): string => String(line).padStart(12, '0');

const linesPerErasure = 200;

interface Job {
  readonly job: JobRecord;
  /** Every task is closed, as far as is known. */
  readonly isWoken: boolean;
}

export const jobs: Kind<Job> = {
  name: 'job',
  set: 'doc',
  places: ({ job, isWoken }, id) => {
    const dueAtMs = isWoken && waitsForTasks(job) ? 0 : job.dueAtMs;
    return [
      [jobsOf(job.customerId), id],
      ...(isUnread(job) ? [[unreadOf(job.customerId), id] as const] : []),
      ...(dueAtMs === null ? [] : [[due, `${momentKey(dueAtMs)} ${id}`, id] as const]),
    ];
  },
};
export const lines: Kind<string> = { name: 'lin', set: 'doc', places: () => [] };

/** Jobs, what became of their tasks, and lines that became none. */
export class JobStore implements port.JobStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('wake', (jobId: string) => this.#wake(jobId));
  }

  async save(job: JobRecord): Promise<'saved' | 'stale'> {
    const saved = await this.#records.documents.change<Job, 'saved' | 'stale'>(jobs, job.jobId, (found) => {
      const saving = savingOf(found?.job ?? null, job);
      if (saving === 'stale') return { result: 'stale' };
      if (saving === 'same') return { result: 'saved' };
      const event = jobEventIn(found?.job ?? null, job, sha256);
      const effects: readonly Effect[] = event === null ? [] : [['do', 'event', event]];
      return { state: { job, isWoken: false }, effects, result: 'saved' };
    });
    if (saved === 'saved' && waitsForTasks(job)) await this.#wake(job.jobId);
    return saved;
  }

  /** A job that waits for nothing but its tasks is due once all are closed. */
  async #wake(jobId: string): Promise<void> {
    const counts = countsOf(await this.#records.sums.read(sumNames.job(jobId)));
    await this.#records.documents.change<Job, null>(jobs, jobId, (found) => {
      if (found === null || found.isWoken || jobDueAtMs(found.job, counts) !== 0) return { result: null };
      return { state: { ...found, isWoken: true }, result: null };
    });
  }

  async get(jobId: string): Promise<StoredJob | null> {
    const found = await this.#records.documents.read(jobs, jobId);
    return found === null ? null : at(await this.#counted([found]), 0);
  }

  async list(
    customerId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly StoredJob[]> {
    const edge = before === null ? null : below(before);
    const page = { limit, before: edge };
    return this.#counted(await this.#records.documents.listed(jobs, jobsOf(customerId), page));
  }

  async countUnread(customerId: string, countMax: number): Promise<number> {
    const page = { after: null, limit: countMax };
    return (await this.#records.documents.listed(jobs, unreadOf(customerId), page)).length;
  }

  async due(nowMs: number, limit: number): Promise<readonly StoredJob[]> {
    const page = { after: null, limit, until: momentKey(nowMs + 1) };
    return this.#counted(await this.#records.documents.listed(jobs, due, page));
  }

  async #counted(found: readonly Stored<Job>[]): Promise<readonly StoredJob[]> {
    const sums = await this.#records.sums.readMany(found.map(({ id }) => sumNames.job(id)));
    return found.map(({ state }, index) => ({ job: state.job, counts: countsOf(at(sums, index)) }));
  }

  async erase(jobId: string): Promise<void> {
    await this.#records.documents.change<Job, null>(jobs, jobId, (found) => {
      const job = found && erasedJob(found.job);
      if (found === null || job === null || job === found.job) return { result: null };
      return { state: { ...found, job }, result: null };
    });
    for (;;) {
      const page = await this.rejectedLines(jobId, { limit: linesPerErasure, after: 0 });
      if (page.length === 0) break;
      await this.#records.lists.remove(
        rejectedOf(jobId),
        page.map(({ line }) => lineKey(line)),
      );
    }
    for (;;) {
      const page = await this.#records.lists.after(keptOf(jobId), lineKey(0), linesPerErasure);
      if (page.length === 0) break;
      const keys = page.map(([key]) => key);
      await this.#records.documents.changeMany<string, null>(
        lines,
        keys.map((key) => ({
          id: `${jobId}|${Number(key)}`,
          changer: (found) => (found === null ? { result: null } : { state: '', result: null }),
        })),
      );
      await this.#records.lists.remove(keptOf(jobId), keys);
    }
  }

  async rejectLines({
    jobId,
    lines: rejected,
  }: {
    jobId: string;
    lines: readonly RejectedLine[];
  }): Promise<void> {
    await this.#records.lists.put(
      rejectedOf(jobId),
      rejected.map(({ line, reason }) => [lineKey(line), reason]),
    );
  }

  async keepLines({ jobId, lines: kept }: { jobId: string; lines: readonly KeptLine[] }): Promise<void> {
    await this.#records.documents.changeMany<string, null>(
      lines,
      kept.map(({ line, text }) => ({
        id: `${jobId}|${line}`,
        changer: (found) => (found === null ? { state: text, result: null } : { result: null }),
      })),
    );
    await this.#records.lists.put(
      keptOf(jobId),
      kept.map(({ line }) => [lineKey(line), '']),
    );
  }

  async rejectedLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly RejectedLine[]> {
    const entries = await this.#records.lists.after(rejectedOf(jobId), lineKey(after), limit);
    return entries.map(([key, reason]) => ({ line: Number(key), reason }));
  }

  async keptLines(
    jobId: string,
    { limit, after }: { limit: number; after: number },
  ): Promise<readonly KeptLine[]> {
    const entries = await this.#records.lists.after(keptOf(jobId), lineKey(after), limit);
    const numbers = entries.map(([key]) => Number(key));
    const texts = await this.#records.documents.readMany(
      lines,
      numbers.map((line) => `${jobId}|${line}`),
    );
    return numbers.flatMap((line, index) => {
      const text = texts[index]?.state;
      return text === undefined ? [] : [{ line, text }];
    });
  }
}

function countsOf(figures: Figures): JobCounts {
  const { opened = 0, settled = 0, expired = 0, cancelled = 0, costSats = 0 } = figures;
  return { opened, settled, expired, cancelled, costSats: sats(costSats) };
}
