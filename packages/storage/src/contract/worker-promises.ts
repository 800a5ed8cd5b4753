import assert from 'node:assert/strict';
import { aWorker } from './builders.ts';
import type { Promises } from './storage-contract.ts';

export const workerPromises: Promises = {
  'a worker is found by id and by e-mail, as registered': async ({ storage, ids }) => {
    const request = aWorker(ids);
    assert.equal(await storage.registerWorker(request), 'registered');
    assert.deepEqual(await storage.worker(request.worker.workerId), request.worker);
    assert.deepEqual(await storage.workerByEmail(request.emailKey), request.worker);
    assert.equal(await storage.registerWorker(request), 'registered');
  },

  "an e-mail belongs to one worker, and a customer's is nothing to it": async ({ storage, ids }) => {
    const requests = Array.from({ length: 8 }, () => ({ ...aWorker(ids), emailKey: 'eve@example.com' }));
    const outcomes = await Promise.all(requests.map((request) => storage.registerWorker(request)));
    assert.equal(outcomes.filter((outcome) => outcome === 'registered').length, 1);
    const loser = requests[outcomes.indexOf('email_taken')]!;
    assert.equal(await storage.worker(loser.worker.workerId), null);
  },

  'profile and payout address change apart, without losing each other': async ({ storage, ids }) => {
    const { worker, emailKey } = aWorker(ids);
    await storage.registerWorker({ worker, emailKey });
    const { workerId } = worker;
    const profile = { displayName: 'Eve', country: 'DE', primaryLanguage: 'de', languages: ['de', 'en'] };
    await Promise.all([
      storage.changeWorker({ workerId, change: { set: 'profile', profile } }),
      storage.changeWorker({ workerId, change: { set: 'payoutAddress', payoutAddress: '1Address' } }),
    ]);
    const changed = { ...worker, profile, payoutAddress: '1Address' };
    assert.deepEqual(await storage.worker(workerId), changed);
    assert.deepEqual(await storage.workerByEmail(emailKey), changed);
    const nobody = ids.next('worker');
    assert.equal(await storage.changeWorker({ workerId: nobody, change: { set: 'profile', profile } }), null);
  },

  'a session leads to its worker until it is ended; its expiry is for the caller to judge': async (stage) => {
    const { storage, ids } = stage;
    const { worker, emailKey } = aWorker(ids);
    await storage.registerWorker({ worker, emailKey });
    const session = { hash: ids.hash(), workerId: worker.workerId, expiresAtMs: stage.nowMs - 1 };
    await storage.openSession(session);
    await storage.openSession(session);
    assert.deepEqual(await storage.sessionByHash(session.hash), { session, worker });
    await storage.endSession(session.hash);
    await storage.endSession(session.hash);
    assert.equal(await storage.sessionByHash(session.hash), null);
  },

  'totals begin at nothing': async ({ storage, ids }) => {
    assert.deepEqual(await storage.workerTotals(ids.next('worker')), {
      labels: 0,
      paidLabels: 0,
      paidSats: 0,
      carriedSats: 0,
    });
  },
};
