import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const hookUrl = 'https://example.com/hook';

async function cancelledTask(gateway: TestGateway, token: string): Promise<string> {
  const { body } = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  const { status } = await gateway.call('POST', `/v1/tasks/${body.task_id}/cancel`, { token });
  assert.equal(status, 200);
  return body.task_id;
}

test('a webhook is registered as published; a secret that we make is shown once', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const own = { callback_url: hookUrl, secret: 'my secret', events: ['task.settled'] };
  const given = await gateway.call('POST', '/v1/webhooks', { token, body: own });
  assert.equal(given.status, 201);
  const { webhook_id, ...rest } = given.body;
  assert.match(webhook_id, /^whk_/);
  assert.deepEqual(rest, { callback_url: hookUrl, events: ['task.settled'], active: true });

  const made = await gateway.call('POST', '/v1/webhooks', { token, body: { callback_url: hookUrl } });
  assert.match(made.body.secret, /^whsec_/);
  assert.deepEqual(made.body.events, ['task.settled']);
  const twice = `callback_url is that of ${webhook_id} too: what both want is sent there once for each`;
  assert.deepEqual(made.body.warnings, [twice]);
  const path = `/v1/webhooks/${webhook_id}`;
  const before = await gateway.call('PATCH', path, { token, body: { active: true } });
  assert.equal(before.body.former_secret_until, null);
  const renewed = await gateway.call('PATCH', path, { token, body: { secret: 'another secret' } });
  assert.match(renewed.body.former_secret_until, /^\d{4}-\d\d-\d\dT/);
  const list = await gateway.call('GET', '/v1/webhooks', { token });
  assert.equal(list.body.data.length, 2);
  assert.ok(!list.text.includes('whsec_') && !list.text.includes('my secret'));
});

test('a webhook is changed, tried, listed and removed; its deliveries are paged', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const { body } = await gateway.call('POST', '/v1/webhooks', { token, body: { callback_url: hookUrl } });
  const path = `/v1/webhooks/${body.webhook_id}`;
  const change = { active: false, events: ['task.expired'] };
  const changed = await gateway.call('PATCH', path, { token, body: change });
  assert.deepEqual(
    [changed.status, changed.body.active, changed.body.events],
    [200, false, ['task.expired']],
  );
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) {
    const sent = await gateway.call('POST', `${path}/test`, { token });
    assert.deepEqual([sent.status, sent.body.status, sent.body.event], [202, 'pending', 'task.expired']);
    ids.push(sent.body.delivery_id);
    gateway.clock.advance(1);
  }
  const first = await gateway.call('GET', `${path}/deliveries?limit=2`, { token });
  const next = await gateway.call('GET', `${path}/deliveries?cursor=${first.body.next_cursor}`, { token });
  const listed = [...first.body.data, ...next.body.data].map((delivery) => delivery.delivery_id);
  assert.deepEqual(listed, ids.toReversed());
  assert.equal(next.body.next_cursor, null);
  const replay = await gateway.call('POST', `/v1/webhooks/deliveries/${ids[0]}/replay`, { token });
  assert.deepEqual([replay.status, replay.body.delivery_id], [202, ids[0]]);
  assert.equal((await gateway.call('DELETE', path, { token })).status, 204);
  assert.equal((await gateway.call('GET', `${path}/deliveries`, { token })).status, 404);
});

test("another's webhook and delivery do not exist", async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { key: token } = await gateway.newCustomer();
  const { body } = await gateway.call('POST', '/v1/webhooks', {
    token: key,
    body: { callback_url: hookUrl },
  });
  const path = `/v1/webhooks/${body.webhook_id}`;
  const { body: delivery } = await gateway.call('POST', `${path}/test`, { token: key });
  const refused = [
    await gateway.call('PATCH', path, { token, body: { active: false } }),
    await gateway.call('DELETE', path, { token }),
    await gateway.call('POST', `${path}/test`, { token }),
    await gateway.call('GET', `${path}/deliveries`, { token }),
    await gateway.call('POST', `/v1/webhooks/deliveries/${delivery.delivery_id}/replay`, { token }),
  ];
  assert.deepEqual(
    refused.map(({ status }) => status),
    [404, 404, 404, 404, 404],
  );
  assert.deepEqual((await gateway.call('GET', '/v1/webhooks', { token })).body.data, []);
});

