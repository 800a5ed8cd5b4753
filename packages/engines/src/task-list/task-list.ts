import {
  encodeUlid,
  idPrefixes,
  jobTaskId,
  manifestLinesMax,
  metadataText,
  type Task,
  type TaskState,
  type TaskType,
} from '@asg/domain';
import { at } from '@asg/domain/present';
import type { EngineContext } from '../context.ts';

/** What is wanted of a list; null: no matter. */
export interface TaskFilter {
  readonly status: TaskState | null;
  readonly type: TaskType | null;
  readonly batchId: string | null;
  /** Well-formed. */
  readonly jobId: string | null;
  /** Unix ms, exclusive; as the ids have it, so that a job's tasks count as made when the job was. */
  readonly createdAfterMs: number | null;
  readonly createdBeforeMs: number | null;
  /** In the id, the URL of the data, the question, the label or the metadata, whatever its case. */
  readonly text: string | null;
}

export interface TaskPage {
  /** The newest first; can be short, even empty, while there is a next page. */
  readonly tasks: readonly Task[];
  /** Where the next page goes on: the last task that was looked at. Null: there is no more. */
  readonly nextCursor: string | null;
}

/** Tasks that one page looks at, at most: what a filter costs, however few it lets through. */
const lookedAtMax = 1_000;
/** Tasks of a page where all are wanted. */
const wholePage = 200;
/** Tasks looked at together while a filter is searched for. */
const searchPage = 250;
const randomnessDigits = 16;
const taskIdForm = /^tsk_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Lists a customer's tasks; another's are never seen. */
export class TaskList {
  readonly #context: Pick<EngineContext, 'storage'>;

  constructor(context: Pick<EngineContext, 'storage'>) {
    this.#context = context;
  }

  /** The page after `cursor` (a task's id), with at most `limit` tasks. */
  async page(
    customerId: string,
    filter: TaskFilter,
    { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
  ): Promise<TaskPage> {
    const { text } = filter;
    if (text !== null && taskIdForm.test(text))
      return this.#byId(customerId, { ...filter, text: null }, text);
    const { after, before } = stretchOf(filter, cursor);
    const next =
      filter.batchId === null
        ? this.#stored(customerId, after, before)
        : await this.#ofBatch(customerId, filter.batchId, after, before);
    const tasks: Task[] = [];
    let last: string | null = null;
    for (let left = lookedAtMax; left > 0; ) {
      const count = Math.min(left, isSelective(filter) ? searchPage : limit + 1);
      const looked = await next(last, count);
      for (const task of looked) {
        const isWanted = matches(task, filter);
        if (isWanted && tasks.length === limit) return { tasks, nextCursor: last };
        if (isWanted) tasks.push(task);
        last = task.taskId;
      }
      if (looked.length < count) return { tasks, nextCursor: null };
      left -= count;
    }
    return { tasks, nextCursor: last };
  }

  /** All of them, a page at a time; each page reads on where the one before ended. */
  async *pages(customerId: string, filter: TaskFilter): AsyncGenerator<readonly Task[]> {
    for (let cursor: string | null = null; ; ) {
      const page: TaskPage = await this.page(customerId, filter, { limit: wholePage, cursor });
      yield page.tasks;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  }

  async #byId(customerId: string, filter: TaskFilter, taskId: string): Promise<TaskPage> {
    const task = await this.#context.storage.tasks.get(taskId);
    const { after, before } = stretchOf(filter, null);
    const isWanted =
      task?.customerId === customerId &&
      matches(task, filter) &&
      (filter.batchId === null || task.batchId === filter.batchId) &&
      (after === null || taskId > after) &&
      (before === null || taskId < before);
    return { tasks: isWanted ? [task] : [], nextCursor: null };
  }

  #stored(customerId: string, after: string | null, before: string | null): Stretch {
    return (last, limit) =>
      this.#context.storage.tasks.ofCustomer({ customerId, after, before: last ?? before, limit });
  }

  /** A batch names its tasks, so that they need not be searched for. */
  async #ofBatch(
    customerId: string,
    batchId: string,
    after: string | null,
    before: string | null,
  ): Promise<Stretch> {
    const { storage } = this.#context;
    const batch = await storage.tasks.batch(batchId);
    const named = batch === null || batch.customerId !== customerId ? [] : batch.taskIds;
    const ids = [...new Set(named)]
      .filter((id) => (after === null || id > after) && (before === null || id < before))
      .sort((a, b) => (a < b ? 1 : -1));
    return async (last, limit) => {
      const from = last === null ? 0 : ids.indexOf(last) + 1;
      const found = await storage.tasks.many(ids.slice(from, from + limit));
      return found.filter((task) => task !== null);
    };
  }
}

/** Up to `limit` tasks older than `last`, the newest first; fewer: there are no more. */
type Stretch = (last: string | null, limit: number) => Promise<readonly Task[]>;

function isSelective({ status, type, text }: TaskFilter): boolean {
  return status !== null || type !== null || text !== null;
}

function matches(task: Task, { status, type, jobId, text }: TaskFilter): boolean {
  return (
    (text === null || mentions(task, text.toLowerCase())) &&
    (status === null || task.state === status) &&
    (type === null || task.type === type) &&
    (jobId === null || task.jobId === jobId)
  );
}

function mentions({ taskId, dataUrl, labelSpec, decision, metadata }: Task, text: string): boolean {
  const label = decision === null ? '' : at(labelSpec.options, decision.option);
  return [taskId, dataUrl, labelSpec.question, label, metadataText(metadata)].some((field) =>
    field.toLowerCase().includes(text),
  );
}

/** The ids between which the filter's times and its job lie. */
function stretchOf(
  { jobId, createdAfterMs, createdBeforeMs }: TaskFilter,
  cursor: string | null,
): { after: string | null; before: string | null } {
  const after: string[] = [];
  const before = cursor === null ? [] : [cursor];
  if (createdAfterMs !== null) after.push(idAt(createdAfterMs, 31));
  if (createdBeforeMs !== null) before.push(idAt(createdBeforeMs, 0));
  if (jobId !== null) {
    // The line before the first, and the one after the last, of which there are none.
    after.push(jobTaskId(jobId, 1).replace(/1$/, '0'));
    before.push(`${jobTaskId(jobId, manifestLinesMax)}~`);
  }
  return { after: after.sort().at(-1) ?? null, before: before.sort().at(0) ?? null };
}

/** The first (digit 0) or the last (digit 31) task id of a moment. */
function idAt(ms: number, digit: number): string {
  return idPrefixes.task + encodeUlid(Math.max(0, ms), new Uint8Array(randomnessDigits).fill(digit));
}
