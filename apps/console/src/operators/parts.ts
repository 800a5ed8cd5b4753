import type { Operators } from '@asg/sdk';

export type Operator = Operators['members'][number];
export type OperatorInvitation = Operators['invitations'][number];

export const operatorsKey = ['operators'] as const;
