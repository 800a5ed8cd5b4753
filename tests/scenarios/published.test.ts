import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '@asg/runtime';
import type { ASGWorkerClient } from '@asg/sdk';
import { type RawReply, type RawRequest, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

/** The published contract, as a program sees it that was written for it: raw HTTP, field by field. */
let refinery: RunningRefinery;
let api: TestApi;
let workers: readonly ASGWorkerClient[];
before(async () => {
  refinery = await startRefinery();
  api = new TestApi(refinery.url);
  workers = await Promise.all(['ada', 'bob', 'eve'].map(newWorker));
});
after(async () => {
  await refinery[Symbol.asyncDispose]();
});

async function newWorker(name: string): Promise<ASGWorkerClient> {
  const session = await api.registerWorker({ email: `${name}@example.com`, password: `password of ${name}` });
  const worker = api.worker(session.token);
  await worker.setProfile({ display_name: name, country: 'PT', primary_language: 'en' });
  return worker;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are taken apart
type Answer = Omit<RawReply, 'body'> & { readonly body: any };

type Given = Pick<RawRequest, 'body' | 'headers'> & { readonly key?: string; readonly url?: string };

function call(method: RawRequest['method'], path: string, given: Given = {}): Promise<Answer> {
  const { key: token, url = refinery.url, ...rest } = given;
  return new TestApi(url).send({ ...rest, method, path, token, expect: 'any' });
}

let registered = 0;
async function newKey(url = refinery.url): Promise<string> {
  const customer = { name: 'Demo', email: `customer-${registered++}@example.com` };
  return (await new TestApi(url).registerCustomer(customer)).api_key;
}

const order = {
  type: 'image_classification',
  data_url: 'https://example.com/image.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  consensus_threshold: 3,
};

async function submit(key: string, extra: object = {}): Promise<string> {
  const answer = await call('POST', '/v1/tasks', { key, body: { ...order, ...extra } });
  assert.equal(answer.status, 202);
  return answer.body.task_id;
}

/** Each worker takes the one task that waits and labels it. */
async function label(...labels: readonly string[]): Promise<void> {
  for (const [i, text] of labels.entries()) {
    const [item] = await workers[i]!.next(1);
    await workers[i]!.label(item!.assignment_id, text);
  }
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;
const txidForm = /^[0-9a-f]{64}$/;

test('registration answers with the key, once, and refuses a known e-mail', async () => {
  const body = { name: 'Demo', email: 'demo@example.com' };
  const { status, body: customer } = await call('POST', '/v1/customers', { body });
  assert.equal(status, 201);
  assert.match(customer.customer_id, /^cust_/);
  assert.match(customer.api_key, /^sk_sandbox_/);
  assert.equal(customer.tier, 'sandbox');
  assert.equal(customer.label_quota, 500);
  assert.equal(customer.message, 'Store this API key securely — it cannot be retrieved again.');
  const again = await call('POST', '/v1/customers', { body: { ...body, email: 'DEMO@example.com' } });
  assert.deepEqual([again.status, again.body.error], [409, 'email already registered']);
  const me = await call('GET', '/v1/customers/me', { key: customer.api_key });
  assert.equal(me.status, 200);
  const { created_at: createdAt, ...account } = me.body;
  assert.ok(Number.isInteger(createdAt) && createdAt > 1.7e9 && createdAt < 1e11, 'Unix seconds');
  assert.deepEqual(account, {
    customer_id: customer.customer_id,
    name: 'Demo',
    email: 'demo@example.com',
    tier: 'sandbox',
    label_quota: 500,
    label_quota_total: 500,
    api_key_hint: 'sk_sand...',
  });
});

test('a task goes from submission to a settled result as the quickstart shows', async () => {
  const key = await newKey();
  const submitted = await call('POST', '/v1/tasks', { key, body: order });
  assert.equal(submitted.status, 202);
  const { task_id: taskId, created_at: createdAt } = submitted.body;
  assert.deepEqual(submitted.body, { task_id: taskId, status: 'pending', created_at: createdAt });
  assert.match(taskId, /^tsk_/);
  assert.match(createdAt, rfc3339);
  const task = await call('GET', `/v1/tasks/${taskId}`, { key });
  assert.equal(task.status, 200);
  const { status, task_type: type, data_url: dataUrl } = task.body;
  assert.deepEqual([status, type, dataUrl], ['pending', order.type, order.data_url]);
  assert.deepEqual([task.body.task_id, task.body.created_at], [taskId, createdAt]);

  const open = await call('GET', `/v1/tasks/${taskId}/result`, { key });
  assert.equal(open.status, 202);
  assert.deepEqual(open.body, { status: 'in_progress', message: 'Task is still being labeled.' });
  await label('cat', 'dog', 'cat');
  const done = await call('GET', `/v1/tasks/${taskId}/result?wait=30&until=settled`, { key });
  assert.equal(done.status, 200);
  const { bsv_txid: txid, settled_at: settledAt, explorer_url: _ours, ...result } = done.body;
  assert.match(txid, txidForm);
  assert.match(settledAt, rfc3339);
  assert.deepEqual(result, {
    task_id: taskId,
    status: 'settled',
    consensus_label: 'cat',
    confidence: 0.6666666666666666,
    worker_count: 3,
    agreement_count: 2,
    label_spec: order.label_spec,
    settlement: { bsv_txid: txid, total_cost_sats: 650, settled_at: settledAt },
    created_at: createdAt,
  });
});

test('an idempotency key gives the same task with 200 and takes nothing from the quota', async () => {
  const key = await newKey();
  const body = { ...order, idempotency_key: 'order-1' };
  const first = await call('POST', '/v1/tasks', { key, body });
  const again = await call('POST', '/v1/tasks', { key, body });
  assert.deepEqual([first.status, again.status], [202, 200]);
  assert.deepEqual(again.body, { ...first.body, idempotent: true });
  const me = await call('GET', '/v1/customers/me', { key });
  assert.equal(me.body.label_quota, 499);
  await call('POST', `/v1/tasks/${first.body.task_id}/cancel`, { key });
});

test('a batch is accepted as a whole', async () => {
  const key = await newKey();
  const accepted = await call('POST', '/v1/tasks/batch', { key, body: { tasks: [order, order] } });
  assert.equal(accepted.status, 202);
  const { batch_id: batchId, task_ids: taskIds, ...rest } = accepted.body;
  assert.match(batchId, /^bat_/);
  assert.deepEqual(rest, { task_count: 2, status: 'accepted' });
  for (const taskId of taskIds) await call('POST', `/v1/tasks/${taskId}/cancel`, { key });
});

test('every published refusal has its status, its message and its code', async () => {
  const key = await newKey();
  const spec = order.label_spec;
  const refused: readonly [Answer, number, string, string][] = [
    [await call('GET', '/v1/customers/me'), 401, 'invalid API key', 'UNAUTHORIZED'],
    [
      await call('GET', '/v1/customers/me', { key: 'sk_sandbox_wrong' }),
      401,
      'invalid API key',
      'UNAUTHORIZED',
    ],
    [await call('GET', '/v1/tasks/tsk_xxx', { key }), 404, 'task not found', 'NOT_FOUND'],
    [await call('GET', '/v1/tasks/tsk_xxx/result', { key }), 404, 'task not found', 'NOT_FOUND'],
    [
      await call('POST', '/v1/tasks', { key, body: { ...order, type: 'video' } }),
      400,
      'unsupported task type',
      'VALIDATION_ERROR',
    ],
    [
      await call('POST', '/v1/tasks', { key, body: { ...order, data_url: undefined } }),
      400,
      'data_url is required',
      'VALIDATION_ERROR',
    ],
    [
      await call('POST', '/v1/tasks', { key, body: { ...order, label_spec: { ...spec, question: '' } } }),
      400,
      'label_spec.question is required',
      'VALIDATION_ERROR',
    ],
  ];
  for (const [answer, status, error, code] of refused) {
    const requestId = answer.headers.get('x-request-id');
    assert.deepEqual([answer.status, answer.body.error, answer.body.code], [status, error, code]);
    assert.equal(answer.body.request_id, requestId);
  }
});

test('a quota that is used up refuses with 403', async () => {
  await using small = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '1' } });
  const { url } = small;
  const key = await newKey(url);
  assert.equal((await call('POST', '/v1/tasks', { key, body: order, url })).status, 202);
  const { status, body } = await call('POST', '/v1/tasks', { key, body: order, url });
  assert.deepEqual([status, body.error, body.code], [403, 'quota exhausted', 'FORBIDDEN']);
});

