import type { Task } from '@asg/domain';
import type { Clock, IdMint, Logger, Random, SignalBoard } from '@asg/runtime';
import type { Storage } from '@asg/storage';

/** What every engine works with. */
export interface EngineContext {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMint;
  readonly log: Logger;
  /** Told a task's id and its customer's when its state changed. */
  readonly signals: SignalBoard;
}

/** A rule that the input breaks: the field's path (`tasks/3/data_url` as `tasks.3.data_url`), the rule, and what to do. */
export interface Violation {
  readonly field: string;
  readonly constraint: string;
  readonly message: string;
}

/** Wakes those who wait for the task, or for anything of its customer's. */
export function announce(signals: SignalBoard, task: Pick<Task, 'taskId' | 'customerId'>): void {
  signals.notify(task.taskId);
  signals.notify(task.customerId);
}
