import type { useQueryClient } from '@tanstack/react-query';
import { sessionKey } from '../session/session.ts';

/** Somebody who is in an organisation, or runs the service. */
export interface CrewMember<Role extends string> {
  readonly person_id: string;
  readonly email: string;
  readonly role: Role;
  /** It is whoever asks. */
  readonly current: boolean;
  readonly since: string;
}

export interface CrewInvitation<Role extends string> {
  readonly invitation_id: string;
  readonly email: string;
  readonly role: Role;
  readonly created_at: string;
  readonly expires_at: string;
}

/** The members of an organisation, or the operators: what they are called, and what changes them. */
export interface Crew<Role extends string> {
  readonly queryKey: readonly string[];
  /** What one of them is called, with an article where there is one. */
  readonly one: { readonly noun: string; readonly withArticle: string };
  /** What whoever asks may hand out. */
  readonly roles: readonly Role[];
  /** What each may do, in words. */
  readonly texts: Readonly<Record<Role, string>>;
  /** Of who is invited in a hurry: it may little. */
  readonly leastRole: Role;
  readonly invite: (invitation: {
    readonly email: string;
    readonly role: Role;
  }) => Promise<CrewInvitation<Role>>;
  readonly withdraw: (invitationId: string) => Promise<unknown>;
  readonly changeRole: (personId: string, role: Role) => Promise<unknown>;
  readonly remove: (personId: string) => Promise<unknown>;
}

/** Who changes themselves may see less from then on. */
export async function refresh(
  client: ReturnType<typeof useQueryClient>,
  { queryKey }: Pick<Crew<string>, 'queryKey'>,
  { current }: Pick<CrewMember<string>, 'current'>,
): Promise<void> {
  if (current) await client.invalidateQueries({ queryKey: sessionKey });
  await client.invalidateQueries({ queryKey });
}
