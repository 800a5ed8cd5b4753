import { type FactorChange, factorsOf, type Person } from '@asg/domain';
import type { MailLanguage, MailTemplate } from '@asg/domain/names';
import type { EngineContext } from '../../context.ts';
import type { PeopleMails } from '../mails.ts';
import type { SignedIn } from '../outcomes.ts';
import type { Sessions } from '../sessions.ts';
import { timeText } from '../time-text.ts';

const tryBytes = 12;

export type FactorContext = Pick<EngineContext, 'storage' | 'clock' | 'random' | 'ids'>;

/** How factors of a person are changed, and what follows of it. */
export class FactorWrites {
  readonly #context: FactorContext;
  readonly #parts: { readonly sessions: Sessions; readonly mails: PeopleMails };

  constructor(context: FactorContext, parts: { readonly sessions: Sessions; readonly mails: PeopleMails }) {
    this.#context = context;
    this.#parts = parts;
  }

  /** What tells a try from all others. */
  newTry(): string {
    return Buffer.from(this.#context.random.bytes(tryBytes)).toString('base64url');
  }

  /** The person after it; as they are where something else has ended their sessions since. */
  async change(person: Person, change: FactorChange): Promise<Person> {
    const { personId, revision } = person;
    const after = await this.#context.storage.persons.change({
      personId,
      seed: person,
      change: { set: 'factors', change, revision },
    });
    if (after === null) throw new Error(`person ${personId} is gone`);
    return after;
  }

  /** For a change that ends sessions: all but this one are taken out of the store. Null: this try did not make it. */
  async changeAndEndOthers(
    { person, session }: SignedIn,
    change: Extract<FactorChange, { do: 'removePasskey' | 'addCodes' | 'removeCodes' }>,
  ): Promise<Person | null> {
    const { sessions } = this.#parts;
    const after = await this.change(person, change);
    if (factorsOf(after).endedBy !== change.by) return null;
    await sessions.carryOver(session, after);
    await sessions.endAllBut(after.personId, session.hash);
    return after;
  }

  /** `cause`: the same one is one mail. */
  async tell(
    person: Person,
    mail: {
      readonly template: MailTemplate;
      readonly language: MailLanguage;
      readonly values?: Readonly<Record<string, string>>;
    },
    cause: string,
  ): Promise<void> {
    const values = { at: timeText(this.#context.clock.nowMs()), ...mail.values };
    await this.#parts.mails.tell(person, { ...mail, values }, cause);
  }
}
