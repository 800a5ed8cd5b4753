import {
  chosenList,
  confidencePlace,
  encodeUlid,
  idPrefixes,
  jobTaskId,
  type ListOrder,
  type ListScope,
  listName,
  manifestLinesMax,
  matchesTask,
  momentPlace,
  placeOf,
  type Task,
  type TaskFilter,
  type TaskSort,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { sha256 } from '@asg/storage';
import { exactlyMeant, taskIdForm } from './exact.ts';
import { type ListState, listState } from './list-state.ts';
import { type Bounds, readById, readByPlace } from './of-batch.ts';

export interface TaskPage {
  /** Can be short, even empty, while there is a next page. */
  readonly tasks: readonly Task[];
  /** Where the next page goes on: the last task that was looked at. Null: there is no more. */
  readonly nextCursor: string | null;
  readonly lists: ListState;
}

export interface PageWanted {
  readonly limit: number;
  /** A task's id. */
  readonly cursor: string | null;
  readonly sort?: TaskSort;
  readonly order?: ListOrder;
}

type Looked = Pick<TaskPage, 'tasks' | 'nextCursor'>;

/** Tasks that one page looks at, at most: what a filter costs, however few it lets through. */
const lookedAtMax = 1_000;
/** Tasks of a page where all are wanted. */
const wholePage = 200;
/** Tasks looked at together while a filter is searched for. */
const searchPage = 250;
const randomnessDigits = 16;
/** After what was meant exactly: what mentions it, from the first on. */
const fromTheStart = `${idPrefixes.task}7${'Z'.repeat(25)}`;

/** Lists a customer's tasks; another's are never seen. */
export class TaskList {
  readonly #context: Pick<EngineContext, 'storage'>;

  constructor(context: Pick<EngineContext, 'storage'>) {
    this.#context = context;
  }

  /** The page after `cursor`, with at most `limit` tasks. */
  async page(
    customerId: string,
    filter: TaskFilter,
    { limit, cursor, sort = 'created', order = 'desc' }: PageWanted,
  ): Promise<TaskPage> {
    const { storage } = this.#context;
    const lists = await listState(storage, customerId);
    const exact = filter.text === null ? [] : await this.#exactly(customerId, filter, limit, lists.keys);
    const isId = filter.text !== null && taskIdForm.test(filter.text);
    if (cursor === null && (isId || exact.length > 0))
      return { tasks: exact.slice(0, limit), nextCursor: isId ? null : fromTheStart, lists };
    const from = cursor === fromTheStart ? null : cursor;
    const stretch = await this.#stretchOf(customerId, filter, { sort, order, cursor: from, lists });
    // They were on the first page.
    const known = new Set(exact.slice(0, limit).map(({ taskId }) => taskId));
    return { ...(await walk(stretch, filter, limit, known)), lists };
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

  /** Those that have the text as their id, their idempotency key or a listed member of their metadata, however old. */
  async #exactly(
    customerId: string,
    filter: TaskFilter,
    limit: number,
    keys: readonly string[],
  ): Promise<readonly Task[]> {
    const meant = await exactlyMeant(this.#context.storage, {
      customerId,
      text: filter.text ?? '',
      keys,
      limit,
    });
    const { after, before } = idsOf(filter);
    const others = { ...filter, text: null };
    return meant.filter(
      (task) =>
        matchesTask(task, others, sha256) &&
        (filter.batchId === null || task.batchId === filter.batchId) &&
        (after === null || task.taskId > after) &&
        (before === null || task.taskId < before),
    );
  }

  /** Where the wanted ones are found with the least beside; null: nowhere. */
  async #stretchOf(
    customerId: string,
    filter: TaskFilter,
    { sort, order, cursor, lists }: Required<Omit<PageWanted, 'limit'>> & { readonly lists: ListState },
  ): Promise<Stretch | null> {
    const { storage } = this.#context;
    const start = cursor === null || sort === 'created' ? null : await storage.tasks.get(cursor);
    if (cursor !== null && sort !== 'created' && start?.customerId !== customerId) return null;
    const place = start === null ? cursor : placeOf(sort, start);
    const ids = idsOf(filter);
    const { after, before } = sort === 'created' ? ids : placesBetween(filter, sort);
    const within: Bounds = {
      after: order === 'asc' ? higher(after, place) : after,
      before: order === 'desc' ? lower(before, place) : before,
    };
    const has = (task: Task): boolean =>
      (ids.after === null || task.taskId > ids.after) && (ids.before === null || task.taskId < ids.before);
    if (filter.batchId !== null) {
      const batch = await storage.tasks.batch(filter.batchId);
      const ids = batch?.customerId === customerId ? [...new Set(batch.taskIds)] : [];
      const wanted = { ids, sort, order, within };
      const read = sort === 'created' ? readById(storage, wanted) : await readByPlace(storage, wanted);
      return { read, has, from: cursor, isWhole: isAll(filter, null, sort) };
    }
    const scope = chosenList(filter, sort, lists.keys);
    const isListed = scope !== null && (lists.filledTo === null || sort !== 'created');
    const read = isListed ? this.#listed(customerId, scope, sort) : this.#stored(customerId);
    return {
      read: (last, limit) => {
        const edge = last === null ? null : placeOf(sort, last);
        return read({
          after: order === 'asc' ? higher(within.after, edge) : within.after,
          before: order === 'desc' ? lower(within.before, edge) : within.before,
          order,
          limit,
        });
      },
      has,
      from: cursor,
      isWhole: isAll(filter, isListed ? scope : null, sort),
    };
  }

  #stored(customerId: string): Read {
    return (stretch) => this.#context.storage.tasks.ofCustomer({ customerId, ...stretch });
  }

  #listed(customerId: string, scope: ListScope, sort: TaskSort): Read {
    const list = listName(customerId, sort, scope, sha256);
    return (stretch) => this.#context.storage.tasks.listed({ list, ...stretch });
  }
}

