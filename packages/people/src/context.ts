import type { AssignmentIds, Clock, Conditions, IdMint, Logger, Random, SignalBoard } from '@asg/runtime';
import type { Storage } from '@asg/storage';

/** What every engine works with. */
export interface EngineContext {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdMint;
  /** What workers see of what they hold. */
  readonly assignmentIds: AssignmentIds;
  readonly log: Logger;
  /** What is wrong now: whoever meets trouble names it here. */
  readonly conditions: Conditions;
  /** Told a task's id and its customer's when its state changed. */
  readonly signals: SignalBoard;
}

/** A rule that the input breaks: the field's path (`tasks/3/data_url` as `tasks.3.data_url`), the rule, and what to do. */
export interface Violation {
  readonly field: string;
  readonly constraint: string;
  readonly message: string;
}

/** Wakes those who wait for the task, where it is one, or for anything of the customer's. */
export function announce(
  signals: SignalBoard,
  { taskId, customerId }: { readonly taskId?: string; readonly customerId: string },
): void {
  if (taskId !== undefined) signals.notify(taskId);
  signals.notify(customerId);
}
