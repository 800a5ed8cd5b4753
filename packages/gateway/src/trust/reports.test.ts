import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-of-the-tests';
const { data_url: _, ...rest } = quickstartTask;
const task = { ...rest, type: 'sentiment', data: { text: 'a text to look at' } };

async function took(
  gateway: TestGateway,
  token: string,
): Promise<readonly { assignment_id: string; sensitive: boolean }[]> {
  const { status, body } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20 } });
  return status === 204 ? [] : body.assignments;
}

const admin = (gateway: TestGateway, method: 'GET' | 'POST', path: string, body?: object) =>
  gateway.call(method, `/v1/admin/reports${path}`, {
    token: adminToken,
    ...(body === undefined ? {} : { body }),
  });

test('sensitive tasks, batches and jobs go to workers who take such items, in their profile, and are marked', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const submit = (path: string, body: object) => gateway.call('POST', path, { token: key, body });
  const one = await submit('/v1/tasks', { ...task, sensitive: true });
  assert.equal(one.status, 202, one.text);
  assert.equal((await submit('/v1/tasks/batch', { tasks: [task, task], sensitive: true })).status, 202);
  const line = (more: object) => JSON.stringify({ data_url: 'https://example.com/1.jpg', ...more });
  await uploadJob(gateway, key, line({}), { sensitive: 'true' });
  await uploadJob(gateway, key, `${line({ sensitive: true })}\n${line({})}\n`);
  await runJobs(gateway);
  const { sensitive } = (await gateway.call('GET', `/v1/tasks/${one.body.task_id}`, { token: key })).body;
  assert.equal(sensitive, true);

  const { token } = await gateway.newWorker();
  assert.deepEqual(
    (await took(gateway, token)).map((work) => work.sensitive),
    [false],
    'the last line alone',
  );
  const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  const set = async (body: object) =>
    (await gateway.call('PUT', '/v1/workers/me/profile', { token, body })).body.profile.sensitive;
  assert.equal(await set({ ...profile, sensitive: true }), true);
  assert.equal(await set(profile), true, 'left out, it stays');
  assert.deepEqual(
    (await took(gateway, token)).map((work) => work.sensitive),
    Array(5).fill(true),
  );
  assert.equal(await set({ ...profile, sensitive: false }), false);
});

test('a reported item is dismissed, marked, or taken down; its worker holds the task until then', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const { label_quota: quota } = (await gateway.call('GET', '/v1/customers/me', { token: key })).body;
  for (let i = 0; i < 3; i++) {
    const body = { ...task, data: { text: `text ${i}` } };
    await gateway.call('POST', '/v1/tasks', { token: key, body });
  }
  const { token } = await gateway.newWorker();
  const held = await took(gateway, token);
  const report = (id: string, body: object) => gateway.call('POST', `/v1/work/${id}/report`, { token, body });
  for (const { assignment_id } of held) {
    for (let i = 0; i < 2; i++) {
      const { status, body } = await report(assignment_id, { reason: 'violence', note: ' A fight. ' });
      assert.deepEqual([status, body], [200, { assignment_id, reported: true }]);
    }
  }
  const [first = { assignment_id: '' }] = held;
  assert.equal((await report(first.assignment_id, { reason: 'boring' })).status, 400);
  const stranger = await gateway.newWorker();
  const theirs = { token: stranger.token, body: { reason: 'other' } };
  assert.equal((await gateway.call('POST', `/v1/work/${first.assignment_id}/report`, theirs)).status, 404);

  const waiting = (await admin(gateway, 'GET', '')).body.data;
  assert.equal(waiting.length, 3);
  const [down, marked, dismissed] = waiting;
  assert.deepEqual(
    [down.reason, down.note, down.customer_id, down.status, down.customer_counts.reported],
    ['violence', 'A fight.', customerId, 'open', 3],
  );
  const decide = (id: string, verdict: string) => admin(gateway, 'POST', `/${id}/decide`, { verdict });
  await decide(dismissed.report_id, 'dismissed');
  await decide(marked.report_id, 'marked_sensitive');
  const taken = await decide(down.report_id, 'taken_down');
  assert.equal(taken.status, 200, taken.text);
  assert.deepEqual([taken.body.task.status, taken.body.task.taken_down], ['expired', true]);
  assert.equal(
    (await decide(down.report_id, 'dismissed')).body.status,
    'taken_down',
    'the first verdict stands',
  );
  assert.equal((await decide('rep_01JRCZ8Q4M3V7T5N9K2H6X0WAB', 'dismissed')).status, 404);
  assert.deepEqual((await admin(gateway, 'GET', '')).body.data, []);
  const all = (await admin(gateway, 'GET', `?customer_id=${customerId}`)).body.data;
  assert.equal(all.length, 3);
  const counts = { reported: 3, dismissed: 1, marked_sensitive: 1, taken_down: 1 };
  assert.deepEqual(all[0].customer_counts, counts);

  const seen = (await gateway.call('GET', `/v1/tasks/${down.task_id}`, { token: key })).body;
  assert.deepEqual([seen.status, seen.reason, seen.taken_down], ['expired', 'taken_down', true]);
  assert.equal((await gateway.call('GET', '/v1/stats', { token: key })).body.items_taken_down, 1);
  const { body: log } = await gateway.call('GET', '/v1/audit-log?action=content.taken_down', { token: key });
  assert.equal(log.data.length, 2, 'the verdict, and the same asked for again');
  assert.deepEqual(
    [log.data[0].object_id, log.data[0].actor],
    [down.task_id, { kind: 'operator', id: null }],
  );
  assert.ok(seen.content_deleted_at !== null, 'what it showed is deleted');
  const sha256 = down.task.data_url.replace('asset://', '');
  assert.equal(await gateway.storage.assets.get({ customerId, sha256 }), null);
  const item = await gateway.call('GET', `/v1/tasks/${down.task_id}/item`, { token: key });
  assert.deepEqual([item.status, item.body.code], [424, 'MEDIA_UNAVAILABLE']);
  assert.equal(
    (await gateway.call('GET', `/v1/tasks/${dismissed.task_id}/item`, { token: key })).status,
    200,
  );
  const { label_quota } = (await gateway.call('GET', '/v1/customers/me', { token: key })).body;
  assert.equal(label_quota, quota - 3 + 1, 'without a label the quota comes back');
});

test('gold that is taken down is given out no more, and is counted with its owner', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const lines = [1, 2, 3].map((i) =>
    JSON.stringify({ data_url: `https://example.com/${i}.png`, ...(i === 1 ? { gold_label: 'dog' } : {}) }),
  );
  await uploadJob(gateway, key, lines.join('\n'));
  await runJobs(gateway);
  const { token } = await gateway.newWorker();
  for (const { assignment_id } of await took(gateway, token))
    await gateway.call('POST', `/v1/work/${assignment_id}/report`, { token, body: { reason: 'hate' } });
  const found = (await admin(gateway, 'GET', '')).body.data.find(
    (one: { gold_id: string | null }) => one.gold_id !== null,
  );
  assert.equal(found?.customer_id, customerId);
  const { body } = await admin(gateway, 'POST', `/${found.report_id}/decide`, { verdict: 'taken_down' });
  assert.equal(body.task.taken_down, true);
  const gold = await gateway.storage.gold.get(found.gold_id);
  assert.ok(gold !== null && gold.retiredAtMs !== null);
});
