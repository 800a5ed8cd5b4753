import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const submit = async (gateway: TestGateway, token: string, order: object = {}): Promise<string> => {
  const { status, body } = await gateway.call('POST', '/v1/tasks', {
    token,
    body: { ...quickstartTask, ...order },
  });
  assert.equal(status, 202);
  return body.task_id;
};

/** All pages of a list: the ids, and how many pages there were. */
async function walk(gateway: TestGateway, token: string, query: string, limit: number) {
  const ids: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const next = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, body } = await gateway.call('GET', `/v1/tasks?limit=${limit}${query}${next}`, { token });
    assert.equal(status, 200);
    assert.ok(body.data.length <= limit);
    ids.push(...body.data.map((task: { task_id: string }) => task.task_id));
    cursor = body.next_cursor;
  }
  return { ids, pages };
}

test('tasks are listed page by page, the newest first, each as it is read alone', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  assert.deepEqual((await gateway.call('GET', '/v1/tasks', { token: key })).body, {
    data: [],
    next_cursor: null,
    lists: { keys: [], filled_to: '2026-04-09T12:00:00.000Z' },
  });
  const made: string[] = [];
  for (let i = 0; i < 5; i++) {
    gateway.clock.advance(1_000);
    made.unshift(await submit(gateway, key, { metadata: { i } }));
  }
  assert.deepEqual(await walk(gateway, key, '', 2), { ids: made, pages: 3 });
  assert.deepEqual(await walk(gateway, key, '', 5), { ids: made, pages: 1 });
  const { body } = await gateway.call('GET', '/v1/tasks?limit=1', { token: key });
  const alone = await gateway.call('GET', `/v1/tasks/${made[0]}`, { token: key });
  assert.deepEqual(body.data, [alone.body]);
});

test('a list is narrowed by status, type, batch and time', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const workers = [await gateway.newWorker(), await gateway.newWorker(), await gateway.newWorker()];
  const first = await submit(gateway, key, { type: 'moderation' });
  await labelNext(
    gateway,
    workers.map((worker) => worker.token),
    ['cat', 'cat', 'cat'],
  );
  gateway.clock.advance(60_000);
  const batch = await gateway.call('POST', '/v1/tasks/batch', {
    token: key,
    body: { tasks: Array.from({ length: 5 }, () => quickstartTask) },
  });
  const ofBatch = (batch.body.task_ids as string[]).toSorted().toReversed();
  gateway.clock.advance(60_000);
  const last = await submit(gateway, key);
  await gateway.call('POST', `/v1/tasks/${ofBatch[1]}/cancel`, { token: key });
  const ids = async (query: string, limit = 2) => (await walk(gateway, key, query, limit)).ids;
  assert.deepEqual(await ids('&status=verified'), [first]);
  assert.deepEqual(await ids('&status=cancelled'), [ofBatch[1]]);
  assert.deepEqual(await ids('&status=settled'), []);
  assert.deepEqual(await ids('&type=moderation'), [first]);
  assert.deepEqual(await ids('&type=moderation&status=pending'), []);
  const batchId = batch.body.batch_id;
  assert.deepEqual(await walk(gateway, key, `&batch_id=${batchId}`, 2), { ids: ofBatch, pages: 3 });
  assert.deepEqual(
    await ids(`&batch_id=${batchId}&status=pending`),
    ofBatch.filter((id) => id !== ofBatch[1]),
  );
  assert.deepEqual(await ids('&batch_id=bat_01JRCZ8Q4M3V7T5N9K2H6X0WAB'), []);
  assert.deepEqual(await ids('&job_id=job_01JRCZ8Q4M3V7T5N9K2H6X0WAB'), []);
  assert.deepEqual(await ids('&created_after=2026-04-09T12:00:00Z'), [last, ...ofBatch]);
  assert.deepEqual(await ids('&created_after=2026-04-09T13:30:00%2B01:30'), [last, ...ofBatch]);
  assert.deepEqual(await ids('&created_before=2026-04-09T12:01:00Z'), [first]);
  assert.deepEqual(
    await ids('&created_after=2026-04-09T12:00:30Z&created_before=2026-04-09T12:02:00.000Z'),
    ofBatch,
  );
});

test('a filter that lets little through ends a page at its bound, and the walk still finds everything', async () => {
  await using gateway = await startTestGateway({ sandboxLabelQuota: 3_000 });
  const { key } = await gateway.newCustomer();
  const wanted = await submit(gateway, key, { type: 'sentiment' });
  for (let i = 0; i < 2; i++) {
    gateway.clock.advance(1_000);
    const tasks = Array.from({ length: 1_000 }, () => quickstartTask);
    const { status } = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
    assert.equal(status, 202);
  }
  const { body } = await gateway.call('GET', '/v1/tasks?type=sentiment', { token: key });
  assert.deepEqual(body.data, []);
  assert.match(body.next_cursor, /^tsk_/);
  assert.deepEqual(await walk(gateway, key, '&type=sentiment', 20), { ids: [wanted], pages: 3 });
});

test("another customer's tasks are in no list, not with their cursor, batch or times either", async () => {
  await using gateway = await startTestGateway();
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const batch = await gateway.call('POST', '/v1/tasks/batch', {
    token: ada.key,
    body: { tasks: [quickstartTask, quickstartTask] },
  });
  gateway.clock.advance(1);
  const later = await submit(gateway, ada.key);
  for (const query of ['', `&batch_id=${batch.body.batch_id}`, `&cursor=${later}`, '&status=pending']) {
    const { body } = await gateway.call('GET', `/v1/tasks?limit=100${query}`, { token: bob.key });
    assert.deepEqual([body.data, body.next_cursor], [[], null], query);
  }
});

test('a bad filter or cursor is refused by name', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const bad = {
    status: 'done',
    type: 'video',
    batch_id: 'bat_1',
    job_id: 'tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB',
    created_after: 'yesterday',
    created_before: '2026-02-31T00:00:00Z',
    limit: '0',
    cursor: 'bat_01JRCZ8Q4M3V7T5N9K2H6X0WAB',
    page: '2',
  };
  for (const [field, value] of Object.entries(bad)) {
    const { status, body } = await gateway.call('GET', `/v1/tasks?${field}=${value}`, { token: key });
    assert.equal(status, 400, field);
    assert.equal(body.details[0].field, field);
  }
  assert.equal((await gateway.call('GET', '/v1/tasks?limit=101', { token: key })).status, 400);
  assert.equal((await gateway.call('GET', '/v1/tasks')).status, 401);
});

test('a batch lists what its lines became, also tasks of an earlier batch', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const tasks = [{ ...quickstartTask, idempotency_key: 'line-1' }];
  const submitBatch = async () =>
    (await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } })).body;
  const [first, second] = [await submitBatch(), await submitBatch()];
  assert.notEqual(second.batch_id, first.batch_id);
  for (const { batch_id } of [first, second])
    for (const sort of ['', '&sort=created&order=asc'])
      assert.deepEqual((await walk(gateway, key, `&batch_id=${batch_id}${sort}`, 2)).ids, first.task_ids);
});
