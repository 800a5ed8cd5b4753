import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { contentsOf } from '@asg/engines';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { type ItemHost, startItemHost } from '../testing/test-items.ts';

const caseOf = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../../pictures/cases', name));
const gone = new Set<string>();
const asked: string[] = [];
const answer: RequestListener = (request, response) => {
  const path = request.url ?? '';
  asked.push(path);
  if (gone.has(path) || path.startsWith('/gone')) response.writeHead(404).end();
  else response.end(caseOf(path.startsWith('/cut') ? 'trunc.jpg' : 'rgb.png'));
};
const stop = new AbortController().signal;
const minuteMs = 60_000;

let gateway: TestGateway;
let host: ItemHost;
let here: string;
before(async () => {
  gateway = await startTestGateway();
  host = await startItemHost(answer);
  here = host.url;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host[Symbol.dispose]();
});

let made = 0;
async function submitted(path: string, key: string, more: object = {}): Promise<string> {
  // A language of its own: nobody else's task is in the way.
  const body = { ...quickstartTask, data_url: path, language: `qaa-x-${made++}`, ...more };
  const { body: task, text } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  assert.ok(task.task_id, text);
  return task.task_id;
}

/** Looks at all that is due and new by now. */
async function look({ lookAhead, clock } = gateway): Promise<void> {
  await lookAhead.keepNotes();
  let isDone = false;
  const rounds = (async () => {
    while (await lookAhead.round(stop));
    isDone = true;
  })();
  while (!isDone) {
    await new Promise(setImmediate);
    // What waits for its turn waits by the gateway's clock.
    const waitMs = (clock.nextMs ?? Number.POSITIVE_INFINITY) - clock.nowMs();
    if (waitMs < 100) clock.advance(Math.max(0, waitMs));
  }
  await rounds;
}

const get = async (key: string, url: string) => (await gateway.call('GET', url, { token: key })).body;

test('a look that fails marks the task and withholds it from nobody; seen again, the mark is gone', async () => {
  const { key } = await gateway.newCustomer();
  const fine = await submitted(`${here}/fine`, key);
  const cut = await submitted(`${here}/cut`, key);
  const flaky = await submitted(`${here}/flaky`, key);
  gone.add('/flaky');
  await look();
  assert.equal((await get(key, `/v1/tasks/${fine}`)).item, undefined);
  assert.deepEqual((await get(key, `/v1/tasks/${cut}`)).item, {
    shown: false,
    reason: 'it is truncated: the end of this JPEG picture is missing',
  });
  const marked = await get(key, `/v1/tasks/${flaky}`);
  assert.deepEqual(
    [marked.status, marked.item],
    ['pending', { shown: false, reason: 'its host answered 404' }],
  );
  assert.equal((await get(key, '/v1/stats')).items_unshowable, 2);

  const { token } = await gateway.newWorker();
  const profile = { display_name: 'Kim', country: 'DE', primary_language: marked.language };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  const { body: work } = await gateway.call('POST', '/v1/work/next', { token });
  assert.equal(work.assignments.length, 1, 'it is given out all the same');
  gone.delete('/flaky');
  gateway.clock.advance(minuteMs);
  await gateway.call('POST', `/v1/work/${work.assignments[0].assignment_id}/skip`, {
    token,
    body: { reason: 'The image does not load' },
  });
  await look();
  assert.equal((await get(key, `/v1/tasks/${flaky}`)).item, undefined, 'a wish of a worker brings a look');
  assert.equal((await get(key, '/v1/stats')).items_unshowable, 1);
});

