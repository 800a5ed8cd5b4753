import type { Person } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { EngineContext } from '../../context.ts';
import type { AskToLeave, Leaving } from '../../sign-in/leaving.ts';
import { type OwnedAlone, ownedAlone } from './ownership.ts';

export type AskOutcome =
  | { readonly kind: 'asked'; readonly person: Person }
  /** Organisations that would have no owner. */
  | { readonly kind: 'only_owner'; readonly owned: readonly OwnedAlone[] };

/** People of the Console ask for their account to be erased, and take it back. */
export class ConsoleLeaving {
  readonly #context: Pick<EngineContext, 'storage'>;
  readonly #leaving: Pick<Leaving, 'ask' | 'takeBack'>;

  constructor(
    context: Pick<EngineContext, 'storage'>,
    { leaving }: { readonly leaving: Pick<Leaving, 'ask' | 'takeBack'> },
  ) {
    this.#context = context;
    this.#leaving = leaving;
  }

  /** Also who is being erased, or is; null: nobody was ever that. */
  async find(personId: string): Promise<Person | null> {
    const person = await this.#context.storage.persons.get(personId);
    return person?.realm === 'console' ? person : null;
  }

  /** As of `Leaving`, unless an organisation would have no owner then. */
  async ask({ personId }: Pick<Person, 'personId'>, asking: AskToLeave): Promise<AskOutcome> {
    const owned = await ownedAlone(this.#context, personId, { isAsked: true });
    if (owned.length > 0) return { kind: 'only_owner', owned };
    // A proof may have noted a code as used meanwhile.
    const person = await this.find(personId);
    if (person === null) throw new Error(`person ${personId} is gone`);
    return { kind: 'asked', person: await this.#leaving.ask(person, asking) };
  }

  takeBack(person: Person, language: MailLanguage): Promise<Person> {
    return this.#leaving.takeBack(person, language);
  }
}
