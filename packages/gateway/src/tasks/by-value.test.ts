import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-16';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken, sandboxLabelQuota: 5_000 });
});
after(() => gateway[Symbol.asyncDispose]());

const labelSpec = { question: 'Mood?', options: ['good', 'bad'] };
const textTask = (text: string, more: object = {}) => ({
  type: 'sentiment',
  data: { text },
  label_spec: labelSpec,
  ...more,
});
const order = { task_type: 'sentiment', label_spec: JSON.stringify(labelSpec) };
const urlOf = (text: string): string => `asset://${createHash('sha256').update(text).digest('hex')}`;
const text = '  First line,\n\tsecond — zwölf 👍🏽\r\nlast  ';

test('a text by value is an asset of its customer, and the worker sees it unchanged', async () => {
  const { key } = await gateway.newCustomer();
  const { token } = await gateway.newWorker();
  const body = textTask(text, { priority: 9, idempotency_key: 'one' });
  const { status, body: made } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  assert.equal(status, 202, JSON.stringify(made));
  const again = await gateway.call('POST', '/v1/tasks', { token: key, body });
  assert.deepEqual([again.status, again.body.task_id, again.body.idempotent], [200, made.task_id, true]);
  const other = { ...body, data: { text: 'another' } };
  assert.equal((await gateway.call('POST', '/v1/tasks', { token: key, body: other })).status, 409);
  const { body: task } = await gateway.call('GET', `/v1/tasks/${made.task_id}`, { token: key });
  assert.equal(task.data_url, urlOf(text));
  const { body: list } = await gateway.call('GET', '/v1/tasks', { token: key });
  assert.equal(list.data[0].data_url, urlOf(text));
  const { body: taken } = await gateway.call('POST', '/v1/work/next', { token });
  const { url } = taken.assignments[0].data;
  const seen = await gateway.call('GET', url, { token });
  assert.deepEqual([seen.status, seen.text], [200, text]);
  assert.match(String(seen.headers['content-type']), /^text\/plain; charset=utf-8/);
});

test('an asset:// of another customer is refused with the same words as one that nobody has', async () => {
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const first = await gateway.call('POST', '/v1/tasks', { token: ada.key, body: textTask('of Ada') });
  assert.equal(first.status, 202);
  const named = (url: string) => ({ type: 'sentiment', data_url: url, label_spec: labelSpec });
  const submit = (token: string, url: string) =>
    gateway.call('POST', '/v1/tasks', { token, body: named(url) });
  assert.equal((await submit(ada.key, urlOf('of Ada'))).status, 202);
  const said = [urlOf('of Ada'), urlOf('of nobody')].map(async (url) => {
    const { status, body } = await submit(bob.key, url);
    return [status, body.error, body.code, body.details];
  });
  const [others, none] = await Promise.all(said);
  assert.deepEqual(others, none);
  assert.equal(others?.[0], 400);
  assert.match(JSON.stringify(others), /data_url names no asset of yours/);
  const { body } = await submit(ada.key, 'asset://0815');
  assert.match(body.error, /data_url must be asset:/);
  const tasks = [named(urlOf('of Ada')), named(urlOf('of nobody'))];
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token: ada.key, body: { tasks } });
  assert.deepEqual(batch.body.details?.[0]?.field, 'tasks.1.data_url');
});

type Item = Readonly<Record<string, unknown>>;
/** Each takes the fields of one item; null: it was accepted. */
const entrances: Readonly<Record<string, (item: Item, token: string) => Promise<string | null>>> = {
  'a task': async (item, token) => said(await gateway.call('POST', '/v1/tasks', { token, body: item })),
  'a batch': async (item, token) =>
    said(await gateway.call('POST', '/v1/tasks/batch', { token, body: { tasks: [item] } })),
  'a line of a job': async ({ type: _type, label_spec: _spec, ...line }, token) => {
    const { body } = await uploadJob(gateway, token, JSON.stringify(line), order);
    await runJobs(gateway);
    const { data } = (await gateway.call('GET', `/v1/jobs/${body.job_id}/errors`, { token })).body;
    return data[0]?.reason ?? null;
  },
  'a gold item': async (item) =>
    said(
      await gateway.call('POST', '/v1/admin/gold', {
        token: adminToken,
        body: { ...item, gold_label: 'good' },
      }),
    ),
};
const said = (answer: { status: number; body: { error?: string } }): string | null =>
  answer.status < 300 ? null : (answer.body.error ?? '');

const item = { type: 'sentiment', label_spec: labelSpec };
const longest = 'ä'.repeat(32 * 1024);
const cases: readonly (readonly [string, object, RegExp | null])[] = [
  ['a text', { data: { text } }, null],
  ['64 KiB', { data: { text: longest } }, null],
  ['more', { data: { text: `${longest}.` } }, /data.text must not be larger than 65536 bytes as UTF-8/],
  ['both', { data: { text }, data_url: 'https://example.com/a' }, /data must not be there beside data_url/],
  ['neither', {}, /data_url is required/],
  ['null for both', { data: null, data_url: null }, /data_url is required/],
  ['an empty text', { data: { text: '' } }, /data.text"? (is required|must be a text that is not blank)/],
  ['a blank one', { data: { text: ' \n\u200b' } }, /data.text must not be blank/],
  ['a NUL', { data: { text: 'a\u0000' } }, /data.text must hold no control characters: it has U.0000/],
  ['half a pair', { data: { text: 'a\ud83d' } }, /data.text must be well-formed Unicode/],
];

for (const [entrance, submit] of Object.entries(entrances)) {
  test(`${entrance} takes items by value, by the rules of every entrance`, async () => {
    const { key } = await gateway.newCustomer();
    for (const [name, fields, refusal] of cases) {
      const answer = await submit({ ...item, ...fields }, key);
      if (refusal === null) assert.equal(answer, null, name);
      else assert.match(answer ?? 'accepted', refusal, name);
    }
  });
}

test('data has nothing beside its text', async () => {
  const { key } = await gateway.newCustomer();
  const body = { ...item, data: { text, html: '' } };
  const { status, body: answer } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  assert.deepEqual([status, answer.error], [400, 'data.html is not a known field']);
});

test('a text is no picture', async () => {
  const { key } = await gateway.newCustomer();
  const body = { ...textTask('a'), type: 'image_classification' };
  const { status, body: answer } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  assert.deepEqual([status, answer.details[0].constraint], [400, 'task_type']);
});

test('lines of a job show their texts, whoever else has the same', async () => {
  const { key } = await gateway.newCustomer();
  const texts = ['one', 'two', 'one'];
  const manifest = texts.map((one) => JSON.stringify({ data: { text: one } })).join('\n');
  const { body } = await uploadJob(gateway, key, manifest, order);
  await runJobs(gateway);
  const { body: list } = await gateway.call('GET', `/v1/tasks?job_id=${body.job_id}`, { token: key });
  const urls = list.data.map((task: { data_url: string }) => task.data_url).reverse();
  assert.deepEqual(urls, texts.map(urlOf));
  for (const task of list.data) {
    const seen = await gateway.call('GET', `/v1/tasks/${task.task_id}/item`, { token: key });
    assert.equal(urlOf(seen.text), task.data_url);
  }
});
