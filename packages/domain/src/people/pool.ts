import type { PoolMemberState } from '../names.ts';

/** A worker whom an organisation brought. It outlives their leaving: whom they belonged to goes on to matter. */
export interface PoolMember {
  readonly customerId: string;
  readonly workerId: string;
  readonly state: PoolMemberState;
  /** When they joined, the last time. */
  readonly sinceMs: number;
  readonly endedAtMs: number | null;
}

/** What a link to an organisation's pool is worth. Its secret is not in it. */
export interface PoolInvitation {
  readonly invitationId: string;
  readonly customerId: string;
  /** Where it was sent, once, for one person; null: a link that the organisation hands on by itself. */
  readonly email: string | null;
  readonly usesMax: number;
  /** Workers who joined by it. */
  readonly usedBy: readonly string[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly revokedAtMs: number | null;
}

/** Organisations that one worker may have joined, those that they left counted. */
export const poolsOfWorkerMax = 20;
/** Of one link: its record names them. */
export const invitationUsesMax = 500;

/** Whether the link still lets somebody in. Who came in by it before may follow it again. */
export function isOpenInvitation(
  invitation: PoolInvitation,
  workerId: string | null,
  nowMs: number,
): boolean {
  if (invitation.revokedAtMs !== null || nowMs >= invitation.expiresAtMs) return false;
  const isUsed = workerId !== null && invitation.usedBy.includes(workerId);
  return isUsed || invitation.usedBy.length < invitation.usesMax;
}

/** The invitation once the worker came in by it; the very same where they may not, or did before. */
export function usedInvitation(
  invitation: PoolInvitation,
  { workerId, nowMs }: { readonly workerId: string; readonly nowMs: number },
): PoolInvitation {
  if (!isOpenInvitation(invitation, workerId, nowMs) || invitation.usedBy.includes(workerId))
    return invitation;
  return { ...invitation, usedBy: [...invitation.usedBy, workerId] };
}

/** Whether somebody whom the organisation removed would come back by a link from before. */
export function isShutOut(
  found: PoolMember | null,
  { createdAtMs }: Pick<PoolInvitation, 'createdAtMs'>,
): boolean {
  return found?.state === 'removed' && found.endedAtMs !== null && createdAtMs <= found.endedAtMs;
}
