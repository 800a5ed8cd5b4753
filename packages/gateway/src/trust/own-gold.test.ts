import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-of-the-tests';
const item = {
  type: 'image_classification',
  data_url: 'https://example.com/cat.jpg',
  label_spec: quickstartTask.label_spec,
  gold_label: 'cat',
};

const { label_spec } = quickstartTask;
const goldText = { type: 'sentiment', data: { text: 'Meow.' }, label_spec, gold_label: 'cat' };
/** A task of an item that workers can look at. */
const text = { type: 'sentiment', data: { text: 'Meow.' }, label_spec, consensus_threshold: 3 };

async function listed(gateway: TestGateway, token: string, query = '') {
  const { status, body, text } = await gateway.call('GET', `/v1/gold${query}`, { token });
  assert.equal(status, 200, text);
  return body;
}

async function decided(gateway: TestGateway, token: string, workers = 3) {
  const { body } = await gateway.call('POST', '/v1/tasks', { token, body: text });
  const people = await Promise.all(Array.from({ length: workers }, () => gateway.newWorker()));
  for (const [i, worker] of people.entries()) await answer(gateway, worker, i === 0 ? 'dog' : 'cat');
  return { taskId: body.task_id, people };
}

async function answer(gateway: TestGateway, worker: { readonly token: string }, label: string) {
  const claimed = await gateway.call('POST', '/v1/work/next', { ...worker, body: { count: 1 } });
  const id = claimed.body?.assignments[0]?.assignment_id;
  assert.ok(id, claimed.text);
  await gateway.call('GET', `/v1/work/${id}/data`, worker);
  await gateway.call('POST', `/v1/work/${id}/label`, { ...worker, body: { label } });
}

test('a customer’s gold is theirs alone: by hand, by file and by job, and never the operator’s or another’s', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  await gateway.call('POST', '/v1/admin/gold', { token: adminToken, body: item });
  await gateway.call('POST', '/v1/gold', { token: bob.key, body: item });
  const made = await gateway.call('POST', '/v1/gold', {
    token: ada.key,
    body: { ...item, reason: 'It purrs.', sensitive: true, language: 'en-GB' },
  });
  assert.equal(made.status, 201, made.text);
  const { gold_id: id, template, created_at: _at, ...told } = made.body;
  assert.deepEqual(told, {
    use: 'test',
    state: 'active',
    source: 'hand',
    job_id: null,
    task_id: null,
    type: item.type,
    data_url: item.data_url,
    label_spec: item.label_spec,
    gold_label: 'cat',
    reason: 'It purrs.',
    feedback: false,
    language: 'en-gb',
    sensitive: true,
    hits: 0,
    misses: 0,
    practised: 0,
    answers: { cat: 0, dog: 0 },
    good_workers: { hits: 0, misses: 0 },
    suspect: false,
    retired_at: null,
  });
  const lines = [1, 2].map((n) =>
    JSON.stringify({ data_url: `https://example.com/${n}.png`, gold_label: 'dog', gold_practice: n === 2 }),
  );
  await uploadJob(gateway, ada.key, lines.join('\n'));
  await runJobs(gateway);
  gateway.clock.advance(1_000);
  const file = `type,text,question,options,gold_label,use,reason\nsentiment,Lovely,Mood?,good|bad,good,practice,It says so.\n`;
  const imported = await gateway.app.inject({
    method: 'POST',
    url: '/v1/gold/import',
    headers: { authorization: `Bearer ${ada.key}`, 'content-type': 'text/csv' },
    payload: file,
  });
  assert.deepEqual(imported.json(), { added: 1 });
  const all = await listed(gateway, ada.key);
  const sources = all.data.map((one: { source: string; use: string }) => `${one.source} ${one.use}`);
  assert.deepEqual(
    [sources[0], sources.toSorted()],
    ['file practice', ['file practice', 'hand test', 'job practice', 'job test']],
  );
  assert.equal(all.data[0].reason, 'It says so.');
  assert.equal((await listed(gateway, ada.key, `?template=${template}&use=test`)).data.length, 2);
  const pages = await listed(gateway, ada.key, '?limit=3');
  assert.equal((await listed(gateway, ada.key, `?cursor=${pages.next_cursor}`)).data.length, 1);
  for (const [method, path, body] of [
    ['POST', `/v1/gold/${id}/retire`],
    ['PATCH', `/v1/gold/${id}`, { use: 'practice' }],
    ['GET', `/v1/gold/${id}/item`],
  ] as const) {
    const answer = await gateway.call(method, path, { token: bob.key, ...(body && { body }) });
    assert.deepEqual([answer.status, answer.body.error], [404, 'gold item not found'], path);
  }
  const { body: admin } = await gateway.call('GET', '/v1/admin/gold', { token: adminToken });
  assert.equal(admin.data.length, 6, 'the operator sees all');
  const retired = await gateway.call('POST', `/v1/gold/${id}/retire`, { token: ada.key });
  assert.equal(retired.body.state, 'retired');
  assert.deepEqual(
    (await listed(gateway, ada.key, '?state=retired')).data.map((one: { gold_id: string }) => one.gold_id),
    [id],
  );
});

