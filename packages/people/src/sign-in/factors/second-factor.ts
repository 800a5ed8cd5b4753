import {
  type CodeFactor,
  codeWaitMs,
  factorsOf,
  isLastFree,
  liveCodes,
  type Person,
  tookCode,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { Sealer } from '@asg/runtime';
import type { SignedIn } from '../outcomes.ts';
import { verifyPassword } from '../passwords.ts';
import type { RealmAccounts } from '../realm-accounts.ts';
import { timeText } from '../time-text.ts';
import { asCode, newRecoveryCodes, newSecret, recoveryHash, secretUri, stepOf } from './codes.ts';
import { type SealedTicket, Tickets } from './tickets.ts';
import type { FactorContext, FactorWrites } from './writes.ts';

export interface SecondFactorParts {
  readonly accounts: Pick<RealmAccounts, 'get'>;
  readonly sealer: () => Pick<Sealer, 'seal' | 'unseal'>;
}

export interface TookCode {
  readonly refused: null;
  readonly person: Person;
}
/** Why a code is not taken. `waitMs`: so long none is looked at. */
export type CodeRefusal =
  | { readonly refused: 'wrong_code' }
  | { readonly refused: 'codes_wait'; readonly waitMs: number };

/** A secret that becomes the person's once a code of it was given. */
export interface CodesOffer extends SealedTicket {
  /** Base32. */
  readonly secret: string;
  readonly uri: string;
}

const signIn = 'sign-in';
const newCodes = 'new codes';
const operatorNoticeMs = 24 * 3_600_000;
const contextOf = ({ personId }: Person): string => `codes ${personId}`;

/** Codes of an app on the phone, after the password, of the people of a realm; in place of one a recovery code. */
export class SecondFactor {
  readonly #context: FactorContext;
  readonly #parts: SecondFactorParts;
  readonly #writes: FactorWrites;
  readonly #tickets: Tickets;

  constructor(context: FactorContext, parts: SecondFactorParts, writes: FactorWrites) {
    this.#context = context;
    this.#parts = parts;
    this.#writes = writes;
    this.#tickets = new Tickets(context.clock, parts.sealer);
  }

  /** Whether the password alone does not sign them in. */
  isOn(person: Person): boolean {
    return this.#codesOf(person) !== null;
  }

  /** Of somebody who gave their password: what they take to the next step. Null: there is none, they are in. */
  afterPassword(person: Person): SealedTicket | null {
    return this.isOn(person) ? this.#tickets.seal(signIn, { ...person, carried: '' }) : null;
  }

  /** The person of the ticket, once a code came with it. `onWrong`: told whose code it was not. */
  async byTicket(
    ticket: string,
    code: string,
    language: MailLanguage,
    onWrong: (person: Person) => void = () => {},
  ): Promise<TookCode | CodeRefusal | { readonly refused: 'ticket_invalid' }> {
    const opened = this.#tickets.open(signIn, ticket);
    const person = opened && (await this.#parts.accounts.get(opened.personId));
    const isTheirs = person !== null && person.revision === opened?.revision && this.isOn(person);
    if (!isTheirs) return { refused: 'ticket_invalid' };
    const taken = await this.take(person, code, language);
    if (taken.refused === 'wrong_code') onWrong(person);
    return taken;
  }

  /** Uses up a code of the person's. Whoever gives one has shown that they have the password. */
  async take(person: Person, text: string, language: MailLanguage): Promise<TookCode | CodeRefusal> {
    const codes = this.#codesOf(person);
    if (codes === null) return { refused: 'wrong_code' };
    const code = asCode(text);
    if (code === null) return this.#takeRecovery(person, codes, text, language);
    const atMs = this.#context.clock.nowMs();
    const waitMs = codeWaitMs(codes, atMs);
    if (waitMs > 0) return { refused: 'codes_wait', waitMs };
    const secret = this.#parts.sealer().unseal(codes.sealed, contextOf(person));
    const by = this.#writes.newTry();
    const step = stepOf(secret, code, atMs);
    const after = await this.#writes.change(person, { do: 'useCode', step, by, atMs });
    if (tookCode(factorsOf(after), by)) return { refused: null, person: after };
    const left = factorsOf(after).codes;
    if (left?.wrong.by === by && isLastFree(left))
      await this.#writes.tell(after, { template: 'codes_guessed', language }, `${atMs}`);
    return { refused: 'wrong_code' };
  }

  /** A secret for the app on the phone. Whoever asks has shown who they are; the ticket tells so. Null: there is one already. */
  offer(person: Person): CodesOffer | null {
    if (this.isOn(person)) return null;
    const secret = newSecret(this.#context.random);
    const sealed = this.#tickets.seal(newCodes, { ...person, carried: secret });
    return { ...sealed, secret, uri: secretUri(secret, person) };
  }

  /** Codes are asked for from now on: one of them has shown that the app has the secret. Recovery codes. Ends every other session. */
  async add(
    signedIn: SignedIn,
    input: { readonly ticket: string; readonly code: string; readonly language: MailLanguage },
  ): Promise<readonly string[] | 'ticket_invalid' | 'wrong_code' | 'codes_on'> {
    const { person } = signedIn;
    if (this.isOn(person)) return 'codes_on';
    const offer = this.#tickets.open(newCodes, input.ticket);
    if (offer?.personId !== person.personId || offer.revision !== person.revision) return 'ticket_invalid';
    const [code, atMs] = [asCode(input.code), this.#context.clock.nowMs()];
    const step = code === null ? null : stepOf(offer.carried, code, atMs);
    if (step === null) return 'wrong_code';
    const recovery = newRecoveryCodes(this.#context.random);
    const by = this.#writes.newTry();
    const codes = {
      sealed: this.#parts.sealer().seal(offer.carried, contextOf(person)),
      sinceMs: atMs,
      taken: [{ step, by }],
      wrong: { count: 0, lastAtMs: atMs, by: '' },
      recovery: recovery.map((one) => ({ hash: recoveryHash(one), usedBy: null })),
    };
    const after = await this.#writes.changeAndEndOthers(signedIn, { do: 'addCodes', codes, by, atMs });
    if (after === null) return 'ticket_invalid';
    const { language } = input;
    await this.#writes.tell(after, { template: 'second_factor_on', language }, `${after.revision}`);
    return recovery;
  }

  /** Needs the password and a code. Ends every other session. */
  async remove(
    { person, session }: SignedIn,
    input: { readonly password: string; readonly code: string; readonly language: MailLanguage },
  ): Promise<
    CodeRefusal | { readonly refused: 'wrong_password' | 'codes_off' } | { readonly refused: null }
  > {
    const { password, code, language } = input;
    if (!this.isOn(person)) return { refused: 'codes_off' };
    if (!(await verifyPassword(password, person.passwordHash))) return { refused: 'wrong_password' };
    const taken = await this.take(person, code, language);
    if (taken.refused !== null) return taken;
    const by = this.#writes.newTry();
    const signedIn = { person: taken.person, session };
    const after = await this.#writes.changeAndEndOthers(signedIn, { do: 'removeCodes', by });
    if (after === null) return { refused: 'codes_off' };
    await this.#writes.tell(after, { template: 'second_factor_off', language }, `${after.revision}`);
    return { refused: null };
  }

  /** New recovery codes; those of before are worth nothing. Whoever asks has shown who they are. Null: none are needed. */
  async renewRecovery(person: Person): Promise<readonly string[] | null> {
    if (!this.isOn(person)) return null;
    const recovery = newRecoveryCodes(this.#context.random);
    const hashes = recovery.map(recoveryHash);
    const after = await this.#writes.change(person, { do: 'renewRecovery', hashes });
    const isOurs = factorsOf(after).codes?.recovery.some(({ hash }) => hash === hashes[0]) === true;
    return isOurs ? recovery : null;
  }

  /**
   * By the operator, for somebody who lost phone and recovery codes. A mail tells of it, and it takes effect after a day: whoever
   * gives a code until then has not lost it. When, ms; null: there are no codes, or nobody.
   */
  async end(personId: string, language: MailLanguage): Promise<number | null> {
    const person = await this.#parts.accounts.get(personId);
    if (person === null || !this.isOn(person)) return null;
    const atMs = this.#context.clock.nowMs() + operatorNoticeMs;
    const after = await this.#writes.change(person, { do: 'endCodes', atMs });
    const endsAtMs = factorsOf(after).codes?.endsAtMs ?? null;
    if (endsAtMs === null) return null;
    const values = { ends: timeText(endsAtMs) };
    await this.#writes.tell(after, { template: 'second_factor_ending', language, values }, `${endsAtMs}`);
    return endsAtMs;
  }

  async #takeRecovery(
    person: Person,
    codes: CodeFactor,
    text: string,
    language: MailLanguage,
  ): Promise<TookCode | CodeRefusal> {
    const hash = recoveryHash(text);
    if (!codes.recovery.some((one) => one.hash === hash && one.usedBy === null))
      return { refused: 'wrong_code' };
    const by = this.#writes.newTry();
    const after = await this.#writes.change(person, { do: 'useRecovery', hash, by });
    const factors = factorsOf(after);
    if (!tookCode(factors, by)) return { refused: 'wrong_code' };
    const left = factors.codes?.recovery.filter(({ usedBy }) => usedBy === null).length ?? 0;
    const values = { left: `${left}` };
    await this.#writes.tell(after, { template: 'recovery_code_used', language, values }, hash);
    return { refused: null, person: after };
  }

  #codesOf(person: Person): CodeFactor | null {
    return liveCodes(factorsOf(person), this.#context.clock.nowMs());
  }
}
