import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMs } from '@asg/storage/contract';
import { carry, paymail, registered, stageOf } from './carry.ts';
import { freshName, openStore } from './stores.ts';

const nowMs = startMs + 5_000;
const carriedAtMs = startMs + 1_000;
const address = { kind: 'address', address: '1BoatSLRHtKNngkdXEeobR76b53LETtpyT' } as const;

test('what was carried before carried pay was listed is due after the upgrade, once, whoever sweeps', async () => {
  const name = freshName();
  const stage = stageOf(await openStore(name));
  const workerIds: string[] = [];
  for (let i = 0; i < 60; i++) workerIds.push(await registered(stage, i === 7 ? address : paymail));
  const [first, second, third, known] = [3, 4, 58, 59].map((i) => workerIds[i]!) as [
    string,
    string,
    string,
    string,
  ];
  const inPause = { sinceMs: startMs, dueAtMs: nowMs + 9_000 };
  await carry(
    stage,
    [
      ...[first, second, third, workerIds[7]!].map((workerId) => ({ workerId, owedSats: 650 })),
      { workerId: known, owedSats: 650, carried: inPause },
    ],
    carriedAtMs,
  );
  const all = () => stage.storage.payouts.carried({ untilMs: null, limit: 100 });
  const due = (workerId: string) => ({ workerId, sinceMs: carriedAtMs, dueAtMs: 0 });
  assert.deepEqual(await all(), [{ workerId: known, ...inPause }]);

  // Of a walk that was broken off, another process goes on with the rest.
  assert.deepEqual(await stage.storage.sweep({ nowMs, limit: 5 }), { repaired: 2 });
  assert.deepEqual(await all(), [due(first), due(second), { workerId: known, ...inPause }]);
  await stage.storage[Symbol.asyncDispose]();
  const [one, other] = await Promise.all([openStore(name), openStore(name)]);
  stage.storage = one;
  const sweeps = () =>
    Promise.all([one, other].map(async (store) => (await store.sweep({ nowMs, limit: 5 })).repaired));
  let repaired = 0;
  for (let i = 0; i < 4; i++) repaired += (await sweeps()).reduce((sum, count) => sum + count, 0);
  assert.equal(repaired, 1);
  assert.deepEqual(await all(), [due(first), due(second), due(third), { workerId: known, ...inPause }]);

  // What is done with since does not come back, and neither does what is too little to be paid.
  for (const workerId of [first, second, third, known])
    await one.payouts.setCarriedDue({ workerId, dueAtMs: null });
  const late = await registered(stage, paymail);
  await carry(stage, [{ workerId: late, owedSats: 100 }]);
  await other.close();
  stage.storage = await openStore(name);
  await one.close();
  assert.deepEqual(await stage.storage.sweep({ nowMs, limit: 100 }), { repaired: 0 });
  assert.deepEqual(await all(), []);
  await stage.storage[Symbol.asyncDispose]();
});

test('without a payment that tells since when, it has waited since it was found', async () => {
  const name = freshName();
  const stage = stageOf(await openStore(name));
  const workerId = await registered(stage, paymail);
  await carry(stage, [{ workerId, owedSats: 650 }], null);
  assert.deepEqual(await stage.storage.sweep({ nowMs, limit: 100 }), { repaired: 1 });
  assert.deepEqual(await stage.storage.payouts.carried({ untilMs: nowMs, limit: 9 }), [
    { workerId, sinceMs: nowMs, dueAtMs: 0 },
  ]);
  await stage.storage[Symbol.asyncDispose]();
});
