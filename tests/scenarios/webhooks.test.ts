import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { patienceMs, type RawRequest, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const taskCount = 20;

function ask<T>(
  refinery: RunningRefinery,
  method: RawRequest['method'],
  path: string,
  key: string | null,
  body?: unknown,
): Promise<T> {
  return new TestApi(refinery.url).json<T>({ method, path, body, token: key ?? undefined });
}

/** A receiver that notes the ids of its messages and answers as told; `times`: how often this one has come. */
async function receiver(answer: (response: ServerResponse, times: number) => void) {
  const ids: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const id = String(request.headers['webhook-id']);
    ids.push(id);
    request.resume();
    answer(response, ids.filter((one) => one === id).length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    ids,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Delivery {
  readonly delivery_id: string;
  readonly message_id: string;
  readonly task_id: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null }[];
}

test('receivers that fail, hang, redirect and answer slowly: each delivery is made or listed as failed, none is lost over kill -9', async (t) => {
  await using refinery = await startRefinery({
    env: { WEBHOOK_RETRY_MAX: '3', WEBHOOK_RETRY_BASE_MS: '50', WEBHOOK_TIMEOUT_MS: '400' },
  });
  const slowAnswers: ReturnType<typeof sleep>[] = [];
  await using healthy = await receiver((response) => response.writeHead(204).end());
  await using recovering = await receiver((response, times) => {
    response.writeHead(times === 1 ? 500 : 200).end('sorry');
  });
  await using hanging = await receiver(() => {});
  await using redirecting = await receiver((response) => {
    response.writeHead(307, { location: healthy.url }).end();
  });
  await using slow = await receiver((response) => {
    slowAnswers.push(sleep(150).then(() => void response.writeHead(200).end()));
  });
  const receivers = { healthy, recovering, hanging, redirecting, slow };

  const customer = { name: 'Demo', email: 'demo@example.com' };
  const { api_key: key } = await ask<{ api_key: string }>(refinery, 'POST', '/v1/customers', null, customer);
  const hooks = new Map<string, string>();
  for (const [name, { url }] of Object.entries(receivers)) {
    const body = { callback_url: url, events: ['task.cancelled'] };
    hooks.set(
      name,
      (await ask<{ webhook_id: string }>(refinery, 'POST', '/v1/webhooks', key, body)).webhook_id,
    );
  }
  const taskIds: string[] = [];
  for (let i = 0; i < taskCount; i++) {
    const task = {
      type: 'moderation',
      data_url: `https://example.com/${i}`,
      label_spec: { question: 'Allowed?', options: ['yes', 'no'] },
    };
    const { task_id: taskId } = await ask<{ task_id: string }>(refinery, 'POST', '/v1/tasks', key, task);
    await ask(refinery, 'POST', `/v1/tasks/${taskId}/cancel`, key);
    taskIds.push(taskId);
    // In the middle of it, with attempts under way and events not dispatched yet.
    if (i === 5 || i === taskCount - 1) {
      await refinery.kill('SIGKILL');
      await refinery.start();
    }
  }

  const untilMs = Date.now() + patienceMs;
  const ended = new Map<string, readonly Delivery[]>();
  for (const [name, webhookId] of hooks) {
    for (;;) {
      const path = `/v1/webhooks/${webhookId}/deliveries?limit=100`;
      const { data } = await ask<{ data: readonly Delivery[] }>(refinery, 'GET', path, key);
      if (data.length === taskCount && data.every(({ status }) => status !== 'pending')) {
        ended.set(name, data);
        break;
      }
      assert.ok(Date.now() < untilMs, `${name}: ${JSON.stringify(data.map(({ status }) => status))}`);
      await sleep(100);
    }
  }
  for (const [name, deliveries] of ended) {
    assert.deepEqual(deliveries.map((delivery) => delivery.task_id).sort(), taskIds.toSorted(), name);
    const arrived = new Set(receivers[name as keyof typeof receivers].ids);
    for (const { status, message_id: messageId, attempts } of deliveries) {
      if (status === 'delivered') assert.ok(arrived.has(messageId), name);
      else assert.equal(attempts.length, 3, `${name}: ${JSON.stringify(attempts)}`);
    }
  }
  const statuses = (name: string): ReadonlySet<string> =>
    new Set(ended.get(name)!.map((delivery) => delivery.status));
  for (const name of ['healthy', 'slow', 'recovering'])
    assert.deepEqual([...statuses(name)], ['delivered'], name);
  for (const name of ['hanging', 'redirecting']) assert.deepEqual([...statuses(name)], ['failed'], name);
  const shown = await ask<{ webhook_failed?: boolean }>(refinery, 'GET', `/v1/tasks/${taskIds[0]}`, key);
  assert.equal(shown.webhook_failed, true);

  const again = ended.get('redirecting')![0]!;
  const before = redirecting.ids.filter((id) => id === again.message_id).length;
  await ask(refinery, 'POST', `/v1/webhooks/deliveries/${again.delivery_id}/replay`, key);
  while (redirecting.ids.filter((id) => id === again.message_id).length === before) {
    assert.ok(Date.now() < untilMs, 'the replay did not arrive');
    await sleep(50);
  }
  await Promise.all(slowAnswers);
  const attempts = Object.values(receivers).reduce((sum, { ids }) => sum + ids.length, 0);
  t.diagnostic(`${taskCount * hooks.size} deliveries, ${attempts} attempts, 2 kills`);
});
