import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createLogger } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
let token: string;
before(async () => {
  gateway = await startTestGateway();
  token = (await gateway.newCustomer()).key;
});
after(() => gateway[Symbol.asyncDispose]());

const submit = (body: unknown) => gateway.call('POST', '/v1/tasks', { token, body });
const json = { 'content-type': 'application/json' };

test('the published messages come to the letter', async () => {
  const { data_url: _url, ...noUrl } = quickstartTask;
  assert.equal((await submit(noUrl)).body.error, 'data_url is required');
  assert.equal((await submit({ ...quickstartTask, data_url: '' })).body.error, 'data_url is required');
  assert.equal((await submit({ ...quickstartTask, data_url: null })).body.error, 'data_url is required');
  const noQuestion = { ...quickstartTask, label_spec: { options: ['cat', 'dog'] } };
  assert.equal((await submit(noQuestion)).body.error, 'label_spec.question is required');
  const { label_spec: _spec, ...noSpec } = quickstartTask;
  assert.equal((await submit(noSpec)).body.error, 'label_spec.question is required');
  assert.equal((await submit({ ...quickstartTask, type: 'video' })).body.error, 'unsupported task type');
  const anonymous = await gateway.call('POST', '/v1/tasks', { body: quickstartTask });
  assert.deepEqual(
    [anonymous.status, anonymous.body.error, anonymous.body.code],
    [401, 'invalid API key', 'UNAUTHORIZED'],
  );
  const missing = await gateway.call('GET', '/v1/tasks/tsk_01KNS1T3G07KX33TPNNG2FR3J3', { token });
  assert.deepEqual(
    [missing.status, missing.body.error, missing.body.code],
    [404, 'task not found', 'NOT_FOUND'],
  );
  await gateway.newCustomer('Taken@example.com');
  const again = await gateway.call('POST', '/v1/customers', {
    body: { name: 'x', email: 'taken@EXAMPLE.com' },
  });
  assert.deepEqual(
    [again.status, again.body.error, again.body.code],
    [409, 'email already registered', 'CONFLICT'],
  );
});

test('details name each bad field, and the message is that of the first', async () => {
  const { status, body } = await submit({
    ...quickstartTask,
    label_spec: { question: 'x'.repeat(2001), options: ['a', 'a'] },
    consensus_threshold: '3',
    priority: 10,
    nonsense: 1,
  });
  assert.equal(status, 400);
  assert.equal(body.code, 'VALIDATION_ERROR');
  assert.equal(body.error, body.details[0].message);
  assert.deepEqual(
    body.details.map((detail: { message: string }) => detail.message),
    [
      'nonsense is not a known field',
      'label_spec.question must have at most 2000 characters',
      'label_spec.options must not repeat an item: 0 and 1 are equal',
      'consensus_threshold must be an integer',
      'priority must be at most 9',
    ],
  );
});

test('rules beyond the schema are reported in the same way', async () => {
  const { status, body } = await submit({ ...quickstartTask, data_url: 'http://example.com/a.png' });
  assert.equal(status, 400);
  assert.deepEqual(body.details, [
    { field: 'data_url', constraint: 'url', message: 'data_url must be an https URL' },
  ]);
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const text = JSON.stringify({ ...quickstartTask, metadata: { x: 0 } }).replace('"x":0', `"x":${deep}`);
  const nested = await gateway.call('POST', '/v1/tasks', { token, body: text, headers: json });
  assert.deepEqual([nested.status, nested.body.details[0].constraint], [400, 'max_depth']);
});

test('null in an optional field means absent', async () => {
  const nulls = {
    consensus_threshold: null,
    consensus: null,
    callback_url: null,
    idempotency_key: null,
    metadata: null,
    language: null,
    priority: null,
    expires_in: null,
  };
  const { status, body } = await submit({ ...quickstartTask, ...nulls });
  assert.equal(status, 202);
  const task = await gateway.call('GET', `/v1/tasks/${body.task_id}`, { token });
  assert.deepEqual([task.body.consensus_threshold, task.body.priority, task.body.metadata], [3, 5, null]);
});

test('a body that cannot be read is distinguished from an invalid one', async () => {
  const post = (body: unknown, headers: Record<string, string>) =>
    gateway.call('POST', '/v1/tasks', { token, ...(body === undefined ? {} : { body }), headers });
  const broken = await post('{"type": ', json);
  assert.equal(broken.status, 400);
  assert.match(broken.body.error, /^the body is not valid JSON: /);
  for (const headers of [{}, json]) {
    const empty = await post(undefined, headers);
    assert.deepEqual([empty.status, empty.body.error.includes('a JSON body is required')], [400, true]);
  }
  const form = await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
  assert.deepEqual([form.status, form.body.code], [415, 'UNSUPPORTED_MEDIA_TYPE']);
  const list = await post('[]', json);
  assert.deepEqual([list.status, list.body.error], [400, 'the body must be an object']);
  const poisoned = await post('{"__proto__": {"x": 1}}', json);
  assert.equal(poisoned.status, 400);
});

