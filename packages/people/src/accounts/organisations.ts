import {
  grantOfRole,
  houseCustomerId,
  isGone,
  type MailLink,
  type Member,
  memberRoleOf,
  operatorRoleOf,
  operatorRolePermissions,
  type Person,
  permissionsOf,
} from '@asg/domain';
import type { MailLanguage, MemberRole, OperatorPermission, OperatorRole } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import type { SealedTicket } from '../sign-in/factors/tickets.ts';
import type { SignedIn } from '../sign-in/outcomes.ts';
import { verifyPassword } from '../sign-in/passwords.ts';
import type { People } from '../sign-in/people.ts';
import { isSessionToken, type OpenedSession, type SignInPlace } from '../sign-in/sessions.ts';
import { tokenHash } from '../sign-in/tokens.ts';
import type { Trail } from '../trail/trail.ts';
import { claimEmail } from './console-people.ts';
import type { CallingCustomer, Customers } from './customers.ts';
import { hasOwner } from './membership.ts';
import { type Membership, membershipsOf } from './memberships.ts';
import type { Teams } from './teams.ts';

/** A person who calls for an organisation that they are a member of. */
export interface AuthenticatedMember extends CallingCustomer, SignedIn {
  readonly member: Member;
  readonly role: MemberRole;
}

/** A person who runs the service. */
export interface AuthenticatedOperator extends SignedIn {
  readonly operatorRole: OperatorRole;
  readonly may: readonly OperatorPermission[];
}

export interface PersonSession extends OpenedSession {
  readonly personId: string;
}

export type JoinOutcome =
  /** `member`: by an invitation. */
  | { readonly kind: 'joined'; readonly session: PersonSession; readonly member?: Member }
  | { readonly kind: 'link_invalid' | 'weak_password' };

interface Place extends SignInPlace {
  readonly language: MailLanguage;
}

/** What people of the Console do: come in, and be in their organisations. */
export class Organisations {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #people: People;
  readonly #customers: Pick<Customers, 'registerFor'>;
  readonly #teams: Pick<Teams, 'accept' | 'look'>;
  readonly #trail: Pick<Trail, 'becomesOwner'>;
  readonly #isLenient: boolean;

  /** `isLenient`: whoever signs up may have any password. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: {
      readonly people: People;
      readonly customers: Pick<Customers, 'registerFor'>;
      readonly teams: Pick<Teams, 'accept' | 'look'>;
      readonly trail: Pick<Trail, 'becomesOwner'>;
      readonly isLenient: boolean;
    },
  ) {
    this.#context = context;
    this.#people = parts.people;
    this.#customers = parts.customers;
    this.#teams = parts.teams;
    this.#trail = parts.trail;
    this.#isLenient = parts.isLenient;
  }

  /** By the link that was sent at sign-up: a person, with an organisation that they own, signed in. Repeated, it is a log-in. */
  async join(secret: string, password: string, place: Place): Promise<JoinOutcome> {
    const { storage, clock } = this.#context;
    const link = await storage.mailLinks.get(tokenHash(secret));
    if (link?.purpose === 'invite') return this.#joinByInvitation(secret, link, password, place);
    if (link?.purpose !== 'join' || link.expiresAtMs <= clock.nowMs()) return { kind: 'link_invalid' };
    const { email } = link;
    if (!this.#isLenient && (await this.#people.isWeak(password, [email]))) return { kind: 'weak_password' };
    const person = await this.#made(link, password);
    if (person === null) return { kind: 'link_invalid' };
    await this.#ensureOrganisation(person, link);
    const session = await this.logIn({ email, password }, place);
    return session === null || 'ticket' in session ? { kind: 'link_invalid' } : { kind: 'joined', session };
  }

  /** By the link of an invitation, for who has no account: a person with the e-mail that it went to. Repeated, it is a log-in. */
  async #joinByInvitation(
    secret: string,
    link: MailLink,
    password: string,
    place: Place,
  ): Promise<JoinOutcome> {
    const { storage } = this.#context;
    const { email, personId } = link;
    const isOpen =
      (await this.#teams.look(secret)) !== null || (await storage.persons.get(personId)) !== null;
    if (!isOpen) return { kind: 'link_invalid' };
    if (!this.#isLenient && (await this.#people.isWeak(password, [email]))) return { kind: 'weak_password' };
    const person = await this.#made(link, password);
    // Who has an account shows that they are it, by logging in.
    if (person?.personId !== personId) return { kind: 'link_invalid' };
    const member = await this.#teams.accept(secret, person);
    const session = member && (await this.logIn({ email, password }, place));
    if (member === null || session === null || 'ticket' in session) return { kind: 'link_invalid' };
    await this.#enterAs(member, tokenHash(session.token));
    return { kind: 'joined', session, member };
  }

  /** By the link of an invitation, for who is logged in. Null: it is worth nothing any more. */
  async accept({ person, session }: SignedIn, secret: string): Promise<Member | null> {
    const member = await this.#teams.accept(secret, person);
    if (member !== null) await this.#enterAs(member, session.hash);
    return member;
  }

  /** Nobody calls for the house as for a customer. */
  async #enterAs({ customerId }: Member, hash: string): Promise<void> {
    if (customerId !== houseCustomerId) await this.#enter(hash, customerId);
  }

  /** Who a token is of, among those who run the service; null: nobody of them. */
  async operator(token: string): Promise<AuthenticatedOperator | null> {
    const signedIn = await this.authenticate(token);
    return signedIn && this.operatorOf(signedIn);
  }

  async operatorOf(signedIn: SignedIn): Promise<AuthenticatedOperator | null> {
    const role = await this.#operatorRole(signedIn.person.personId);
    return role && { ...signedIn, operatorRole: role, may: operatorRolePermissions[role] };
  }

  async isOperator(personId: string): Promise<boolean> {
    return (await this.#operatorRole(personId)) !== null;
  }

  async #operatorRole(personId: string): Promise<OperatorRole | null> {
    const member = await this.#context.storage.members.get({ customerId: houseCustomerId, personId });
    return member && operatorRoleOf(member.role);
  }

  /**
   * The person that the link makes; null: somebody else has the e-mail, or chose another password by it. An invitation is handed on:
   * who follows it may not be who reads what is sent to the e-mail.
   */
  async #made({ personId: wanted, email, purpose }: MailLink, password: string): Promise<Person | null> {
    const { storage, clock } = this.#context;
    const personId = await claimEmail(storage, wanted, email);
    const person = await storage.persons.make({
      personId,
      realm: 'console',
      email,
      passwordHash: await this.#people.hash(password),
      revision: 0,
      ...(purpose === 'join' && { verifiedAtMs: clock.nowMs() }),
      devices: [],
    });
    return !isGone(person) && (await verifyPassword(password, person.passwordHash)) ? person : null;
  }

