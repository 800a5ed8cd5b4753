import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { unlimited } from '../testing/unlimited.ts';

const mebibyte = 1_048_576;
const json = { 'content-type': 'application/json' };
const adminToken = 'operator-token-16';
let gateway: TestGateway;
let token: string;
before(async () => {
  gateway = await startTestGateway({
    adminToken,
    rateLimits: {
      rates: { ...unlimited, refused_bodies: { perMinute: 1, burst: 40 } },
      isLoopbackFree: false,
    },
  });
  token = (await gateway.newCustomer()).key;
});
after(() => gateway[Symbol.asyncDispose]());

const post = (
  body: string | Buffer,
  more: { key?: string; url?: string; headers?: Record<string, string> } = {},
) =>
  gateway.call('POST', more.url ?? '/v1/tasks/batch', {
    token: more.key ?? token,
    body,
    headers: { ...json, ...more.headers },
  });
const many = (count: number, one: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => one(i)).join();
const task = JSON.stringify(quickstartTask);
const taskWith = (more: string) => `${task.slice(0, -1)},${more}}`;

test('a large body is refused for the first bound that it breaks, by field and rule', async () => {
  const cases: readonly [string, string, string][] = [
    [`{"tasks":[${many(200_000, () => '{}')}]}`, 'tasks', 'tasks must have at most 1000 items'],
    [
      `{"tasks":[${task},${taskWith(`"metadata":{"a":[${many(200_000, () => '1')}]}`)}]}`,
      'tasks.1.metadata.a',
      'tasks.1.metadata.a must have at most 2048 items',
    ],
    [
      `{"tasks":[${taskWith(`"metadata":{"a":[${many(200_000, () => '[0,0,0,0]')}]}`)}]}`,
      'tasks.0.metadata',
      'tasks.0.metadata must hold at most 4096 values',
    ],
    [
      `{"tasks":[${taskWith(`"metadata":{"a":${'['.repeat(300_000)}`)}`,
      'tasks.0.metadata.a.0.0',
      'tasks.0.metadata.a.0.0 must not be nested deeper than 42 levels',
    ],
    [`{${many(50_000, (i) => `"k${i}":1`)}}`, 'the body', 'the body must have at most 71 members'],
    [`{"nonsense":[${many(200_000, () => '1')}]}`, 'nonsense', 'nonsense is not a known field'],
    [`{"tasks":{"a":[${many(200_000, () => '1')}]}}`, 'tasks', 'tasks must be an array'],
    [
      `{"tasks":[{"data_url":[${many(200_000, () => '1')}]}]}`,
      'tasks.0.data_url',
      'tasks.0.data_url must be a string',
    ],
    [`[${many(200_000, () => '1')}]`, 'the body', 'the body must be an object'],
  ];
  for (const [body, field, message] of cases) {
    const answer = await post(body);
    assert.equal(answer.status, 400, message);
    assert.deepEqual([answer.body.details[0].field, answer.body.error], [field, message]);
    assert.notEqual(answer.headers.connection, 'close');
  }
});

test('a large body within the bounds is taken, whatever is in its texts', async () => {
  const instructions = '{[\\\\ \\" ,:é'.repeat(1_000);
  const spec = JSON.stringify({ ...quickstartTask.label_spec }).slice(0, -1);
  const one = task.replace(
    JSON.stringify(quickstartTask.label_spec),
    `${spec},"instructions":"${instructions}"}`,
  );
  const body = `{"tasks":[${many(40, () => one)}]}`;
  assert.ok(body.length > 400_000);
  const answer = await post(body);
  assert.equal(answer.status, 202, answer.text);
  const id = answer.body.task_ids[39];
  const stored = await gateway.call('GET', `/v1/tasks/${id}`, { token });
  assert.equal(stored.body.label_spec.instructions, JSON.parse(`"${instructions}"`));
});

test('of a large body full of mistakes 100 are reported', async () => {
  const { key } = await gateway.newCustomer();
  const body = `{"tasks":[${many(900, () => `{${many(60, (i) => `"k${i}":1`)}}`)}]}`;
  const answer = await post(body, { key });
  assert.deepEqual([answer.status, answer.body.details.length], [400, 100]);
});

test('a client with too many refused bytes gets a Retry-After before a large body is read; small bodies and other clients are accepted', async () => {
  const { key } = await gateway.newCustomer();
  const bad = `{"tasks":[${many(2_000_000, () => '{}')}]}`;
  assert.ok(bad.length > 5 * mebibyte);
  let refused = 0;
  let answer = await post(bad, { key });
  for (; answer.status === 400; answer = await post(bad, { key })) refused++;
  assert.ok(refused >= 6 && refused <= 9, String(refused));
  assert.deepEqual([answer.status, answer.body.code], [429, 'RATE_LIMITED']);
  assert.ok(Number(answer.headers['retry-after']) > 0);
  assert.equal((await post(task, { url: '/v1/tasks', key })).status, 202);
  const other = await gateway.newCustomer();
  assert.equal((await post(bad, { key: other.key })).status, 400);
  gateway.clock.advance(10 * 60_000);
  assert.equal((await post(bad, { key })).status, 400);
});

test('only bytes that were read are charged: not those of strangers to whom a key was refused; the operator has a budget of its own', async () => {
  const large = `{"nonsense":[${many(1_500_000, () => '{}')}]}`;
  const bad = `{"nonsense":[${many(300_000, () => '{}')}]}`;
  const operator = { url: '/v1/admin/gold', key: adminToken };
  for (let i = 0; i < 20; i++) assert.equal((await post(large, { key: 'nobody' })).status, 401);
  let answer = await post(bad, operator);
  assert.equal(answer.status, 400);
  while (answer.status === 400) answer = await post(bad, operator);
  assert.equal(answer.status, 429);
});

test('who hangs up before the answer has its bytes charged too', async () => {
  const { key } = await gateway.newCustomer();
  const { port, hostname } = new URL(await gateway.app.listen({ port: 0, host: '127.0.0.1' }));
  const send = async (declared: number): Promise<void> => {
    const asked = once(gateway.app.server, 'request');
    const socket = connect({ port: Number(port), host: hostname });
    socket.on('error', () => {});
    const head = `POST /v1/tasks/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json`;
    socket.write(`${head}\r\nContent-Length: ${declared}\r\n\r\n${' '.repeat(7 * mebibyte)}`);
    const [request, response] = (await asked) as [IncomingMessage, ServerResponse];
    while (request.socket.bytesRead < 7 * mebibyte) await new Promise((resolve) => setImmediate(resolve));
    const closed = once(response, 'close');
    socket.destroy();
    await closed;
  };
  const large = JSON.stringify({ tasks: Array(1_000).fill(quickstartTask) });
  assert.ok(large.length > 64 * 1_024);
  for (let i = 0; i < 6; i++) {
    assert.notEqual((await post(large, { key })).status, 429, String(i));
    await send(8 * mebibyte);
  }
  assert.equal((await post(large, { key })).status, 429);
});