test('an item that failed three times over ten minutes ends its task, with quota back and its labels paid', async () => {
  const { key } = await gateway.newCustomer();
  const left = async () => (await get(key, '/v1/customers/me')).label_quota;
  const before = await left();
  const taskId = await submitted(`${here}/gone-1`, key);
  const { language } = await get(key, `/v1/tasks/${taskId}`);
  const { token } = await gateway.newWorker();
  const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  const [{ assignment_id }] = (await gateway.call('POST', '/v1/work/next', { token })).body.assignments;
  await gateway.call('POST', `/v1/work/${assignment_id}/label`, { token, body: { label: 'cat' } });
  // Labelled tasks are not looked at ahead: a worker who cannot see it asks for it.
  await gateway.lookAhead.wish(taskId);
  for (let minute = 0; minute < 10; minute++) {
    await look();
    assert.equal((await get(key, `/v1/tasks/${taskId}`)).status, 'in_progress', `at ${minute} minutes`);
    gateway.clock.advance(minuteMs);
  }
  gateway.clock.advance(2 * minuteMs);
  await look();
  const task = await get(key, `/v1/tasks/${taskId}`);
  assert.deepEqual([task.status, task.reason, task.item.shown], ['expired', 'item_unshowable', false]);
  assert.equal(await left(), before);
  const result = await gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key });
  assert.deepEqual(
    [result.status, result.body.reason, result.body.label_counts],
    [410, 'item_unshowable', { cat: 1, dog: 0 }],
  );
  const stored = await gateway.storage.tasks.get(taskId);
  assert.equal(stored?.payment.kind, 'due');
  const events = await gateway.storage.events.after(stored?.customerId ?? '', { after: null, limit: 9 });
  const [told] = await contentsOf(gateway.storage, events);
  assert.ok(told != null && 'reason' in told.payload);
  assert.deepEqual([told.payload.event, told.payload.reason], ['task.expired', 'item_unshowable']);
});

test('where nobody answers nothing ends, until another host does', async () => {
  const own = await startTestGateway();
  try {
    const { key } = await own.newCustomer();
    const dead = await startItemHost(() => {});
    dead[Symbol.dispose]();
    const body = { ...quickstartTask, data_url: `${dead.url}/a` };
    const { body: task } = await own.call('POST', '/v1/tasks', { token: key, body });
    const status = async () => (await own.call('GET', `/v1/tasks/${task.task_id}`, { token: key })).body;
    const rounds = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute++) {
        await look(own);
        own.clock.advance(minuteMs);
      }
    };
    await rounds(20);
    const marked = await status();
    assert.deepEqual([marked.status, marked.item.reason], ['pending', 'its host did not answer']);
    // Another host answers, then and later.
    await own.call('POST', '/v1/tasks', { token: key, body: { ...body, data_url: `${here}/fine-too` } });
    await rounds(16);
    assert.deepEqual([(await status()).status, (await status()).reason], ['expired', 'item_unshowable']);
  } finally {
    await own[Symbol.asyncDispose]();
  }
});

test('a job counts the items that nobody can see and lists them by line; examples of documents are not looked at', async () => {
  const { key } = await gateway.newCustomer();
  const lines = ['/fine-a', '/gone-2', '/cut-2', '/fine-b'].map((path) =>
    JSON.stringify({ data_url: `${here}${path}` }),
  );
  lines.push(JSON.stringify({ data_url: 'https://example.com/image.jpg' }));
  const form = new FormData();
  form.set('task_type', 'image_classification');
  form.set('label_spec', JSON.stringify(quickstartTask.label_spec));
  form.set('manifest', new Blob([lines.join('\n')]), 'manifest.jsonl');
  const sent = new Response(form);
  const { statusCode, body } = await gateway.app.inject({
    method: 'POST',
    url: '/v1/jobs',
    headers: { authorization: `Bearer ${key}`, 'content-type': sent.headers.get('content-type') ?? '' },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
  assert.equal(statusCode, 202, body);
  const { job_id } = JSON.parse(body);
  asked.length = 0;
  for (let i = 0; i < 5; i++) {
    await gateway.jobRunner.round(stop);
    gateway.clock.advance(1_000);
  }
  await look();
  assert.deepEqual(asked.toSorted(), ['/cut-2', '/fine-a', '/fine-b', '/gone-2']);
  assert.equal((await get(key, `/v1/jobs/${job_id}`)).items_unshowable, 2);
  const page = await get(key, `/v1/jobs/${job_id}/errors?kind=unshowable`);
  assert.deepEqual(page.data, [
    { line: 2, reason: 'its host answered 404' },
    { line: 3, reason: 'it is truncated: the end of this JPEG picture is missing' },
  ]);
  const rest = await get(key, `/v1/jobs/${job_id}/errors?kind=unshowable&cursor=2`);
  assert.deepEqual(
    rest.data.map(({ line }: { line: number }) => line),
    [3],
  );
});
