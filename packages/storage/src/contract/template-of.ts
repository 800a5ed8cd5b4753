import { createHash } from 'node:crypto';
import { type TaskOrder, templateKey } from '@asg/domain';

/** The key of the template that the task is of. */
export const templateOf = (order: Pick<TaskOrder, 'type' | 'labelSpec'>): string =>
  templateKey(order, (data) => createHash('sha256').update(data).digest());
