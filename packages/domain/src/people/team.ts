import type { Role } from '../names.ts';

/** Somebody who is asked to join an organisation; nobody yet, but for who follows its link. */
export interface Invitation {
  readonly invitationId: string;
  readonly email: string;
  /** Under which one e-mail has one invitation. */
  readonly emailKey: string;
  readonly role: Role;
  /** The person, key or token that invited. */
  readonly by: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Who follows its link; from then on nobody else can. */
  readonly claimedBy?: string;
}

/** What an organisation has one of, so that each of its rules is kept by one record. */
export interface Team {
  /** Those that count as its owners; null: nobody has asked yet. */
  readonly owners: readonly string[] | null;
  readonly invitations: readonly Invitation[];
  /** How many were invited on a day, UTC. */
  readonly invited: { readonly date: string; readonly count: number };
}

/** The messages of `too_many_invitations` say so too. */
export const invitationsMax = { pending: 50, aDay: 50 };

export const noTeam: Team = { owners: null, invitations: [], invited: { date: '', count: 0 } };

export type InviteOutcome = 'invited' | 'too_many';

/** With the invitation in place of an earlier one to the same e-mail. Repeated, it changes nothing. */
export function withInvitation(
  team: Team,
  invitation: Invitation,
  date: string,
): { readonly team: Team; readonly outcome: InviteOutcome } {
  const { invitations, invited } = team;
  if (invitations.some(({ invitationId }) => invitationId === invitation.invitationId))
    return { team, outcome: 'invited' };
  const others = invitations.filter(
    ({ emailKey, expiresAtMs }) => emailKey !== invitation.emailKey && expiresAtMs > invitation.createdAtMs,
  );
  const count = invited.date === date ? invited.count : 0;
  if (others.length >= invitationsMax.pending || count >= invitationsMax.aDay)
    return { team, outcome: 'too_many' };
  return {
    team: { ...team, invitations: [...others, invitation], invited: { date, count: count + 1 } },
    outcome: 'invited',
  };
}

/** Gives the invitation to the first person who follows its link; null: it is not theirs to follow, or not any more. */
export function claimedInvitation(
  team: Team,
  {
    invitationId,
    personId,
    nowMs,
  }: { readonly invitationId: string; readonly personId: string; readonly nowMs: number },
): { readonly team: Team; readonly invitation: Invitation } | null {
  const found = team.invitations.find((one) => one.invitationId === invitationId);
  if (found === undefined || found.expiresAtMs <= nowMs) return null;
  if (found.claimedBy !== undefined) return found.claimedBy === personId ? { team, invitation: found } : null;
  const invitation = { ...found, claimedBy: personId };
  const invitations = team.invitations.map((one) => (one === found ? invitation : one));
  return { team: { ...team, invitations }, invitation };
}

/** Without invitations that are withdrawn, or that somebody came by. */
export function withoutInvitations(team: Team, ids: readonly string[]): Team {
  const invitations = team.invitations.filter(({ invitationId }) => !ids.includes(invitationId));
  return invitations.length === team.invitations.length ? team : { ...team, invitations };
}

/**
 * An owner more. `seed`: who were the owners where the team has not counted them yet. Counted are those who are owners, and at
 * times not all of them: so the last one counted is never taken for one of several.
 */
export function withOwner(team: Team, personId: string, seed: readonly string[]): Team {
  const owners = team.owners ?? seed;
  if (owners.includes(personId)) return team.owners === null ? { ...team, owners } : team;
  return { ...team, owners: [...owners, personId] };
}

/** Null: it is the last one, and stays. */
export function withoutOwner(team: Team, personId: string, seed: readonly string[]): Team | null {
  const owners = team.owners ?? seed;
  const left = owners.filter((one) => one !== personId);
  return left.length === 0 ? null : { ...team, owners: left };
}
