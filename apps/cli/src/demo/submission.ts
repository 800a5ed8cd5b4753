import type { KnownAnswer } from '@asg/crowd';
import { at } from '@asg/domain/present';
import type { ASGGatewayClient } from '@asg/sdk';
import type { KnownTask } from './tasks.ts';

const batchSize = 100;

export interface SubmittedBatchIds {
  readonly batchId: string;
  readonly taskIds: readonly string[];
}

/** The demo's tasks on their way in, batch by batch, and what is known of each. */
export class Submission {
  readonly batches: SubmittedBatchIds[] = [];
  readonly #customer: ASGGatewayClient;
  readonly #tasks: readonly KnownTask[];
  readonly #byTaskId = new Map<string, KnownTask>();
  readonly #complete = Promise.withResolvers<void>();

  constructor(customer: ASGGatewayClient, tasks: readonly KnownTask[]) {
    this.#customer = customer;
    this.#tasks = tasks;
    this.#complete.promise.catch(() => {}); // Reported by `run`; nobody may be waiting here.
  }

  get submitted(): number {
    return this.#byTaskId.size;
  }

  get total(): number {
    return this.#tasks.length;
  }

  /** Labels needed before every task can be decided. */
  get labelsWanted(): number {
    return this.#tasks.reduce((sum, { task }) => sum + (task.consensus_threshold ?? 0), 0);
  }

  /** Submits everything, until the signal aborts. */
  async run(stop: AbortSignal): Promise<void> {
    try {
      for (let from = 0; from < this.#tasks.length && !stop.aborted; from += batchSize) {
        const part = this.#tasks.slice(from, from + batchSize);
        const { batch_id, task_ids } = await this.#customer.tasks.submitBatch(part.map(({ task }) => task));
        task_ids.forEach((taskId, i) => {
          this.#byTaskId.set(taskId, at(part, i));
        });
        this.batches.push({ batchId: batch_id, taskIds: task_ids });
      }
      this.#complete.resolve();
    } catch (error) {
      this.#complete.reject(error);
      throw error;
    }
  }

  /** The right label of a task; waits for a batch that is accepted but not yet answered. */
  async known(taskId: string): Promise<KnownAnswer | null> {
    if (!this.#byTaskId.has(taskId)) await this.#complete.promise;
    const known = this.#byTaskId.get(taskId);
    return known === undefined ? null : { item: known.task.data_url, label: known.truth };
  }

  /** Of a task that was submitted here. */
  truthOf(taskId: string): string {
    return this.#byTaskId.get(taskId)!.truth;
  }

  get taskIds(): readonly string[] {
    return [...this.#byTaskId.keys()];
  }
}
