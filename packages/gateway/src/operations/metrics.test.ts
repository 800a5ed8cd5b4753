import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger, type Logger } from '@asg/runtime';
import { Metrics } from '@asg/runtime/metrics';
import { startTestGateway } from '../testing/test-gateway.ts';

const metricsToken = 'a-token-for-prometheus';

test('requests are counted by route pattern and status, never by URL', async () => {
  await using gateway = await startTestGateway({ metrics: new Metrics(), metricsAddresses: ['127.0.0.1'] });
  const { key } = await gateway.newCustomer();
  for (const id of ['tsk_1', 'tsk_2']) await gateway.call('GET', `/v1/tasks/${id}`, { token: key });
  await gateway.call('GET', '/wp-login.php');
  const { status, text, headers } = await gateway.call('GET', '/metrics');
  assert.equal(status, 200);
  assert.match(String(headers['content-type']), /^text\/plain; version=/);
  const count = (method: string, route: string, code: number) =>
    new RegExp(
      `asg_http_requests_total\\{method="${method}",route="${route}",status="${code}"\\} (\\d+)`,
    ).exec(text)?.[1];
  assert.equal(count('GET', '/v1/tasks/:task_id', 404), '2');
  assert.equal(count('POST', '/v1/customers', 201), '1');
  assert.equal(count('GET', '\\(none\\)', 404), '1');
  assert.ok(!text.includes('tsk_') && !text.includes('wp-login'));
  assert.match(
    text,
    /asg_http_request_seconds_bucket\{le="0.01",method="GET",route="\/v1\/tasks\/:task_id"\}/,
  );
  assert.match(text, /nodejs_eventloop_lag_p99_seconds /);
  assert.match(text, /process_resident_memory_bytes /);
});

test('figures and webhook outcomes are shown; a figure that cannot be read is left out', async () => {
  const metrics = new Metrics();
  metrics.webhookAttempt('delivered');
  metrics.webhookAttempt('failed');
  metrics.webhookAttempt('failed');
  metrics.addFigures('queue', 'What waits', 'of', async () => ({ workers: 3, payment: 0 }));
  metrics.addFigures('broken', 'Never there', 'of', async () => Promise.reject(new Error('no store')));
  const text = await metrics.text();
  assert.match(text, /asg_webhook_attempts_total\{outcome="failed"\} 2/);
  assert.match(text, /^queue\{of="workers"\} 3$/m);
  assert.ok(!/^broken\{/m.test(text));
});

test('/metrics is off until the operator names who may read it: being on this machine is not enough', async () => {
  await using gateway = await startTestGateway({ metrics: new Metrics() });
  const { status, body } = await gateway.call('GET', '/metrics');
  assert.deepEqual([status, body.code], [404, 'NOT_FOUND']);
  assert.match(body.error, /ASG_METRICS_TOKEN or ASG_METRICS_ADDRESSES/);
});

test('/metrics is open to the addresses that are named, and not to what an untrusted proxy forwards', async () => {
  const metricsAddresses = ['127.0.0.1', '10.1.0.0/16', '2001:db8::/32'];
  await using gateway = await startTestGateway({ metrics: new Metrics(), metricsAddresses });
  const from = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await gateway.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', '2001:db8:1::7'])
    assert.equal(await from(address), 200, address);
  for (const address of ['203.0.113.1', '10.2.0.1', '::1', '2001:db9::1'])
    assert.equal(await from(address), 404, address);
  assert.equal(await from('127.0.0.1', { 'x-forwarded-for': '10.1.2.3' }), 404);
});

test('behind a trusted proxy the client’s own address counts for /metrics', async () => {
  const options = { trustProxy: ['127.0.0.1'], metricsAddresses: ['10.1.2.3'] };
  await using gateway = await startTestGateway({ metrics: new Metrics(), ...options });
  const from = async (client: string) =>
    (await gateway.call('GET', '/metrics', { headers: { 'x-forwarded-for': client } })).status;
  assert.deepEqual([await from('10.1.2.3'), await from('127.0.0.1')], [200, 404]);
});

test('with the token /metrics is open from anywhere', async () => {
  const parts = { metrics: new Metrics(), metricsToken, metricsAddresses: ['10.1.2.3'] };
  await using gateway = await startTestGateway(parts);
  assert.equal((await gateway.call('GET', '/metrics')).status, 401);
  assert.equal((await gateway.call('GET', '/metrics', { token: 'wrong' })).status, 401);
  const headers = { authorization: `Bearer ${metricsToken}` };
  const far = await gateway.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1', headers });
  assert.equal(far.statusCode, 200);
  const named = await gateway.app.inject({ url: '/metrics', remoteAddress: '10.1.2.3' });
  assert.equal(named.statusCode, 200);
});

test('X-Forwarded-For of an untrusted peer is logged once', async () => {
  const reported: unknown[][] = [];
  const log = { ...createLogger('silent'), warn: (...what: unknown[]) => reported.push(what) };
  const options = { log: log as unknown as Logger, trustProxy: ['10.0.0.1'] };
  await using gateway = await startTestGateway(options);
  const ask = (remoteAddress: string) =>
    gateway.app.inject({ url: '/v1/health', remoteAddress, headers: { 'x-forwarded-for': '10.1.2.3' } });
  await ask('10.0.0.1');
  assert.equal(reported.length, 0);
  await ask('203.0.113.9');
  await ask('203.0.113.9');
  assert.equal(reported.length, 1);
  assert.deepEqual(reported[0]![0], { peer: '203.0.113.9' });
  assert.match(String(reported[0]![1]), /TRUSTED_PROXIES/);
});