test('every bad row of a file is named by its line and field, and nothing is added', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const rows = [
    item,
    { ...item, gold_label: 'cow' },
    { ...item, data_url: 'ftp://example.com/x' },
    { ...item, use: 'fun' },
    { ...item, gold_practice: true, feedback: true },
    { ...item, crowd: 'own' },
  ];
  const send = (payload: string) =>
    gateway.app.inject({
      method: 'POST',
      url: '/v1/gold/import',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      payload,
    });
  const shape = (await send(rows.map((row) => JSON.stringify(row)).join('\n'))).json();
  assert.deepEqual(
    shape.details.map((one: { field: string }) => one.field),
    ['lines.4.use'],
  );
  const rest = rows.toSpliced(3, 1);
  const rules = (await send(rest.map((row) => JSON.stringify(row)).join('\n'))).json();
  assert.deepEqual(
    rules.details.map((one: { field: string }) => one.field),
    ['lines.2.gold_label', 'lines.3.data_url', 'lines.4.feedback', 'lines.5.crowd'],
  );
  assert.deepEqual((await listed(gateway, key)).data, []);
});

test('a decided task becomes gold once, and who labelled it never meets it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const other = await gateway.newCustomer();
  const { taskId, people } = await decided(gateway, key);
  const make = (body: object, token = key) =>
    gateway.call('POST', `/v1/tasks/${taskId}/gold`, { token, body });
  assert.equal((await make({}, other.key)).body.error, 'task not found');
  assert.equal((await make({ label: 'cow' })).body.details[0].field, 'label');
  const made = await make({ reason: 'Most said so.' });
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(
    [made.body.gold_label, made.body.task_id, made.body.source, made.body.template.length],
    ['cat', taskId, 'task', 32],
  );
  const again = await make({});
  assert.deepEqual([again.status, again.body], [200, made.body]);
  assert.equal((await make({ label: 'dog' })).status, 409);
  const { body: open } = await gateway.call('POST', '/v1/tasks', { token: key, body: text });
  const refused = await gateway.call('POST', `/v1/tasks/${open.task_id}/gold`, { token: key });
  assert.match(refused.body.error, /^task is open/);
  for (const worker of people.slice(0, 2)) await answer(gateway, worker, 'cat');
  assert.equal((await listed(gateway, key)).data[0].hits, 0, 'they got the task, and no gold');
  await answer(gateway, await gateway.newWorker(), 'dog');
  const [met] = (await listed(gateway, key, '?sort=misses')).data;
  assert.deepEqual([met.hits, met.misses, met.answers], [0, 1, { cat: 0, dog: 1 }]);
  await gateway.call('DELETE', `/v1/tasks/${taskId}/content`, { token: key });
  const [gone] = (await listed(gateway, key, '?state=retired')).data;
  assert.deepEqual([gone.gold_id, gone.data_url], [made.body.gold_id, '']);
});

