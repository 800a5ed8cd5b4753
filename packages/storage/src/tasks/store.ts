import type {
  AllowanceTerms,
  EraseTask,
  Idempotency,
  ListOrder,
  OpenTasksOutcome,
  Task,
  TaskCommand,
  TaskOrder,
  TaskOutcome,
} from '@asg/domain';
import type { BatchHead, BatchRecord } from './records.ts';

export interface TaskReader {
  get(taskId: string): Promise<Task | null>;
  /** In the order asked for; null where there is none. */
  many(taskIds: readonly string[]): Promise<readonly (Task | null)[]>;
  /** Every task, page by page, for audits: those after this id. `next`: where to go on; null: there is no more. */
  scan(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ readonly tasks: readonly Task[]; readonly next: string | null }>;
  /** The newest first unless it is asked otherwise, at most `limit`. */
  ofCustomer(stretch: TaskStretch): Promise<readonly Task[]>;
  batch(batchId: string): Promise<BatchRecord | null>;
  batchHead(batchId: string): Promise<BatchHead | null>;
  /** A stretch of one list. A task that has left it may still be there for a while: look at what it is. */
  listed(stretch: ListStretch): Promise<readonly Task[]>;
  /** The task that a customer's idempotency key was used for; null: none. */
  byKey(request: { readonly customerId: string; readonly key: string }): Promise<string | null>;
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
  /**
   * Gives a stretch of a customer's tasks, the newest first, their places in all lists, by these keys too; from now on they keep
   * them. The last of them; null: there is no older one.
   */
  fillLists(request: FillLists): Promise<string | null>;
  /** Gives a batch of before there were sums of states its own, from its tasks; afterwards each change of a task keeps it. False: there is no such batch. */
  countBatch(batchId: string): Promise<boolean>;
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

/** A stretch of a list, by its places. */
export interface ListStretch {
  /** `listName`. */
  readonly list: string;
  /** Only places above this one; null: from the first. */
  readonly after: string | null;
  /** Only places below this one; null: to the last. */
  readonly before: string | null;
  readonly order: ListOrder;
  readonly limit: number;
}

export interface FillLists {
  readonly customerId: string;
  /** Only tasks below this one; null: from the newest. */
  readonly before: string | null;
  readonly keys: readonly string[];
  readonly limit: number;
}

/** A stretch of a customer's tasks, by id: ids sort by the time they were made. */
export interface TaskStretch {
  readonly customerId: string;
  /** Only ids above this one; null: from the first. */
  readonly after: string | null;
  /** Only ids below this one; null: to the last. */
  readonly before: string | null;
  readonly order?: ListOrder;
  readonly limit: number;
}