  /** The one that the API made with their e-mail, or a new one. */
  async #ensureOrganisation(person: Person, { organisation }: MailLink): Promise<void> {
    if (organisation === undefined) return;
    await this.becomeOwner(person);
    if ((await this.of(person)).length > 0) return;
    const { customerId } = await this.#customers.registerFor({ ...organisation, email: person.email });
    await this.#own(person, customerId);
  }

  /** A ticket: a code is wanted. Null: e-mail and password do not fit; the answer does not tell whether the e-mail is known. */
  async logIn(
    input: { readonly email: string; readonly password: string },
    place: Place,
  ): Promise<PersonSession | SealedTicket | null> {
    const found = await this.#people.logIn(input, place, place.language);
    return found === null || 'ticket' in found ? found : this.#entered(found.person, found.opened);
  }

  /** A session of somebody who has shown all that it takes. */
  async admit(person: Person, place: Place): Promise<PersonSession> {
    return this.#entered(person, await this.#people.signIn(person, place, place.language));
  }

  async #entered(person: Person, opened: OpenedSession): Promise<PersonSession> {
    await this.becomeOwner(person);
    const [first] = await this.of(person);
    if (first !== undefined) await this.#enter(tokenHash(opened.token), first.member.customerId);
    return { personId: person.personId, ...opened };
  }

  /** Who a token is of, in an organisation or not; null: it opens nothing. */
  authenticate(token: string): Promise<SignedIn | null> {
    return this.#people.authenticate(token);
  }

  /** Who a token is of, for the organisation that its session is in; it may be suspended. */
  async caller(token: string): Promise<AuthenticatedMember | 'in_no_organisation' | null> {
    const signedIn = await this.authenticate(token);
    return signedIn && ((await this.current(signedIn)) ?? 'in_no_organisation');
  }

  /** The organisation that the session is in; null: none, or none any more. */
  async current({ person, session }: SignedIn): Promise<AuthenticatedMember | null> {
    const { storage } = this.#context;
    const { personId } = person;
    const { customerId } = session;
    if (customerId === undefined) return null;
    const [member, customer] = await Promise.all([
      storage.members.get({ customerId, personId }),
      storage.customers.get(customerId),
    ]);
    const role = member && memberRoleOf(member.role);
    if (member === null || role === null || customer === null) return null;
    const { suspended, tier } = customer;
    const grant = grantOfRole(role);
    return { customerId, suspended, tier, grant, may: permissionsOf(grant), member, role, person, session };
  }

  /** All that they are in, the oldest first. */
  of({ personId }: Person): Promise<readonly Membership[]> {
    return membershipsOf(this.#context, personId);
  }

  /** The session is in this organisation from now on. False: they are not a member of it, or it is the house. */
  async enter({ person, session }: SignedIn, customerId: string): Promise<boolean> {
    if (customerId === houseCustomerId) return false;
    const { personId } = person;
    const member = await this.#context.storage.members.get({ customerId, personId });
    if (member !== null) await this.#enter(session.hash, customerId);
    return member !== null;
  }

  /** They looked at the keys that were made before they became the owner. */
  async reviewedKeys({ member: { customerId, personId } }: AuthenticatedMember): Promise<void> {
    await this.#context.storage.members.reviewedKeys({ customerId, personId });
  }

  async #enter(hash: string, customerId: string): Promise<void> {
    await this.#context.storage.personSessions.enter({ hash, customerId });
  }

  /** Whoever reads what is sent to the e-mail of an organisation that has no owner is its owner. */
  async becomeOwner(person: Person): Promise<void> {
    const { storage } = this.#context;
    if (person.verifiedAtMs === undefined) return;
    const customer = await storage.customers.byEmail(emailKey(person.email));
    if (customer === null) return;
    const { customerId } = customer;
    if (await hasOwner(storage, customerId)) return;
    const keys = await storage.customers.keys(customerId);
    await this.#trail.becomesOwner(customerId, person.personId, async () => {
      await this.#own(person, customerId, keys.length > 0);
      return true;
    });
  }

  async #own({ personId }: Person, customerId: string, hasKeysToReview = false): Promise<void> {
    await this.#context.storage.members.join({
      customerId,
      personId,
      role: 'owner',
      sinceMs: this.#context.clock.nowMs(),
      ...(hasKeysToReview && { hasKeysToReview }),
    });
  }
}

/** Whether a token is a person's of the Console, by its form. */
export const isPersonToken = (token: string): boolean => isSessionToken('console', token);
