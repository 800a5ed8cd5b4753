import { setImmediate } from 'node:timers/promises';
import { type JobRecord, jobTaskId, readPlaced, type Task } from '@asg/domain';
import { type BatchRecord, repeatedBlockLines, repeatedBlockOf, type Storage } from '@asg/storage';

/** A task in a place of what is exported. */
export interface Placed {
  /** Of the manifest, or the place in the batch or list, from 1. */
  readonly line: number;
  readonly task: Task;
  /** The line made no task: its idempotency key named this one, which was there already. */
  readonly isRepeated: boolean;
}

/** Tasks to export, read anew each time, a page at a time. */
export interface Source {
  /** What the customer calls it: the file's name, and that of a dataset. */
  readonly title: string;
  readonly pages: () => AsyncIterable<readonly Placed[]>;
}

/** Tasks read together, in a job those of a block of repeated lines: their texts, too, are in memory. */
const pageLines = repeatedBlockLines;

/** The job's tasks by line. */
export function jobSource(storage: Storage, job: JobRecord): Source {
  const pages = async function* () {
    for (let first = 1; first <= job.cursor.line; first += pageLines)
      yield await withLines(storage, job, first, await tasksOfLines(storage, job, first, pageLines));
  };
  return { title: job.name ?? job.jobId, pages: () => withPauses(pages()) };
}

/** The tasks of a page with the lines of the file, where rows share some: each is found by its place. */
async function withLines(
  storage: Storage,
  { jobId, cursor }: JobRecord,
  first: number,
  tasks: readonly Placed[],
): Promise<readonly Placed[]> {
  if (cursor.isShared !== true) return tasks;
  const kept = await storage.jobs.keptLines(jobId, { limit: pageLines, after: first - 1 });
  const lineAt = new Map(kept.map(({ line: place, text }) => [place, readPlaced(text, place).line]));
  return tasks.map((one) => ({ ...one, line: lineAt.get(one.line) ?? one.line }));
}

/** The tasks of up to `limit` lines from `first` on, of one block; lines that repeated another task have that. */
export async function tasksOfLines(
  storage: Storage,
  { jobId, cursor }: JobRecord,
  first: number,
  limit: number,
): Promise<readonly Placed[]> {
  const count = Math.min(limit, cursor.line - first + 1);
  const ids = Array.from({ length: count }, (_, i) => jobTaskId(jobId, first + i));
  const made = placed(await storage.tasks.many(ids), first, () => false);
  if (cursor.repeated === 0) return made;
  const block = await storage.repeatedLines.inBlock({ jobId, block: repeatedBlockOf(first) });
  const lines = block.filter(({ line }) => line >= first && line < first + count);
  if (lines.length === 0) return made;
  const earlier = await storage.tasks.many(lines.map(({ taskId }) => taskId));
  const repeated = lines.flatMap(({ line }, i) => {
    const task = earlier[i] ?? null;
    return task === null ? [] : [{ line, task, isRepeated: true }];
  });
  return [...made, ...repeated].sort((a, b) => a.line - b.line);
}

/** The batch's tasks in the order of their submission. */
export function batchSource(storage: Storage, { batchId, taskIds }: BatchRecord): Source {
  const pages = async function* () {
    const seen = new Set<string>();
    for (let first = 0; first < taskIds.length; first += pageLines) {
      const tasks = await storage.tasks.many(taskIds.slice(first, first + pageLines));
      yield placed(tasks, first + 1, ({ taskId, batchId: madeBy }) => {
        const isRepeated = madeBy !== batchId || seen.has(taskId);
        seen.add(taskId);
        return isRepeated;
      });
    }
  };
  return { title: batchId, pages: () => withPauses(pages()) };
}

/** Tasks of a list, in its order. `list` reads it anew each time. */
export function listSource(title: string, list: () => AsyncIterable<readonly Task[]>): Source {
  const pages = async function* () {
    let line = 1;
    for await (const tasks of list()) {
      yield placed(tasks, line, () => false);
      line += tasks.length;
    }
  };
  return { title, pages: () => withPauses(pages()) };
}

function placed(
  tasks: readonly (Task | null)[],
  first: number,
  isRepeated: (task: Task) => boolean,
): readonly Placed[] {
  return tasks.flatMap((task, i) =>
    task === null ? [] : [{ line: first + i, task, isRepeated: isRepeated(task) }],
  );
}

/** Whoever takes all at once would otherwise keep everybody else waiting. */
async function* withPauses<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  for await (const page of pages) {
    yield page;
    await setImmediate();
  }
}
