import {
  type Giver,
  giverOf,
  grantOfKey,
  houseCustomerId,
  type Invitation,
  type MailLink,
  type Member,
  mayHandOut,
  type Person,
  type Role,
  utcDate,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import { invitationMs } from '../sign-in/mails.ts';
import type { People } from '../sign-in/people.ts';
import { tokenHash } from '../sign-in/tokens.ts';
import { countOwner, endMembership, ownersOf } from './membership.ts';
import { nameOfOrganisation } from './organisation-name.ts';

/** Who changes a team: for which organisation, how far they reach, and who they are. */
export interface TeamCaller {
  readonly customerId: string;
  readonly giver: Giver;
  /** The person, key or token. */
  readonly by: string;
  /** The same for people: their e-mail; null: a program. */
  readonly email: string | null;
}

export interface ListedMember {
  readonly member: Member;
  readonly email: string;
}

export type InviteResult =
  | { readonly ok: true; readonly invitation: Invitation }
  | { readonly ok: false; readonly refusal: 'above' | 'too_many_member_invitations' | 'already_member' };

export type ChangeMemberResult = 'changed' | 'not_found' | 'above' | 'last_owner';

/** What somebody who follows an invitation's link is told. */
export interface SeenInvitation {
  readonly invitation: Invitation;
  /** Of the organisation. */
  readonly name: string;
  readonly hasAccount: boolean;
}

/** By which an invitation of the machines' token is known. */
const machinesName = 'operator';
/** Of an organisation, with those who are invited. */
const membersMax = 100;
/** An organisation's, in a mail that goes to strangers. */
const nameMax = 80;

/** Who is in an organisation and as what; those of the house run the service. */
export class Teams {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #people: Pick<People, 'mails' | 'byEmail'>;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>,
    parts: { readonly people: Pick<People, 'mails' | 'byEmail'> },
  ) {
    this.#context = context;
    this.#people = parts.people;
  }

  /** All members, by how long they are it. */
  async members(customerId: string): Promise<readonly ListedMember[]> {
    const { persons } = this.#context.storage;
    const found = await this.#members(customerId);
    const listed = await Promise.all(
      found.map(async (member) => ({ member, email: (await persons.get(member.personId))?.email ?? '' })),
    );
    return listed.toSorted((a, b) => a.member.sinceMs - b.member.sinceMs);
  }

  /** Those that somebody can still follow: an invitation is worth no more than what its giver may do by now. */
  async invitations(customerId: string): Promise<readonly Invitation[]> {
    const { storage, clock } = this.#context;
    const found = await storage.teams.invitations({ customerId });
    const open = found.filter(({ expiresAtMs }) => expiresAtMs > clock.nowMs());
    const givers = new Set(open.map(({ by }) => by));
    const reach = new Map(
      await Promise.all([...givers].map(async (by) => [by, await this.#giver(customerId, by)] as const)),
    );
    return open.filter(({ by, role }) => {
      const giver = reach.get(by) ?? null;
      return giver !== null && mayHandOut(giver, role);
    });
  }

  /** How far somebody who invited reaches now; null: a key that is revoked, or a member who is none any more. */
  async #giver(customerId: string, by: string): Promise<Giver | null> {
    const { members, customers } = this.#context.storage;
    if (by === machinesName) return customerId === houseCustomerId ? 'owner' : null;
    const member = await members.get({ customerId, personId: by });
    if (member !== null) return giverOf(member.role);
    const key = (await customers.keys(customerId)).find(({ keyId }) => keyId === by);
    return key === undefined ? null : grantOfKey(key);
  }

  /** Sends a link by mail, in place of an earlier one to the same e-mail. */
  async invite(
    caller: TeamCaller,
    { email, role }: { readonly email: string; readonly role: Role },
    language: MailLanguage,
  ): Promise<InviteResult> {
    const { storage, clock, ids } = this.#context;
    const { customerId, giver, by } = caller;
    if (!mayHandOut(giver, role)) return { ok: false, refusal: 'above' };
    const nowMs = clock.nowMs();
    const key = emailKey(email);
    const members = await this.members(customerId);
    if (members.some((one) => emailKey(one.email) === key)) return { ok: false, refusal: 'already_member' };
    if (members.length + (await this.invitations(customerId)).length >= membersMax)
      return { ok: false, refusal: 'too_many_member_invitations' };
    const invitation: Invitation = {
      invitationId: ids.next('invitation'),
      email: email.trim(),
      emailKey: key,
      role,
      by,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + invitationMs,
    };
    const outcome = await storage.teams.invite({ customerId, invitation, date: utcDate(nowMs) });
    if (outcome === 'too_many') return { ok: false, refusal: 'too_many_member_invitations' };
    const { invitationId } = invitation;
    const name = Array.from(await nameOfOrganisation(this.#context.storage, customerId))
      .slice(0, nameMax)
      .join('');
    const values = { customerId, invitationId, name, role, by: caller.email ?? '' };
    const mail = { to: invitation.email, template: 'invitation', language, values } as const;
    if (await this.#people.mails.ask(mail)) return { ok: true, invitation };
    await this.#close(customerId, [invitationId]);
    return { ok: false, refusal: 'too_many_member_invitations' };
  }

  /** False: there is no such invitation any more. */
  async withdraw({ customerId }: Pick<TeamCaller, 'customerId'>, invitationId: string): Promise<boolean> {
    const isThere = (await this.invitations(customerId)).some((one) => one.invitationId === invitationId);
    await this.#close(customerId, [invitationId]);
    return isThere;
  }

  /** Nobody reaches above themselves, and one owner stays. */
  async changeRole(caller: TeamCaller, personId: string, role: Role): Promise<ChangeMemberResult> {
    const { customerId, giver } = caller;
    const { members, teams } = this.#context.storage;
    const member = await members.get({ customerId, personId });
    if (member === null) return 'not_found';
    if (!mayHandOut(giver, member.role) || !mayHandOut(giver, role)) return 'above';
    const owners = { customerId, personId, seed: await ownersOf(this.#context, customerId) };
    // Counted are fewer than there are, never more: so it is counted out before, and counted in after.
    if (member.role === 'owner' && role !== 'owner' && !(await teams.removeOwner(owners)))
      return 'last_owner';
    await members.changeRole({ customerId, personId, role });
    await countOwner(this.#context, { customerId, personId });
    return 'changed';
  }

  /** At once: their sessions are in the organisation no more. What they invited to is withdrawn. */
  async remove(caller: Omit<TeamCaller, 'by' | 'email'>, personId: string): Promise<ChangeMemberResult> {
    const { customerId, giver } = caller;
    const member = await this.#context.storage.members.get({ customerId, personId });
    if (member === null) return 'not_found';
    return mayHandOut(giver, member.role) ? this.leave(member) : 'above';
  }

  leave(member: Member): Promise<'changed' | 'last_owner'> {
    return endMembership(this.#context, member);
  }

  /** What stands behind a link's secret; null: nothing any more. */
  async look(secret: string): Promise<SeenInvitation | null> {
    const link = await this.#link(secret);
    if (link === null) return null;
    const { customerId } = link.invitation;
    const found = await this.#invitation(link.invitation);
    if (found === null || found.claimedBy !== undefined) return null;
    const hasAccount = (await this.#people.byEmail(link.email)) !== null;
    return {
      invitation: found,
      name: await nameOfOrganisation(this.#context.storage, customerId),
      hasAccount,
    };
  }

  /**
   * Whoever follows the link first joins, under whatever e-mail they have; repeated, nothing changes. Null: the link is worth
   * nothing any more. Who is a member already stays what they are.
   */
  async accept(secret: string, { personId }: Pick<Person, 'personId'>): Promise<Member | null> {
    const { storage, clock } = this.#context;
    const link = await this.#link(secret);
    if (link === null) return null;
    const { customerId, invitationId } = link.invitation;
    const before = await storage.members.get({ customerId, personId });
    if ((await this.#invitation(link.invitation)) === null) return before;
    const nowMs = clock.nowMs();
    const claimed = await storage.teams.claim({ customerId, invitationId, personId, nowMs });
    if (claimed === null) return before;
    const joining = { customerId, personId, role: claimed.role, sinceMs: nowMs };
    const member = before ?? (await storage.members.join(joining));
    await countOwner(this.#context, { customerId, personId });
    await this.#close(customerId, [invitationId]);
    return member;
  }

  async #link(secret: string): Promise<(MailLink & Required<Pick<MailLink, 'invitation'>>) | null> {
    const { storage, clock } = this.#context;
    const link = await storage.mailLinks.get(tokenHash(secret));
    if (link?.purpose !== 'invite' || link.expiresAtMs <= clock.nowMs()) return null;
    return link.invitation === undefined ? null : { ...link, invitation: link.invitation };
  }

  async #invitation(name: Required<MailLink>['invitation']): Promise<Invitation | null> {
    const found = await this.invitations(name.customerId);
    return found.find(({ invitationId }) => invitationId === name.invitationId) ?? null;
  }

  async #close(customerId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#context.storage.teams.close({ customerId, ids });
  }

  #members(customerId: string): Promise<readonly Member[]> {
    const page = { group: customerId, limit: membersMax * 2, after: null };
    return this.#context.storage.members.ofCustomer(page);
  }
}
