import type { Assignment } from '@asg/sdk';

/** What a task asks for, whichever kind it is of. */
export type Asked = Pick<Assignment, 'assignment_id' | 'options' | 'scale' | 'tie' | 'items'> & {
  readonly classes?: readonly string[] | undefined;
};
