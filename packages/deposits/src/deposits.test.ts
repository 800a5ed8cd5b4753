import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChainUnavailable } from '@asg/chain';
import { sats } from '@asg/domain';
import { conditionsOf } from '@asg/engines/testing';
import { StorageUnavailable } from '@asg/storage';
import { wrapStorage } from '@asg/storage/faults';
import { customerId, depositBench, enteredOf, entriesOf, later, paymentTo } from './testing/deposit-bench.ts';

const dayMs = 86_400_000;

test('a payment is found by its address and credited once, in the block that proves it', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, treasury } = parts;
  const settler = parts.newSettler();
  const deposit = await open();
  assert.equal(deposit.address, treasury.deriveDeposit(deposit.depositId).address);
  await later(parts, settler);
  assert.deepEqual(await payments(deposit.depositId), []);
  assert.ok(chain.fund(deposit.address, sats(50_000)).ok);
  await later(parts, settler);
  assert.deepEqual(
    (await payments(deposit.depositId)).map(({ state, confirmations }) => [state, confirmations]),
    [['waiting', 0]],
  );
  assert.equal(await enteredOf(parts), 0);
  for (let block = 0; block < 3; block++) {
    chain.mine();
    await later(parts, settler);
    await later(parts, parts.newSettler());
  }
  assert.deepEqual(await entriesOf(parts), [['deposit', 50_000]]);
  const [payment] = await payments(deposit.depositId);
  assert.deepEqual([payment?.state, payment?.turn, payment?.owed], ['credited', 1, null]);
});

test('late, double and small payments: each is credited once, or said to be too small', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits } = parts;
  const settler = parts.newSettler();
  const { depositId, address } = await open();
  for (const amount of [3_000, 3_000, 999]) assert.ok(chain.fund(address, sats(amount)).ok);
  chain.mine();
  await later(parts, settler);
  await later(parts, settler, 3 * dayMs);
  assert.ok(chain.fund(address, sats(7_000)).ok);
  chain.mine();
  await later(parts, settler);
  assert.deepEqual(await entriesOf(parts), [
    ['deposit', 3_000],
    ['deposit', 3_000],
  ]);
  // It is looked at some hours later by itself, and at once when its customer asks.
  assert.ok((await deposits.watch(customerId, depositId)) !== null);
  await later(parts, settler);
  assert.equal(await enteredOf(parts), 13_000);
  const states = (await payments(depositId)).map(({ state, coin }) => `${coin.satoshis} ${state}`);
  assert.deepEqual(states.toSorted(), ['3000 credited', '3000 credited', '7000 credited', '999 too_small']);
  assert.ok(chain.fund(address, sats(8_000)).ok);
  chain.mine();
  await later(parts, settler, 8 * dayMs);
  assert.equal(await enteredOf(parts), 21_000);
});

test('a posted transaction is checked, sent on and found at once; the same again changes nothing', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits } = parts;
  const settler = parts.newSettler();
  const { depositId, lockingScript } = await open();
  const post = (hex: string) => deposits.post(customerId, depositId, hex);
  const messageOf = async (hex: string) => {
    const outcome = await post(hex);
    assert.ok(outcome?.ok === false);
    return outcome.violation.message;
  };
  const paid = paymentTo(chain, [lockingScript, lockingScript], 5_000);
  assert.match(await messageOf(paid.raw), /not known to the network/);
  assert.match(await messageOf(paid.extended.slice(2)), /cannot be used/);
  const elsewhere = paymentTo(chain, [parts.treasury.lockingScript], 5_000);
  assert.match(await messageOf(elsewhere.extended), /must pay to the address of the deposit/);
  assert.equal((await chain.status(paid.txid)).kind, 'unknown');
  const posted = await post(paid.extended);
  assert.ok(posted?.ok);
  assert.equal((await chain.status(paid.txid)).kind, 'seen');
  assert.equal((await post(paid.raw))?.ok, true);
  assert.equal((await payments(depositId)).length, 2);
  assert.equal(await deposits.post('cust_other', depositId, paid.raw), null);
  chain.mine();
  await later(parts, settler);
  assert.equal((await post(paid.extended))?.ok, true);
  await later(parts, settler);
  assert.deepEqual(await entriesOf(parts), [
    ['deposit', 5_000],
    ['deposit', 5_000],
  ]);
});

