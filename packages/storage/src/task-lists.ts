import type { Task } from '@asg/domain';

/** A stretch of a customer's tasks, by id: ids sort by the time they were made. */
export interface TaskStretch {
  readonly customerId: string;
  /** Only ids above this one; null: from the first. */
  readonly after: string | null;
  /** Only ids below this one; null: to the last. */
  readonly before: string | null;
  readonly limit: number;
}

export interface TaskListReader {
  /** The newest first, at most `limit`. */
  tasksOf(stretch: TaskStretch): Promise<readonly Task[]>;
}
