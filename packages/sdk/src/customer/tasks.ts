import type {
  ExportTasksQuery,
  GetResultQuery,
  GetTaskItemQuery,
  ListTasksQuery,
  Receipt,
  RelabelTask,
  Result,
  ResultGone,
  ResultPending,
  Review,
  ReviewTask,
  SubmitTask,
  SubmittedBatch,
  SubmittedPrediction,
  SubmittedTask,
  Task,
  TaskLists,
  TaskPage,
  Timeline,
} from '../contract.ts';
import { randomHex } from '../transport/environment.ts';
import { TaskEndedError } from '../transport/errors.ts';
import type { ItemBlob } from '../transport/item-blob.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { untilThere, type WaitOptions } from '../transport/waiting.ts';
import type { KindTask } from './kinds.ts';

/** The gateway gives the item's host 30 s; the rest is for the bytes. */
const itemMsMax = 40_000;

export interface SubmitBatchOptions extends CallOptions {
  /** Receives the events of tasks that have no `callback_url` of their own. */
  readonly callbackUrl?: string | undefined;
  /** Your own name for the batch: sent again, it gives the same batch. One is made where you give none. */
  readonly idempotencyKey?: string | undefined;
}

export interface ResultOptions extends CallOptions {
  /** 0 to 60: hold the answer back until the outcome is known, or so long. */
  readonly waitSeconds?: number | undefined;
  /** What to wait for: the consensus, or the payment as well. */
  readonly until?: GetResultQuery['until'];
  /** units: what the value was decided by, for kinds other than choice. */
  readonly include?: GetResultQuery['include'];
}

export interface WaitForResultOptions extends WaitOptions {
  /** Default: settled, when the label is paid for and has its transaction. */
  readonly until?: GetResultQuery['until'];
  /** As for `result`. */
  readonly include?: GetResultQuery['include'];
}

const pathOf = (taskId: string): string => `/v1/tasks/${encodeURIComponent(taskId)}`;

