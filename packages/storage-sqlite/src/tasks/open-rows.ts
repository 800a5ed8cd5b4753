import { type Idempotency, queueClass } from '@asg/domain';
import type { OpenTasks } from '@asg/storage';
import { orderJson } from './task-row.ts';
import type { TaskInsert } from './task-table.ts';

/** `OpenTasks` as it goes to the writer: rows ready to be inserted, so that the writing thread need not build them. */
export interface OpenRows extends Omit<OpenTasks, 'tasks'> {
  readonly tasks: readonly (TaskInsert & { readonly idempotency: Idempotency | null })[];
}

export function openRows({ tasks, ...rest }: OpenTasks): OpenRows {
  return {
    ...rest,
    tasks: tasks.map(({ order, idempotency }) => ({
      taskId: order.taskId,
      createdAtMs: order.createdAtMs,
      jobId: order.jobId,
      ...queueClass(order, 'fresh'),
      expiresAtMs: order.expiresAtMs,
      orderJson: orderJson(order),
      idempotency,
    })),
  };
}
