import { targetOf } from '../consensus/policies.ts';
import type { Task } from '../task/task.ts';
import { audienceOf } from './audience.ts';

export const priorityMin = 0;
export const priorityMax = 9;
export const priorityDefault = 5;

/** Why a task is in the queue; within one priority the first of these is served first. */
export const queueReasons = ['one_short', 'returned', 'fresh'] as const;
export type QueueReason = (typeof queueReasons)[number];

/**
 * A task's class in the queue: within one priority, tasks that one label can decide go first, then those that came back
 * (an abandoned claim, a skip), then fresh ones; within a class the order is that of arrival.
 */
export interface QueueClass {
  /** 0 is served first. */
  readonly rank: number;
  /** Whom they are for: an audience. */
  readonly language: string;
}

export const rankCount = (priorityMax - priorityMin + 1) * queueReasons.length;

export function queueClass(
  task: Pick<Task, 'priority'> & Parameters<typeof audienceOf>[0],
  reason: QueueReason,
): QueueClass {
  return {
    rank: (priorityMax - task.priority) * queueReasons.length + queueReasons.indexOf(reason),
    language: audienceOf(task),
  };
}

/** Whether the next label may decide the task, after others were given. */
export function isOneShort(task: Pick<Task, 'labels' | 'labelSpec' | 'consensus' | 'targetLabels'>): boolean {
  const received = task.labels.length;
  return received > 0 && targetOf(task) === received + 1;
}
