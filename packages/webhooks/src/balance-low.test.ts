import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BalanceEntry } from '@asg/domain';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from './testing/receiver.ts';
import { startStage } from './testing/webhook-stage.ts';

test('a balance that becomes low is told to every webhook that subscribes to it, signed, and to no other', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  await using other = await startReceiver();
  const { secret } = await stage.hook(receiver.url, { events: ['balance.low'] });
  await stage.hook(other.url, { events: ['task.settled', 'job.completed'] });
  stage.clock.advance(Date.now() - stage.clock.nowMs());
  const { customerId, storage } = stage;
  const limits = { spendPerDaySats: null, balanceLowSats: 50 };
  await storage.customers.change({ customerId, changeId: 'limits', limits });
  const enter = (entryId: string, kind: BalanceEntry['kind'], sats: number) =>
    storage.balance.enter({
      entryId,
      customerId,
      kind,
      sats,
      atMs: stage.clock.nowMs(),
      note: null,
      ref: null,
    });
  await enter('grant', 'grant', 60);
  await enter('refund', 'refund', -11);
  await enter('another refund', 'refund', -9);
  await stage.deliver();
  const [message, ...more] = receiver.received;
  assert.deepEqual([more.length, other.received.length], [0, 0]);
  assert.deepEqual(new Webhook(secret).verify(message!.body, message!.headers), {
    event: 'balance.low',
    customer_id: customerId,
    available_sats: 49,
    balance_low_sats: 50,
    timestamp: new Date(stage.clock.nowMs()).toISOString(),
  });
});

test('the sample of balance.low looks like a real one', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  const { webhookId } = await stage.hook(receiver.url, { events: ['balance.low'] });
  await stage.webhooks.test(stage.customerId, webhookId);
  await stage.deliver();
  const sample = JSON.parse(receiver.received[0]!.body) as Record<string, unknown>;
  assert.deepEqual(Object.keys(sample), [
    'event',
    'customer_id',
    'available_sats',
    'balance_low_sats',
    'timestamp',
  ]);
  assert.equal(sample.event, 'balance.low');
});
