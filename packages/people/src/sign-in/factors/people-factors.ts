import type { Person } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { PeopleMails } from '../mails.ts';
import { verifyPassword } from '../passwords.ts';
import type { Sessions } from '../sessions.ts';
import { type PasskeyParts, Passkeys } from './passkeys.ts';
import { type CodeRefusal, SecondFactor, type SecondFactorParts, type TookCode } from './second-factor.ts';
import type { PasskeyAnswer } from './webauthn.ts';
import { type FactorContext, FactorWrites } from './writes.ts';

export interface FactorParts extends PasskeyParts, SecondFactorParts {
  readonly sessions: Sessions;
  readonly mails: PeopleMails;
}

/** Shows that it is the person who asks: a passkey's answer, or the password, with a code where codes are on. */
export interface Proof {
  readonly password: string | null;
  readonly code: string | null;
  readonly passkey: PasskeyAnswer | null;
}
export type ProofRefusal =
  | CodeRefusal
  | { readonly refused: 'wrong_password' | 'code_needed' | 'passkey_refused' | 'confirmation_needed' };

/** What the people of a realm sign in with, beside their passwords. */
export class PeopleFactors {
  readonly passkeys: Passkeys;
  readonly secondFactor: SecondFactor;

  constructor(context: FactorContext, parts: FactorParts) {
    const writes = new FactorWrites(context, parts);
    this.passkeys = new Passkeys(context, parts, writes);
    this.secondFactor = new SecondFactor(context, parts, writes);
  }

  /** Whether it is surely the person who asks. */
  async proven(
    person: Person,
    { password, code, passkey }: Proof,
    language: MailLanguage,
  ): Promise<TookCode | ProofRefusal> {
    if (passkey !== null) {
      const after = await this.passkeys.personOf(passkey);
      return after?.personId === person.personId
        ? { refused: null, person: after }
        : { refused: 'passkey_refused' };
    }
    if (password === null) return { refused: 'confirmation_needed' };
    if (!(await verifyPassword(password, person.passwordHash))) return { refused: 'wrong_password' };
    if (!this.secondFactor.isOn(person)) return { refused: null, person };
    return code === null ? { refused: 'code_needed' } : this.secondFactor.take(person, code, language);
  }
}
