import assert from 'node:assert/strict';
import type { ApiKeyRecord, ChangeCustomer } from '@asg/domain';
import { aCustomer, aWorker, startMs } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const firstPage = { limit: 10, before: null };

function aKey({ ids }: Stage, customerId: string): ApiKeyRecord {
  return { keyId: ids.next('key'), customerId, hash: ids.hash(), hint: 'sk_sand...', createdAtMs: startMs };
}

/** A registered customer with the first key's id. */
async function registered(stage: Stage, quota = 500): Promise<{ customerId: string; first: ApiKeyRecord }> {
  const request = aCustomer(stage.ids, quota);
  assert.equal(await stage.storage.customers.register(request), 'registered');
  return { customerId: request.customer.customerId, first: request.key };
}

export const accountSuite: Suite = {
  'each key of a customer opens the account until it is revoked, however often that is said': async (
    stage,
  ) => {
    const { storage } = stage;
    const { customerId, first } = await registered(stage);
    const second = { ...aKey(stage, customerId), name: 'build server' };
    for (let i = 0; i < 2; i++)
      assert.equal(await storage.customers.addKey({ key: second, liveMax: 2 }), 'added');
    assert.deepEqual(await storage.customers.keys(customerId), [first, second]);
    assert.deepEqual((await storage.customers.byKeyHash(second.hash))!.key, second);
    const revoke = { customerId, keyId: first.keyId, nowMs: stage.nowMs };
    for (let i = 0; i < 2; i++) assert.equal(await storage.customers.revokeKey(revoke), 'revoked');
    assert.equal(await storage.customers.byKeyHash(first.hash), null);
    assert.deepEqual(await storage.customers.keys(customerId), [second]);
  },

  'the last use of a key is the latest one recorded, in whatever order': async (stage) => {
    const { storage } = stage;
    const { customerId, first } = await registered(stage);
    const second = aKey(stage, customerId);
    await storage.customers.addKey({ key: second, liveMax: 2 });
    const { keyId } = first;
    for (const atMs of [startMs + 5, startMs + 9, startMs + 7]) {
      await storage.customers.recordKeyUses({
        uses: [
          { keyId, atMs },
          { keyId: 'none', atMs },
        ],
      });
    }
    assert.deepEqual(await storage.customers.keys(customerId), [
      { ...first, lastUsedAtMs: startMs + 9 },
      second,
    ]);
  },

  'a customer keeps at least one key and gets at most as many as allowed, however many ask at once': async (
    stage,
  ) => {
    const { storage } = stage;
    const { customerId } = await registered(stage);
    const wanted = Array.from({ length: 8 }, () => aKey(stage, customerId));
    const added = await Promise.all(wanted.map((key) => storage.customers.addKey({ key, liveMax: 5 })));
    assert.equal(added.filter((outcome) => outcome === 'added').length, 4);
    const keys = await storage.customers.keys(customerId);
    assert.equal(keys.length, 5);
    const ended = await Promise.all(
      keys.map(({ keyId }) => storage.customers.revokeKey({ customerId, keyId, nowMs: stage.nowMs })),
    );
    assert.deepEqual([...ended].sort(), ['last_key', 'revoked', 'revoked', 'revoked', 'revoked']);
    assert.equal((await storage.customers.keys(customerId)).length, 1);
  },

  'a key keeps its scopes and its end, and one without them keeps the account in reach': async (stage) => {
    const { storage, nowMs } = stage;
    const { customerId, first } = await registered(stage);
    const key: ApiKeyRecord = {
      ...aKey(stage, customerId),
      scopes: ['read', 'keys'],
      expiresAtMs: nowMs + 1,
    };
    assert.equal(await storage.customers.addKey({ key, liveMax: 2 }), 'added');
    assert.deepEqual((await storage.customers.byKeyHash(key.hash))!.key, key);
    assert.deepEqual(await storage.customers.keys(customerId), [first, key]);
    const revoke = ({ keyId }: ApiKeyRecord) => storage.customers.revokeKey({ customerId, keyId, nowMs });
    assert.equal(await revoke(first), 'last_key');
    assert.equal(await revoke(key), 'revoked');
  },

  'a key is revoked by its own customer alone': async (stage) => {
    const { storage, nowMs } = stage;
    const [one, other] = [await registered(stage), await registered(stage)];
    await storage.customers.addKey({ key: aKey(stage, other.customerId), liveMax: 5 });
    const { customerId } = one;
    const { keyId } = other.first;
    assert.equal(await storage.customers.revokeKey({ customerId, keyId, nowMs }), 'not_found');
    assert.notEqual(await storage.customers.byKeyHash(other.first.hash), null);
    const key = aKey(stage, stage.ids.next('customer'));
    assert.equal(await storage.customers.addKey({ key, liveMax: 5 }), 'no_customer');
  },

  'an operator’s change of a customer is made once; leaving the sandbox brings the key along': async (
    stage,
  ) => {
    const { storage, ids } = stage;
    const { customerId, first } = await registered(stage);
    await stage.open(customerId, 3);
    const liveKey = aKey(stage, customerId);
    const change: ChangeCustomer = {
      customerId,
      changeId: ids.next('event'),
      tier: 'growth',
      quota: { add: 1_000 },
      liveKey,
    };
    for (let i = 0; i < 2; i++) {
      const outcome = (await storage.customers.change(change))!;
      assert.deepEqual(
        [outcome.isLiveKeyAdded, outcome.customer.quotaLeft, outcome.customer.quotaTotal],
        [true, 1_497, 1_500],
      );
    }
    assert.deepEqual(await storage.customers.keys(customerId), [first, liveKey]);
    const again = await storage.customers.change({
      customerId,
      changeId: ids.next('event'),
      tier: 'scale',
      quota: { set: 10 },
      liveKey: aKey(stage, customerId),
    });
    assert.equal(again!.isLiveKeyAdded, false);
    assert.deepEqual(await storage.customers.get(customerId), again!.customer);
    assert.deepEqual(
      [again!.customer.tier, again!.customer.quotaLeft, again!.customer.quotaTotal],
      ['scale', 10, 13],
    );
    assert.equal((await storage.customers.keys(customerId)).length, 2);
    const nobody = { customerId: ids.next('customer'), changeId: ids.next('event') };
    assert.equal(await storage.customers.change(nobody), null);
  },

  'quota that is taken away never goes below zero, and a suspension stays until it is lifted': async (
    stage,
  ) => {
    const { storage, ids } = stage;
    const { customerId, first } = await registered(stage, 5);
    const change = (more: Partial<ChangeCustomer>) =>
      storage.customers.change({ customerId, changeId: ids.next('event'), ...more });
    assert.equal((await change({ quota: { add: -9 } }))!.customer.quotaLeft, 0);
    assert.equal((await change({ suspended: true }))!.customer.suspended, true);
    await change({ tier: 'scale' });
    assert.equal((await storage.customers.byKeyHash(first.hash))!.customer.suspended, true);
    assert.equal((await change({ suspended: false }))!.customer.suspended, false);
  },

  'a suspended worker’s record says why, and a reinstated one’s does not': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const { worker, emailKey } = aWorker(ids);
    await storage.workers.register({ worker, emailKey });
    const { workerId } = worker;
    const suspension = { reason: 'answers without looking', atMs: nowMs };
    for (let i = 0; i < 2; i++) {
      const suspended = await storage.workers.setStatus({ workerId, suspension });
      assert.deepEqual(suspended, { ...worker, status: 'suspended', suspension, holdFromMs: nowMs });
    }
    assert.equal((await storage.workers.get(workerId))!.status, 'suspended');
    const reinstated = { ...worker, holdFromMs: nowMs };
    assert.deepEqual(await storage.workers.setStatus({ workerId, suspension: null }), reinstated);
    assert.deepEqual(await storage.workers.get(workerId), reinstated);
    assert.equal(await storage.workers.setStatus({ workerId: ids.next('worker'), suspension: null }), null);
  },

  'the operator’s lists come by pages, the newest first, each record once': async (stage) => {
    const { storage, ids } = stage;
    const customerIds: string[] = [];
    const workerIds: string[] = [];
    for (let i = 0; i < 5; i++) {
      customerIds.unshift((await registered(stage)).customerId);
      const { worker, emailKey } = aWorker(ids);
      await storage.workers.register({ worker, emailKey });
      workerIds.unshift(worker.workerId);
    }
    const page = { limit: 2, before: null };
    const first = await storage.customers.list(page);
    const rest = await storage.customers.list({ limit: 10, before: first.at(-1)!.customerId });
    assert.deepEqual(
      [...first, ...rest].map((one) => one.customerId),
      customerIds,
    );
    const newest = await storage.workers.list(page);
    const older = await storage.workers.list({ limit: 10, before: newest.at(-1)!.workerId });
    assert.deepEqual(
      [...newest, ...older].map((one) => one.workerId),
      workerIds,
    );
  },

  'tasks that want workers are counted, up to a bound': async (stage) => {
    const { storage } = stage;
    assert.equal(await storage.work.waiting(10), 0);
    const [taskId] = await stage.open(await stage.customer(), 3);
    assert.deepEqual([await storage.work.waiting(10), await storage.work.waiting(2)], [3, 2]);
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    assert.equal(await storage.work.waiting(10), 2);
  },

  'settlements are listed by state': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const [taskId] = await stage.open(customerId);
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    const { settlement } = await stage.storeBatch(await stage.lane());
    const { settlementId, txid, minerFeeSats, createdAtMs } = settlement;
    const signed = await storage.settlement.list({ ...firstPage, state: 'signed' });
    const summary = {
      settlementId,
      txid,
      minerFeeSats,
      createdAtMs,
      taskCount: 1,
      seenAtMs: null,
      note: null,
    };
    assert.deepEqual(signed, [{ ...summary, state: 'signed' }]);
    assert.deepEqual(await storage.settlement.list({ ...firstPage, state: null }), signed);
    assert.deepEqual(await storage.settlement.list({ limit: 5, before: settlementId, state: null }), []);
    await stage.advance(settlementId, 'broadcasting', 'seen');
    assert.deepEqual(await storage.settlement.list({ ...firstPage, state: 'signed' }), []);
    assert.equal(
      (await storage.settlement.list({ ...firstPage, state: 'seen' }))[0]!.settlementId,
      settlementId,
    );
  },
};
