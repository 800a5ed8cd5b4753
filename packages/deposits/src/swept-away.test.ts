import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditMoney } from '@asg/engines';
import { allSettlements } from '@asg/engines/testing';
import { customerId, depositBench, enteredOf, later, paymentTo } from './testing/deposit-bench.ts';

test('a swept payment that leaves the chain and the network is taken back, and credited once it is sent again', async (t) => {
  const parts = await depositBench(t);
  const { chain, open, payments, deposits, storage } = parts;
  const settler = parts.newSettler();
  const { depositId, lockingScript } = await open();
  const paid = paymentTo(chain, [lockingScript], 40_000);
  assert.equal((await deposits.post(customerId, depositId, paid.extended))?.ok, true);
  for (let block = 0; block < 9; block++) {
    chain.mine();
    await later(parts, settler, 61_000);
  }
  const [sweep] = await allSettlements(parts);
  assert.equal(sweep?.purpose, 'sweep');
  chain.reorganise(12);
  assert.ok(chain.evict(paid.txid));
  const next = parts.newSettler();
  await later(parts, next);
  assert.equal(await enteredOf(parts), 0);
  assert.equal((await deposits.post(customerId, depositId, paid.extended))?.ok, true);
  for (let block = 0; block < 12; block++) {
    chain.mine();
    await later(parts, next, 61_000);
  }
  const [payment] = await payments(depositId);
  assert.deepEqual([payment?.state, await enteredOf(parts)], ['credited', 40_000]);
  const audit = await auditMoney(storage, chain);
  assert.ok(audit.ok, JSON.stringify(audit.results.filter(({ ok }) => !ok)));
});
