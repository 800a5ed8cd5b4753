import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ampleAllowance, sats } from '@asg/domain';
import { EventFeed, Intake } from '@asg/engines';
import { SignalBoard } from '@asg/runtime';
import { settleDue, txid } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const settledAt = '2026-04-09T12:00:47.000Z';

async function labelledTask(gateway: TestGateway, labels: readonly string[], order: object = {}) {
  const { key, customerId } = await gateway.newCustomer();
  const workers = await Promise.all(labels.map(() => gateway.newWorker()));
  const { body } = await gateway.call('POST', '/v1/tasks', {
    token: key,
    body: { ...quickstartTask, ...order },
  });
  const tokens = workers.map((worker) => worker.token);
  return { key, customerId, taskId: body.task_id as string, label: () => labelNext(gateway, tokens, labels) };
}

test('a task is followed from 202 to a decision', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId, label } = await labelledTask(gateway, ['cat', 'dog', 'cat']);
  const before = await gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key });
  assert.equal(before.status, 202);
  assert.deepEqual(before.body, { status: 'in_progress', message: 'Task is still being labeled.' });
  await label();
  const { status, body } = await gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    task_id: taskId,
    status: 'verified',
    consensus_label: 'cat',
    confidence: 0.6666666666666666,
    worker_count: 3,
    agreement_count: 2,
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    settlement: { bsv_txid: null, total_cost_sats: null, settled_at: null },
    bsv_txid: null,
    created_at: '2026-04-09T12:00:00.000Z',
    settled_at: null,
    explorer_url: null,
  });
  const cancel = await gateway.call('POST', `/v1/tasks/${taskId}/cancel`, { token: key });
  assert.deepEqual(
    [cancel.status, cancel.body.error],
    [409, 'task is verified and can no longer be cancelled'],
  );
});

test('a settled result has the payment nested and flat', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId, label } = await labelledTask(gateway, ['cat', 'cat', 'cat']);
  await label();
  gateway.clock.advance(47_000);
  await settleDue(gateway);
  const { status, body } = await gateway.call('GET', `/v1/tasks/${taskId}/result?wait=60&until=settled`, {
    token: key,
  });
  assert.equal(status, 200);
  assert.equal(body.status, 'settled');
  assert.deepEqual(body.settlement, { bsv_txid: txid, total_cost_sats: 360, settled_at: settledAt });
  assert.deepEqual(
    [body.bsv_txid, body.settled_at, body.explorer_url],
    [txid, settledAt, `/local/tx/${txid}`],
  );
  assert.deepEqual([body.confidence, body.worker_count, body.agreement_count], [1, 3, 3]);
});

test('a task that expired without a consensus is 410 with its counts', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId, label } = await labelledTask(gateway, ['cat', 'dog'], {
    consensus_threshold: 2,
    consensus: { max_labels: 2 },
  });
  await label();
  const { status, body } = await gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key });
  assert.deepEqual([status, body.status, body.code], [410, 'expired', 'GONE']);
  assert.equal(body.error, 'task expired without a consensus');
  assert.deepEqual([body.labels_received, body.label_counts], [2, { cat: 1, dog: 1 }]);
});

test('a waiting request is answered the moment the task is decided', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId, label } = await labelledTask(gateway, ['cat', 'cat', 'cat']);
  const headers = { prefer: 'respond-async, wait=100' };
  const waiting = gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key, headers });
  while (gateway.signals.size === 0) await setImmediate();
  await label();
  const { status, body, headers: given } = await waiting;
  assert.deepEqual([status, body.consensus_label, given['preference-applied']], [200, 'cat', 'wait=60']);
});

test('a change that another process made is seen by who waits here, within a poll', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId, customerId } = await labelledTask(gateway, []);
  const waiting = gateway.call('GET', `/v1/tasks/${taskId}/result?wait=60`, { token: key });
  const feed = new EventFeed(gateway.context);
  const from = await feed.newest(customerId);
  const following = feed.follow(customerId, from, 60_000, new AbortController().signal);
  const event = following.next();
  while (gateway.signals.size < 2) await setImmediate();
  const elsewhere = new Intake(
    { ...gateway.context, signals: new SignalBoard() },
    {
      insecureHosts: [],
      earlyStopDefault: false,
      assetsBytesMax: 1_000_000,
      price: { payoutSats: sats(325), feePercent: 0 },
      allowance: ampleAllowance,
    },
  );
  assert.equal((await elsewhere.cancel(customerId, taskId)).kind, 'cancelled');
  gateway.clock.advance(gateway.signals.pollMs);
  assert.equal((await waiting).status, 410);
  assert.equal((await event).value?.type, 'task.cancelled');
});

test('a wait that ends without a decision is 202', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId } = await labelledTask(gateway, []);
  const waiting = gateway.call('GET', `/v1/tasks/${taskId}/result?wait=1`, { token: key });
  while (gateway.signals.size === 0) await setImmediate();
  gateway.clock.advance(1_000);
  assert.equal((await waiting).status, 202);
  assert.equal(gateway.signals.size, 0);
  const tooLong = await gateway.call('GET', `/v1/tasks/${taskId}/result?wait=61`, { token: key });
  assert.deepEqual([tooLong.status, tooLong.body.error], [400, 'wait must be at most 60']);
});

test('a client that goes away ends its wait, and so does the closing of the server', async () => {
  await using gateway = await startTestGateway();
  const { key, taskId } = await labelledTask(gateway, []);
  const address = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const ask = (signal?: AbortSignal) =>
    fetch(`${address}/v1/tasks/${taskId}/result?wait=60`, {
      headers: { authorization: `Bearer ${key}`, connection: 'close' },
      ...(signal === undefined ? {} : { signal }),
    });
  const goesAway = new AbortController();
  const gone = ask(goesAway.signal).catch((error: Error) => error.name);
  while (gateway.signals.size === 0) await setImmediate();
  goesAway.abort();
  assert.equal(await gone, 'AbortError');
  while (gateway.signals.size > 0) await setImmediate();
  const stays = ask();
  while (gateway.signals.size === 0) await setImmediate();
  await gateway.app.close();
  assert.equal((await stays).status, 202);
});
