import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SettlementRecord } from '@asg/domain';
import { bench, settle, tasksOf, verifiedTasks } from '../../testing/settlement-bench.ts';

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
