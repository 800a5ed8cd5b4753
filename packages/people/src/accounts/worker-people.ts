import { isGone, type Person, type WorkerRecord } from '@asg/domain';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import type { RealmAccounts } from '../sign-in/realm-accounts.ts';

/** Workers, as the people who sign in: a worker's person has the worker's id. */
export function workerPeople({ storage }: Pick<EngineContext, 'storage'>): RealmAccounts {
  const found = async (person: Person | null, personId: string): Promise<Person | null> => {
    if (person !== null) return person.realm === 'work' && !isGone(person) ? person : null;
    const worker = await storage.workers.get(personId);
    return worker === null ? null : personAtSignUp(worker);
  };
  return {
    get: async (personId) => found(await storage.persons.get(personId), personId),
    lately: async (key, nowMs) => found(await storage.persons.lately({ key, nowMs }), key),
    byEmail: async (key) => {
      const worker = await storage.workers.byEmail(key);
      const person = worker && (await personOfWorker(storage, worker));
      return person === null || isGone(person) ? null : person;
    },
    changeEmail: async ({ personId: workerId, email: before }, email) => {
      const emailOf = (text: string) => ({ email: text, emailKey: emailKey(text) });
      const outcome = await storage.workers.changeEmail({
        workerId,
        from: emailOf(before),
        to: emailOf(email),
      });
      return outcome === 'no_worker' ? 'nobody' : outcome;
    },
    // `changeEmail` moved it.
    leaveEmail: async () => {},
    passwordMoved: async (workerId) => {
      await storage.workers.change({ workerId, change: { set: 'passwordMoved' } });
      // Who sets one may do it because somebody else was in the account.
      await storage.walletChanges.drop(workerId);
    },
  };
}

/** The person that a worker is. */
export async function personOfWorker(
  { persons }: Pick<EngineContext['storage'], 'persons'>,
  worker: WorkerRecord,
): Promise<Person> {
  return (await persons.get(worker.workerId)) ?? personAtSignUp(worker);
}

/** As long as nothing changed of them. */
function personAtSignUp({ workerId: personId, email, passwordHash }: WorkerRecord): Person {
  return { personId, realm: 'work', email, passwordHash, revision: 0, devices: [] };
}
