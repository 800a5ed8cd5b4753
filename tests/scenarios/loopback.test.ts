import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';

/** A service of the same machine that is nobody's business, and counts who comes. */
async function innerService() {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits++;
    response.end('{"secret":"of this machine"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    port: (server.address() as AddressInfo).port,
    visits: () => visits,
    [Symbol.asyncDispose]: close,
  };
}

interface Account {
  readonly api_key: string;
}
interface Refusal {
  readonly details: readonly { readonly field: string; readonly message: string }[];
}
/** What a proxy on the same machine sends: nothing of its own, or where the request came from. */
const proxies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a proxy that sends no headers': {},
  'X-Forwarded-For': { 'x-forwarded-for': '203.0.114.9', 'x-forwarded-proto': 'https' },
  Forwarded: { forwarded: 'for=203.0.114.9;proto=https' },
  'X-Forwarded-For that says loopback': { 'x-forwarded-for': '127.0.0.1' },
};
const spec = { question: 'Animal?', options: ['cat', 'dog'] };
const task = { type: 'image_classification', label_spec: spec } as const;
const job = { task_type: 'image_classification', label_spec: spec } as const;
const keys = { access_key_id: 'a', secret_access_key: 'b', region: 'r' };

test('items, webhooks, manifests and buckets on the server’s own machine are refused unless the operator says so', async () => {
  await using inner = await innerService();
  // The addresses under which a machine knows itself, as a stranger would try them.
  const places = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '2130706433',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
    'a.localhost',
  ];
  const urls = places.flatMap((host) =>
    ['http', 'https'].map((scheme) => `${scheme}://${host}:${inner.port}/x`),
  );
  await using refinery = await startRefinery({ env: { ASG_ALLOW_LOOPBACK: 'false' } });
  let customers = 0;
  for (const [proxy, headers] of Object.entries(proxies)) {
    const post = async (
      path: string,
      body: object,
      key = '',
    ): Promise<{ status: number; body: Refusal & Account }> => {
      const call = { method: 'POST', path, body, token: key, headers, expect: 'any' } as const;
      const answer = await new TestApi(refinery.url).send(call);
      return { status: answer.status, body: answer.body as Refusal & Account };
    };
    const email = `stranger-${customers++}@example.com`;
    const { body: account } = await post('/v1/customers', { name: 'Stranger', email });
    for (const url of urls) {
      const attempts: readonly (readonly [string, string, object])[] = [
        ['data_url', '/v1/tasks', { ...task, data_url: url }],
        ['tasks.0.data_url', '/v1/tasks/batch', { tasks: [{ ...task, data_url: url }] }],
        ['callback_url', '/v1/tasks', { ...task, data_url: 'https://example.com/a.jpg', callback_url: url }],
        ['callback_url', '/v1/webhooks', { callback_url: url }],
        ['manifest_url', '/v1/jobs', { ...job, manifest_url: url }],
        [
          'credentials.endpoint',
          '/v1/jobs',
          { ...job, manifest_url: 's3://bucket/m.jsonl', credentials: { ...keys, endpoint: url } },
        ],
      ];
      for (const [field, path, body] of attempts) {
        const { status, body: refusal } = await post(path, body, account.api_key);
        const what = `${proxy}: ${field} ${url}: ${JSON.stringify(refusal)}`;
        assert.equal(status, 400, what);
        const detail = refusal.details.find((one) => one.field === field);
        assert.match(detail?.message ?? '', /own machine.*ASG_ALLOW_LOOPBACK=true/, what);
      }
    }
  }
  assert.equal(inner.visits(), 0);
});

test('lines of a manifest that name the server’s own machine are rejected, each with the reason', async () => {
  await using inner = await innerService();
  await using refinery = await startRefinery({ env: { ASG_ALLOW_LOOPBACK: 'false' } });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Stranger', email: 'lines@example.com' });
  const { jobs } = api.customer(api_key);
  const url = `http://127.0.0.1:${inner.port}/x`;
  const lines = [{ data_url: url }, { 'source-ref': url }, { data_url: 'https://example.com/a.jpg' }];
  const file = new Blob([lines.map((line) => `${JSON.stringify(line)}\n`).join('')]);
  const { job_id } = await jobs.upload({ ...job, file });
  let { status, lines_rejected, lines_accepted } = await jobs.get(job_id);
  while (status !== 'labeling') ({ status, lines_rejected, lines_accepted } = await jobs.get(job_id));
  assert.deepEqual([lines_accepted, lines_rejected], [1, 2]);
  const errors = await Array.fromAsync(jobs.errors(job_id));
  assert.equal(errors.length, 2);
  for (const { reason } of errors) assert.match(reason, /ASG_ALLOW_LOOPBACK=true/);
  assert.equal(inner.visits(), 0);
});

test('with the switch they are let through, and a real network does not start with it', async () => {
  await using refinery = await startRefinery({ env: { ASG_ALLOW_LOOPBACK: 'true' } });
  assert.match(refinery.log(), /ASG_ALLOW_LOOPBACK is true/);
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Developer', email: 'developer@example.com' });
  const body = { ...task, data_url: 'http://localhost:9/x' };
  const answer = await api.send({ method: 'POST', path: '/v1/tasks', token: api_key, body });
  assert.equal(answer.status, 202);
  const main = { ASG_CHAIN: 'arc', ASG_NETWORK: 'main', ARC_URL: 'https://arc.example.com' };
  const started = startRefinery({ env: { ...main, ASG_ALLOW_LOOPBACK: 'true' } });
  await assert.rejects(
    started,
    /exit code 2.*ASG_ALLOW_LOOPBACK is for development and must not be true on the network main/s,
  );
});
