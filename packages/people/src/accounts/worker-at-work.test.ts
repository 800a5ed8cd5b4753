import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '@asg/runtime';
import { withLately } from '@asg/storage';
import { aWorker, IdSource, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { workerAtWork } from './worker-people.ts';

const profile = { displayName: 'Eve', country: 'DE', primaryLanguage: 'de', languages: ['de'] };

/** A worker in a store, and what another process that shares it keeps in mind of them. */
async function aWorkerOfTwo(t: TestContext) {
  const storage = await openSqliteStorage({ path: ':memory:' });
  t.after(() => storage[Symbol.asyncDispose]());
  const clock = new ManualClock(startMs);
  const { worker, emailKey } = aWorker(new IdSource());
  await storage.workers.register({ worker: { ...worker, profile: null }, emailKey });
  const { workerId } = worker;
  const { register, change, changeEmail, leave, setStatus } = storage.workers;
  const get: typeof storage.workers.get = (id) => storage.workers.get(id);
  const other = withLately({ get, register, change, changeEmail, leave, setStatus });
  return {
    clock,
    change: (one: Parameters<typeof change>[0]['change']) =>
      storage.workers.change({ workerId, change: one }),
    suspend: (reason: string | null) => {
      const suspension = reason === null ? null : { reason, atMs: clock.nowMs() };
      return storage.workers.setStatus({ workerId, suspension });
    },
    here: () => workerAtWork({ storage, clock }, workerId),
    there: () => workerAtWork({ storage: { workers: other }, clock }, workerId),
  };
}

test('what lets a worker work counts at once in every process', async (t) => {
  const { change, suspend, there } = await aWorkerOfTwo(t);
  assert.equal((await there())?.profile, null);
  await change({ set: 'profile', profile });
  assert.deepEqual((await there())?.profile, profile);
  await suspend('guesses');
  await there();
  await suspend(null);
  assert.equal((await there())?.status, 'active');
});

test('a suspension counts at once where it was written, and elsewhere within a second', async (t) => {
  const { clock, change, suspend, here, there } = await aWorkerOfTwo(t);
  await change({ set: 'profile', profile });
  for (const ask of [here, there]) assert.equal((await ask())?.status, 'active');
  await suspend('guesses');
  assert.equal((await here())?.status, 'suspended');
  clock.advance(999);
  assert.equal((await there())?.status, 'active', 'as it was a moment ago');
  clock.advance(1);
  assert.equal((await there())?.status, 'suspended');
});
