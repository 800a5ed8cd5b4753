import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { ASGGatewayClient, type ClientOptions } from '../client.ts';
import { ASGGatewayConnectionError, ASGGatewayError, ASGGatewayHTTPError } from './errors.ts';

type Answer = (reply: ServerResponse) => void;
interface Arrived {
  readonly request: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const task = {
  type: 'image_classification',
  data_url: 'https://example.com/1.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
} as const;

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (reply) => {
    reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const hangUp: Answer = (reply) => {
  reply.destroy();
};
const cutOff: Answer = (reply) => {
  reply.writeHead(200, { 'content-length': '100' }).write('{"task_id":');
  setImmediate(() => reply.destroy());
};
const redirect: Answer = (reply) => {
  reply.writeHead(302, { location: 'https://elsewhere.example/' }).end();
};

/** A gateway that gives these answers, in order, and keeps what arrived. */
async function scripted(answers: readonly Answer[], options: ClientOptions = {}) {
  const arrived: Arrived[] = [];
  const answerNext = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const body = await text(request);
    const answer = answers[arrived.length];
    arrived.push({ request: `${request.method} ${request.url}`, headers: request.headers, body });
    assert.ok(answer !== undefined, `an unexpected request: ${request.method} ${request.url}`);
    answer(reply);
  };
  const server = createServer((request, reply) => void answerNext(request, reply));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const waits: number[] = [];
  const client = new ASGGatewayClient({
    apiKey: 'sk_sandbox_test',
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    onRetry: ({ waitMs }) => waits.push(waitMs),
    ...options,
  });
  return {
    client,
    arrived,
    waits,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a submission goes again after lost answers and failures, under one key of its own', async () => {
  await using gateway = await scripted([hangUp, cutOff, json(502, 'x'), json(202, { task_id: 'tsk_1' })]);
  assert.equal((await gateway.client.tasks.submit(task)).task_id, 'tsk_1');
  const keys = new Set(gateway.arrived.map(({ headers }) => headers['idempotency-key']));
  assert.equal(keys.size, 1);
  assert.match(String([...keys][0]), /^auto-[0-9a-f]{32}$/);
  assert.equal(new Set(gateway.arrived.map(({ body }) => body)).size, 1);
});

test('your own idempotency key is the one that is used', async () => {
  const answers = [json(202, {}), json(202, {}), json(202, {})];
  await using gateway = await scripted(answers);
  await gateway.client.tasks.submit({ ...task, idempotency_key: 'order-1' });
  await gateway.client.tasks.submitBatch([task], {
    idempotencyKey: 'batch-1',
    callbackUrl: 'https://a.example/',
  });
  await gateway.client.tasks.submitBatch([task]);
  const [single, batch, automatic] = gateway.arrived;
  assert.equal(single!.headers['idempotency-key'], undefined);
  assert.equal(JSON.parse(single!.body).idempotency_key, 'order-1');
  assert.equal(batch!.headers['idempotency-key'], 'batch-1');
  assert.equal(JSON.parse(batch!.body).callback_url, 'https://a.example/');
  assert.match(String(automatic!.headers['idempotency-key']), /^auto-/);
});

test('the wait that Retry-After asks for is kept, and one that is too long is reported instead', async () => {
  const limited = { error: 'rate limit exceeded', code: 'RATE_LIMITED', request_id: 'r' };
  await using gateway = await scripted([
    json(429, limited, { 'retry-after': '1' }),
    json(200, { task_id: 'tsk_1' }),
    json(429, limited, { 'retry-after': '3600' }),
  ]);
  await gateway.client.tasks.get('tsk_1');
  assert.equal(gateway.waits.length, 1);
  assert.ok(gateway.waits[0]! >= 1000);
  await assert.rejects(
    gateway.client.tasks.get('tsk_1'),
    (error) => error instanceof ASGGatewayHTTPError && error.retryAfterSeconds === 3600,
  );
});

test('what might be done twice is not sent again, but after a 429, which did nothing', async () => {
  const limited = json(429, { error: 'rate limit exceeded' }, { 'retry-after': '0' });
  const hook = { callback_url: 'https://a.example/' };
  await using gateway = await scripted([json(503, {}), hangUp, limited, json(201, { webhook_id: 'whk_1' })]);
  await assert.rejects(gateway.client.webhooks.create(hook), { status: 503 });
  await assert.rejects(gateway.client.webhooks.create(hook), ASGGatewayConnectionError);
  assert.equal((await gateway.client.webhooks.create(hook)).webhook_id, 'whk_1');
  assert.equal(gateway.arrived.length, 4);
});

test('a refused request is not sent again, the error says what is wrong, and does not reveal the key', async () => {
  const details = [{ field: 'data_url', constraint: 'url', message: 'data_url must be an https URL' }];
  const body = { error: details[0]!.message, code: 'VALIDATION_ERROR', request_id: 'req-1', details };
  await using gateway = await scripted([json(400, body)]);
  await assert.rejects(gateway.client.tasks.submit(task), (error) => {
    assert.ok(error instanceof ASGGatewayHTTPError && error instanceof ASGGatewayError);
    assert.deepEqual(
      [error.name, error.status, error.code, error.message, error.requestId, error.details],
      ['ASGGatewayHTTPError', 400, 'VALIDATION_ERROR', body.error, 'req-1', details],
    );
    assert.ok(!JSON.stringify([error, error.stack]).includes('sk_sandbox_test'));
    return true;
  });
});

test('a redirect is not followed: the key goes nowhere else', async () => {
  await using gateway = await scripted([redirect]);
  await assert.rejects(gateway.client.tasks.get('tsk_1'), { status: 302 });
});

test('an answer that takes too long, or that you no longer want, is given up', async () => {
  const silent: Answer = () => {};
  // Counted where they leave: on a busy machine one may be given up before it arrives.
  let sent = 0;
  const counted: typeof fetch = (url, init) => {
    sent++;
    return fetch(url, init);
  };
  await using mute = await scripted([silent, silent], { timeoutMs: 50, retriesMax: 1, fetch: counted });
  await assert.rejects(mute.client.tasks.get('tsk_1'), /no answer in 50 ms/);
  assert.deepEqual([sent, mute.waits.length], [2, 1]);
  const stop = new AbortController();
  const abortThen: Answer = () => stop.abort(new Error('no longer wanted'));
  await using gateway = await scripted([abortThen]);
  await assert.rejects(gateway.client.tasks.get('tsk_1', { signal: stop.signal }), /no longer wanted/);
  assert.deepEqual([gateway.arrived.length, gateway.waits], [1, []]);
});

test('a host that is not there is named, with the reason', async () => {
  const gateway = await scripted([]);
  await gateway[Symbol.asyncDispose]();
  const client = new ASGGatewayClient({ apiKey: 'k', baseUrl: gateway.client.baseUrl, retriesMax: 0 });
  await assert.rejects(client.customers.me(), /http:\/\/127.* cannot be reached: connect ECONNREFUSED/);
});

test('a key that no key can be, and an address that is none, are refused without showing the key', () => {
  assert.throws(
    () => new ASGGatewayClient({ apiKey: 'sk_secret\n' }),
    (error) => error instanceof ASGGatewayError && !error.message.includes('secret'),
  );
  assert.throws(() => new ASGGatewayClient({ baseUrl: 'localhost:8081' }), /must be an http or https URL/);
});

test('ids stay in their place of the path', async () => {
  await using gateway = await scripted([json(200, {})]);
  await gateway.client.tasks.get('../customers/me?x=1');
  assert.equal(gateway.arrived[0]!.request, 'GET /v1/tasks/..%2Fcustomers%2Fme%3Fx%3D1');
});

test('the environment gives key and address where the program gives none', async () => {
  await using gateway = await scripted([json(200, {}), json(200, {})]);
  process.env.ASG_API_KEY = 'sk_from_environment';
  process.env.ASG_BASE_URL = gateway.client.baseUrl;
  try {
    await new ASGGatewayClient().customers.me();
    await new ASGGatewayClient({ apiKey: null }).customers.me();
  } finally {
    delete process.env.ASG_API_KEY;
    delete process.env.ASG_BASE_URL;
  }
  const [first, second] = gateway.arrived.map(({ headers }) => headers.authorization);
  assert.deepEqual([first, second], ['Bearer sk_from_environment', undefined]);
});
