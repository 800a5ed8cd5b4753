import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startTestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-16';
const labelSpec = { question: 'Mood?', options: ['good', 'bad'] };
const secret = 'the words that nobody may find again';

/** Files below the folders that have the words in them, in UTF-8 or UTF-16. */
function filesWith(words: string, ...folders: readonly string[]): readonly string[] {
  const forms = [Buffer.from(words), Buffer.from(words, 'utf16le'), Buffer.from(words).toString('base64')];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .filter((path) => forms.some((form) => readFileSync(path).includes(form))),
  );
}

/** A red dot: a whole picture, behind which a file may go on. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

test('content that its customer deletes is in no file any more; the label and the task stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-erasing-'));
  try {
    await using gateway = await startTestGateway({
      adminToken,
      storagePath: join(folder, 'refinery.sqlite'),
      sandboxLabelQuota: 5_000,
    });
    const { key } = await gateway.newCustomer();
    const call = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
      gateway.call(method, url, { token: key, ...(body !== undefined && { body }) });
    const task = (text: string, more: object = {}) => ({
      type: 'sentiment',
      data: { text },
      label_spec: labelSpec,
      metadata: { note: `meta ${text}` },
      ...more,
    });
    // Others around it, so that pages are shared and rows move.
    const others = Array.from({ length: 200 }, (_, n) => task(`another text ${n} ${'x'.repeat(n * 11)}`));
    await call('POST', '/v1/tasks/batch', { tasks: others.slice(0, 100) });
    const byText = await call('POST', '/v1/tasks', task(secret, { idempotency_key: 'one' }));
    const byUrl = await call('POST', '/v1/tasks', {
      ...task('-'),
      data: null,
      data_url: `https://example.com/?q=${encodeURIComponent(secret)}`,
      metadata: { note: secret },
    });
    const source = JSON.stringify({ source: `line with ${secret}` });
    const order = { task_type: 'sentiment', label_spec: JSON.stringify(labelSpec) };
    const { body: job } = await uploadJob(gateway, key, `${source}\n`, order);
    await runJobs(gateway);
    await call('POST', '/v1/tasks/batch', { tasks: others.slice(100) });
    const picture = Buffer.concat([dot, Buffer.from(secret)]);
    const given = await gateway.app.inject({
      method: 'POST',
      url: '/v1/assets',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'image/png' },
      payload: picture,
    });
    const { data_url } = given.json();
    const byAsset = await call('POST', '/v1/tasks', { ...task('-'), data: null, data_url, metadata: null });
    const { body: lines } = await call('GET', `/v1/tasks?job_id=${job.job_id}`);
    const ids: string[] = [byText, byUrl, byAsset].map(({ body }) => body.task_id);
    ids.push(lines.data[0].task_id);
    assert.ok(filesWith(secret, folder, gateway.assetsFolder).length >= 2, 'it is there before');
    const early = await call('DELETE', `/v1/tasks/${ids[0]}/content`);
    assert.deepEqual([early.status, early.body.code], [409, 'CONFLICT']);
    for (const id of ids) await call('POST', `/v1/tasks/${id}/cancel`);
    for (const id of ids) {
      const { status, body } = await call('DELETE', `/v1/tasks/${id}/content`);
      assert.deepEqual([status, body.data_url, body.metadata], [200, '', null], JSON.stringify(body));
      assert.ok(body.content_deleted_at);
      const again = await call('DELETE', `/v1/tasks/${id}/content`);
      assert.deepEqual(again.body, body, 'again changes nothing');
    }
    assert.deepEqual(filesWith(secret, folder, gateway.assetsFolder), []);
    assert.deepEqual(filesWith(encodeURIComponent(secret), folder), []);
    const other = await gateway.newCustomer();
    const foreign = await gateway.call('DELETE', `/v1/tasks/${ids[0]}/content`, { token: other.key });
    assert.equal(foreign.status, 404);
    const exported = await call('GET', `/v1/jobs/${job.job_id}/export?partial=true&format=ground_truth`);
    assert.equal(exported.status, 200);
    assert.ok(!exported.text.includes(secret));
    const again = await call('POST', '/v1/tasks', task(secret, { idempotency_key: 'one' }));
    assert.equal(again.body.task_id, ids[0], 'its key is known still');
    const item = await call('GET', `/v1/tasks/${ids[1]}/item`);
    assert.match(item.body.error, /its customer deleted it/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what holds an asset is named, and gold of its customer’s own lets go of it on their wish', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const given = await gateway.app.inject({
    method: 'POST',
    url: '/v1/assets',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'image/png' },
    payload: dot,
  });
  const { data_url, sha256 } = given.json();
  const lines = [{ data_url, gold_label: 'good' }, { data_url: 'https://example.com/a.png' }];
  const order = { task_type: 'sentiment', label_spec: JSON.stringify(labelSpec) };
  await uploadJob(gateway, key, lines.map((line) => JSON.stringify(line)).join('\n'), order);
  await runJobs(gateway);
  const body = { type: 'sentiment', data_url, label_spec: labelSpec };
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  const remove = (query = '') => gateway.call('DELETE', `/v1/assets/${sha256}${query}`, { token: key });
  const [item] = await gateway.storage.gold.list({ limit: 9, before: null, owner: customerId });
  const goldId = item!.gold.goldId;
  const byGold = await remove();
  assert.equal(byGold.status, 409);
  assert.match(byGold.body.error, new RegExp(`gold item ${goldId} shows this asset: .*retire_gold=true`));
  const byTask = await remove('?retire_gold=true');
  assert.equal(byTask.status, 409);
  assert.match(byTask.body.error, new RegExp(`task ${task.task_id} shows this asset and is open`));
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key });
  assert.equal((await remove('?retire_gold=true')).status, 204);
  assert.notEqual((await gateway.storage.gold.get(goldId))?.retiredAtMs ?? null, null);
  assert.equal((await remove()).status, 404);
});

test('the operator takes down what an open task shows, whoever’s it is', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key } = await gateway.newCustomer();
  const body = { type: 'sentiment', data: { text: secret }, label_spec: labelSpec };
  const { body: made } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  const url = `/v1/admin/tasks/${made.task_id}/content`;
  assert.equal((await gateway.call('DELETE', url, { token: key })).status, 401);
  const taken = await gateway.call('DELETE', url, { token: adminToken });
  assert.deepEqual(
    [taken.status, taken.body.status, taken.body.reason, taken.body.data_url],
    [200, 'expired', 'taken_down', ''],
  );
  const { body: assets } = await gateway.call('GET', '/v1/assets', { token: key });
  assert.deepEqual(assets.data, []);
  const missing = await gateway.call('DELETE', '/v1/admin/tasks/tsk_0/content', { token: adminToken });
  assert.equal(missing.status, 404);
  await gateway.trail.idle();
  for (const [path, token] of [
    ['/v1/audit-log', key],
    ['/v1/admin/audit-log?owner_id=house', adminToken],
  ] as const) {
    const { body: log } = await gateway.call(
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}action=content.taken_down`,
      { token },
    );
    assert.deepEqual(
      log.data.map((entry: Readonly<Record<string, unknown>>) => [
        entry.actor,
        entry.object_id,
        entry.outcome,
      ]),
      [[{ kind: 'operator', id: null }, made.task_id, 'done']],
    );
  }
});

test('an asset that is taken down ends every task of its customer that shows it, and nobody else’s', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const [mine, other] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const body = { type: 'sentiment', data: { text: secret }, label_spec: labelSpec };
  const submit = async (token: string, more: object = {}): Promise<string> =>
    (await gateway.call('POST', '/v1/tasks', { token, body: { ...body, ...more } })).body.task_id;
  const same: string[] = [];
  for (let n = 0; n < 250; n++) same.push(await submit(mine.key));
  const [elsewhere, theirs] = [
    await submit(mine.key, { data: { text: 'another' } }),
    await submit(other.key),
  ];
  const seen = async (token: string, taskId: string) => {
    const { body: task } = await gateway.call('GET', `/v1/tasks/${taskId}`, { token });
    return [task.status, task.reason ?? null, task.taken_down];
  };
  await gateway.call('DELETE', `/v1/admin/tasks/${same[7]}/content`, { token: adminToken });
  for (const taskId of [same[0], same[7], same[249]])
    assert.deepEqual(await seen(mine.key, taskId!), ['expired', 'taken_down', true]);
  assert.deepEqual(await seen(mine.key, elsewhere), ['pending', null, false]);
  assert.deepEqual(await seen(other.key, theirs), ['pending', null, false]);
  const events = await gateway.storage.events.after(mine.customerId, { after: null, limit: 1_000 });
  assert.equal(events.filter(({ type }) => type === 'task.expired').length, 250);
  assert.deepEqual((await gateway.call('GET', '/v1/assets', { token: mine.key })).body.data.length, 1);
  assert.deepEqual((await gateway.call('GET', '/v1/assets', { token: other.key })).body.data.length, 1);
  const again = await submit(mine.key);
  assert.ok(again.startsWith('tsk_'), 'its words can be given again, and taken down again');
});

test('a task that is about to be made with an asset that is taken down ends at the next sweep', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const body = { type: 'sentiment', data: { text: secret }, label_spec: labelSpec };
  const { body: made } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  const [asset] = (await gateway.call('GET', '/v1/assets', { token: key })).body.data;
  // As a submission leaves it that has not come to its task yet.
  const later = gateway.context.ids.next('task');
  const use = { userId: later, customerId, sha256: asset.sha256, sinceMs: gateway.clock.nowMs() };
  await gateway.storage.assetUses.add([use]);
  const url = `/v1/admin/tasks/${made.task_id}/content`;
  assert.equal((await gateway.call('DELETE', url, { token: adminToken })).body.reason, 'taken_down');
  const content = await gateway.call('GET', `/v1/assets/${asset.sha256}/content`, { token: key });
  assert.equal(content.status, 404, 'nobody is shown it meanwhile');
  const { body: alike } = await gateway.call('POST', '/v1/tasks', {
    token: key,
    body: { ...body, data: { text: 'another' } },
  });
  const found = await gateway.storage.tasks.get(alike.task_id);
  const order = { ...found!, taskId: later, dataUrl: asset.data_url };
  const tasks = [{ order, idempotency: null }];
  await gateway.storage.tasks.open({ customerId, tasks, batch: null, nowMs: gateway.clock.nowMs() });
  while (await gateway.assets.sweep());
  const ended = await gateway.storage.tasks.get(later);
  assert.deepEqual([ended?.state, ended?.expiredFor], ['expired', 'taken_down']);
  assert.equal(await gateway.storage.assets.get({ customerId, sha256: asset.sha256 }), null);
});
