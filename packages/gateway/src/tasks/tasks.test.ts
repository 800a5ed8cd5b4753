import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
let token: string;
before(async () => {
  gateway = await startTestGateway();
  token = (await gateway.newCustomer()).key;
});
after(() => gateway[Symbol.asyncDispose]());

const now = '2026-04-09T12:00:00.000Z';
const quota = async (key: string) =>
  (await gateway.call('GET', '/v1/customers/me', { token: key })).body.label_quota;

test('a customer registers and sees their account', async () => {
  const { status, body } = await gateway.call('POST', '/v1/customers', {
    body: { name: 'Demo', email: 'demo@example.com' },
  });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body).sort(), ['api_key', 'customer_id', 'label_quota', 'message', 'tier']);
  assert.match(body.customer_id, /^cust_/);
  assert.match(body.api_key, /^sk_sandbox_/);
  assert.deepEqual([body.tier, body.label_quota], ['sandbox', 500]);
  assert.equal(body.message, 'Store this API key securely — it cannot be retrieved again.');
  const me = await gateway.call('GET', '/v1/customers/me', { token: body.api_key });
  assert.deepEqual(me.body, {
    customer_id: body.customer_id,
    name: 'Demo',
    email: 'demo@example.com',
    tier: 'sandbox',
    label_quota: 500,
    label_quota_total: 500,
    created_at: Date.UTC(2026, 3, 9, 12) / 1000,
    api_key_hint: 'sk_sand...',
  });
});

test('a task is accepted, takes 1 from the quota and can be read back', async () => {
  const { key } = await gateway.newCustomer();
  const order = { ...quickstartTask, metadata: { a: [1] }, language: 'pt-BR', priority: 9, expires_in: 60 };
  const { status, body } = await gateway.call('POST', '/v1/tasks', { token: key, body: order });
  assert.equal(status, 202);
  assert.deepEqual(body, { task_id: body.task_id, status: 'pending', created_at: now });
  assert.match(body.task_id, /^tsk_/);
  assert.equal(await quota(key), 499);
  const task = await gateway.call('GET', `/v1/tasks/${body.task_id}`, { token: key });
  assert.deepEqual(task.body, {
    task_id: body.task_id,
    status: 'pending',
    task_type: 'image_classification',
    data_url: 'https://example.com/image.jpg',
    created_at: now,
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    consensus_threshold: 3,
    consensus: { policy: 'threshold', early_stop: false, max_labels: 7 },
    labels_received: 0,
    decision: null,
    metadata: { a: [1] },
    expires_at: '2026-04-09T12:01:00.000Z',
    priority: 9,
    language: 'pt-br',
    sensitive: false,
    crowd: 'public',
    pay_own: false,
    own_until: null,
    qualification: null,
    taken_down: false,
    batch_id: null,
    job_id: null,
  });
});

test('another customer’s objects do not exist', async () => {
  const stranger = (await gateway.newCustomer()).key;
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  const { body: batch } = await gateway.call('POST', '/v1/tasks/batch', {
    token,
    body: { tasks: [quickstartTask] },
  });
  for (const path of [
    `/v1/tasks/${task.task_id}`,
    `/v1/tasks/${task.task_id}/result`,
    `/v1/batches/${batch.batch_id}`,
  ]) {
    assert.equal((await gateway.call('GET', path, { token: stranger })).status, 404);
    assert.notEqual((await gateway.call('GET', path, { token })).status, 404);
  }
  const cancel = await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: stranger });
  assert.deepEqual([cancel.status, cancel.body.error], [404, 'task not found']);
});

test('the same key gives the same task; with another body it is refused', async () => {
  const { key } = await gateway.newCustomer();
  const post = (body: object, headers = {}) =>
    gateway.call('POST', '/v1/tasks', { token: key, body, headers });
  const first = await post({ ...quickstartTask, idempotency_key: 'k' });
  const again = await post({ ...quickstartTask, idempotency_key: 'k' });
  assert.deepEqual([first.status, again.status], [202, 200]);
  assert.deepEqual(again.body, { ...first.body, idempotent: true });
  const byHeader = await post(quickstartTask, { 'idempotency-key': 'k' });
  assert.deepEqual([byHeader.status, byHeader.body.task_id], [200, first.body.task_id]);
  assert.equal(await quota(key), 499);
  const other = await post({ ...quickstartTask, priority: 1, idempotency_key: 'k' });
  assert.deepEqual([other.status, other.body.code], [409, 'CONFLICT']);
  const both = await post({ ...quickstartTask, idempotency_key: 'k' }, { 'idempotency-key': 'l' });
  assert.deepEqual([both.status, both.body.details[0].field], [400, 'idempotency_key']);
  assert.equal(
    (await post({ ...quickstartTask, idempotency_key: 'k' }, { 'idempotency-key': 'k' })).status,
    200,
  );
});

