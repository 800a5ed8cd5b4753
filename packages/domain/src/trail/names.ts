/** What the trail says was done: the thing and what happened to it. */
export const trailActions = [
  'organisation.created',
  'organisation.changed',
  'key.created',
  'key.revoked',
  'keys.reviewed',
  'member.joined',
  'pool.invited',
  'pool.invitation_revoked',
  'pool.removed',
  'pool.joined',
  'pool.left',
  'session.opened',
  'session.ended',
  'sessions.ended',
  'admin_token.used',
  'worker.created',
  'worker.suspended',
  'worker.reinstated',
  'profile.changed',
  'password.changed',
  'email.change_asked',
  'email.confirmed',
  'wallet.changed',
  'wallet.removed',
  'withdrawal.asked',
  'deposit.opened',
  'grant.made',
  'refund.asked',
  'limits.changed',
  'treasury.move_asked',
  'webhook.created',
  'webhook.changed',
  'webhook.deleted',
  'job.submitted',
  'job.cancelled',
  'job.delivered_again',
  'content.deleted',
  'content.taken_down',
  'asset.deleted',
  'export.taken',
  'gold.added',
  'gold.imported',
  'gold.retired',
  'appeal.opened',
  'appeal.answered',
  'report.decided',
  'link.dissolved',
] as const;
export type TrailAction = (typeof trailActions)[number];

/** refused: a password or token was wrong. unknown: begun, and never said to be done; it may have been. */
export const trailOutcomes = ['done', 'refused', 'unknown'] as const;
export type TrailOutcome = (typeof trailOutcomes)[number];

export const actorKinds = ['key', 'member', 'worker', 'operator', 'system'] as const;
export type ActorKind = (typeof actorKinds)[number];
