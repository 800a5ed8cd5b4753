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

/**
 * The worker as they were at most a second ago, where they might work then. Who is suspended or has no profile yet is looked up
 * anew: what lets somebody work counts at once, whichever process was told. Null: there is none.
 */
export async function workerAtWork(
  {
    storage,
    clock,
  }: Pick<EngineContext, 'clock'> & {
    readonly storage: { readonly workers: Pick<EngineContext['storage']['workers'], 'get' | 'lately'> };
  },
  workerId: string,
): Promise<WorkerRecord | null> {
  const known = await storage.workers.lately({ key: workerId, nowMs: clock.nowMs() });
  const mightWork = known !== null && known.status === 'active' && known.profile !== null;
  return mightWork ? known : storage.workers.get(workerId);
}
