import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshWif, lockingScriptOfAddress, treasuryKeyFromWif } from '@asg/chain';
import { sats } from '@asg/domain';
import { Leadership } from '../leadership.ts';
import { bench, paidTo, settle, tasksOf, verifiedTasks } from '../testing/settlement-bench.ts';
import { leadAsSettler, settlerNotice } from './settler-notice.ts';

test('a batch is paid by one transaction: commitment, one output per payee, change', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 5);
  parts.clock.advance(1_000);
  await settle(parts.newSettler());
  const tasks = await tasksOf(parts.storage, taskIds);
  const txids = new Set(tasks.map((task) => task.payment.kind === 'paid' && task.payment.txid));
  assert.equal(txids.size, 1);
  assert.ok(tasks.every((task) => task.state === 'settled'));
  assert.ok(tasks.every((task) => task.payment.kind === 'paid' && task.payment.costSats === 975));
  const [settlement] = await parts.storage.settlement.inStates(['seen'], 10);
  assert.ok(settlement);
  assert.equal(settlement.payees.length, 3);
  assert.ok(settlement.payees.every((payee) => payee.paidSats === 5 * 325));
  for (const payee of settlement.payees)
    assert.equal(await paidTo(parts.chain, payee.outputs[0]!.lockingScript), 5 * 325);
  assert.equal((await parts.chain.status(settlement.txid)).kind, 'seen');
});

test('a task alone waits for others, but no longer than the batch wait', async (t) => {
  const parts = await bench(t);
  const [taskId] = await verifiedTasks(parts, 1);
  const settler = parts.newSettler();
  parts.clock.advance(999);
  await settle(settler);
  assert.equal((await parts.storage.tasks.get(taskId!))?.state, 'verified');
  parts.clock.advance(1);
  await settle(settler);
  assert.equal((await parts.storage.tasks.get(taskId!))?.state, 'settled');
});

test('batches chain their change, each task is paid in exactly one', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 25);
  parts.clock.advance(1_000);
  await settle(parts.newSettler({ batchTasksMax: 10 }));
  const settlements = await parts.storage.settlement.inStates(['seen'], 10);
  assert.deepEqual(
    settlements.map((settlement) => settlement.tasks.length),
    [10, 10, 5],
  );
  assert.deepEqual(settlements[1]!.inputs, [settlements[0]!.change]);
  assert.deepEqual(settlements[2]!.inputs, [settlements[1]!.change]);
  const paid = settlements.flatMap((settlement) => settlement.tasks.map((task) => task.taskId));
  assert.deepEqual(paid.sort(), [...taskIds].sort());
});

test('an answer that is lost after the network accepted is asked for, and the same bytes are never two payments', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 3);
  parts.clock.advance(1_000);
  parts.chain.dropAnswers(1);
  await settle(parts.newSettler());
  const tasks = await tasksOf(parts.storage, taskIds);
  assert.ok(tasks.every((task) => task.state === 'settled'));
  assert.equal((await parts.storage.settlement.inStates(['seen'], 10)).length, 1);
});

test('a network that gives no clear answer is not hammered: each pause is twice as long', async (t) => {
  const parts = await bench(t);
  const [taskId] = await verifiedTasks(parts, 1);
  const settler = parts.newSettler();
  const unclear = { kind: 'unknown', reason: 'the network is away' } as const;
  const broadcast = t.mock.method(parts.chain, 'broadcast', () => Promise.resolve(unclear));
  for (const [pauseMs, sent] of [
    [1_000, 1],
    [999, 1],
    [1, 2],
    [1_999, 2],
    [1, 3],
  ] as const) {
    parts.clock.advance(pauseMs);
    await settle(settler);
    await settle(settler);
    assert.equal(broadcast.mock.callCount(), sent);
  }
  assert.equal(settler.status.kind, 'unresolved');
  broadcast.mock.restore();
  parts.clock.advance(4_000);
  await settle(settler);
  assert.equal((await parts.storage.tasks.get(taskId!))?.state, 'settled');
  assert.equal((await parts.storage.settlement.inStates(['seen'], 10)).length, 1);
});

test('a process that dies between storing and sending sends the very same transaction after its restart', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 3);
  parts.clock.advance(1_000);
  const broadcast = t.mock.method(parts.chain, 'broadcast', () => Promise.reject(new Error('killed')));
  await settle(parts.newSettler());
  const [stored] = await parts.storage.settlement.inStates(['broadcasting'], 10);
  assert.ok(stored);
  broadcast.mock.restore();
  await settle(parts.newSettler());
  const [settled] = await parts.storage.settlement.inStates(['seen'], 10);
  assert.equal(settled?.raw, stored.raw);
  assert.ok((await tasksOf(parts.storage, taskIds)).every((task) => task.state === 'settled'));
});

test('a process that dies with tasks reserved leaves them to the next one, and is fenced off if it comes back', async (t) => {
  const parts = await bench(t, 0);
  await verifiedTasks(parts, 3);
  parts.clock.advance(1_000);
  const old = parts.newSettler();
  await settle(old);
  assert.equal(old.status.kind, 'treasury_too_low');
  parts.fund(1_000_000);
  parts.clock.advance(1_000);
  await settle(parts.newSettler());
  assert.equal((await parts.storage.settlement.inStates(['seen'], 10)).length, 1);
  await settle(old);
  assert.equal(
    (await parts.storage.settlement.inStates(['seen'], 10)).length,
    1,
    'the old one pays nothing again',
  );
});

