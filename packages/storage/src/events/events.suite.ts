import assert from 'node:assert/strict';
import { type DeliveryRecord, eventOf, type WebhookRecord } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';

const page = { after: null, limit: 100 };

function aWebhook(
  { ids, nowMs }: Stage,
  customerId: string,
  change: Partial<WebhookRecord> = {},
): WebhookRecord {
  return {
    webhookId: ids.next('webhook'),
    customerId,
    callbackUrl: 'https://example.com/hook',
    events: ['task.settled'],
    sealedSecret: 'v1.key.text',
    formerSecrets: [],
    active: true,
    disabledReason: null,
    failingSinceMs: null,
    createdAtMs: nowMs,
    ...change,
  };
}

function aDelivery({ ids, nowMs }: Stage, change: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return {
    deliveryId: ids.next('event').replace('evt_', 'dlv_'),
    messageId: ids.next('event'),
    webhookId: null,
    customerId: ids.next('customer'),
    taskId: null,
    type: 'task.settled',
    url: 'https://example.com/hook',
    endpoint: 'one',
    body: '{}',
    state: 'pending',
    attemptCount: 0,
    triesThisRound: 0,
    attempts: [],
    nextAttemptAtMs: nowMs,
    createdAtMs: nowMs,
    ...change,
  };
}

const failure = { atMs: 1, latencyMs: 2, status: 500, error: null, answer: 'no' };