test('polling faster than the tier allows is refused with 429, and Retry-After is the truth', async () => {
  await using strict = await startRefinery({ env: { RATE_LIMITS: 'true', RATE_LIMIT_SANDBOX: '60/2' } });
  const { url } = strict;
  const key = await newKey(url);
  const poll = () => call('GET', '/v1/tasks/tsk_xxx/result', { key, url });
  let answer = await poll();
  for (let i = 0; answer.status === 404 && i < 10; i++) answer = await poll();
  const { status, headers, body } = answer;
  assert.deepEqual([status, body.error, body.code], [429, 'rate limit exceeded', 'RATE_LIMITED']);
  assert.deepEqual([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')], ['60', '0']);
  assert.equal(headers.get('retry-after'), '1', 'one request a second');
  await systemClock.sleep(1_000);
  assert.equal((await poll()).status, 404);
});

test('Prefer: wait holds the answer until the task is decided, and no longer than asked', async () => {
  const key = await newKey();
  const taskId = await submit(key);
  const early = await call('GET', `/v1/tasks/${taskId}/result`, { key, headers: { prefer: 'wait=1' } });
  assert.deepEqual([early.status, early.headers.get('preference-applied')], [202, 'wait=1']);
  const waiting = call('GET', `/v1/tasks/${taskId}/result`, { key, headers: { prefer: 'wait=50' } });
  await label('dog', 'dog', 'dog');
  const { status, headers, body } = await waiting;
  assert.deepEqual([status, headers.get('preference-applied')], [200, 'wait=50']);
  assert.deepEqual([body.consensus_label, body.confidence], ['dog', 1]);
});

test('a task past its expires_in closes by itself: 410 with the labels that there were, and they are paid', async () => {
  const key = await newKey();
  const taskId = await submit(key, { expires_in: 2 });
  const task = await call('GET', `/v1/tasks/${taskId}`, { key });
  assert.equal(Date.parse(task.body.expires_at) - Date.parse(task.body.created_at), 2_000);
  await label('dog');
  const { status, body } = await call('GET', `/v1/tasks/${taskId}/result?wait=60`, { key });
  const { request_id: _id, ...gone } = body;
  assert.equal(status, 410);
  assert.deepEqual(gone, {
    error: 'task expired without a consensus',
    code: 'GONE',
    task_id: taskId,
    status: 'expired',
    labels_received: 1,
    label_counts: { cat: 0, dog: 1 },
  });
  assert.deepEqual(await workers[1]!.next(1), []);
  const me = await call('GET', '/v1/customers/me', { key });
  assert.equal(me.body.label_quota, 499, 'an expired task keeps its place in the quota');
  await billed(key, 'tasks_paid_unlabelled', 1);
});

/** The usage of the present month, once `field` has got to `count`; the runner’s limit ends a wait in vain. */
// biome-ignore lint/suspicious/noExplicitAny: the test takes it apart
async function billed(key: string, field: string, count: number): Promise<any> {
  for (;;) {
    const { status, body } = await call('GET', '/v1/billing/usage', { key });
    assert.equal(status, 200);
    if (body[field] === count) return body;
    await systemClock.sleep(50);
  }
}

test('usage and invoices say what was settled, at its real cost', async () => {
  const key = await newKey();
  const costs: number[] = [];
  for (const labels of [
    ['cat', 'cat', 'dog'],
    ['dog', 'dog', 'dog'],
  ]) {
    const taskId = await submit(key);
    await label(...labels);
    const { body } = await call('GET', `/v1/tasks/${taskId}/result?wait=30&until=settled`, { key });
    costs.push(body.settlement.total_cost_sats);
  }
  assert.deepEqual(costs, [650, 975]);
  const usage = await billed(key, 'tasks_settled', 2);
  const me = await call('GET', '/v1/customers/me', { key });
  const { customer_id: customerId, month, tier, daily_breakdown: days, ...sums } = usage;
  assert.deepEqual([customerId, tier], [me.body.customer_id, 'sandbox']);
  assert.match(month, /^\d{4}-\d{2}$/);
  assert.deepEqual(sums, {
    tasks_settled: 2,
    total_cost_sats: 1625,
    total_cost_usd_estimate: 0.000325,
    worker_payouts_sats: 1625,
    platform_fee_sats: 0,
    labels_saved: 0,
    gold_answers_paid: 0,
    from_balance_sats: 1625,
    tasks_paid_unlabelled: 0,
    usd_price: 20,
    usd_price_source: 'default',
  });
  const total = (field: string): number =>
    days.reduce((sum: number, day: Record<string, number>) => sum + day[field]!, 0);
  assert.deepEqual([total('tasks'), total('cost_sats')], [2, 1625]);
  const { status, body } = await call('GET', '/v1/billing/invoices', { key });
  assert.equal(status, 200);
  assert.deepEqual(body, { invoices: [{ month, status: 'open', ...sums }], next_cursor: null });
  const csv = await call('GET', `/v1/billing/invoices/${month}.csv`, { key });
  assert.ok(csv.status === 200 && csv.body.split('\r\n').length === days.length + 2, csv.body);
});