test('a transaction of thousands of outputs, or of dust, fills no store', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits } = parts;
  const { depositId, lockingScript } = await open();
  const post = (hex: string) => deposits.post(customerId, depositId, hex);
  const scripts = (count: number) => Array.from({ length: count }, () => lockingScript);
  const many = paymentTo(chain, scripts(101), 1_000);
  const refused = await post(many.extended);
  assert.ok(refused?.ok === false);
  assert.match(refused.violation.message, /at most 100 outputs/);
  assert.equal((await chain.status(many.txid)).kind, 'unknown');
  assert.equal((await post(paymentTo(chain, scripts(100), 1).extended))?.ok, true);
  const dust = await payments(depositId);
  assert.equal(dust.length, 100);
  assert.ok(dust.every(({ state, raw }) => state === 'too_small' && raw === null));
});

test('what the network refuses is refused with its reason; where it is silent, nothing is concluded', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits } = parts;
  const { depositId, lockingScript } = await open();
  const paid = paymentTo(chain, [lockingScript], 5_000);
  chain.dropAnswers(1);
  // It was carried out: that its answer was lost does not matter.
  assert.equal((await deposits.post(customerId, depositId, paid.extended))?.ok, true);
  const late = paymentTo(chain, [lockingScript], 5_000);
  chain.delayBroadcasts(1, 60_000);
  await assert.rejects(deposits.post(customerId, depositId, late.extended), ChainUnavailable);
  assert.equal((await payments(depositId)).length, 1);
  const spent = paymentTo(chain, [lockingScript], 6_000);
  const forged = `${spent.extended.slice(0, -8)}01000000`;
  const refused = await deposits.post(customerId, depositId, forged);
  assert.ok(refused?.ok === false && refused.violation.constraint === 'form');
});

test('a reorganisation takes the credit back; the next block that has it gives it again', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments } = parts;
  const settler = parts.newSettler();
  const { depositId, address } = await open();
  assert.ok(chain.fund(address, sats(50_000)).ok);
  chain.mine();
  await later(parts, settler);
  assert.equal(await enteredOf(parts), 50_000);
  for (let turn = 1; turn <= 3; turn++) {
    chain.reorganise(1);
    await later(parts, settler);
    assert.equal(await enteredOf(parts), 0);
    assert.equal((await payments(depositId))[0]?.state, 'waiting');
    chain.mine();
    await later(parts, parts.newSettler());
    assert.equal(await enteredOf(parts), 50_000);
    assert.equal((await payments(depositId))[0]?.turn, turn + 1);
  }
  assert.deepEqual(
    (await entriesOf(parts)).map(([kind]) => kind),
    ['deposit', 'deposit_reversed', 'deposit', 'deposit_reversed', 'deposit', 'deposit_reversed', 'deposit'],
  );
});

test('a payment that another spend of its coins took the place of stays taken back, and is lost in the end', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits } = parts;
  const settler = parts.newSettler();
  const { depositId, lockingScript } = await open();
  const paid = paymentTo(chain, [lockingScript], 5_000);
  assert.equal((await deposits.post(customerId, depositId, paid.extended))?.ok, true);
  chain.mine();
  await later(parts, settler);
  assert.equal(await enteredOf(parts), 5_000);
  chain.reorganise(1);
  chain.evict(paid.txid);
  for (let block = 0; block < 3; block++) {
    chain.mineEmpty();
    await later(parts, settler);
  }
  assert.deepEqual(await entriesOf(parts), [
    ['deposit', 5_000],
    ['deposit_reversed', -5_000],
  ]);
  assert.equal((await payments(depositId))[0]?.state, 'waiting');
  await later(parts, settler, 15 * dayMs);
  assert.equal((await payments(depositId))[0]?.state, 'lost');
  assert.equal((await deposits.post(customerId, depositId, paid.extended))?.ok, true);
  chain.mine();
  await later(parts, settler);
  assert.equal(await enteredOf(parts), 5_000);
});

