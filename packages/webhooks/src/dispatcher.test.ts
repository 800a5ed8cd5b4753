import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '@asg/runtime';
import { Webhook } from 'standardwebhooks';
import { retryGapMs } from './schedule.ts';
import { startReceiver } from './testing/receiver.ts';
import { startStage } from './testing/webhook-stage.ts';

const dayMs = 24 * 3_600_000;
const page = { limit: 10, before: null };

test('a message is signed in both ways, and a verifier of Standard Webhooks accepts it', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  const { webhookId, secret } = await stage.hook(receiver.url);
  stage.clock.advance(Date.now() - stage.clock.nowMs());
  const taskId = await stage.cancelledTask();
  await stage.deliver();
  const [message, ...more] = receiver.received;
  assert.equal(more.length, 0);
  assert.match(secret, /^whsec_/);
  const payload = new Webhook(secret).verify(message!.body, message!.headers);
  assert.deepEqual(payload, {
    event: 'task.cancelled',
    task_id: taskId,
    consensus_label: null,
    confidence: null,
    bsv_txid: null,
    settled_at: null,
    timestamp: new Date(stage.clock.nowMs()).toISOString(),
  });
  const hex = createHmac('sha256', secret).update(message!.body).digest('hex');
  assert.equal(message!.headers['x-asg-signature'], `sha256=${hex}`);
  const [delivery] = (await stage.webhooks.deliveries(stage.customerId, webhookId, page))!;
  assert.deepEqual([delivery!.state, delivery!.attempts[0]!.status], ['delivered', 204]);
  const { customerId } = stage;
  const stored = await stage.storage.webhooks.get({ customerId, webhookId });
  assert.ok(stored !== null && !JSON.stringify(stored).includes(secret), 'sealed at rest');
});

test('a secret that is any text signs too', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  await stage.hook(receiver.url, { secret: 'my old secret' });
  stage.clock.advance(Date.now() - stage.clock.nowMs());
  await stage.cancelledTask();
  await stage.deliver();
  const { body, headers } = receiver.received[0]!;
  new Webhook('my old secret', { format: 'raw' }).verify(body, headers);
});