test('what most good workers miss is suspect, and says by whom', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key } = await gateway.newCustomer();
  for (let i = 0; i < 4; i++)
    await gateway.call('POST', '/v1/admin/gold', {
      token: adminToken,
      body: { ...goldText, data: { text: `Known, ${i}.` } },
    });
  const tasks = Array.from({ length: 40 }, (_, i) => ({
    ...text,
    consensus_threshold: 9,
    data: { text: `${i}` },
  }));
  await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const good = await Promise.all([1, 2, 3].map(() => gateway.newWorker()));
  for (const worker of good) for (let i = 0; i < 10; i++) await answer(gateway, worker, 'cat');
  await gateway.call('POST', '/v1/gold', { token: key, body: { ...goldText, gold_label: 'dog' } });
  const misses = async () => (await listed(gateway, key)).data[0].misses;
  for (const worker of [...good, await gateway.newWorker()]) {
    const before = await misses();
    while ((await misses()) === before) await answer(gateway, worker, 'cat');
  }
  const [found] = (await listed(gateway, key)).data;
  assert.deepEqual([found.misses, found.good_workers, found.suspect], [4, { hits: 0, misses: 3 }, true]);
});

test('an item is set apart for practice, and stays there once somebody was told its answer', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { body: gold } = await gateway.call('POST', '/v1/gold', {
    token: key,
    body: { ...goldText, reason: 'It says so.' },
  });
  const use = (wanted: string) =>
    gateway.call('PATCH', `/v1/gold/${gold.gold_id}`, { token: key, body: { use: wanted } });
  assert.equal((await use('practice')).body.use, 'practice');
  assert.equal((await use('test')).body.use, 'test');
  assert.equal((await use('practice')).status, 200);
  const worker = await gateway.newWorker();
  const { body } = await gateway.call('GET', '/v1/work/assignments?questions=true', worker);
  const practice = body.questions.data[0].question_id;
  const round = await gateway.call('POST', '/v1/work/next', { ...worker, body: { practice } });
  const id = round.body.assignments[0].assignment_id;
  for (let twice = 0; twice < 2; twice++) {
    const told = await gateway.call('POST', `/v1/work/${id}/label`, { ...worker, body: { label: 'dog' } });
    assert.equal(told.body.practice.explanation, 'It says so.');
  }
  const [after] = (await listed(gateway, key)).data;
  assert.deepEqual([after.misses, after.practised, after.answers.dog], [1, 1, 1]);
  assert.match((await use('test')).body.error, /^workers were told/);
  const shown = await gateway.app.inject({
    url: `/v1/gold/${gold.gold_id}/item`,
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(shown.payload, 'Meow.');
  await gateway.call('POST', `/v1/gold/${gold.gold_id}/retire`, { token: key });
  assert.equal((await use('test')).status, 409);
  const trail = await gateway.call('GET', '/v1/audit-log?limit=10', { token: key });
  const actions = trail.body.data.map((entry: { action: string }) => entry.action);
  const ofGold = actions.filter((action: string) => action.startsWith('gold.'));
  assert.deepEqual(new Set(ofGold), new Set(['gold.added', 'gold.changed', 'gold.retired']));
});

test('gold of a corrected label has the correction, unless another is said', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const [one, another] = [await decided(gateway, token), await decided(gateway, token)];
  for (const { taskId } of [one, another])
    await gateway.call('PUT', `/v1/tasks/${taskId}/review`, {
      token,
      body: { verdict: 'corrected', label: 'dog' },
    });
  const made = await gateway.call('POST', `/v1/tasks/${one.taskId}/gold`, { token, body: {} });
  assert.deepEqual([made.status, made.body.gold_label], [201, 'dog'], made.text);
  const said = await gateway.call('POST', `/v1/tasks/${another.taskId}/gold`, {
    token,
    body: { label: 'cat' },
  });
  assert.deepEqual([said.status, said.body.gold_label], [201, 'cat']);
});
