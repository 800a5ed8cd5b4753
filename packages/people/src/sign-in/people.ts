import type { MailLink, Person, PersonChange } from '@asg/domain';
import { isLiveSession, isValidLink, setsPassword } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { SessionRecord } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { type LockedAccount, lockAccount } from './account-lock.ts';
import { emailKey } from './email-key.ts';
import type { PeopleFactors } from './factors/people-factors.ts';
import type { SealedTicket } from './factors/tickets.ts';
import type { Leaving } from './leaving.ts';
import type { PeopleMails } from './mails.ts';
import type { ConfirmOutcome, PasswordOutcome, ResetOutcome, SignedIn } from './outcomes.ts';
import { hashPassword, type passwordCost, rehashed, verifyPassword } from './passwords.ts';
import type { RealmAccounts } from './realm-accounts.ts';
import type { OpenedSession, Sessions, SignInPlace } from './sessions.ts';
import { timeText } from './time-text.ts';
import { tokenHash } from './tokens.ts';

export interface PeopleParts {
  readonly accounts: RealmAccounts;
  readonly sessions: Sessions;
  readonly mails: PeopleMails;
  readonly factors: PeopleFactors;
  readonly leaving: Pick<Leaving, 'takeBack'>;
  /** Of the hashes that are made; those that are stored say their own. */
  readonly cost: typeof passwordCost;
  /** `known`: what a stranger may know of who chose it. */
  readonly isWeak: (password: string, known: readonly string[]) => Promise<boolean>;
  /** Told whose password it was not, and from where. */
  readonly onWrong?: (person: Person, place: SignInPlace) => void;
}

