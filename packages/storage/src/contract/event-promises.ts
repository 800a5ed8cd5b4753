import assert from 'node:assert/strict';
import { eventOf } from '../events.ts';
import type { DeliveryRecord, WebhookRecord } from '../webhooks.ts';
import type { Stage } from './stage.ts';
import type { Promises } from './storage-contract.ts';

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

export const eventPromises: Promises = {
  'each end of a task is one event of its customer, derived from the task': async (stage) => {
    const customerId = await stage.customer();
    const [verified, cancelled] = await stage.open(customerId, 2);
    const { storage, nowMs } = stage;
    await stage.labels(verified!, 'cat', 'cat', 'cat');
    await storage.cancelTask({ taskId: cancelled!, nowMs });
    await storage.cancelTask({ taskId: cancelled!, nowMs });
    await stage.settle();
    const before = eventOf(await stage.task(verified!));
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    const events = await storage.eventsAfter(customerId, page);
    assert.deepEqual(
      events.map(({ taskId, type }) => [taskId, type]),
      [
        [verified, 'task.verified'],
        [cancelled, 'task.cancelled'],
        [verified, 'task.settled'],
      ],
    );
    assert.deepEqual(events[0], before);
    assert.deepEqual(events[2], eventOf(await stage.task(verified!)));
    assert.deepEqual(await storage.newestEvent(customerId), events[2]);
    assert.deepEqual(await storage.eventsAfter(await stage.customer(), page), []);
  },

  'events are read on from any of them, page by page': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    for (const taskId of await stage.open(customerId, 5)) {
      await storage.cancelTask({ taskId, nowMs: stage.nowMs });
    }
    await stage.settle();
    const all = await storage.eventsAfter(customerId, page);
    assert.equal(all.length, 5);
    const first = await storage.eventsAfter(customerId, { after: null, limit: 2 });
    const rest = await storage.eventsAfter(customerId, { after: first[1]!.eventId, limit: 100 });
    assert.deepEqual([...first, ...rest], all);
    assert.deepEqual(await storage.eventsAfter(customerId, { after: 'unknown', limit: 100 }), all);
  },

  'an event is in the outbox until its deliveries are stored, each once': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    for (const taskId of await stage.open(customerId, 2)) {
      await storage.cancelTask({ taskId, nowMs: stage.nowMs });
    }
    await stage.settle();
    const [first, second] = await storage.undispatchedEvents(10);
    const delivery = aDelivery(stage, { endpoint: 'outbox' });
    const dispatch = [{ eventId: first!.eventId, deliveries: [delivery] }];
    await storage.dispatchEvents(dispatch);
    await storage.dispatchEvents(dispatch);
    assert.deepEqual(await storage.undispatchedEvents(10), [second]);
    const due = await storage.dueDeliveries({ endpoint: 'outbox', nowMs: stage.nowMs, limit: 10 });
    assert.deepEqual(due, [delivery]);
  },

  'a webhook belongs to one customer, who has a bounded number of them': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const other = await stage.customer();
    const [one, two, three] = [0, 1, 2].map(() => aWebhook(stage, customerId));
    assert.equal(await storage.addWebhook({ webhook: one!, max: 2 }), 'added');
    assert.equal(await storage.addWebhook({ webhook: one!, max: 2 }), 'added');
    assert.equal(await storage.addWebhook({ webhook: two!, max: 2 }), 'added');
    assert.equal(await storage.addWebhook({ webhook: three!, max: 2 }), 'too_many');
    assert.deepEqual(await storage.webhooksOf(customerId), [one, two]);
    const { webhookId } = one!;
    const change = { active: false };
    assert.equal(await storage.changeWebhook({ customerId: other, webhookId, change }), null);
    assert.equal(await storage.removeWebhook({ customerId: other, webhookId }), false);
    const changed = await storage.changeWebhook({ customerId, webhookId, change });
    assert.deepEqual(changed, { ...one, active: false });
    assert.deepEqual(await storage.webhook(webhookId), changed);
    assert.equal(await storage.removeWebhook({ customerId, webhookId }), true);
    assert.equal(await storage.webhook(webhookId), null);
    assert.equal(await storage.changeWebhook({ customerId, webhookId, change }), null);
    assert.deepEqual(await storage.webhooksOf(customerId), [two]);
  },

  'a new secret moves the old one to those that sign for a while, once however often it is sent': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const customerId = await stage.customer();
    const webhook = aWebhook(stage, customerId);
    const { webhookId } = webhook;
    await storage.addWebhook({ webhook, max: 2 });
    const set = (sealedSecret: string, atMs: number) =>
      storage.changeWebhook({
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
    const { sealedSecret, formerSecrets } = (await storage.webhook(webhookId))!;
    assert.deepEqual(
      [sealedSecret, formerSecrets.length, formerSecrets[0]?.sealedSecret],
      ['more 9', 5, 'more 8'],
    );
    assert.deepEqual(await storage.webhooksOf(customerId), [await storage.webhook(webhookId)]);
  },

  'endpoints with pending deliveries are visited one by one, whatever waits at each': async (stage) => {
    const { storage, nowMs } = stage;
    for (const endpoint of ['b', 'b', 'b', 'a', 'c'])
      await storage.addDelivery(aDelivery(stage, { endpoint }));
    const late = aDelivery(stage, { endpoint: 'd', nextAttemptAtMs: nowMs + 1 });
    await storage.addDelivery(late);
    const waiting = async (after: string | null, limit: number) =>
      (await storage.waitingEndpoints({ after, limit })).map(({ endpoint }) => endpoint);
    assert.deepEqual(await waiting(null, 3), ['a', 'b', 'c']);
    assert.deepEqual(await waiting('c', 3), ['d']);
    assert.deepEqual(await storage.dueDeliveries({ endpoint: 'd', nowMs, limit: 5 }), []);
    assert.deepEqual(await storage.dueDeliveries({ endpoint: 'd', nowMs: nowMs + 1, limit: 5 }), [late]);
    assert.equal((await storage.dueDeliveries({ endpoint: 'b', nowMs, limit: 2 })).length, 2);
  },

  'an attempt counts once; a delivery that is given up is seen from its task and can be replayed': async (
    stage,
  ) => {
    const { storage, nowMs, lossy } = stage;
    const taskId = stage.ids.next('task');
    const webhookId = stage.ids.next('webhook');
    const delivery = aDelivery(stage, { taskId, webhookId });
    const { deliveryId } = delivery;
    await storage.addDelivery(delivery);
    const retry = { deliveryId, attempt: failure, nextAttemptAtMs: nowMs + 50, state: 'pending' } as const;
    const first = await storage.recordAttempt({ ...retry, number: 1 });
    assert.ok(first === 'recorded' || lossy);
    assert.equal(await storage.recordAttempt({ ...retry, number: 1 }), 'repeated');
    assert.equal(await storage.hasFailedDelivery(taskId), false);
    await storage.recordAttempt({ ...retry, number: 2, nextAttemptAtMs: null, state: 'failed' });
    const failed = (await storage.delivery(deliveryId))!;
    assert.deepEqual(
      [failed.state, failed.attemptCount, failed.triesThisRound, failed.nextAttemptAtMs],
      ['failed', 2, 2, null],
    );
    assert.deepEqual(failed.attempts, [failure, failure]);
    assert.equal(await storage.hasFailedDelivery(taskId), true);
    assert.deepEqual(await storage.deliveriesOf(webhookId, { limit: 5, before: null }), [failed]);
    assert.deepEqual(await storage.deliveriesOf(webhookId, { limit: 5, before: deliveryId }), []);
    const { customerId } = delivery;
    assert.deepEqual(await storage.failedDeliveries(customerId, { limit: 5, before: null }), [failed]);
    assert.deepEqual(await storage.failedDeliveries(customerId, { limit: 5, before: deliveryId }), []);
    assert.deepEqual(await storage.failedDeliveries('another', { limit: 5, before: null }), []);
    const again = await storage.replayDelivery({ deliveryId, nowMs });
    assert.deepEqual(await storage.failedDeliveries(customerId, { limit: 5, before: null }), []);
    assert.deepEqual(again, { ...failed, state: 'pending', triesThisRound: 0, nextAttemptAtMs: nowMs });
    assert.deepEqual(await storage.replayDelivery({ deliveryId, nowMs: nowMs + 9 }), again);
    assert.equal(await storage.hasFailedDelivery(taskId), false);
    assert.equal(await storage.replayDelivery({ deliveryId: 'none', nowMs }), null);
  },
};
