export const membersKey = ['pool', 'members'] as const;
export const invitationsKey = ['pool', 'invitations'] as const;