export const eventSuite: Suite = {
  'each end of a task is one event of its customer, derived from the task': async (stage) => {
    const customerId = await stage.customer();
    const [verified, cancelled] = await stage.open(customerId, 2);
    const { storage, nowMs } = stage;
    await stage.labels(verified!, 'cat', 'cat', 'cat');
    await storage.tasks.cancel({ taskId: cancelled!, nowMs });
    await storage.tasks.cancel({ taskId: cancelled!, nowMs });
    await stage.settle();
    const before = eventOf(await stage.task(verified!), sha256);
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    const events = await storage.events.after(customerId, page);
    assert.deepEqual(
      events.map(({ taskId, type }) => [taskId, type]),
      [
        [verified, 'task.verified'],
        [cancelled, 'task.cancelled'],
        [verified, 'task.settled'],
      ],
    );
    assert.deepEqual(events[0], before);
    assert.deepEqual(events[2], eventOf(await stage.task(verified!), sha256));
    assert.deepEqual(await storage.events.newest(customerId), events[2]);
    assert.deepEqual(await storage.events.after(await stage.customer(), page), []);
  },

  'events are read on from any of them, page by page': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    for (const taskId of await stage.open(customerId, 5)) {
      await storage.tasks.cancel({ taskId, nowMs: stage.nowMs });
    }
    await stage.settle();
    const all = await storage.events.after(customerId, page);
    assert.equal(all.length, 5);
    const first = await storage.events.after(customerId, { after: null, limit: 2 });
    const rest = await storage.events.after(customerId, { after: first[1]!.eventId, limit: 100 });
    assert.deepEqual([...first, ...rest], all);
    assert.deepEqual(await storage.events.after(customerId, { after: 'unknown', limit: 100 }), all);
  },

  'an event is in the outbox until its deliveries are stored, each once': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    for (const taskId of await stage.open(customerId, 2)) {
      await storage.tasks.cancel({ taskId, nowMs: stage.nowMs });
    }
    await stage.settle();
    const [first, second] = await storage.events.undispatched(10);
    const delivery = aDelivery(stage, { endpoint: 'outbox' });
    const dispatch = [{ eventId: first!.event.eventId, deliveries: [delivery] }];
    await storage.events.dispatch(dispatch);
    await storage.events.dispatch(dispatch);
    assert.deepEqual(await storage.events.undispatched(10), [second]);
    assert.deepEqual(await storage.events.after(customerId, { after: first!.event.eventId, limit: 10 }), [
      second!.event,
    ]);
    const due = await storage.deliveries.due({ endpoint: 'outbox', nowMs: stage.nowMs, limit: 10 });
    assert.deepEqual(due, [delivery]);
  },

  'a webhook belongs to one customer, who has a bounded number of them': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const other = await stage.customer();
    const [one, two, three] = [0, 1, 2].map(() => aWebhook(stage, customerId));
    assert.equal(await storage.webhooks.add({ webhook: one!, max: 2 }), 'added');
    assert.equal(await storage.webhooks.add({ webhook: one!, max: 2 }), 'added');
    assert.equal(await storage.webhooks.add({ webhook: two!, max: 2 }), 'added');
    assert.equal(await storage.webhooks.add({ webhook: three!, max: 2 }), 'too_many');
    assert.deepEqual(await storage.webhooks.list(customerId), [one, two]);
    const { webhookId } = one!;
    const change = { active: false };
    assert.equal(await storage.webhooks.change({ customerId: other, webhookId, change }), null);
    assert.equal(await storage.webhooks.remove({ customerId: other, webhookId }), false);
    const changed = await storage.webhooks.change({ customerId, webhookId, change });
    assert.deepEqual(changed, { ...one, active: false });
    assert.deepEqual(await storage.webhooks.get({ customerId, webhookId }), changed);
    assert.equal(await storage.webhooks.remove({ customerId, webhookId }), true);
    assert.equal(await storage.webhooks.get({ customerId, webhookId }), null);
    assert.equal(await storage.webhooks.change({ customerId, webhookId, change }), null);
    assert.deepEqual(await storage.webhooks.list(customerId), [two]);
  },

  'a new secret moves the old one to those that sign for a while, once however often it is sent': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const customerId = await stage.customer();
    const webhook = aWebhook(stage, customerId);
    const { webhookId } = webhook;
    await storage.webhooks.add({ webhook, max: 2 });
    const set = (sealedSecret: string, atMs: number) =>
      storage.webhooks.change({
        customerId,
        webhookId,
        change: { newSecret: { sealedSecret, nowMs: atMs, formerUntilMs: atMs + 100 } },
      });
    const first = { sealedSecret: 'v1.key.text', untilMs: nowMs + 100 };
    for (let i = 0; i < 2; i++) {
      const changed = await set('second', nowMs);
      assert.deepEqual(changed, { ...webhook, sealedSecret: 'second', formerSecrets: [first] });
    }
    const second = { sealedSecret: 'second', untilMs: nowMs + 199 };
    assert.deepEqual((await set('third', nowMs + 99))?.formerSecrets, [second, first]);
    const third = { sealedSecret: 'third', untilMs: nowMs + 200 };
    assert.deepEqual((await set('fourth', nowMs + 100))?.formerSecrets, [third, second]);
    for (let i = 0; i < 10; i++) await set(`more ${i}`, nowMs + 100);
    const { sealedSecret, formerSecrets } = (await storage.webhooks.get({ customerId, webhookId }))!;
    assert.deepEqual(
      [sealedSecret, formerSecrets.length, formerSecrets[0]?.sealedSecret],
      ['more 9', 5, 'more 8'],
    );
    assert.deepEqual(await storage.webhooks.list(customerId), [
      await storage.webhooks.get({ customerId, webhookId }),
    ]);
  },

  'endpoints with pending deliveries are visited one by one, whatever waits at each': async (stage) => {
    const { storage, nowMs } = stage;
    for (const endpoint of ['b', 'b', 'b', 'a', 'c'])
      await storage.deliveries.add(aDelivery(stage, { endpoint }));
    const late = aDelivery(stage, { endpoint: 'd', nextAttemptAtMs: nowMs + 1 });
    await storage.deliveries.add(late);
    const waiting = async (after: string | null, limit: number) =>
      (await storage.deliveries.waitingEndpoints({ after, limit })).map(({ endpoint }) => endpoint);
    assert.deepEqual(await waiting(null, 3), ['a', 'b', 'c']);
    assert.deepEqual(await waiting('c', 3), ['d']);
    assert.deepEqual(await storage.deliveries.due({ endpoint: 'd', nowMs, limit: 5 }), []);
    assert.deepEqual(await storage.deliveries.due({ endpoint: 'd', nowMs: nowMs + 1, limit: 5 }), [late]);
    assert.equal((await storage.deliveries.due({ endpoint: 'b', nowMs, limit: 2 })).length, 2);
  },

  'an attempt counts once; a delivery that is given up is seen from its task and can be replayed': async (
    stage,
  ) => {
    const { storage, nowMs, lossy } = stage;
    const taskId = stage.ids.next('task');
    const webhookId = stage.ids.next('webhook');
    const delivery = aDelivery(stage, { taskId, webhookId });
    const { deliveryId } = delivery;
    await storage.deliveries.add(delivery);
    const retry = { deliveryId, attempt: failure, nextAttemptAtMs: nowMs + 50, state: 'pending' } as const;
    const first = await storage.deliveries.recordAttempt({ ...retry, number: 1 });
    assert.ok(first === 'recorded' || lossy);
    assert.equal(await storage.deliveries.recordAttempt({ ...retry, number: 1 }), 'repeated');
    assert.equal(await storage.deliveries.hasFailed(taskId), false);
    await storage.deliveries.recordAttempt({ ...retry, number: 2, nextAttemptAtMs: null, state: 'failed' });
    const failed = (await storage.deliveries.get(deliveryId))!;
    assert.deepEqual(
      [failed.state, failed.attemptCount, failed.triesThisRound, failed.nextAttemptAtMs],
      ['failed', 2, 2, null],
    );
    assert.deepEqual(failed.attempts, [failure, failure]);
    assert.equal(await storage.deliveries.hasFailed(taskId), true);
    assert.deepEqual(await storage.deliveries.ofWebhook(webhookId, { limit: 5, before: null }), [failed]);
    assert.deepEqual(await storage.deliveries.ofWebhook(webhookId, { limit: 5, before: deliveryId }), []);
    const { customerId } = delivery;
    assert.deepEqual(await storage.deliveries.failed(customerId, { limit: 5, before: null }), [failed]);
    assert.deepEqual(await storage.deliveries.failed(customerId, { limit: 5, before: deliveryId }), []);
    assert.deepEqual(await storage.deliveries.failed('another', { limit: 5, before: null }), []);
    const again = await storage.deliveries.replay({ deliveryId, nowMs });
    assert.deepEqual(await storage.deliveries.failed(customerId, { limit: 5, before: null }), []);
    assert.deepEqual(again, { ...failed, state: 'pending', triesThisRound: 0, nextAttemptAtMs: nowMs });
    assert.deepEqual(await storage.deliveries.replay({ deliveryId, nowMs: nowMs + 9 }), again);
    assert.equal(await storage.deliveries.hasFailed(taskId), false);
    assert.equal(await storage.deliveries.replay({ deliveryId: 'none', nowMs }), null);
  },
};
