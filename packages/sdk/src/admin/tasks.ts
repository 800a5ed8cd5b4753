import type { Task } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Tasks of any customer, to the operator. */
export class AdminTasks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Takes down what a task shows; an open one is cancelled first. */
  deleteContent(taskId: string, { signal }: CallOptions = {}): Promise<Task> {
    const path = `/v1/admin/tasks/${encodeURIComponent(taskId)}/content`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
