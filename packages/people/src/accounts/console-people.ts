import { isGone, type Person } from '@asg/domain';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import type { RealmAccounts } from '../sign-in/realm-accounts.ts';

type Stores = Pick<EngineContext['storage'], 'persons' | 'addresses'>;

/** People of the Console: an e-mail is claimed before somebody has it, so that one of them has it. */
export function consolePeople({ storage }: { readonly storage: Stores }): RealmAccounts {
  return {
    get: (personId) => consolePerson(storage, personId),
    lately: async (key, nowMs) => ofConsole(await storage.persons.lately({ key, nowMs })),
    byEmail: async (key) => {
      const owner = await storage.addresses.owner(key);
      const person = owner === null ? null : await consolePerson(storage, owner);
      return person !== null && emailKey(person.email) === key ? person : null;
    },
    changeEmail: async ({ personId }, email) =>
      (await claimEmail(storage, personId, email)) === personId ? 'changed' : 'email_taken',
    leaveEmail: async (personId, email) => {
      const person = await storage.persons.get(personId);
      const key = emailKey(email);
      if (person !== null && emailKey(person.email) === key) return;
      await storage.addresses.release({ emailKey: key, personId });
    },
    passwordMoved: async () => {},
  };
}

/** Whose the e-mail is then. It may be somebody's of whom there is no record yet. */
export async function claimEmail(storage: Stores, personId: string, email: string): Promise<string> {
  const key = emailKey(email);
  const owner = await storage.addresses.claim({ emailKey: key, personId, instead: null });
  if (owner === personId) return owner;
  const holder = await storage.persons.get(owner);
  if (holder === null || usesEmail(holder, key)) return owner;
  return storage.addresses.claim({ emailKey: key, personId, instead: owner });
}

/** Also one that they showed to be theirs, and that is about to be. */
const usesEmail = ({ email, newEmail }: Person, key: string): boolean =>
  [email, newEmail].some((one) => one !== undefined && emailKey(one) === key);

async function consolePerson({ persons }: Pick<Stores, 'persons'>, personId: string): Promise<Person | null> {
  return ofConsole(await persons.get(personId));
}

const ofConsole = (person: Person | null): Person | null =>
  person?.realm === 'console' && !isGone(person) ? person : null;
