import type {
  AllowanceTerms,
  EraseTask,
  Idempotency,
  OpenTasksOutcome,
  Task,
  TaskCommand,
  TaskOrder,
  TaskOutcome,
} from '@asg/domain';
import type { BatchRecord } from './records.ts';

export interface TaskReader {
  get(taskId: string): Promise<Task | null>;
  /** In the order asked for; null where there is none. */
  many(taskIds: readonly string[]): Promise<readonly (Task | null)[]>;
  /** Every task, page by page, for audits: those after this id. `next`: where to go on; null: there is no more. */
  scan(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ readonly tasks: readonly Task[]; readonly next: string | null }>;
  /** The newest first, at most `limit`. */
  ofCustomer(stretch: TaskStretch): Promise<readonly Task[]>;
  batch(batchId: string): Promise<BatchRecord | null>;
}

export interface TaskWriter {
  open(request: OpenTasks): Promise<OpenTasksOutcome>;
  /** Applies each command to its own task; one outcome each, in order; null where there is no such task. */
  change(changes: readonly TaskChange[]): Promise<readonly (TaskOutcome | null)[]>;
  /** Cancels and gives the quota back if no label had arrived. Null where there is no such task. */
  cancel(request: { taskId: string; nowMs: number }): Promise<TaskOutcome | null>;
  /**
   * Erases the content of a task that has ended: its item's URL, its metadata, its line as its job was sent it. As it is then;
   * null where there is no such task. One that is open stays as it is.
   */
  erase(request: EraseTask & { taskId: string }): Promise<Task | null>;
  /** Expires a task whose item nobody can see, and gives the quota back. Null where there is no such task. */
  giveUp(request: { taskId: string; nowMs: number }): Promise<TaskOutcome | null>;
  /** Takes down what tasks show: open ones expire, and give the quota back if no label had arrived. One outcome each, in order; null where there is no such task. */
  takeDown(request: { taskIds: readonly string[]; nowMs: number }): Promise<readonly (TaskOutcome | null)[]>;
  /** Ends claims whose lease has ended and closes tasks past their deadline, up to `limit`; gives those that closed. */
  lapse(request: { nowMs: number; limit: number }): Promise<{ examined: number; closed: readonly Task[] }>;
}

export interface TaskStore extends TaskReader, TaskWriter {}

/** Tasks to be opened together: all, or none. Each new one takes 1 from the customer's quota, and its cap from what is free. */
export interface OpenTasks {
  readonly customerId: string;
  readonly tasks: readonly NewTask[];
  /** Set for a batch; the record is stored with the ids that were really used. */
  readonly batch: { readonly batchId: string; readonly idempotency: Idempotency | null } | null;
  /** There where the customer is a sandbox account. */
  readonly allowance?: AllowanceTerms;
  readonly nowMs: number;
}

export interface NewTask {
  readonly order: TaskOrder;
  readonly idempotency: Idempotency | null;
}

export interface TaskChange {
  readonly taskId: string;
  readonly command: TaskCommand;
}

/** A stretch of a customer's tasks, by id: ids sort by the time they were made. */
export interface TaskStretch {
  readonly customerId: string;
  /** Only ids above this one; null: from the first. */
  readonly after: string | null;
  /** Only ids below this one; null: to the last. */
  readonly before: string | null;
  readonly limit: number;
}