for (const [secret, holders] of [
  [
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    [['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
  ],
  ['my plain secret', [['my plain secret', { format: 'raw' }]]],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', [['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']]],
] as const) {
  test(`a change of the secret ${secret} leaves it a day: old and new holders verify with the library of Standard Webhooks`, async () => {
    await using stage = await startStage();
    await using receiver = await startReceiver();
    const { webhookId } = await stage.hook(receiver.url, { secret });
    stage.clock.advance(Date.now() - stage.clock.nowMs());
    const arrives = async () => {
      await stage.cancelledTask();
      await stage.deliver();
      return receiver.received.at(-1)!;
    };
    const fresh = 'whsec_bmV3IHNlY3JldCBvZiB0aGUgc2FtZSB3ZWJob29r';
    const verify = ({ body, headers }: Awaited<ReturnType<typeof arrives>>, at: readonly [string, object?]) =>
      new Webhook(...(at as [string])).verify(body, headers);
    for (const holder of holders) verify(await arrives(), holder);
    const now = Date.now();
    await stage.webhooks.change(stage.customerId, webhookId, { secret: fresh });
    const between = await arrives();
    for (const holder of [...holders, [fresh] as const]) verify(between, holder);
    const hex = createHmac('sha256', fresh).update(between.body).digest('hex');
    assert.equal(between.headers['x-asg-signature'], `sha256=${hex}`);
    stage.clock.advance(dayMs);
    const after = await arrives();
    const sentNow = Math.floor((now + dayMs) / 1000);
    assert.ok(Number(after.headers['webhook-timestamp']) >= sentNow - 60);
    assert.equal(after.headers['webhook-signature']!.split(' ').length, 1, 'the new one alone');
  });
}

test('failures are tried again after 1 s, 4 s and 16 s, and after the tenth the delivery is failed', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver((response) => {
    response.writeHead(500).end('x'.repeat(5_000));
  });
  const { webhookId } = await stage.hook(receiver.url);
  const taskId = await stage.cancelledTask();
  await stage.deliver();
  for (const gapMs of [1_000, 4_000, 16_000]) {
    const before = receiver.received.length;
    stage.clock.advance(gapMs - 1);
    await stage.deliver();
    assert.equal(receiver.received.length, before);
    stage.clock.advance(1);
    await stage.deliver();
    assert.equal(receiver.received.length, before + 1);
  }
  for (let i = 0; i < 20; i++) {
    stage.clock.advance(3_600_000);
    await stage.deliver();
  }
  assert.equal(receiver.received.length, 10);
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  const [delivery] = (await stage.webhooks.deliveries(stage.customerId, webhookId, page))!;
  assert.deepEqual([delivery!.state, delivery!.attemptCount], ['failed', 10]);
  assert.equal(delivery!.attempts[0]!.answer, 'x'.repeat(1024));
  assert.equal(await stage.webhooks.hasFailed(taskId), true);
});

test('later gaps grow fourfold with jitter, up to an hour', () => {
  const random = seededRandom('gaps');
  for (let tries = 1; tries < 20; tries++) {
    const full = Math.min(3_600_000, 1_000 * 4 ** (tries - 1));
    const gap = retryGapMs(tries, { attemptsMax: 20, baseMs: 1_000 }, random);
    assert.ok(gap <= full && gap >= full * (tries <= 3 ? 1 : 0.8), `${tries}: ${gap}`);
  }
});

test('a redirect, silence and a closed port are failures; the log says what happened', async () => {
  await using stage = await startStage();
  await using redirecting = await startReceiver((response) => {
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await using hanging = await startReceiver(() => {});
  const cases = [
    [redirecting.url, 302, /redirects are not followed/],
    [hanging.url, null, /no answer within|timeout/],
    ['http://127.0.0.1:1/hook', null, /./],
  ] as const;
  const hooks = [];
  for (const [url, ...expected] of cases) hooks.push([await stage.hook(url), ...expected] as const);
  await stage.cancelledTask();
  await stage.deliver();
  for (const [{ webhookId }, status, error] of hooks) {
    const [delivery] = (await stage.webhooks.deliveries(stage.customerId, webhookId, page))!;
    assert.equal(delivery!.state, 'pending');
    assert.equal(delivery!.attempts[0]!.status, status);
    assert.match(delivery!.attempts[0]!.error!, error);
  }
  assert.equal(redirecting.received.length, 1);
});

test('a receiver that hangs delays no other', async () => {
  await using stage = await startStage();
  await using hanging = await startReceiver(() => {});
  await using quick = await startReceiver();
  await stage.hook(hanging.url);
  await stage.hook(quick.url);
  for (let i = 0; i < 40; i++) await stage.cancelledTask();
  for (let i = 0; i < 200 && quick.received.length < 40; i++) {
    await stage.dispatcher.round();
    await new Promise((resolve) => {
      stage.dispatcher.onFree(() => resolve(undefined));
    });
  }
  assert.equal(quick.received.length, 40);
  assert.ok(hanging.received.length < 40);
});

test('410 switches a webhook off at once; what comes later is not sent until it is switched on', async () => {
  await using stage = await startStage();
  let isGone = true;
  await using receiver = await startReceiver((response) => {
    response.writeHead(isGone ? 410 : 200).end();
  });
  const { webhookId } = await stage.hook(receiver.url);
  await stage.cancelledTask();
  await stage.deliver();
  const [off] = await stage.webhooks.list(stage.customerId);
  assert.deepEqual([off!.active, off!.disabledReason], [false, 'the receiver answered 410 Gone']);
  await stage.cancelledTask();
  await stage.deliver();
  assert.equal(receiver.received.length, 1);
  isGone = false;
  const on = await stage.webhooks.change(stage.customerId, webhookId, { active: true });
  assert.ok(on.kind === 'changed' && on.webhook.active && on.webhook.disabledReason === null);
  const [failed] = (await stage.webhooks.deliveries(stage.customerId, webhookId, page))!;
  await stage.webhooks.replay(stage.customerId, failed!.deliveryId);
  await stage.deliver();
  const [first, second] = receiver.received;
  assert.equal(second!.headers['webhook-id'], first!.headers['webhook-id']);
  assert.equal((await stage.storage.deliveries.get(failed!.deliveryId))!.state, 'delivered');
});

test('a webhook that nothing reached for a day is switched off, one success is enough to stay on', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver((response) => {
    response.writeHead(503).end();
  });
  await stage.hook(receiver.url);
  const failOne = async (): Promise<void> => {
    await stage.cancelledTask();
    for (let i = 0; i < 12; i++) {
      await stage.deliver();
      stage.clock.advance(3_600_000);
    }
  };
  await failOne();
  assert.equal((await stage.webhooks.list(stage.customerId))[0]!.active, true);
  stage.clock.advance(dayMs);
  await failOne();
  const [webhook] = await stage.webhooks.list(stage.customerId);
  assert.deepEqual([webhook!.active, webhook!.disabledReason], [false, 'nothing was delivered for a day']);
});

test("a task's callback_url is told alone: signed as its webhook is, and without a signature where there is none", async () => {
  await using stage = await startStage();
  await using own = await startReceiver();
  await using general = await startReceiver();
  await stage.hook(general.url);
  const { secret } = await stage.hook(own.url);
  stage.clock.advance(Date.now() - stage.clock.nowMs());
  await stage.cancelledTask(own.url);
  await stage.deliver();
  assert.equal(general.received.length, 0);
  const { body, headers } = own.received[0]!;
  new Webhook(secret).verify(body, headers);

  await stage.cancelledTask('http://127.0.0.1:1/unknown');
  await stage.deliver();
  assert.equal(general.received.length, 0);
  assert.equal(own.received.length, 1, 'unregistered: task.settled is what it is told of');
});

test('what happened before a restart is sent after it, each event once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-webhooks-'));
  try {
    const path = join(folder, 'asg.db');
    await using receiver = await startReceiver();
    {
      await using stage = await startStage({ path });
      await stage.hook(receiver.url);
      for (let i = 0; i < 5; i++) await stage.cancelledTask();
    }
    await using stage = await startStage({ path });
    await stage.deliver();
    await stage.deliver();
    assert.equal(receiver.received.length, 5);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 5);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a test message is sent and listed like any other', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  const { webhookId } = await stage.hook(receiver.url, { events: ['task.settled'] });
  await stage.webhooks.test(stage.customerId, webhookId);
  await stage.deliver();
  const body = JSON.parse(receiver.received[0]!.body) as { event: string; consensus_label: string };
  assert.deepEqual([body.event, body.consensus_label], ['task.settled', 'sample']);
  assert.equal(await stage.webhooks.test('cust_other', webhookId), null);
});

test('an endpoint is served by one of all dispatchers, and by another once that is gone', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  await stage.hook(receiver.url);
  await using other = stage.newDispatcher('b');
  const both = async (): Promise<void> => {
    for (let round = 0; round < 4; round++) {
      await Promise.all([stage.dispatcher.round(), other.round()]);
      await Promise.all([stage.dispatcher.attemptsEnded(), other.attemptsEnded()]);
    }
  };
  await stage.cancelledTask();
  await stage.cancelledTask();
  await both();
  assert.equal(receiver.received.length, 2, 'each delivery is sent by one of them');

  await stage.cancelledTask();
  for (let i = 0; i < 2; i++) await other.round();
  assert.equal(receiver.received.length, 2, 'the first dispatcher still leads, and may be sending');
  stage.clock.advance(11_000);
  for (let i = 0; i < 2; i++) await other.round();
  await other.attemptsEnded();
  assert.equal(receiver.received.length, 3);
});
