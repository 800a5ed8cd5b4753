import type { TraceFacts, Tracing } from '@asg/runtime';

/** What was done to a task, ms since 1970. */
export interface TaskMoment {
  readonly taskId: string;
  readonly name: string;
  readonly startMs: number;
  readonly facts?: TraceFacts;
}

/** What this process tells of its work. */
export interface ServerTracing extends Tracing, AsyncDisposable {
  /** A step of what is under way; where nothing is, `call` alone. */
  step<T>(name: string, call: () => T): T;
  /** The first moment of a task, now, and what it took to keep it; its trace links to what is under way. */
  opened(taskIds: readonly string[], stored: Pick<TaskMoment, 'name' | 'startMs'>): void;
  /** Later ones, each over now, one within the one before. */
  happened(taskId: string, moments: readonly Omit<TaskMoment, 'taskId'>[]): void;
}
