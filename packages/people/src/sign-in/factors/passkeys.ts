import { factorsOf, type Passkey, type Person, passkeysMax } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { SignedIn } from '../outcomes.ts';
import type { RealmAccounts } from '../realm-accounts.ts';
import { tokenHash } from '../tokens.ts';
import { Challenges } from './challenges.ts';
import { relyingParty } from './relying-party.ts';
import {
  answeredCounter,
  creationOptions,
  madePasskey,
  type NewPasskeyAnswer,
  type PasskeyAnswer,
  personIdIn,
  requestOptions,
} from './webauthn.ts';
import type { FactorContext, FactorWrites } from './writes.ts';

export interface PasskeyParts {
  readonly accounts: Pick<RealmAccounts, 'get'>;
  /** What nobody else can tell of a text, base64url. */
  readonly secretOf: (text: string) => string;
  /** Where people reach the apps: passkeys are bound to its name. */
  readonly publicUrl: () => string;
}

const signIn = 'sign-in';
/** Only the one who asked, as they were then, may answer. */
const newOf = ({ personId, revision }: Person): string => `new passkey ${personId} ${revision}`;

/** Passkeys of the people of a realm. */
export class Passkeys {
  readonly #context: FactorContext;
  readonly #parts: PasskeyParts;
  readonly #writes: FactorWrites;
  readonly #challenges: Challenges;

  constructor(context: FactorContext, parts: PasskeyParts, writes: FactorWrites) {
    this.#context = context;
    this.#parts = parts;
    this.#writes = writes;
    this.#challenges = new Challenges(context, parts.secretOf);
  }

  /** What any passkey may answer, to sign in or to show who asks. It is kept nowhere. */
  ask() {
    return requestOptions(this.#place(), this.#challenges.make(signIn));
  }

  /**
   * The person whose passkey it is; null: nobody's. That is enough to sign in: the device has verified them. `onRefused`: told whose
   * passkey is named, and did not do.
   */
  async personOf(
    answer: PasskeyAnswer,
    onRefused: (person: Person) => void = () => {},
  ): Promise<Person | null> {
    const person = await this.#parts.accounts.get(personIdIn(answer.response.userHandle));
    const passkey = person && factorsOf(person).passkeys.find((one) => one.credentialId === answer.id);
    if (person === null || passkey === null || passkey === undefined) return null;
    const after = await this.#answered(person, passkey, answer);
    if (after === null) onRefused(person);
    return after;
  }

  /** Null: it is not the answer of that passkey, or was given before. */
  async #answered(person: Person, passkey: Passkey, answer: PasskeyAnswer): Promise<Person | null> {
    let asked = { challenge: '', untilMs: 0 };
    const counter = await answeredCounter(answer, passkey, {
      ...this.#place(),
      isOurs: (challenge) => {
        asked = { challenge: tokenHash(challenge), untilMs: this.#untilMs(challenge, signIn) };
        return asked.untilMs > 0;
      },
    });
    if (counter === null) return null;
    const by = this.#writes.newTry();
    const after = await this.#writes.change(person, {
      do: 'usePasskey',
      credentialId: passkey.credentialId,
      counter,
      answered: { ...asked, by },
      atMs: this.#context.clock.nowMs(),
    });
    return factorsOf(after).answered.some((one) => one.by === by) ? after : null;
  }

  /** What a device makes a passkey from. Whoever asks has shown who they are; the challenge tells so. Null: they have as many as they may. */
  askNew(person: Person) {
    if (factorsOf(person).passkeys.length >= passkeysMax) return null;
    return creationOptions(this.#place(), this.#challenges.make(newOf(person)), person);
  }

  /** A mail tells of it. */
  async add(
    { person }: SignedIn,
    input: { readonly name: string; readonly answer: NewPasskeyAnswer; readonly language: MailLanguage },
  ): Promise<Passkey | 'passkey_refused' | 'too_many_passkeys'> {
    const { ids, clock } = this.#context;
    const { name, answer, language } = input;
    if (factorsOf(person).passkeys.length >= passkeysMax) return 'too_many_passkeys';
    const made = await madePasskey(answer, {
      ...this.#place(),
      isOurs: (challenge) => this.#untilMs(challenge, newOf(person)) > 0,
    });
    if (made === null) return 'passkey_refused';
    const added = { addedAtMs: clock.nowMs(), lastUsedAtMs: null };
    const passkey = { ...made, ...added, passkeyId: ids.next('passkey'), name };
    const after = await this.#writes.change(person, { do: 'addPasskey', passkey });
    const kept = factorsOf(after).passkeys.find((one) => one.credentialId === made.credentialId);
    if (kept === undefined)
      return after.revision === person.revision ? 'too_many_passkeys' : 'passkey_refused';
    await this.#writes.tell(after, { template: 'passkey_added', language, values: { name } }, kept.passkeyId);
    return kept;
  }

  /** Ends every session but this one, for the device may be lost; a mail tells of it. False: there is no such passkey. */
  async remove(signedIn: SignedIn, passkeyId: string, language: MailLanguage): Promise<boolean> {
    const passkey = factorsOf(signedIn.person).passkeys.find((one) => one.passkeyId === passkeyId);
    if (passkey === undefined) return false;
    const by = this.#writes.newTry();
    const after = await this.#writes.changeAndEndOthers(signedIn, { do: 'removePasskey', passkeyId, by });
    if (after === null) return false;
    const { name } = passkey;
    await this.#writes.tell(after, { template: 'passkey_removed', language, values: { name } }, passkeyId);
    return true;
  }

  #place() {
    return relyingParty(this.#parts.publicUrl());
  }

  /** 0: it is none of ours for this, or has ended. */
  #untilMs(challenge: string, purpose: string): number {
    return this.#challenges.untilMs(challenge, purpose) ?? 0;
  }
}
