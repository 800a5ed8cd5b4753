import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { auditMoney } from '@asg/engines';
import { allSettlements, conditionsOf } from '@asg/engines/testing';
import { customerId, depositBench, enteredOf, entriesOf, later } from './testing/deposit-bench.ts';

const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

test('coins of deposits go to the treasury once they are deep, also where it has no coin of its own', async (t) => {
  const parts = await depositBench(t, 0);
  const { chain, open, payments, treasury, storage } = parts;
  const settler = parts.newSettler();
  const [first, second] = [await open(), await open()];
  for (const deposit of [first, second, second]) assert.ok(chain.fund(deposit.address, sats(50_000)).ok);
  for (let block = 0; block < 5; block++) {
    chain.mine();
    await later(parts, settler, 61_000);
  }
  assert.equal(await enteredOf(parts), 150_000);
  assert.deepEqual(await allSettlements(parts), []);
  chain.mine();
  await later(parts, settler, 61_000);
  await later(parts, settler);
  const [sweep, ...others] = await allSettlements(parts);
  assert.equal(others.length, 0);
  assert.deepEqual([sweep?.purpose, sweep?.state, sweep?.inputs.length], ['sweep', 'seen', 3]);
  const [coin] = await chain.unspent(treasury.address, 10);
  assert.equal(coin?.satoshis, 150_000 - sweep!.minerFeeSats);
  for (let block = 0; block < 7; block++) {
    chain.mine();
    await later(parts, parts.newSettler(), 61_000);
  }
  const swept = [...(await payments(first.depositId)), ...(await payments(second.depositId))];
  assert.ok(
    swept.every(({ isSwept, sweepId, state }) => isSwept && sweepId !== null && state === 'credited'),
  );
  assert.deepEqual(await storage.depositPayments.sweepable({ limit: 9, after: null }), []);
  assert.equal(await enteredOf(parts), 150_000);
  assert.equal((await allSettlements(parts)).length, 1);
  const audit = await auditMoney(storage, chain);
  assert.ok(audit.ok, JSON.stringify(audit.results.filter((result) => !result.ok)));
});

test('a sweep that pays too little is replaced with the same coins', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments } = parts;
  const settler = parts.newSettler({ lanes: 1 });
  const { depositId, address: paidTo } = await open();
  assert.ok(chain.fund(paidTo, sats(50_000)).ok);
  for (let block = 0; block < 6; block++) {
    chain.mine();
    await later(parts, settler);
  }
  const dear = { kind: 'rejected', code: -26, reason: 'mempool min fee not met', fault: 'fee' } as const;
  const refusing = t.mock.method(chain, 'broadcast', async () => dear);
  await later(parts, settler, 61_000);
  await later(parts, settler);
  refusing.mock.restore();
  for (let block = 0; block < 10; block++) {
    await later(parts, settler, 61_000);
    chain.mine();
  }
  const sweeps = (await allSettlements(parts)).filter(({ purpose }) => purpose === 'sweep');
  assert.deepEqual(sweeps.map(({ state }) => state).toSorted(), ['failed', 'final']);
  assert.equal((await payments(depositId))[0]?.isSwept, true);
  assert.equal(await enteredOf(parts), 50_000);
});

test('a refund is taken from what is free and paid; asking again makes no second one', async (t) => {
  const parts = await depositBench(t);
  const { chain, refunds, storage } = parts;
  const settler = parts.newSettler();
  await storage.balance.enter({
    entryId: 'g',
    customerId,
    kind: 'grant',
    sats: 10_000,
    atMs: 0,
    note: null,
    ref: null,
  });
  const ask = (satoshis: number, requestId: string | null = 'r1', to = address, whose = customerId) =>
    refunds.ask({ customerId: whose, requestId, satoshis: sats(satoshis), address: to });
  assert.equal((await ask(6_000, 'x', 'no address')).kind, 'refused');
  assert.equal((await ask(6_000, 'x', address, 'cust_none')).kind, 'no_customer');
  const asked = await ask(6_000);
  assert.ok(asked.kind === 'asked');
  assert.deepEqual(await ask(6_000), asked);
  assert.equal((await ask(6_001)).kind, 'conflict');
  await later(parts, settler);
  await later(parts, settler);
  assert.deepEqual(await entriesOf(parts), [
    ['grant', 10_000],
    ['refund', -6_000],
  ]);
  const paid = async () => (await chain.unspent(address, 10)).reduce((sum, coin) => sum + coin.satoshis, 0);
  assert.equal(await paid(), 6_000);
  const [report] = await refunds.list(customerId, { limit: 9, before: null });
  assert.equal(report?.settlement?.state, 'seen');
  // An allowance of the sandbox is spent on tasks, and not refunded.
  const allowance = { entryId: 'a', customerId, kind: 'allowance', sats: 90_000, atMs: 0 } as const;
  await storage.balance.enter({ ...allowance, note: null, ref: null });
  await ask(4_001, 'too much');
  await ask(4_000, null);
  await later(parts, settler);
  await later(parts, settler);
  const [last, refused] = await refunds.list(customerId, { limit: 9, before: null });
  assert.equal(last?.settlement?.purpose, 'refund');
  assert.match(refused?.move?.refusal ?? '', /less than 4001 satoshis are free to be refunded/);
  assert.deepEqual([await paid(), await enteredOf(parts)], [10_000, 90_000]);
});

test('a refund that the treasury cannot pay yet waits, taken from the balance once', async (t) => {
  const parts = await depositBench(t, 1_000);
  const { chain, refunds, storage, fund } = parts;
  const settler = parts.newSettler();
  const grant = {
    entryId: 'g',
    customerId,
    kind: 'grant',
    sats: 10_000,
    atMs: 0,
    note: null,
    ref: null,
  } as const;
  await storage.balance.enter(grant);
  await refunds.ask({ customerId, requestId: null, satoshis: sats(9_000), address });
  for (let round = 0; round < 3; round++) await later(parts, parts.newSettler(), 40_000);
  assert.equal(await enteredOf(parts), 1_000);
  await later(parts, settler, 40_000);
  assert.match(conditionsOf(parts).treasury ?? '', /lacks/);
  fund(20_000);
  await later(parts, settler, 40_000);
  await later(parts, settler, 40_000);
  assert.equal((await chain.unspent(address, 10))[0]?.satoshis, 9_000);
  assert.equal(await enteredOf(parts), 1_000);
});
