import type { WantedTask } from '@asg/domain';
import type { OpenTasks } from './store.ts';

/** The tasks of a request as rules of repeated submissions know them, in order. */
export function wantedTasks({ tasks }: Pick<OpenTasks, 'tasks'>): readonly WantedTask[] {
  return tasks.map(({ order: { taskId, createdAtMs }, idempotency }) => ({
    taskId,
    createdAtMs,
    idempotency,
  }));
}
