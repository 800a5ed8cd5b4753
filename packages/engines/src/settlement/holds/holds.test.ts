import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Withdrawals } from '@asg/people';
import { dayMs, holdBench, holdRules } from '../../testing/hold-bench.ts';
import { payeeOf } from '../../testing/payee-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';
import { HoldRounds } from './hold-rounds.ts';

test('a new worker is paid in the settlement as ever, at their held address, and may not move it', async (t) => {
  const { kim, task, step, host, storage, settled, heldOnChain, withdrawals, audited } = await holdBench(t);
  await task(kim);
  await step();
  const [payment] = await storage.settlement.inStates(['mined'], 10);
  const payee = payeeOf(payment, kim);
  assert.deepEqual([payee.paidSats, payee.held, payee.maturing], [325, true, true]);
  assert.equal(host.payments.length, 0, 'their paymail’s host is not asked');
  assert.equal(await heldOnChain(), 325);
  const paid = (await storage.tasks.many(payment!.tasks.map(({ taskId }) => taskId)))[0];
  assert.deepEqual([paid?.state, paid?.payment.kind], ['settled', 'paid']);
  const asked = await withdrawals.request(kim);
  assert.ok(!asked.ok && asked.refusal === 'not_mature');
  const { maturity, pendingSats, firstId } = asked.held;
  assert.deepEqual([maturity.rightMissing, pendingSats, firstId], [3, 325, payment!.settlementId]);
  assert.equal(await storage.payouts.heldSats(kim), 325);
  assert.deepEqual(await settled(), []);
  await audited();
});

test('a withdrawal that was asked for around the refusal is refused by the settler too', async (t) => {
  const { kim, task, step, storage, context, heldOnChain } = await holdBench(t);
  await task(kim);
  await step();
  const settlementId = context.ids.next('settlement');
  const move = {
    purpose: 'withdrawal',
    workerId: kim,
    coins: null,
    requestedAtMs: 0,
    refusal: null,
  } as const;
  await storage.moves.request({ ...move, settlementId });
  await step();
  const refused = await storage.moves.get(settlementId);
  assert.equal(refused?.refusal, 'nothing is held that may be moved');
  assert.equal(await heldOnChain(), 325);
});

test('after so many days what is held goes to the wallet by itself, once, and later pay goes there at once', async (t) => {
  const { kim, task, step, wait, storage, heldOnChain, withdrawn, settling, clock, audited } =
    await holdBench(t);
  for (let i = 0; i < 3; i++) {
    await task(kim);
    await step();
  }
  assert.equal(await heldOnChain(), 975);
  await wait(13 * dayMs);
  assert.deepEqual([await heldOnChain(), await withdrawn()], [975, []]);
  await wait(dayMs);
  assert.deepEqual([await heldOnChain(), await withdrawn()], [0, [975]]);
  assert.ok((await storage.workers.get(kim))?.maturedAtMs);
  await task(kim);
  await settle(settling);
  const [payment] = await storage.settlement.inStates(['seen'], 10);
  assert.equal(payeeOf(payment, kim).held, undefined);
  clock.advance(60_000);
  await step();
  await wait(3 * dayMs);
  assert.equal((await withdrawn()).length, 1);
  assert.deepEqual(await storage.holds.waiting({ limit: 10, after: null }), [], 'nothing is left to look at');
  await audited();
});

test('right answers to gold are enough, and are counted once a day: no single one shows', async (t) => {
  const { kim, task, step, wait, storage, withdrawals, rightGold, heldOnChain, withdrawn } =
    await holdBench(t);
  await task(kim);
  await step();
  await rightGold(kim, 2);
  await step();
  const missing = async (): Promise<number | null> => {
    const held = await withdrawals.heldBack((await storage.workers.get(kim))!);
    return held?.maturity.rightMissing ?? null;
  };
  assert.equal(await missing(), 3, 'not counted yet');
  await wait(dayMs);
  assert.equal(await missing(), 1);
  await rightGold(kim, 1);
  await step();
  assert.deepEqual([await missing(), await withdrawn()], [1, []]);
  await wait(dayMs);
  assert.equal(await missing(), null);
  assert.equal(await heldOnChain(), 0);
});

test('who had labelled for long before pay was held is mature at once, and what they chose to have held is theirs', async (t) => {
  const { kim, task, step, storage, clock, settler, heldOnChain, withdrawals, chain } = await holdBench(t);
  const before = settler({ hold: null });
  await storage.workers.change({ workerId: kim, change: { set: 'payout', payout: null } });
  await task(kim);
  await settle(before);
  chain.mine();
  await settle(before);
  assert.equal(await heldOnChain(), 325);
  clock.advance(holdRules.holdMs);
  await task(kim);
  await step();
  const [, payment] = await storage.settlement.inStates(['mined', 'final'], 10);
  assert.deepEqual([payeeOf(payment, kim).held, payeeOf(payment, kim).maturing], [true, undefined]);
  assert.equal(await withdrawals.heldBack((await storage.workers.get(kim))!), null);
  assert.equal(await heldOnChain(), 650);
});

test('what was paid before the hold began may be moved while the rest is held back', async (t) => {
  const { kim, task, step, storage, settler, setPaymail, withdrawals, withdrawn, chain, clock } =
    await holdBench(t);
  const before = settler({ hold: null });
  await storage.workers.change({ workerId: kim, change: { set: 'payout', payout: null } });
  await task(kim);
  await settle(before);
  chain.mine();
  await settle(before);
  await task(kim);
  await step();
  await setPaymail(kim, 'kim');
  assert.ok((await withdrawals.request(kim)).ok);
  clock.advance(60_000);
  await step();
  assert.deepEqual(await withdrawn(), [325]);
  const again = await withdrawals.request(kim);
  assert.ok(!again.ok && again.refusal === 'not_mature');
});

test('where the operator switches holds off, what is held goes to the wallets', async (t) => {
  const { kim, task, step, settler, clock, context, withdrawn, heldOnChain, chain } = await holdBench(t);
  await task(kim);
  await step();
  const withdrawals = new Withdrawals(context, null);
  const rounds = new HoldRounds(context, { rules: null, withdraw: (id) => withdrawals.requestFor(id) });
  clock.advance(dayMs);
  while (await rounds.round());
  await settle(settler({ hold: null }));
  chain.mine();
  assert.deepEqual([await withdrawn(), await heldOnChain()], [[325], 0]);
});
