import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SettlementRecord } from '@asg/domain';
import { allSettlements, bench, settle, tasksOf, verifiedTasks } from '../../testing/settlement-bench.ts';

test('a named fee that creeps is met with steps: few replacements, and none above the limit', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 3);
  parts.clock.advance(1_000);
  const broadcast = parts.chain.broadcast.bind(parts.chain);
  // One satoshi more than whatever was paid, up to what is just below the limit.
  t.mock.method(parts.chain, 'broadcast', async (one: SettlementRecord) => {
    const bytes = one.raw.length / 2;
    if (one.minerFeeSats * 1_000 >= bytes * 999) return broadcast(one);
    const minimumFee = { satoshis: one.minerFeeSats + 1, of: 'transaction' };
    return { kind: 'rejected', code: 465, reason: 'fee too low', fault: 'fee', minimumFee } as const;
  });
  const settler = parts.newSettler({ feeRateMax: 1_000 });
  for (let i = 0; i < 20; i++) await settle(settler);
  const made = await parts.storage.settlement.inStates(['broadcasting', 'unknown', 'seen', 'failed'], 100);
  assert.equal(made.at(-1)!.state, 'seen');
  assert.ok(made.length <= 14, `${made.length} transactions were stored`);
  assert.ok(made.every((one) => one.minerFeeSats * 1_000 <= (one.raw.length / 2 + 2) * 1_000));
  for (const { payment } of await tasksOf(parts.storage, taskIds)) assert.equal(payment.kind, 'paid');
});

test('a transaction that pays too little to be taken is replaced by one that spends the same coin and pays more', async (t) => {
  const parts = await bench(t);
  const taskIds = await verifiedTasks(parts, 3);
  parts.clock.advance(1_000);
  const broadcast = parts.chain.broadcast.bind(parts.chain);
  const refusal = { kind: 'rejected', code: 465, reason: 'fee too low', fault: 'fee' } as const;
  let refusals = 2;
  t.mock.method(parts.chain, 'broadcast', (transaction: SettlementRecord) =>
    refusals-- > 0 ? Promise.resolve(refusal) : broadcast(transaction),
  );
  const settler = parts.newSettler();
  for (let i = 0; i < 4; i++) await settle(settler);
  const made = await allSettlements(parts);
  assert.deepEqual(
    made.map((one) => one.state),
    ['failed', 'failed', 'seen'],
  );
  assert.ok(made.every((one) => one.inputs[0]!.txid === made[0]!.inputs[0]!.txid));
  assert.ok(made[1]!.minerFeeSats > made[0]!.minerFeeSats && made[2]!.minerFeeSats > made[1]!.minerFeeSats);
  assert.deepEqual(
    made.map((one) => one.replacedBy),
    [made[1]!.settlementId, made[2]!.settlementId, null],
  );
  for (const { payment } of await tasksOf(parts.storage, taskIds))
    assert.ok(payment.kind === 'paid' && payment.txid === made[2]!.txid);
});

for (const reported of ['at once', 'later'] as const) {
  test(`a minimum fee that is named ${reported} is jumped to in one step`, async (t) => {
    const parts = await bench(t);
    const taskIds = await verifiedTasks(parts, 3);
    parts.clock.advance(1_000);
    const broadcast = parts.chain.broadcast.bind(parts.chain);
    const status = parts.chain.status.bind(parts.chain);
    const refusal = (size: number) =>
      ({
        kind: 'rejected',
        code: 465,
        reason: `transaction fee is too low: 12 < ${size} required`,
        fault: 'fee',
        minimumFee: { satoshis: size, of: 'transaction' },
      }) as const;
    // Nine satoshis for ten bytes are wanted, where the policy names one.
    const wanted = (raw: string) => Math.ceil((raw.length / 2) * 0.9);
    const refused = new Map<string, number>();
    t.mock.method(parts.chain, 'broadcast', async (one: SettlementRecord) => {
      if (one.minerFeeSats >= wanted(one.raw)) return broadcast(one);
      refused.set(one.txid, wanted(one.raw));
      return reported === 'at once' ? refusal(wanted(one.raw)) : { kind: 'unknown', reason: 'RECEIVED' };
    });
    t.mock.method(parts.chain, 'status', async (txid: string) => {
      const size = refused.get(txid);
      return size === undefined || reported === 'at once'
        ? status(txid)
        : { kind: 'rejected', reason: refusal(size).reason, refusal: refusal(size) };
    });
    const settler = parts.newSettler();
    for (let i = 0; i < 3; i++) await settle(settler);
    assert.deepEqual(
      (await allSettlements(parts)).map((one) => one.state),
      ['failed', 'seen'],
    );
    for (const { payment } of await tasksOf(parts.storage, taskIds)) assert.equal(payment.kind, 'paid');
  });
}

test('a fee above the limit is not paid: the batch waits and the status says why', async (t) => {
  const parts = await bench(t);
  await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  const refusal = { kind: 'rejected', code: 465, reason: 'fee too low', fault: 'fee' } as const;
  t.mock.method(parts.chain, 'broadcast', () => Promise.resolve(refusal));
  const settler = parts.newSettler({ feeRateMax: 110 });
  for (let i = 0; i < 4; i++) await settle(settler);
  const { status } = settler;
  assert.ok(status.kind === 'unresolved' && /FEE_RATE_MAX_SATS_PER_KB \(110\)/.test(status.note));
  assert.equal((await allSettlements(parts)).length, 1);
});
