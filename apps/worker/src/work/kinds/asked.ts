import type { Assignment } from '@asg/sdk';

/** What a task asks for, whichever kind it is of. */
export type Asked = Pick<Assignment, 'options' | 'scale' | 'tie' | 'items'>;