test('what cannot be used is refused with its field', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const bad = [
    [{ callback_url: 'https://169.254.169.254/' }, 'callback_url'],
    [{ callback_url: 'http://example.com/' }, 'callback_url'],
    [{ callback_url: hookUrl, secret: 'whsec_!' }, 'secret'],
    [{ callback_url: hookUrl, secret: 'whsec_AA==' }, 'secret'],
    [{ callback_url: hookUrl, secret: 'v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }, 'secret'],
    [{ callback_url: hookUrl, events: ['task.eaten'] }, 'events.0'],
    [{}, 'callback_url'],
  ] as const;
  for (const [body, field] of bad) {
    const { status, body: answer } = await gateway.call('POST', '/v1/webhooks', { token, body });
    assert.deepEqual([status, answer.details?.[0].field], [400, field], JSON.stringify(answer));
  }
});

test('a callback_url that matches no webhook is taken with the published warning', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const body = { ...quickstartTask, callback_url: hookUrl };
  const unsigned = await gateway.call('POST', '/v1/tasks', { token, body });
  assert.deepEqual(unsigned.body.warnings, [
    'callback_url matches no registered webhook: delivery will be unsigned',
  ]);
  await gateway.call('POST', '/v1/webhooks', { token, body: { callback_url: hookUrl } });
  const signed = await gateway.call('POST', '/v1/tasks', { token, body });
  assert.equal(signed.body.warnings, undefined);
});

test('a task shows that a delivery for it was given up', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await gateway.newCustomer();
  const taskId = await cancelledTask(gateway, token);
  const path = `/v1/tasks/${taskId}`;
  assert.equal((await gateway.call('GET', path, { token })).body.webhook_failed, undefined);
  const nowMs = gateway.clock.nowMs();
  await gateway.storage.deliveries.add({
    deliveryId: 'dlv_1',
    messageId: 'evt_1',
    webhookId: null,
    customerId,
    taskId,
    type: 'task.cancelled',
    url: hookUrl,
    endpoint: 'one',
    body: '{}',
    state: 'failed',
    attemptCount: 10,
    triesThisRound: 10,
    attempts: [],
    nextAttemptAtMs: null,
    createdAtMs: nowMs,
  });
  assert.equal((await gateway.call('GET', path, { token })).body.webhook_failed, true);
  const failed = () => gateway.call('GET', '/v1/webhooks/deliveries', { token });
  const [entry] = (await failed()).body.data;
  assert.deepEqual([entry.delivery_id, entry.webhook_id, entry.task_id], ['dlv_1', null, taskId]);
  const { key: other } = await gateway.newCustomer();
  assert.deepEqual((await gateway.call('GET', '/v1/webhooks/deliveries', { token: other })).body.data, []);
  const replay = await gateway.call('POST', '/v1/webhooks/deliveries/dlv_1/replay', { token });
  assert.deepEqual([replay.status, replay.body.status], [202, 'pending']);
  assert.deepEqual((await failed()).body.data, []);
});

/** Reads a stream of events until `count` of them arrived. */
async function firstEvents(url: string, headers: Record<string, string>, count: number) {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
  let text = '';
  const events: { id: string; event: string; data: { task_id: string } }[] = [];
  for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
      if (fields.id !== undefined)
        events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    }
    if (events.length >= count) break;
  }
  stop.abort();
  return events;
}

test('events stream as they happen, and go on after Last-Event-ID', async () => {
  await using gateway = await startTestGateway();
  const base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const { key: token } = await gateway.newCustomer();
  const { key: other } = await gateway.newCustomer();
  const authorization = `Bearer ${token}`;
  const first = await cancelledTask(gateway, token);
  await cancelledTask(gateway, other);
  const [event] = await firstEvents(`${base}/v1/events?last_event_id=0`, { authorization }, 1);
  assert.deepEqual([event!.event, event!.data.task_id], ['task.cancelled', first]);

  const streaming = firstEvents(`${base}/v1/events`, { authorization, 'last-event-id': event!.id }, 2);
  const second = await cancelledTask(gateway, token);
  const third = await cancelledTask(gateway, token);
  const events = await streaming;
  assert.deepEqual(
    events.map(({ data }) => data.task_id),
    [second, third],
  );
});

test('a stream gives at its start the id to resume from, before there is an event', async () => {
  await using gateway = await startTestGateway();
  const base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const { key: token } = await gateway.newCustomer();
  const headers = { authorization: `Bearer ${token}` };
  await cancelledTask(gateway, token);
  const stream = await fetch(`${base}/v1/events`, { headers });
  const start = (await stream.body!.getReader().read()).value!;
  const [, id] = /^retry: \d+\nid: (evt_\w+)\n\n$/.exec(new TextDecoder().decode(start))!;
  const missed = await cancelledTask(gateway, token);
  const [event] = await firstEvents(`${base}/v1/events?last_event_id=${id}`, headers, 1);
  assert.equal(event!.data.task_id, missed);
});

test('one customer has a bounded number of streams; closing the server ends them', async () => {
  await using gateway = await startTestGateway({ clock: systemClock });
  const base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const { key } = await gateway.newCustomer();
  const headers = { authorization: `Bearer ${key}` };
  const open = await Promise.all(Array.from({ length: 10 }, () => fetch(`${base}/v1/events`, { headers })));
  assert.ok(open.every(({ status }) => status === 200));
  const refused = await fetch(`${base}/v1/events`, { headers });
  assert.equal(refused.status, 429);
  const ended = open.map((answer) => answer.text());
  const closed = once(gateway.app.server, 'close');
  await gateway.app.close();
  await closed;
  for (const text of await Promise.all(ended)) assert.match(text, /^retry: \d+\nid: 0\n\n/);
});