test('bodies over the limit are 413, on the batch route only over 8 MiB', async () => {
  const question = 'x'.repeat(1024 * 1024);
  const big = { ...quickstartTask, label_spec: { ...quickstartTask.label_spec, question } };
  const single = await submit(big);
  assert.deepEqual([single.status, single.body.code], [413, 'PAYLOAD_TOO_LARGE']);
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token, body: { tasks: [big] } });
  assert.deepEqual([batch.status, batch.body.details[0].field], [400, 'tasks.0.label_spec.question']);
  const huge = await gateway.call('POST', '/v1/tasks/batch', { token, body: { tasks: Array(9).fill(big) } });
  assert.equal(huge.status, 413);
  assert.ok(huge.headers['x-request-id']);
});

test('a body full of errors names at most 100; one with far too many items that alone', async () => {
  const post = (body: string) => gateway.call('POST', '/v1/tasks/batch', { token, body, headers: json });
  const bad = await post(`{"tasks":[${Array(900).fill('{}').join()}]}`);
  assert.deepEqual([bad.status, bad.body.details.length], [400, 100]);
  const huge = await post(`{"tasks":[${Array(1_000_000).fill('{}').join()}]}`);
  const [detail, ...others] = huge.body.details;
  assert.deepEqual(
    [huge.status, detail.field, detail.constraint, others.length],
    [400, 'tasks', 'maxItems', 0],
  );
});

test('every answer carries a request id, the caller’s own if it is sane', async () => {
  const own = await gateway.call('GET', '/v1/health', { headers: { 'x-request-id': 'abc.DEF_1-2' } });
  assert.equal(own.headers['x-request-id'], 'abc.DEF_1-2');
  for (const bad of ['', 'a b', 'x'.repeat(129), '<script>']) {
    const answer = await gateway.call('GET', '/nowhere', { headers: { 'x-request-id': bad } });
    assert.match(String(answer.headers['x-request-id']), /^req_[0-9a-f]{24}$/);
    assert.equal(answer.body.request_id, answer.headers['x-request-id']);
  }
  const badUrl = await gateway.call('GET', '/v1/tasks/%E0%A4%A');
  assert.deepEqual([badUrl.status, badUrl.headers['x-request-id']], [400, badUrl.body.request_id]);
  const longUrl = await gateway.call('GET', `/v1/tasks/${'x'.repeat(300)}`);
  assert.deepEqual([longUrl.status, longUrl.headers['x-request-id']], [414, longUrl.body.request_id]);
});

test('what is no HTTP at all gets a JSON refusal with a request id', async () => {
  await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const address = gateway.app.server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const socket = connect(address.port, '127.0.0.1');
  socket.setEncoding('utf8').end('HELLO\r\n\r\n');
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  assert.match(text, /^HTTP\/1\.1 400 /);
  assert.match(text, /x-request-id: req_[0-9a-f]{24}/);
  assert.equal(JSON.parse(text.split('\r\n\r\n')[1]!).code, 'VALIDATION_ERROR');
});

test('a wrong method is 405 with what is allowed, a wrong path 404', async () => {
  const wrong = await gateway.call('DELETE', '/v1/tasks/tsk_1/result', { token });
  assert.deepEqual(
    [wrong.status, wrong.headers.allow, wrong.body.code],
    [405, 'GET, HEAD', 'METHOD_NOT_ALLOWED'],
  );
  const nowhere = await gateway.call('GET', '/v1/nowhere');
  assert.deepEqual([nowhere.status, nowhere.body.error], [404, 'no such route: GET /v1/nowhere']);
});

test('failures of the world are 503, bugs are 500 without a word about the inside', async () => {
  const failing = (error: Error) => async () => Promise.reject(error);
  await using broken = await startTestGateway({
    mounts: [
      { method: 'GET', path: '/t/storage', handle: failing(new StorageUnavailable('disk on fire')) },
      { method: 'GET', path: '/t/bug', handle: failing(new TypeError('secret detail')) },
    ],
    readiness: failing(new Error('no readiness')),
    log: createLogger('silent'),
  });
  const storage = await broken.call('GET', '/t/storage');
  assert.deepEqual(
    [storage.status, storage.headers['retry-after'], storage.body.code],
    [503, '5', 'UNAVAILABLE'],
  );
  const bug = await broken.call('GET', '/t/bug');
  assert.deepEqual([bug.status, bug.body.error, bug.body.code], [500, 'internal error', 'INTERNAL_ERROR']);
  assert.ok(!bug.text.includes('secret'));
  const ready = await broken.call('GET', '/v1/ready');
  assert.deepEqual([ready.status, ready.body.ready, ready.body.code], [503, false, 'UNAVAILABLE']);
});