test('an index that shows what no transaction pays, or nothing at all, credits nothing and is named', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments } = parts;
  const settler = parts.newSettler();
  const { depositId, lockingScript } = await open();
  const paid = paymentTo(chain, [parts.treasury.lockingScript], 5_000);
  await chain.broadcast(paid);
  chain.mine();
  const claim = { txid: paid.txid, vout: 0, satoshis: sats(5_000), lockingScript, confirmed: true };
  const lies = t.mock.method(chain, 'unspent', async () => [claim]);
  await later(parts, settler);
  assert.deepEqual(await payments(depositId), []);
  lies.mock.mockImplementation(() => Promise.reject(new ChainUnavailable('look-up: status 429')));
  await later(parts, settler, 60_000);
  assert.match(conditionsOf(parts).deposits!, /not looked for now: look-up: status 429/);
  lies.mock.restore();
  await later(parts, settler, 60_000);
  assert.equal(conditionsOf(parts).deposits, undefined);
  assert.equal(await enteredOf(parts), 0);
});

test('a customer gets so many addresses a day, and no one else’s deposit', async (t) => {
  const { deposits, open, clock } = await depositBench(t);
  const first = await open();
  const outcomes = await Promise.all(Array.from({ length: 60 }, () => deposits.open(customerId, null)));
  assert.equal(outcomes.filter((outcome) => outcome !== 'too_many').length, 19);
  assert.equal(await deposits.open(customerId, null), 'too_many');
  assert.notEqual(await deposits.open('cust_2', null), 'too_many');
  clock.advance(dayMs);
  await open();
  assert.equal(await deposits.get('cust_2', first.depositId), null);
  assert.equal(await deposits.watch('cust_2', first.depositId), null);
  const page = await deposits.list(customerId, { limit: 30, before: null });
  assert.equal(page.length, 21);
  assert.equal(page.at(-1)?.deposit.depositId, first.depositId);
});

test('wherever the process dies, before a write or after it, each payment counts once in the end', async (t) => {
  let deaths = 0;
  for (const lostAnswer of [false, true])
    for (let at = 1; at <= 10; at++) {
      const parts = await depositBench(t);
      const { chain, open, context, storage } = parts;
      const deposit = await open();
      let writes = 0;
      const dying = wrapStorage(storage, async (operation, call) => {
        const isWrite = /^(deposits\.lookedAt|depositPayments\.(found|look|entered)|balance\.enter)$/.test(
          operation,
        );
        if (!isWrite || ++writes !== at) return call();
        if (lostAnswer) await call();
        deaths++;
        throw new StorageUnavailable('the process died');
      });
      const step = async () => {
        const settler = parts.newSettler({}, chain, { ...context, storage: dying });
        parts.clock.advance(2_000);
        await settler.round().catch((error: unknown) => {
          if (!(error instanceof StorageUnavailable)) throw error;
        });
      };
      for (const amount of [5_000, 7_000]) assert.ok(chain.fund(deposit.address, sats(amount)).ok);
      chain.mine();
      for (let round = 0; round < 4; round++) await step();
      chain.reorganise(1);
      for (let round = 0; round < 4; round++) await step();
      assert.equal(await enteredOf(parts), 0);
      chain.mine();
      for (let round = 0; round < 4; round++) await step();
      assert.equal(await enteredOf(parts), 12_000);
      assert.equal((await entriesOf(parts)).length, 6);
    }
  assert.ok(deaths >= 18, `it died ${deaths} times`);
});
