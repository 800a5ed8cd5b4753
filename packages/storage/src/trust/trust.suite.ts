import assert from 'node:assert/strict';
import { type ClaimTerms, marksMax, noSignals, noTrust, shareOf, shareWeightMaxMicros } from '@asg/domain';
import { aWorker } from '../contract/builders.ts';
import { fundedCustomer, usualCover } from '../contract/money.ts';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';

export const trustSuite: Suite = {
  'a closed task counts once for each who labelled it, on its template and over all': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const [taskId] = await stage.open(customerId);
    const [first, second, third] = (await stage.labels(taskId!, 'cat', 'cat', 'dog')) as [
      string,
      string,
      string,
    ];
    const template = templateOf(await stage.task(taskId!));
    const third1 = await storage.trust.sums(third, { customerId, template });
    assert.deepEqual([third1.agreed, third1.disagreed], [0, 1]);
    assert.ok(third1.weightMicros > 0 && third1.creditMicros < 0);
    assert.deepEqual(await storage.trust.sums(third, { customerId }), third1);
    // The others of each of these two disagree with each other: they say nothing.
    assert.deepEqual(await storage.trust.sums(first, { customerId }), noTrust);
    assert.deepEqual(await storage.trust.sums(second, { customerId, template: 'another' }), noTrust);
    // Nobody vouches for a customer who pays nothing.
    for (const scope of [{}, { template }, { customerId: await stage.customer(), template }])
      assert.deepEqual(await storage.trust.sums(third, scope), noTrust);
  },

  'trust of templates adds up over all, in whatever order the options are': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const labelSpec = { question: 'And this?', options: ['bird', 'dog', 'cat'] };
    const opened = [
      ...(await stage.open(customerId)),
      ...(await stage.open(customerId, 1, { labelSpec })),
      ...(await stage.open(customerId, 1, { type: 'moderation' })),
    ];
    const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
    for (const workerId of workers) {
      const claimed = await stage.claim(workerId, { count: 3 });
      assert.equal(claimed.length, opened.length);
      for (const task of claimed) accepted(await stage.label(task, workerId, 'cat'));
    }
    await stage.settle();
    const [images, moderation] = await Promise.all(
      [opened[0]!, opened[2]!].map(async (id) =>
        storage.trust.sums(workers[0]!, { customerId, template: templateOf(await stage.task(id)) }),
      ),
    );
    assert.deepEqual([images!.agreed, moderation!.agreed], [2, 1]);
    const all = await storage.trust.sums(workers[0]!, { customerId });
    assert.equal(all.agreed, 3);
    assert.equal(all.weightMicros, images!.weightMicros + moderation!.weightMicros);
  },

  'who is kept from a template is given its gold, passes the rest over, and gets it once recovered': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const [held] = await stage.open(customerId);
    await addGold(stage, 4);
    const workerId = stage.ids.next('worker');
    await meetGold(stage, workerId, 'dog', 4);
    const other = await stage.open(customerId, 1, { type: 'sentiment' });
    const claim = async () =>
      (await stage.claim(workerId, { count: 5, trust: claimTrust(stage, 'none') })).map(
        (task) => task.taskId,
      );
    // Trust is of the whole worker first: known to miss, they are kept from everything.
    assert.deepEqual(await claim(), []);
    await addGold(stage, 12);
    const fresh = await stage.open(customerId);
    for (let i = 0; i < 12; i++) {
      const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'none') });
      assert.ok(task);
      accepted(await stage.label(task, workerId, 'cat'));
      await stage.settle();
      if (task.gold === undefined) break;
    }
    assert.deepEqual(
      new Set([...(await claim()), ...(await labelled(stage, workerId))]),
      new Set([held, ...other, ...fresh]),
    );
  },

  'what a customer’s gold says of a worker is heard at that customer’s tasks alone': async (stage) => {
    const { storage } = stage;
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    await stage.open(ada, 1);
    // Ada calls what everybody says wrong.
    await addGold(stage, 12, { owner: ada, answer: 2 });
    const workerId = stage.ids.next('worker');
    const met = await meetGold(stage, workerId, 'cat', 12);
    const template = templateOf(met[0]!);
    for (const scope of [{}, { template }, { customerId: bob }, { customerId: bob, template }])
      assert.deepEqual(await storage.trust.sums(workerId, scope), noTrust);
    for (const scope of [{ customerId: ada }, { customerId: ada, template }])
      assert.equal((await storage.trust.sums(workerId, scope)).goldMissed, 12);
    // Kept from hers, which costs the operator no gold, and from nobody else's.
    await addGold(stage, 1);
    const trust = claimTrust(stage, 'none');
    assert.deepEqual(await stage.claim(workerId, { count: 3, trust }), []);
    const theirs = await stage.open(bob, 1);
    const given = await stage.claim(workerId, { count: 3, trust });
    assert.deepEqual(
      given.map(({ taskId }) => taskId),
      theirs,
    );
  },

  'agreement on funded tasks counts for everybody as a share of a bounded weight, and for its customer in full':
    async (stage) => {
      const { storage } = stage;
      const ada = await fundedCustomer(stage, 1_000_000);
      let bob = await stage.customer();
      while (shareOf(bob) === shareOf(ada)) bob = await stage.customer();
      const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
      const [workerId = ''] = workers;
      const full = async () => await storage.trust.sums(workerId, { customerId: ada });
      let before = 0;
      for (const count of [4, 20]) {
        await stage.open(ada, count, { cover: usualCover });
        for (const one of workers)
          for (const task of await stage.claim(one, { count })) accepted(await stage.label(task, one, 'cat'));
        await stage.settle();
        const all = await storage.trust.sums(workerId);
        const { weightMicros, creditMicros, agreed } = await full();
        assert.deepEqual([all.agreed, agreed], [before + count, before + count]);
        assert.equal(all.weightMicros, Math.min(weightMicros, shareWeightMaxMicros));
        assert.equal(all.creditMicros, Math.min(creditMicros, shareWeightMaxMicros));
        assert.deepEqual(await storage.trust.sums(workerId, { customerId: bob }), all);
        before += count;
      }
      assert.ok((await full()).weightMicros > shareWeightMaxMicros);
      const template = templateOf(stage.order(ada));
      assert.deepEqual(await storage.trust.sums(workerId, { template }), noTrust);
    },

  'of many marks of what was passed over some are looked at in each claim, all of them in time': async (
    stage,
  ) => {
    const customers = await Promise.all(Array.from({ length: 2 * marksMax }, () => stage.customer()));
    const workerId = stage.ids.next('worker');
    await addGold(stage, 80);
    for (const customerId of customers) await stage.open(customerId);
    await meetGold(stage, workerId, 'dog', 4);
    assert.deepEqual(await stage.claim(workerId, { count: 100, trust: withoutDraws(stage) }), []);
    await stage.open(await stage.customer());
    await meetGold(stage, workerId, 'cat', 60);
    const given = new Set<string>();
    for (let i = 0; i < 40 && given.size <= customers.length; i++) {
      const placeRandomness = i / 40;
      const draws = claimTrust(stage, 'none').draws.map((draw) => ({ ...draw, placeRandomness }));
      const found = await stage.claim(workerId, { count: 100, trust: claimTrust(stage, 'none', { draws }) });
      for (const { taskId } of found) given.add(taskId);
    }
    assert.equal(given.size, customers.length + 1);
  },

  'whom the crowd alone contradicts is not kept from work': async (stage) => {
    const customerId = await stage.customer();
    const workerId = stage.ids.next('worker');
    await stage.open(customerId, 20, {
      consensus: { policy: 'threshold', threshold: 4, earlyStop: false, maxLabels: 9 },
    });
    for (const workers of [workerId, ...Array.from({ length: 3 }, () => stage.ids.next('worker'))]) {
      const answer = workers === workerId ? 'dog' : 'cat';
      for (const task of await stage.claim(workers, { count: 20 }))
        accepted(await stage.label(task, workers, answer));
    }
    await stage.settle();
    assert.equal((await stage.storage.trust.sums(workerId, { customerId })).disagreed, 20);
    await stage.open(customerId);
    assert.equal((await stage.claim(workerId, { trust: claimTrust(stage, 'none') })).length, 1);
  },

  'history lists what a worker labelled, the newest first, page by page': async (stage) => {
    await stage.open(await stage.customer(), 5);
    const workerId = stage.ids.next('worker');
    const given: string[] = [];
    for (const task of await stage.claim(workerId, { count: 5 })) {
      if (given.length !== 3) stage.nowMs += 10;
      accepted(await stage.label(task, workerId, 'cat'));
      accepted(await stage.label(task, workerId, 'cat'));
      given.unshift(task.taskId);
    }
    await stage.settle();
    const oldest = (await stage.storage.workers.history(workerId, { limit: 100, before: null })).at(-1)!;
    assert.equal(await stage.storage.workers.firstLabelAt(workerId), oldest.atMs);
    assert.equal(await stage.storage.workers.firstLabelAt(stage.ids.next('worker')), null);
    const first = await stage.storage.workers.history(workerId, { limit: 3, before: null });
    const second = await stage.storage.workers.history(workerId, { limit: 3, before: first.at(-1)! });
    assert.equal(second.length, 2);
    assert.deepEqual(new Set([...first, ...second].map((entry) => entry.taskId)), new Set(given));
    assert.equal(first[0]!.taskId, given[0]);
    assert.equal(first[0]!.atMs, stage.nowMs);
  },

  'signals follow each label once': async (stage) => {
    const { storage } = stage;
    const [taskId] = await stage.open(await stage.customer());
    const [first] = await stage.labels(taskId!, 'cat', 'dog', 'dog');
    const signals = await storage.trust.signals(first!);
    assert.deepEqual([signals.recent, signals.run, signals.position], [1, 1, 0]);
    assert.deepEqual(await storage.trust.signals(stage.ids.next('worker')), noSignals);
  },

  'signals keep the latest answers on the operator’s gold alone, until the worker is reinstated': async (
    stage,
  ) => {
    const { storage } = stage;
    const request = aWorker(stage.ids);
    await storage.workers.register(request);
    const { workerId } = request.worker;
    await addGold(stage, 6);
    const customerId = await stage.customer();
    await stage.open(customerId);
    await meetGold(stage, workerId, 'cat', 3);
    await meetGold(stage, workerId, 'dog', 2);
    assert.equal((await storage.trust.signals(workerId)).gold, '1100');
    await addGold(stage, 1, { owner: customerId });
    const [theirs] = await meetGold(stage, workerId, 'dog', 1);
    assert.equal(theirs?.gold?.owner, customerId);
    assert.equal((await storage.trust.signals(workerId)).gold, '1100');
    const suspension = { reason: 'many misses', atMs: stage.nowMs };
    await storage.workers.setStatus({ workerId, suspension });
    await storage.workers.setStatus({ workerId, suspension: null });
    await stage.settle();
    const signals = await storage.trust.signals(workerId);
    assert.deepEqual([signals.gold, signals.recent], [undefined, 6]);
  },

  'accounts are found by the address or paymail that they are paid at': async ({ storage, ids }) => {
    for (const shared of [
      { kind: 'address', address: '1Shared' },
      { kind: 'paymail', paymail: 'kim@example.com' },
    ] as const) {
      const workers = [aWorker(ids), aWorker(ids), aWorker(ids)];
      for (const [i, request] of workers.entries()) {
        await storage.workers.register(request);
        const payout = i < 2 ? shared : ({ kind: 'address', address: '1Own' } as const);
        const { workerId } = request.worker;
        await storage.workers.change({ workerId, change: { set: 'payout', payout } });
      }
      const [one, two] = workers.map(({ worker }) => worker.workerId);
      assert.deepEqual(new Set(await storage.workers.paidAt(shared, 10)), new Set([one, two]));
      assert.equal((await storage.workers.paidAt(shared, 1)).length, 1);
      await storage.workers.change({ workerId: two!, change: { set: 'payout', payout: null } });
      assert.deepEqual(await storage.workers.paidAt(shared, 10), [one]);
    }
  },

  'a lease that ended says nothing about its worker': async (stage) => {
    await addGold(stage, 1);
    await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold') });
    assert.ok(task?.gold);
    stage.nowMs += leaseMs;
    await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 });
    await stage.settle();
    assert.equal((await stage.task(task.taskId)).state, 'expired');
    assert.deepEqual((await stage.task(task.taskId)).payment, { kind: 'none' });
    assert.deepEqual(await stage.storage.trust.sums(workerId), noTrust);
  },
};

/** The claim gives no gold, whatever is known of the worker. */
const withoutDraws = (stage: Stage): ClaimTerms => claimTrust(stage, 'none', { draws: [] });

async function labelled(stage: Stage, workerId: string): Promise<readonly string[]> {
  const entries = await stage.storage.workers.history(workerId, { limit: 100, before: null });
  const tasks = await stage.storage.tasks.many(entries.map(({ taskId }) => taskId));
  return tasks.flatMap((task) => (task === null || task.gold !== undefined ? [] : [task.taskId]));
}