test('with an empty treasury settlement waits, says where to send money, and resumes by itself when funded', async (t) => {
  const parts = await bench(t, 0);
  const taskIds = await verifiedTasks(parts, 2);
  parts.clock.advance(1_000);
  const settler = parts.newSettler();
  await settle(settler);
  assert.equal(settler.status.kind, 'treasury_too_low');
  assert.equal(settler.status.kind === 'treasury_too_low' && settler.status.address, parts.treasury.address);
  parts.fund(900);
  parts.clock.advance(1_000);
  await settle(settler);
  assert.equal(settler.status.kind, 'treasury_too_low', 'too little is not enough');
  parts.fund(100_000);
  parts.clock.advance(1_000);
  await settle(settler);
  assert.deepEqual(settler.status, { kind: 'running' });
  assert.ok((await tasksOf(parts.storage, taskIds)).every((task) => task.state === 'settled'));
});

test('a sum below the minimum is carried to the next batch, and the ledger shows it', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler({ payoutMinSats: sats(500) });
  await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  await settle(settler);
  const first = await parts.storage.workers.totals('wrk_1');
  assert.deepEqual([first.paidSats, first.carriedSats], [0, 325]);
  await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  await settle(settler);
  const second = await parts.storage.workers.totals('wrk_1');
  assert.deepEqual([second.paidSats, second.carriedSats], [650, 0]);
  const [, settlement] = await parts.storage.settlement.inStates(['seen'], 10);
  assert.equal(await paidTo(parts.chain, settlement!.payees[0]!.outputs[0]!.lockingScript), 650);
});

test('the platform fee is an output of its own and part of the cost', async (t) => {
  const parts = await bench(t);
  const platform = treasuryKeyFromWif(
    freshWif('local', () => Buffer.alloc(32, 7)),
    'local',
  );
  assert.ok(platform.ok);
  const script = lockingScriptOfAddress(platform.key.address, 'local');
  assert.ok(script.ok);
  const [taskId] = await verifiedTasks(parts, 1, undefined, 10);
  parts.clock.advance(1_000);
  // The price of now is another: the task is paid at its own.
  await settle(parts.newSettler({ payoutSats: sats(900), feeScript: script.lockingScript }));
  const task = await parts.storage.tasks.get(taskId!);
  assert.equal(task?.payment.kind === 'paid' && task.payment.costSats, 975 + 97);
  assert.equal(await paidTo(parts.chain, script.lockingScript), 97);
});

test('where there is no address for the fee any more it stays with the customer', async (t) => {
  const parts = await bench(t);
  const [taskId] = await verifiedTasks(parts, 1, undefined, 10);
  parts.clock.advance(1_000);
  await settle(parts.newSettler());
  const task = await parts.storage.tasks.get(taskId!);
  assert.equal(task?.payment.kind === 'paid' && task.payment.costSats, 975);
});

test('a settler that hands over lets another go on at once; one that is gone is waited for, and never pays again', async (t) => {
  const parts = await bench(t);
  const first = parts.newSettler({ holder: 'a' });
  const second = parts.newSettler({ holder: 'b' });
  const isPaid = async (taskIds: readonly string[]) =>
    (await tasksOf(parts.storage, taskIds)).every((task) => task.state === 'settled');
  const due = async () => {
    const taskIds = await verifiedTasks(parts, 1);
    parts.clock.advance(1_000);
    return taskIds;
  };
  const one = await due();
  await settle(first);
  assert.equal(await isPaid(one), true);
  const two = await due();
  await settle(second);
  assert.deepEqual([second.status.kind, await isPaid(two)], ['lane_held_elsewhere', false]);
  await first.handOver();
  await settle(second);
  assert.deepEqual([second.status.kind, await isPaid(two)], ['running', true]);

  const three = await due();
  await settle(first);
  assert.equal(await isPaid(three), false);
  parts.clock.advance(15_000);
  await settle(first);
  await settle(second);
  assert.equal(await isPaid(three), true);
  assert.equal((await parts.storage.settlement.inStates(['seen', 'mined'], 10)).length, 3);
});

test('the settler at work is known to all, until it is gone', async (t) => {
  const { context, storage, clock } = await bench(t);
  const notice = {
    process: 'a',
    status: { kind: 'running' },
    laneIds: ['lane-1'],
    address: 'mfW',
    publicKey: '02',
    conditions: [],
  } as const;
  const [one, other] = [new Leadership(context, 'a'), new Leadership(context, 'b')];
  assert.equal(await settlerNotice(storage), null);
  assert.equal(await leadAsSettler(one, notice), true);
  assert.equal(await leadAsSettler(other, { ...notice, laneIds: [] }), false);
  const low = { kind: 'treasury_too_low', missingSats: sats(7), address: 'mfW' } as const;
  assert.equal(await leadAsSettler(one, { ...notice, status: low }), true);
  const reported = (await settlerNotice(storage))!;
  assert.deepEqual(
    [reported.status, reported.laneIds, reported.untilMs > clock.nowMs()],
    [low, ['lane-1'], true],
  );
  await one.releaseAll();
  assert.ok((await settlerNotice(storage))!.untilMs <= clock.nowMs());
  assert.equal(await leadAsSettler(other, notice), true);
});
