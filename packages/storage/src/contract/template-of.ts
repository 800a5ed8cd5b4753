import { type TaskOrder, templateKey } from '@asg/domain';
import { sha256 } from '../sha256.ts';

/** The key of the template that the task is of. */
export const templateOf = (order: Pick<TaskOrder, 'type' | 'labelSpec'>): string =>
  templateKey(order, sha256);
