import type { AdminGetTaskItemQuery, Task } from '../contract.ts';
import type { ItemBlob } from '../transport/item-blob.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** A customer's host may take its time. */
const itemMsMax = 60_000;

/** Tasks of any customer, to the operator. */
export class AdminTasks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What workers are shown, whoever’s it is. That it was looked at is entered in the trail. */
  item(taskId: string, { size, signal }: CallOptions & AdminGetTaskItemQuery = {}): Promise<ItemBlob> {
    const path = `/v1/admin/tasks/${encodeURIComponent(taskId)}/item`;
    return this.#transport.item({
      method: 'GET',
      path,
      query: { size },
      waitMs: itemMsMax,
      repeatable: true,
      signal,
    });
  }

  /** Takes down what a task shows; an open one is cancelled first. */
  deleteContent(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    const path = `/v1/admin/tasks/${encodeURIComponent(taskId)}/content`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
