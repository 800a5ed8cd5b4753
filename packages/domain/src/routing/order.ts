import type { Task } from '../task/task.ts';

export const priorityMin = 0;
export const priorityMax = 9;
export const priorityDefault = 5;

/**
 * A task's class in the queue: within one priority, tasks that came back (an abandoned lease, a skip, one
 * label short of a decision) go before fresh ones; within a class the order is that of arrival.
 */
export interface QueueClass {
  /** 0 is served first. */
  readonly rank: number;
  /** The language a worker must list; empty: anybody. */
  readonly language: string;
}

export const rankCount = (priorityMax - priorityMin + 1) * 2;

export function queueClass(task: Pick<Task, 'priority' | 'language'>, returned: boolean): QueueClass {
  return {
    rank: (priorityMax - task.priority) * 2 + (returned ? 0 : 1),
    language: task.language ?? '',
  };
}
