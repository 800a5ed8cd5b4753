import type { Team } from '@asg/sdk';

export type Member = Team['members'][number];
export type Invitation = Team['invitations'][number];

export const teamKey = ['team'] as const;
