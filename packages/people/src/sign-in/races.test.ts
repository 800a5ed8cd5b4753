import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { MailTemplate } from '@asg/domain/names';
import { IdMint, ManualClock, Sealer, seededRandom } from '@asg/runtime';
import { aWorker, IdSource, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { workerPeople } from '../accounts/worker-people.ts';
import { PeopleFactors } from './factors/people-factors.ts';
import { Leaving } from './leaving.ts';
import { PeopleMails } from './mails.ts';
import { hashPassword } from './passwords.ts';
import { People } from './people.ts';
import { Sessions } from './sessions.ts';

const cost = { memoryKiB: 8, passes: 1 };
const [old, next] = ['correct horse', 'drei Birnen im Boot'];
const thief = { email: 'thief@example.com', password: old, language: 'en' } as const;
const place = { deviceId: 'program', device: null, network: null };

/** A worker, and their owner's new password by a link, which can come between any two steps. */
async function aWorkerAt(t: TestContext, costOfBefore = cost) {
  const storage = await openSqliteStorage({ path: ':memory:' });
  t.after(() => storage[Symbol.asyncDispose]());
  const [clock, random] = [new ManualClock(startMs), seededRandom(t.name)];
  const context = { storage, clock, random, ids: new IdMint(clock, random) };
  const { worker } = aWorker(new IdSource());
  const { workerId, email } = worker;
  const passwordHash = await hashPassword(old, random, costOfBefore);
  await storage.workers.register({ worker: { ...worker, passwordHash }, emailKey: email.toLowerCase() });
  const real = workerPeople(context);
  let onMoved = async (): Promise<void> => {};
  const accounts: typeof real = {
    ...real,
    changeEmail: async (...asked) => {
      const outcome = await real.changeEmail(...asked);
      await onMoved();
      return outcome;
    },
  };
  const secretOf = (mailId: string) => `secret ${mailId}`;
  const publicUrl = () => 'https://asg.example.com';
  const sealer = new Sealer(['5a'.repeat(32)], random);
  const mails = new PeopleMails(context, { realm: 'work', accounts, secretOf, publicUrl });
  const shared = { accounts, sessions: new Sessions(context, 'work'), mails };
  const factors = new PeopleFactors(context, { ...shared, sealer: () => sealer, secretOf, publicUrl });
  const isWeak = async () => false;
  const people = new People(context, {
    ...shared,
    leaving: new Leaving(context, shared),
    factors,
    cost,
    isWeak,
  });
  const secretTo = async (to: string, template: MailTemplate): Promise<string | null> => {
    const due = await storage.mails.due({ limit: 100, after: null });
    const mail = due.findLast((one) => one.to === to && one.template === template);
    if (mail === undefined || (await mails.prepare(mail)) === null) return null;
    return secretOf(mail.mailId);
  };
  const person = await real.get(workerId);
  assert.ok(person !== null);
  await people.askReset(email, { language: 'en', device: null });
  const secret = (await secretTo(email, 'reset_password')) ?? '';
  return {
    storage,
    people,
    person,
    secretTo,
    reset: async () =>
      assert.equal((await people.reset(secret, next, { ...place, language: 'en' })).kind, 'changed'),
    whenMoved: (then: () => Promise<void>) => {
      onMoved = async () => {
        onMoved = async () => {};
        await then();
      };
    },
  };
}

test('a change of the e-mail that the old password was given for is none once there is a new one', async (t) => {
  const { people, person, secretTo, reset } = await aWorkerAt(t);
  await reset();
  // As the request knew the person before its password was looked at.
  assert.equal(await people.askEmail(person, thief), 'wrong_password');
  assert.equal(await secretTo(thief.email, 'confirm_new_email'), null);
});

test('a new password that comes while an e-mail is changed undoes the change', async (t) => {
  const { storage, people, person, secretTo, reset, whenMoved } = await aWorkerAt(t);
  assert.equal(await people.askEmail(person, thief), 'asked');
  const stolen = await secretTo(thief.email, 'confirm_new_email');
  whenMoved(reset);
  assert.deepEqual(await people.confirm(stolen ?? ''), { kind: 'link_invalid' });
  assert.equal((await storage.workers.get(person.personId))?.email, person.email);
  assert.equal(await people.byPassword(thief.email, next), null);
  assert.equal((await people.byPassword(person.email, next))?.personId, person.personId);
});

test('a session that ends the others while a new password ends all lives on by none of it', async (t) => {
  const { people, person, reset } = await aWorkerAt(t);
  await people.signIn(person, place, 'en');
  const before = await people.authenticate((await people.signIn(person, place, 'en')).token);
  assert.ok(before !== null);
  await reset();
  const { token } = await people.signIn((await people.byPassword(person.email, next)) ?? person, place, 'en');
  await people.endOthers(before);
  assert.notEqual(await people.authenticate(token), null, 'the owner stays signed in');
});

test('a password that was hashed at another cost is hashed anew when it is given, and ends no session', async (t) => {
  const { people, person, reset } = await aWorkerAt(t, { memoryKiB: 16, passes: 2 });
  const { token } = await people.signIn(person, place, 'en');
  assert.equal(await people.byPassword(person.email, next), null);
  const after = await people.byPassword(person.email, old);
  assert.match(after?.passwordHash ?? '', /\$m=8,t=1,p=1\$/);
  assert.deepEqual(await people.byPassword(person.email, old), after, 'once');
  assert.notEqual(await people.authenticate(token), null);
  await reset();
  assert.equal(await people.byPassword(person.email, old), null);
});