/** What people do about their own way in. */
export class People {
  readonly factors: PeopleFactors;
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'random'>;
  readonly #parts: PeopleParts;
  readonly mails: Pick<PeopleMails, 'ask'>;
  /** Verified against when the e-mail is unknown, so that the answer takes as long. */
  #decoyHash: Promise<string> | null = null;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'random'>, parts: PeopleParts) {
    this.#context = context;
    this.#parts = parts;
    this.factors = parts.factors;
    this.mails = parts.mails;
  }

  hash(password: string): Promise<string> {
    return hashPassword(password, this.#context.random, this.#parts.cost);
  }

  /** The person, where e-mail and password fit. An unknown e-mail takes as long. `onWrong`: told whose password it was not. */
  async byPassword(
    email: string,
    password: string,
    onWrong: (person: Person) => void = () => {},
  ): Promise<Person | null> {
    const person = await this.#parts.accounts.byEmail(emailKey(email));
    this.#decoyHash ??= this.hash('decoy');
    const fits = await verifyPassword(password, person?.passwordHash ?? (await this.#decoyHash));
    if (person !== null && !fits) onWrong(person);
    return fits && person !== null ? rehashed(this.#context, person, password, this.#parts.cost) : null;
  }

  /** The only way from e-mail and password to a session, in both realms. Null: they do not fit. A ticket: a code is wanted, too. */
  async logIn(
    { email, password }: { readonly email: string; readonly password: string },
    place: SignInPlace,
    language: MailLanguage,
  ): Promise<{ readonly person: Person; readonly opened: OpenedSession } | SealedTicket | null> {
    const person = await this.byPassword(email, password, (guessed) => this.#parts.onWrong?.(guessed, place));
    if (person === null) return null;
    const ticket = this.factors.secondFactor.afterPassword(person);
    return ticket ?? { person, opened: await this.signIn(person, place, language) };
  }

  /** A session of a person who was found to be it, and who stays if they asked to leave. Tells them of a device that is not their first. */
  async signIn(person: Person, place: SignInPlace, language: MailLanguage): Promise<OpenedSession> {
    const { mails, sessions } = this.#parts;
    const [{ devices }, device] = [person, tokenHash(place.deviceId)];
    if (devices.length > 0 && !devices.includes(device)) {
      const values = { device: place.device ?? '', network: place.network ?? '', at: this.#nowText() };
      await mails.tell(person, { template: 'new_device', language, values }, `${device} ${person.revision}`);
    }
    if (devices.at(-1) !== device) await this.#change(person, { set: 'device', device });
    if (person.leaving !== undefined) await this.#parts.leaving.takeBack(person, language);
    return sessions.open(person, place);
  }

  /** Who a token is of; null: it opens nothing. */
  async authenticate(token: string): Promise<SignedIn | null> {
    const nowMs = this.#context.clock.nowMs();
    const session = await this.#parts.sessions.find(token);
    const person = session && (await this.#parts.accounts.lately(session.personId, nowMs));
    if (session === null || person === null) return null;
    return isLiveSession(session, person, nowMs) ? { person, session } : null;
  }

  /** They read what is sent to their e-mail: asks them to show it. */
  async askVerification({ personId, email, verifiedAtMs }: Person, language: MailLanguage): Promise<void> {
    if (verifiedAtMs !== undefined) return;
    await this.#parts.mails.ask({ to: email, template: 'verify_email', language, values: { personId } });
  }

  /** The hash of a device that signed in to the account of this e-mail; null: it did not, or there is no such account. */
  async knownDevice(email: string, { deviceId }: SignInPlace): Promise<string | null> {
    const person = await this.byEmail(email);
    const device = tokenHash(deviceId);
    return person?.devices.includes(device) === true ? device : null;
  }

  /** Whoever it is: the same is stored for each e-mail. `device`: one that the account knows, null for others. */
  async askReset(
    email: string,
    { language, device }: { readonly language: MailLanguage; readonly device: string | null },
  ): Promise<void> {
    await this.#parts.mails.ask({ to: email.trim(), template: 'reset_password', language }, device);
  }

  /**
   * Asks whoever reads what is sent to this e-mail to choose a password, and with it to make a person and an organisation. Who is
   * one already is told so. Both are the same work.
   */
  async askSignUp(
    { name, email }: { readonly name: string; readonly email: string },
    language: MailLanguage,
  ): Promise<void> {
    const isKnown = (await this.byEmail(email)) !== null;
    const template = isKnown ? 'known_account' : 'sign_up';
    await this.#parts.mails.ask({ to: email.trim(), template, language, values: { name } });
  }

  /** Ends every session but this one, and links of before. */
  async changePassword(
    { person, session }: SignedIn,
    input: { readonly current: string; readonly next: string; readonly language: MailLanguage },
  ): Promise<PasswordOutcome> {
    if (!(await verifyPassword(input.current, person.passwordHash))) return 'wrong_password';
    const after = await this.#setPassword(person, input.next);
    if (typeof after === 'string') return after;
    await this.#endOthers(after, session);
    await this.#tellOfPassword(after, input.language);
    return 'changed';
  }

  /**
   * Ends every session. Who follows the link reads what is sent to the e-mail, and the device is one of theirs: they log in from it
   * next, whoever guesses at the account meanwhile.
   */
  async reset(
    secret: string,
    password: string,
    { deviceId, language }: SignInPlace & { readonly language: MailLanguage },
  ): Promise<ResetOutcome> {
    const found = await this.#link(secret, ['reset', 'wallet']);
    if (found === null) return { kind: 'link_invalid' };
    const { person, link } = found;
    if (!setsPassword(link, person)) return { kind: 'link_invalid' };
    const atMs = this.#context.clock.nowMs();
    const after = await this.#setPassword(person, password, atMs);
    if (typeof after === 'string') return { kind: after };
    const verified = await this.#change(after, { set: 'verified', email: link.email, atMs });
    await this.#change(after, { set: 'device', device: tokenHash(deviceId) });
    await this.#endOthers(after, null);
    await this.#context.storage.mailLinks.remove([link.hash]);
    await this.#tellOfPassword(verified, language);
    return { kind: 'changed', person };
  }

  /** Tells the old address, and asks the new one. */
  async askEmail(
    person: Person,
    input: { readonly email: string; readonly password: string; readonly language: MailLanguage },
  ): Promise<'asked' | 'wrong_password'> {
    const { mails } = this.#parts;
    const { language } = input;
    const email = input.email.trim();
    if (!(await verifyPassword(input.password, person.passwordHash))) return 'wrong_password';
    const { personId, revision } = person;
    const after = await this.#change(person, { set: 'newEmail', email, revision });
    // The password that was given is not theirs any more.
    if (after.revision !== revision) return 'wrong_password';
    await mails.ask({ to: email, template: 'confirm_new_email', language, values: { personId } }, personId);
    const at = this.#nowText();
    const told = { template: 'email_changing', language, values: { newEmail: email, at } } as const;
    await mails.tell(after, told, `${email} ${at}`);
    return 'asked';
  }

  /** Does what a link of a mail is for, but for passwords. */
  async confirm(secret: string): Promise<ConfirmOutcome> {
    const found = await this.#link(secret, ['verify', 'email']);
    if (found === null) return { kind: 'link_invalid' };
    const { person, link } = found;
    const { email, purpose, hash } = link;
    const atMs = this.#context.clock.nowMs();
    let after: Person;
    if (purpose === 'email') {
      const outcome = await this.#parts.accounts.changeEmail(person, email);
      if (outcome !== 'changed') return { kind: outcome === 'nobody' ? 'link_invalid' : outcome };
      after = await this.#change(person, { set: 'email', email, atMs });
      if (after.email !== email) {
        // A new password came in between, and ended this change.
        await this.#parts.accounts.changeEmail({ ...after, email }, after.email);
        await this.#parts.accounts.leaveEmail(person.personId, email);
        return { kind: 'link_invalid' };
      }
      await this.#parts.accounts.leaveEmail(person.personId, person.email);
      await this.#context.storage.mailLinks.remove([hash]);
    } else after = await this.#change(person, { set: 'verified', email, atMs });
    return { kind: 'confirmed', person: after };
  }

  /** As of `lockAccount`. */
  lock(secret: string): Promise<LockedAccount | null> {
    return lockAccount(this.#context, this.#parts, secret);
  }

  sessions(person: Person): Promise<readonly SessionRecord[]> {
    return this.#parts.sessions.of(person);
  }

  /** False: there is no such session of theirs. */
  async endSession(person: Person, sessionId: string): Promise<boolean> {
    const found = (await this.sessions(person)).find((session) => session.sessionId === sessionId);
    if (found !== undefined) await this.#parts.sessions.end([found.hash]);
    return found !== undefined;
  }

  /** Ends the session of a token, whoever's it is. */
  async end(token: string): Promise<void> {
    await this.#parts.sessions.end([tokenHash(token)]);
  }

  /** Ends every session but this one, also one that is being opened now. */
  async endOthers({ person, session }: SignedIn): Promise<void> {
    const after = await this.#change(person, { set: 'signedOut', revision: person.revision });
    // A new password came in between: it ended this session, too.
    if (after.passwordHash !== person.passwordHash) return;
    await this.#endOthers(after, session);
  }

  isWeak(password: string, known: readonly string[]): Promise<boolean> {
    return this.#parts.isWeak(password, known);
  }

  /** Who is unknown costs as many reads. */
  async byEmail(email: string): Promise<Person | null> {
    const person = await this.#parts.accounts.byEmail(emailKey(email));
    if (person === null) await this.#context.storage.persons.get('nobody');
    return person;
  }

  /** `recoveredAtMs`: it is by a link. */
  async #setPassword(
    person: Person,
    password: string,
    recoveredAtMs?: number,
  ): Promise<Person | 'weak_password' | 'link_invalid'> {
    if (await this.isWeak(password, [person.email])) return 'weak_password';
    const passwordHash = await this.hash(password);
    const { revision, personId } = person;
    const recovered = recoveredAtMs === undefined ? {} : { recoveredAtMs };
    const after = await this.#change(person, { set: 'password', passwordHash, revision, ...recovered });
    if (after.passwordHash !== passwordHash) return 'link_invalid';
    await this.#parts.accounts.passwordMoved(personId);
    return after;
  }

  /** They have ended with the revision already: this takes them out of the store. `kept` lives on at the new one. */
  async #endOthers(after: Person, kept: SessionRecord | null): Promise<void> {
    const { sessions } = this.#parts;
    if (kept !== null) await sessions.carryOver(kept, after);
    await sessions.endAllBut(after.personId, kept?.hash ?? null);
  }

  async #tellOfPassword(person: Person, language: MailLanguage): Promise<void> {
    const mail = { template: 'password_changed', language, values: { at: this.#nowText() } } as const;
    await this.#parts.mails.tell(person, mail, `${person.revision}`);
  }

  async #link(secret: string, purposes: readonly MailLink['purpose'][]) {
    const link = await this.#context.storage.mailLinks.get(tokenHash(secret));
    const person = link && (await this.#parts.accounts.get(link.personId));
    if (link === null || person === null || !purposes.includes(link.purpose)) return null;
    return isValidLink(link, person, this.#context.clock.nowMs()) ? { link, person } : null;
  }

  async #change(person: Person, change: PersonChange): Promise<Person> {
    const { personId } = person;
    const after = await this.#context.storage.persons.change({ personId, seed: person, change });
    if (after === null) throw new Error(`person ${personId} is gone`);
    return after;
  }

  #nowText(): string {
    return timeText(this.#context.clock.nowMs());
  }
}
