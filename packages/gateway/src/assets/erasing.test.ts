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

test('the operator takes down what an open task shows, whoever’s it is', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key } = await gateway.newCustomer();
  const body = { type: 'sentiment', data: { text: secret }, label_spec: labelSpec };
  const { body: made } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  const url = `/v1/admin/tasks/${made.task_id}/content`;
  assert.equal((await gateway.call('DELETE', url, { token: key })).status, 401);
  const taken = await gateway.call('DELETE', url, { token: adminToken });
  assert.deepEqual([taken.status, taken.body.status, taken.body.data_url], [200, 'cancelled', '']);
  const { body: assets } = await gateway.call('GET', '/v1/assets', { token: key });
  assert.deepEqual(assets.data, []);
  const missing = await gateway.call('DELETE', '/v1/admin/tasks/tsk_0/content', { token: adminToken });
  assert.equal(missing.status, 404);
});
