/**
 * What a route of customers takes of its caller, one of these each: a key has them as scopes, a member by the role. What each
 * opens is said in `roles.ts`.
 */
export const customerPermissions = [
  'account',
  'read',
  'submit',
  'export',
  'webhooks',
  'billing',
  'money',
  'keys',
  'audit',
  'people',
  'members',
  'models',
] as const;
export type CustomerPermission = (typeof customerPermissions)[number];

/** The same of the operator's routes. */
export const operatorPermissions = [
  'accounts',
  'suspend',
  'recover',
  'personal',
  'ledger',
  'payments',
  'customers',
  'gold',
  'moderation',
  'operators',
] as const;
export type OperatorPermission = (typeof operatorPermissions)[number];

/** Of people in an organisation: who has more stands before who has less. */
export const memberRoles = ['owner', 'admin', 'developer', 'analyst', 'billing'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Of people who run the service. */
export const operatorRoles = ['owner', 'support', 'finance', 'moderator'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Whose people label a task: the public crowd, the organisation's own, or the public once the time of its own is over. */
export const crowds = ['public', 'own', 'own_then_public'] as const;
export type Crowd = (typeof crowds)[number];

/** Whose labels a consensus is of, where it is not of the public crowd's alone. */
export const consensusCrowds = ['own', 'mixed'] as const;
export type ConsensusCrowd = (typeof consensusCrowds)[number];

/** How somebody stands to an organisation's pool. left: by their own will. removed: by the organisation. */
export const poolMemberStates = ['active', 'left', 'removed'] as const;
export type PoolMemberState = (typeof poolMemberStates)[number];

/** What a person is, in an organisation or among those who run the service. */
export type Role = MemberRole | OperatorRole;
