import assert from 'node:assert/strict';
import type { DeliveryRecord } from '@asg/domain';
import type { Suite } from '../contract/suite.ts';
import { addGold } from '../contract/trust-stage.ts';

const page = { limit: 100, after: null };
const host = 'https://hooks.quarry.example';

export const organisationLeavingSuite: Suite = {
  'an organisation that is asked to leave stands in the list by when it is due, and goes for good': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const [customerId, other] = [ids.next('customer'), ids.next('customer')];
    const { organisationDepartures: departures } = storage;
    const change = (change: Parameters<typeof departures.change>[0]['change'], id = customerId) =>
      departures.change({ customerId: id, change });
    assert.equal(await departures.get(customerId), null);
    assert.equal(await change({ set: 'staying' }), null);
    const asked = { set: 'leaving', askedAtMs: nowMs, dueAtMs: nowMs + 9 } as const;
    for (let again = 0; again < 2; again++)
      assert.deepEqual((await change({ ...asked, askedAtMs: nowMs + again }))?.leaving, {
        askedAtMs: nowMs,
        dueAtMs: nowMs + 9,
      });
    await change({ ...asked, dueAtMs: nowMs + 5 }, other);
    const due = async () => (await departures.due(page)).map((one) => one.customerId);
    assert.deepEqual(await due(), [other, customerId]);
    assert.equal(await change({ set: 'staying' }, other), null);
    await change({ set: 'put_off', dueAtMs: nowMs + 20 });
    assert.equal((await change({ set: 'erasing', atMs: nowMs + 9 }))?.leaving?.begunAtMs, undefined);
    await change({ set: 'erasing', atMs: nowMs + 20 });
    assert.notEqual(await change({ set: 'staying' }), null, 'it has begun');
    await change({ set: 'left', atMs: nowMs + 21 });
    assert.deepEqual(await due(), [customerId]);
    const left = await change({ set: 'looked', lookAtMs: null });
    assert.deepEqual(left, { customerId, left: { atMs: nowMs + 21, lookAtMs: null } });
    assert.deepEqual(await due(), []);
  },

  'what was sent is emptied, and is sent no more': async ({ storage, ids, nowMs }) => {
    const customerId = ids.next('customer');
    const webhookId = ids.next('webhook');
    const deliveryId = () => ids.next('event').replace('evt_', 'dlv_');
    const delivery = (state: DeliveryRecord['state']): DeliveryRecord => ({
      deliveryId: deliveryId(),
      messageId: ids.next('event'),
      webhookId,
      customerId,
      taskId: null,
      type: 'task.settled',
      url: `${host}/x`,
      endpoint: `${customerId} ${host}`,
      body: `{"from":"${host}"}`,
      state,
      attemptCount: 1,
      triesThisRound: 1,
      attempts: [{ atMs: nowMs, latencyMs: 1, status: 500, error: host, answer: host }],
      nextAttemptAtMs: state === 'pending' ? nowMs : null,
      createdAtMs: nowMs,
    });
    const all = [delivery('pending'), delivery('delivered'), delivery('failed')];
    const kept = delivery('pending');
    for (const one of [...all, kept]) await storage.deliveries.add(one);
    const deliveryIds = all.map(({ deliveryId }) => deliveryId);
    for (let again = 0; again < 2; again++) await storage.deliveries.erase([...deliveryIds, deliveryId()]);
    const found = await storage.deliveries.ofWebhook(webhookId, { limit: 10, before: null });
    const erased = found.filter(({ deliveryId }) => deliveryId !== kept.deliveryId);
    assert.ok(!JSON.stringify(erased).includes('quarry'));
    assert.deepEqual(
      all.map(({ deliveryId }) => erased.find((one) => one.deliveryId === deliveryId)?.state),
      ['failed', 'delivered', 'failed'],
    );
    const due = { endpoint: kept.endpoint, nowMs, limit: 10 };
    assert.deepEqual(await storage.deliveries.due(due), [kept]);
  },

  'a task of who leaves loses its address as well, also where its content went before': async (stage) => {
    const { storage, nowMs } = stage;
    const customerId = await stage.customer();
    const [before, now] = await stage.open(customerId, 2, { callbackUrl: `${host}/one` });
    for (const taskId of [before!, now!]) await storage.tasks.cancel({ taskId, nowMs });
    const content = await storage.tasks.erase({ taskId: before!, nowMs });
    assert.equal(content?.callbackUrl, `${host}/one`);
    for (const taskId of [before!, now!])
      for (let again = 0; again < 2; again++)
        await storage.tasks.erase({ taskId, nowMs: nowMs + 1, isLeaving: true });
    await stage.settle();
    const found = await storage.tasks.many([before!, now!]);
    assert.deepEqual(
      found.map((task) => [task?.callbackUrl, task?.dataUrl, task?.erased?.atMs]),
      [
        [null, '', nowMs],
        [null, '', nowMs + 1],
      ],
    );
  },

  'an item whose answer is known is given out no more, and shows nothing': async (stage) => {
    const { storage, nowMs } = stage;
    const [gold] = await addGold(stage, 1, { owner: await stage.customer() });
    const { goldId } = gold!;
    for (let again = 0; again < 2; again++) await storage.gold.erase({ goldId, nowMs: nowMs + again });
    const found = await storage.gold.get(goldId);
    assert.deepEqual([found?.gold.dataUrl, found?.retiredAtMs], ['', nowMs]);
    await storage.gold.erase({ goldId: stage.ids.next('gold'), nowMs });
  },
};