/** Looks at what the stretch has until a page is full. */
async function walk(
  next: Stretch | null,
  filter: TaskFilter,
  limit: number,
  known: ReadonlySet<string>,
): Promise<Looked> {
  const tasks: Task[] = [];
  if (next === null) return { tasks, nextCursor: null };
  let last: Task | null = null;
  for (let left = lookedAtMax; left > 0; ) {
    const count: number = Math.min(left, next.isWhole ? limit + 1 : searchPage);
    const looked: readonly Task[] = await next.read(last, count);
    for (const task of looked) {
      const isWanted = next.has(task) && matchesTask(task, filter, sha256) && !known.has(task.taskId);
      if (isWanted && tasks.length === limit) return { tasks, nextCursor: last?.taskId ?? next.from };
      if (isWanted) tasks.push(task);
      last = task;
    }
    if (looked.length < count) return { tasks, nextCursor: null };
    left -= count;
  }
  return { tasks, nextCursor: last?.taskId ?? null };
}

type Read = (
  stretch: Bounds & { readonly order: ListOrder; readonly limit: number },
) => Promise<readonly Task[]>;

interface Stretch {
  /** Up to `limit` tasks that come after `last`, in order; fewer: there are no more. */
  readonly read: (last: Task | null, limit: number) => Promise<readonly Task[]>;
  /** Whether it was made when it was to be. */
  readonly has: (task: Task) => boolean;
  /** The cursor that it goes on from. */
  readonly from: string | null;
  /** All there are wanted, most likely. */
  readonly isWhole: boolean;
}

function higher(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function lower(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a;
}

/** Whether the filter says no more than the list does. */
function isAll(filter: TaskFilter, scope: ListScope | null, sort: TaskSort): boolean {
  const { status, type, template, answer, review, metadata, text, jobId } = filter;
  const { createdAfterMs, createdBeforeMs, decidedAfterMs, decidedBeforeMs } = filter;
  return (
    [type, text].every((one) => one === null) &&
    (status === null || status === scope?.status) &&
    (template === null || template === scope?.template) &&
    (answer === null || answer === scope?.answer) &&
    (review === null || review === scope?.review) &&
    metadata.length === (scope?.metadata === undefined ? 0 : 1) &&
    (jobId === null || sort === 'created' || jobId === scope?.jobId) &&
    (sort === 'created' || (createdAfterMs === null && createdBeforeMs === null)) &&
    (sort === 'decided' || (decidedAfterMs === null && decidedBeforeMs === null)) &&
    (sort === 'confidence' || (filter.confidenceFrom === null && filter.confidenceBelow === null))
  );
}

/** The places between which lie those that were decided when, or as surely as, the filter says; at the edges maybe some beside. */
function placesBetween(
  { decidedAfterMs, decidedBeforeMs, confidenceFrom, confidenceBelow }: TaskFilter,
  sort: Exclude<TaskSort, 'created'>,
): Bounds {
  if (sort === 'confidence')
    return {
      after: confidenceFrom === null ? null : confidencePlace(confidenceFrom),
      before: confidenceBelow === null ? null : `${confidencePlace(confidenceBelow)}~`,
    };
  return {
    after: decidedAfterMs === null ? null : momentPlace(decidedAfterMs + 1),
    before: decidedBeforeMs === null ? null : momentPlace(decidedBeforeMs),
  };
}

/** The ids between which the filter's times and its job lie. */
function idsOf({ jobId, createdAfterMs, createdBeforeMs }: TaskFilter): Bounds {
  const after: string[] = [];
  const before: string[] = [];
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
