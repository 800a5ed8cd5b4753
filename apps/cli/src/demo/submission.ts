import type { KnownAnswer } from '@asg/crowd';
import { mapBounded } from '@asg/runtime';
import type { ASGGatewayClient, Assignment, SubmitTask } from '@asg/sdk';
import { at } from '@asg/values/present';
import type { KnownTask } from './kinds/known-task.ts';

/** As many as a server takes of one customer. */
const uploadsAtOnce = 4;

export interface SubmittedBatchIds {
  readonly batchId: string;
  readonly taskIds: readonly string[];
}

/** The demo's tasks on their way in, batch by batch, and what is known of each. */
export class Submission {
  readonly batches: SubmittedBatchIds[] = [];
  readonly #customer: ASGGatewayClient;
  readonly #tasks: readonly KnownTask[];
  readonly #batchSize: number;
  readonly #byTaskId = new Map<string, KnownTask>();
  readonly #byInstructions: ReadonlyMap<string, KnownTask>;

  constructor(customer: ASGGatewayClient, tasks: readonly KnownTask[], batchSize: number) {
    this.#customer = customer;
    this.#tasks = tasks;
    this.#batchSize = batchSize;
    this.#byInstructions = new Map(tasks.map((known) => [known.task.label_spec?.instructions ?? '', known]));
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
    for (let from = 0; from < this.#tasks.length && !stop.aborted; from += this.#batchSize) {
      const part = this.#tasks.slice(from, from + this.#batchSize);
      const tasks = await mapBounded(part, uploadsAtOnce, (known) => this.#withPicture(known));
      const { batch_id, task_ids } = await this.#customer.tasks.submitBatch(tasks);
      task_ids.forEach((taskId, i) => {
        this.#byTaskId.set(taskId, at(part, i));
      });
      this.batches.push({ batchId: batch_id, taskIds: task_ids });
    }
  }

  /** The right answer to a task that a worker holds; null: it is not one of the demo's. */
  known({ instructions }: Assignment): KnownAnswer | null {
    const known = this.#byInstructions.get(instructions ?? '');
    const item = known?.task.data_url ?? instructions ?? '';
    return known === undefined ? null : { item, truth: known.truth };
  }

  /** Whether the consensus label is right, of a task that was submitted here. */
  isRight(taskId: string, label: string): boolean {
    const known = this.#byTaskId.get(taskId);
    return known !== undefined && (known.label === label || known.isRight?.(label) === true);
  }

  async #withPicture({ task, picture }: KnownTask): Promise<SubmitTask> {
    if (picture === undefined) return task;
    const { data_url } = await this.#customer.assets.upload(new Blob([Buffer.from(picture)]));
    return { ...task, data_url };
  }

  get taskIds(): readonly string[] {
    return [...this.#byTaskId.keys()];
  }
}
