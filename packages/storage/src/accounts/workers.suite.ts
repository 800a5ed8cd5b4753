import assert from 'node:assert/strict';
import { aWorker } from '../contract/builders.ts';
import type { Suite } from '../contract/suite.ts';

export const workerSuite: Suite = {
  'a worker is found by id and by e-mail, as registered': async ({ storage, ids }) => {
    const request = aWorker(ids);
    assert.equal(await storage.workers.register(request), 'registered');
    assert.deepEqual(await storage.workers.get(request.worker.workerId), request.worker);
    assert.deepEqual(await storage.workers.byEmail(request.emailKey), request.worker);
    assert.equal(await storage.workers.register(request), 'registered');
  },

  "an e-mail belongs to one worker, and a customer's is nothing to it": async ({ storage, ids }) => {
    const requests = Array.from({ length: 8 }, () => ({ ...aWorker(ids), emailKey: 'eve@example.com' }));
    const outcomes = await Promise.all(requests.map((request) => storage.workers.register(request)));
    assert.equal(outcomes.filter((outcome) => outcome === 'registered').length, 1);
    const loser = requests[outcomes.indexOf('email_taken')]!;
    assert.equal(await storage.workers.get(loser.worker.workerId), null);
  },

  'profile and payout target change apart, without losing each other': async ({ storage, ids }) => {
    const { worker, emailKey } = aWorker(ids);
    await storage.workers.register({ worker, emailKey });
    const { workerId } = worker;
    const profile = { displayName: 'Eve', country: 'DE', primaryLanguage: 'de', languages: ['de', 'en'] };
    const payout = { kind: 'address', address: '1Address' } as const;
    await Promise.all([
      storage.workers.change({ workerId, change: { set: 'profile', profile } }),
      storage.workers.change({ workerId, change: { set: 'payout', payout } }),
    ]);
    const changed = { ...worker, profile, payout };
    assert.deepEqual(await storage.workers.get(workerId), changed);
    assert.deepEqual(await storage.workers.byEmail(emailKey), changed);
    const nobody = ids.next('worker');
    assert.equal(
      await storage.workers.change({ workerId: nobody, change: { set: 'profile', profile } }),
      null,
    );
  },

  'accounts that are the same person’s are added from many sides at once, and taken away whole': async ({
    storage,
    ids,
  }) => {
    const { worker, emailKey } = aWorker(ids);
    await storage.workers.register({ worker, emailKey });
    const { workerId } = worker;
    const linked = (links: readonly string[], isWhole = false) =>
      storage.workers.change({ workerId, change: { set: 'linked', ids: links, isWhole } });
    await Promise.all([linked(['wrk_b', workerId]), linked(['wrk_a']), linked(['cust_c', 'wrk_b'])]);
    const after = { ...worker, linkedIds: ['cust_c', 'wrk_a', 'wrk_b'] };
    assert.deepEqual(await storage.workers.get(workerId), after);
    assert.deepEqual(await linked([]), after);
    const many = Array.from({ length: 100 }, () => ids.next('worker'));
    assert.equal((await linked(many))?.linkedIds?.length, 63);
    assert.deepEqual((await linked(['wrk_a'], true))?.linkedIds, ['wrk_a']);
    assert.deepEqual(await linked([], true), worker);
  },

  'a problem of the paymail is kept until it is taken back or the target changes, and never put on another target':
    async ({ storage, ids }) => {
      const { worker, emailKey } = aWorker(ids);
      await storage.workers.register({ worker, emailKey });
      const { workerId } = worker;
      const payout = { kind: 'paymail', paymail: 'kim@example.com' } as const;
      await storage.workers.change({ workerId, change: { set: 'payout', payout } });
      const problem = { reason: 'no answer', atMs: 7 };
      const set = { set: 'payoutProblem', paymail: payout.paymail, problem } as const;
      await storage.workers.change({ workerId, change: set });
      const other = { ...set, paymail: 'eve@example.com' };
      const after = await storage.workers.change({ workerId, change: other });
      assert.deepEqual(after, { ...worker, payout, payoutProblem: problem });
      await storage.workers.change({ workerId, change: { ...set, problem: null } });
      assert.deepEqual(await storage.workers.get(workerId), { ...worker, payout });
      await storage.workers.change({ workerId, change: set });
      await storage.workers.change({ workerId, change: { set: 'payout', payout: null } });
      assert.deepEqual(await storage.workers.get(workerId), { ...worker, payout: null });
      assert.deepEqual(await storage.workers.change({ workerId, change: set }), { ...worker, payout: null });
    },

  'an e-mail moves with its worker to one that is free, and the former one is free then': async ({
    storage,
    ids,
  }) => {
    const [one, other] = [aWorker(ids), aWorker(ids)];
    for (const each of [one, other]) await storage.workers.register(each);
    const { workerId, email } = one.worker;
    const from = { email, emailKey: one.emailKey };
    const to = { email: 'Kim@example.com', emailKey: 'kim@example.com' };
    const taken = { email: other.worker.email, emailKey: other.emailKey };
    assert.equal(await storage.workers.changeEmail({ workerId, from, to: taken }), 'email_taken');
    for (let i = 0; i < 2; i++)
      assert.equal(await storage.workers.changeEmail({ workerId, from, to }), 'changed');
    const moved = { ...one.worker, email: to.email };
    assert.deepEqual(await storage.workers.get(workerId), moved);
    assert.deepEqual(await storage.workers.byEmail(to.emailKey), moved);
    assert.equal(await storage.workers.byEmail(from.emailKey), null);
    // How it is written changes, and nothing else.
    const small = { ...to, email: 'kim@example.com' };
    assert.equal(await storage.workers.changeEmail({ workerId, from: to, to: small }), 'changed');
    assert.equal((await storage.workers.byEmail(to.emailKey))?.email, small.email);
    const third = { ...aWorker(ids), emailKey: from.emailKey };
    assert.equal(await storage.workers.register(third), 'registered');
    // What was asked for before, and answered late, takes nothing from anybody.
    assert.equal(await storage.workers.changeEmail({ workerId, from, to: small }), 'changed');
    assert.equal((await storage.workers.byEmail(from.emailKey))?.workerId, third.worker.workerId);
  },

  'of many who want an e-mail one gets it': async ({ storage, ids }) => {
    const workers = Array.from({ length: 6 }, () => aWorker(ids));
    for (const each of workers) await storage.workers.register(each);
    const to = { email: 'lee@example.com', emailKey: 'lee@example.com' };
    const outcomes = await Promise.all(
      workers.map(({ worker: { workerId, email }, emailKey }) =>
        storage.workers.changeEmail({ workerId, from: { email, emailKey }, to }),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'changed').length, 1);
    const winner = workers[outcomes.indexOf('changed')]!;
    assert.equal((await storage.workers.byEmail(to.emailKey))?.workerId, winner.worker.workerId);
    const nobody = { email: 'no@example.com', emailKey: 'no@example.com' };
    const workerId = ids.next('worker');
    assert.equal(await storage.workers.changeEmail({ workerId, from: to, to: nobody }), 'no_worker');
    assert.equal((await storage.workers.byEmail(to.emailKey))?.workerId, winner.worker.workerId);
  },

  'payees come in the order asked for, also unknown ones': async ({ storage, ids }) => {
    const { worker, emailKey } = aWorker(ids);
    const { workerId } = worker;
    await storage.workers.register({ worker, emailKey });
    const nobodyId = ids.next('worker');
    const nobody = { workerId: nobodyId, worker: null, carriedSats: 0, carried: null };
    const known = { workerId, worker, carriedSats: 0, carried: null };
    assert.deepEqual(await storage.payouts.payees([nobodyId, workerId]), [nobody, known]);
    assert.deepEqual(await storage.payouts.payees([workerId, nobodyId, workerId]), [known, nobody, known]);
    assert.deepEqual(await storage.payouts.payees([]), []);
  },

  'totals begin at nothing': async ({ storage, ids }) => {
    assert.deepEqual(await storage.workers.totals(ids.next('worker')), {
      labels: 0,
      paidLabels: 0,
      paidSats: 0,
      carriedSats: 0,
    });
  },
};