export class Tasks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Takes 1 from the quota. Sent again safely, under a key that is made where the task has none. See `KindTask` for each kind. */
  submit(task: SubmitTask | KindTask, { signal }: CallOptions = {}): Promise<SubmittedTask> {
    const headers = task.idempotency_key == null ? { 'idempotency-key': `auto-${randomHex()}` } : {};
    const call = {
      method: 'POST',
      path: '/v1/tasks',
      body: task,
      headers,
      repeatable: true,
      signal,
    } as const;
    return this.#transport.json(call);
  }

  /** 1 to 1,000 tasks: all are accepted, or none. */
  submitBatch(
    tasks: readonly (SubmitTask | KindTask)[],
    options: SubmitBatchOptions = {},
  ): Promise<SubmittedBatch> {
    const { callbackUrl, idempotencyKey = `auto-${randomHex()}`, signal } = options;
    return this.#transport.json({
      method: 'POST',
      path: '/v1/tasks/batch',
      body: { tasks, callback_url: callbackUrl },
      headers: { 'idempotency-key': idempotencyKey },
      repeatable: true,
      signal,
    });
  }

  get(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    return this.#transport.get(pathOf(taskId), { signal });
  }

  /** Your tasks, the newest first unless `sort` or `order` say otherwise, all pages. */
  list(query: ListTasksQuery = {}, options: CallOptions = {}): AsyncGenerator<Task, void, undefined> {
    return everyEntry((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  page(query: ListTasksQuery = {}, { signal }: CallOptions = {}): Promise<TaskPage> {
    return this.#transport.get('/v1/tasks', { query, signal });
  }

  /** Chooses by which keys of their metadata tasks are listed, in place of the present ones: 8 at most. */
  listBy(keys: readonly string[], { signal }: CallOptions = {}): Promise<TaskLists> {
    const path = '/v1/tasks/lists';
    return this.#transport.json({ method: 'PUT', path, body: { keys }, repeatable: true, signal });
  }

  /** Your tasks with their labels, those that `list` gives for the same filters, as the bytes of a file. */
  export(query: ExportTasksQuery = {}, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    return this.#transport.stream({
      method: 'GET',
      path: '/v1/tasks/export',
      query,
      repeatable: true,
      signal,
    });
  }

  /** Accepts or corrects a label: your own layer beside the consensus, which stays. */
  review(taskId: string, review: ReviewTask, { signal }: CallOptions = {}): Promise<Review> {
    const path = `${pathOf(taskId)}/review`;
    return this.#transport.json({ method: 'PUT', path, body: review, repeatable: true, signal });
  }

  withdrawReview(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    const path = `${pathOf(taskId)}/review`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** Asks others about a task again: a second task, with its own cost and receipt. */
  relabel(taskId: string, order: RelabelTask = {}, { signal }: CallOptions = {}): Promise<SubmittedTask> {
    const headers = order.idempotency_key == null ? { 'idempotency-key': `auto-${randomHex()}` } : {};
    const path = `${pathOf(taskId)}/relabel`;
    return this.#transport.json({ method: 'POST', path, body: order, headers, repeatable: true, signal });
  }

  /** What happened to a task, in order. */
  timeline(taskId: string, { signal }: CallOptions = {}): Promise<Timeline> {
    return this.#transport.get(`${pathOf(taskId)}/timeline`, { signal });
  }

  /** What workers see, through the gateway; its `type` is the media type. A `thumbnail` of a picture is for lists. */
  item(taskId: string, { size, item, signal }: CallOptions & GetTaskItemQuery = {}): Promise<ItemBlob> {
    const path = `${pathOf(taskId)}/item`;
    return this.#transport.item({
      method: 'GET',
      path,
      query: { size, item },
      waitMs: itemMsMax,
      repeatable: true,
      signal,
    });
  }

  /** Says what models of yours think of an open task; they count from its next label on. */
  predict(
    taskId: string,
    predictions: readonly SubmittedPrediction[],
    { signal }: CallOptions = {},
  ): Promise<Task> {
    const path = `${pathOf(taskId)}/predictions`;
    return this.#transport.json({ method: 'PUT', path, body: { predictions }, signal });
  }

  /** Cancels a task that is not decided yet. */
  cancel(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    const path = `${pathOf(taskId)}/cancel`;
    return this.#transport.json({ method: 'POST', path, repeatable: true, signal });
  }

  /** Deletes what a task shows, once it has ended; its label and its receipt stay. */
  deleteContent(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    const path = `${pathOf(taskId)}/content`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** The label, or the task's status. Throws a TaskEndedError for one that ended without a label. */
  result(taskId: string, options: ResultOptions = {}): Promise<Result | ResultPending> {
    const { waitSeconds = 0, until, include, signal } = options;
    return this.#transport.json({
      method: 'GET',
      path: `${pathOf(taskId)}/result`,
      query: { wait: waitSeconds > 0 ? waitSeconds : undefined, until, include },
      waitMs: waitSeconds * 1000,
      repeatable: true,
      signal,
    });
  }

  /** The same, but that a task which ended without a label is no error: its status tells. */
  async outcome(taskId: string, options: ResultOptions = {}): Promise<Result | ResultPending | ResultGone> {
    try {
      return await this.result(taskId, options);
    } catch (error) {
      if (error instanceof TaskEndedError) return error.result;
      throw error;
    }
  }

  /**
   * The label, once it is there. Throws a TaskEndedError for a task that ended without one, and an ASGGatewayTimeoutError
   * where it takes longer than `timeoutMs`.
   */
  waitForResult(taskId: string, options: WaitForResultOptions = {}): Promise<Result> {
    const { until = 'settled', include, signal } = options;
    return untilThere(`${taskId} is not ${until}`, options, async (waitSeconds) => {
      const result = await this.result(taskId, { waitSeconds, until, include, signal });
      return result.status === 'settled' || (result.status === 'verified' && until === 'decided')
        ? result
        : null;
    });
  }

  /** The proof that the label was paid for; for `verifyReceipt`, and to keep. 409 before the task is settled. */
  receipt(taskId: string, { signal }: CallOptions = {}): Promise<Receipt> {
    const path = `${pathOf(taskId)}/receipt`;
    return this.#transport.get(path, { signal });
  }

  /** The same as the text of a file, byte for byte as the gateway wrote it. */
  receiptText(taskId: string, { signal }: CallOptions = {}): Promise<string> {
    const path = `${pathOf(taskId)}/receipt`;
    return this.#transport.text({ method: 'GET', path, repeatable: true, signal });
  }
}