test('a batch is accepted whole, in order, and counted', async () => {
  const { key } = await gateway.newCustomer();
  const tasks = [quickstartTask, { ...quickstartTask, priority: 7 }];
  const post = (body: object) =>
    gateway.call('POST', '/v1/tasks/batch', { token: key, body, headers: { 'idempotency-key': 'b' } });
  const { status, body } = await post({ tasks });
  assert.equal(status, 202);
  const { batch_id, task_ids } = body;
  assert.deepEqual(body, { batch_id, task_count: 2, status: 'accepted', task_ids });
  assert.equal((await gateway.call('GET', `/v1/tasks/${task_ids[1]}`, { token: key })).body.priority, 7);
  const again = await post({ tasks });
  assert.deepEqual([again.status, again.body], [200, { ...body, idempotent: true }]);
  assert.equal((await post({ tasks: [quickstartTask] })).status, 409);
  assert.equal(await quota(key), 498);
  await gateway.call('POST', `/v1/tasks/${task_ids[0]}/cancel`, { token: key });
  const progress = await gateway.call('GET', `/v1/batches/${batch_id}`, { token: key });
  const counts = { pending: 1, in_progress: 0, verified: 0, settled: 0, expired: 0, cancelled: 1 };
  assert.deepEqual(progress.body, { batch_id, task_count: 2, counts, created_at: now });
});

test('one bad task refuses the batch and takes nothing', async () => {
  const { key } = await gateway.newCustomer();
  const { data_url: _url, ...bad } = quickstartTask;
  const tasks = [quickstartTask, quickstartTask, quickstartTask, bad, { ...quickstartTask, type: 'video' }];
  const { status, body } = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  assert.equal(status, 400);
  assert.equal(body.error, 'tasks.3.data_url is required');
  assert.deepEqual(body.details[1], {
    field: 'tasks.4.type',
    constraint: 'enum',
    message: 'unsupported task type',
  });
  assert.equal(await quota(key), 500);
  for (const count of [0, 1001]) {
    const wrong = { tasks: Array(count).fill(quickstartTask) };
    assert.equal((await gateway.call('POST', '/v1/tasks/batch', { token: key, body: wrong })).status, 400);
  }
});

test('no quota is 403, for a batch as a whole', async () => {
  await using poor = await startTestGateway({ sandboxLabelQuota: 2 });
  const { key } = await poor.newCustomer();
  const three = { tasks: Array(3).fill(quickstartTask) };
  const batch = await poor.call('POST', '/v1/tasks/batch', { token: key, body: three });
  assert.deepEqual([batch.status, batch.body.error, batch.body.code], [403, 'quota exhausted', 'FORBIDDEN']);
  for (const status of [202, 202, 403]) {
    assert.equal((await poor.call('POST', '/v1/tasks', { token: key, body: quickstartTask })).status, status);
  }
});

test('a task is cancelled once, gives its quota back and causes an event', async () => {
  const { key } = await gateway.newCustomer();
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const cancelled = await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key });
  assert.deepEqual([cancelled.status, cancelled.body.status], [200, 'cancelled']);
  assert.equal(await quota(key), 500);
  const result = await gateway.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key });
  const { error, code, task_id, status, labels_received, label_counts } = result.body;
  assert.deepEqual([result.status, error, code], [410, 'task was cancelled', 'GONE']);
  assert.deepEqual([task_id, status, labels_received], [task.task_id, 'cancelled', 0]);
  assert.deepEqual(label_counts, { cat: 0, dog: 0 });
});

test('a callback_url of the batch is that of its tasks, and its warning is passed on', async () => {
  const body = { tasks: [quickstartTask], callback_url: 'https://example.com/hook' };
  const answer = await gateway.call('POST', '/v1/tasks/batch', { token, body });
  assert.equal(answer.status, 202);
  assert.equal(answer.body.warnings.length, 1);
});
