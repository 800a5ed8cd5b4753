import type {
  BatchProgress,
  Customer,
  Result,
  ResultGone,
  SubmitTaskBody,
  SubmittedBatch,
  SubmittedTask,
} from '@asg/wire';
import type { ApiClient } from './api-client.ts';
import type { TaskResult } from './replies.ts';

export interface ResultWait {
  /** 0 to 60; 0 answers at once. */
  readonly waitSeconds?: number;
  /** What to wait for: the decision (default), or the payment. */
  readonly until?: 'decided' | 'settled';
  readonly signal?: AbortSignal;
}

/** What a customer can do. */
export class CustomerClient {
  readonly #api: ApiClient;
  readonly #token: string;

  constructor(api: ApiClient, apiKey: string) {
    this.#api = api;
    this.#token = apiKey;
  }

  me(): Promise<Customer> {
    return this.#api.json<Customer>({ method: 'GET', path: '/v1/customers/me', token: this.#token });
  }

  submit(task: SubmitTaskBody): Promise<SubmittedTask> {
    return this.#api.json<SubmittedTask>({
      method: 'POST',
      path: '/v1/tasks',
      token: this.#token,
      body: task,
    });
  }

  /** 1 to 1,000 tasks: all are accepted, or none. */
  submitBatch(tasks: readonly SubmitTaskBody[]): Promise<SubmittedBatch> {
    const body = { tasks };
    return this.#api.json<SubmittedBatch>({
      method: 'POST',
      path: '/v1/tasks/batch',
      token: this.#token,
      body,
    });
  }

  /** How a batch's tasks stand. */
  batch(batchId: string): Promise<BatchProgress> {
    const path = `/v1/batches/${batchId}`;
    return this.#api.json<BatchProgress>({ method: 'GET', path, token: this.#token });
  }

  async result(taskId: string, wait: ResultWait = {}): Promise<TaskResult> {
    const { waitSeconds = 0, until = 'decided', signal } = wait;
    const query = waitSeconds > 0 ? `?wait=${waitSeconds}${until === 'settled' ? '&until=settled' : ''}` : '';
    const { status, body } = await this.#api.call({
      method: 'GET',
      path: `/v1/tasks/${taskId}/result${query}`,
      token: this.#token,
      expect: [410],
      ...(signal === undefined ? {} : { signal }),
    });
    if (status === 202) return { outcome: 'open' };
    if (status === 410) return { outcome: 'closed', result: body as ResultGone };
    return { outcome: 'decided', result: body as Result };
  }

  async cancel(taskId: string): Promise<void> {
    await this.#api.call({ method: 'POST', path: `/v1/tasks/${taskId}/cancel`, token: this.#token });
  }
}
