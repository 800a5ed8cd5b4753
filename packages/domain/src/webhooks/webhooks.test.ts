import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterAttempt, type DeliveryRecord, type RecordAttempt, replayed } from './delivery.ts';
import { changedWebhook, type WebhookRecord, webhookAdditionOf } from './webhook.ts';

const webhook: WebhookRecord = {
  webhookId: 'whk_1',
  customerId: 'cust_1',
  callbackUrl: 'https://example.com',
  events: ['task.settled'],
  sealedSecret: 's0',
  formerSecrets: [],
  active: true,
  disabledReason: null,
  failingSinceMs: null,
  createdAtMs: 0,
};
const delivery: DeliveryRecord = {
  deliveryId: 'dlv_1',
  messageId: 'm1',
  webhookId: 'whk_1',
  customerId: 'cust_1',
  taskId: 'tsk_1',
  type: 'task.settled',
  url: 'https://example.com',
  endpoint: 'cust_1 whk_1',
  body: '{}',
  state: 'pending',
  attemptCount: 0,
  triesThisRound: 0,
  attempts: [],
  nextAttemptAtMs: 0,
  createdAtMs: 0,
};
const attemptAt = (number: number, state: DeliveryRecord['state'] = 'pending'): RecordAttempt => ({
  deliveryId: 'dlv_1',
  number,
  attempt: { atMs: number, latencyMs: 1, status: 500, error: null, answer: null },
  nextAttemptAtMs: state === 'pending' ? number + 1 : null,
  state,
});

test('a new secret moves the old one to those that sign, once, for as long as requested', () => {
  const gaps = fc.array(fc.nat(120), { maxLength: 12 });
  fc.assert(
    fc.property(gaps, (given) => {
      let now = webhook;
      let nowMs = 0;
      for (const [n, gapMs] of given.entries()) {
        nowMs += gapMs;
        const newSecret = { sealedSecret: `s${n + 1}`, nowMs, formerUntilMs: nowMs + 100 };
        const after = changedWebhook(now, { newSecret });
        assert.deepEqual(changedWebhook(after, { newSecret }), after);
        assert.equal(after.formerSecrets[0]?.sealedSecret, now.sealedSecret);
        assert.ok(after.formerSecrets.every(({ untilMs }) => untilMs > nowMs));
        assert.ok(after.formerSecrets.length <= 5);
        now = after;
      }
    }),
  );
});

test('a change sets the fields that are there and no others', () => {
  const off = changedWebhook(webhook, { active: false, disabledReason: 'gone' });
  assert.deepEqual(off, { ...webhook, active: false, disabledReason: 'gone' });
});

test('a customer has so many webhooks, and one that is known is added already', () => {
  assert.equal(webhookAdditionOf(false, 4, 5), 'add');
  assert.equal(webhookAdditionOf(false, 5, 5), 'too_many');
  assert.equal(webhookAdditionOf(true, 5, 5), 'added');
});

test('attempts count once and in order; the last 30 are kept', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 200 });
  fc.assert(
    fc.property(numbers, (given) => {
      let now = delivery;
      for (const number of [...given, ...Array.from({ length: 35 }, (_, i) => i + 1)]) {
        const after = afterAttempt(now, attemptAt(number));
        assert.equal(after !== null, number === now.attemptCount + 1);
        now = after ?? now;
      }
      assert.ok(now.attemptCount >= 35);
      assert.equal(now.attempts.length, 30);
      assert.equal(now.attempts.at(-1)?.atMs, now.attemptCount);
    }),
  );
});

test('a delivery that was given up restarts its schedule, one that is pending continues', () => {
  assert.equal(replayed(delivery, 9), delivery);
  const failed = afterAttempt(delivery, attemptAt(1, 'failed'))!;
  assert.deepEqual([failed.state, failed.nextAttemptAtMs, failed.triesThisRound], ['failed', null, 1]);
  const again = replayed(failed, 9);
  assert.deepEqual([again.state, again.nextAttemptAtMs, again.triesThisRound], ['pending', 9, 0]);
  assert.equal(again.attemptCount, 1);
  assert.equal(afterAttempt(again, attemptAt(2))?.triesThisRound, 1);
});
