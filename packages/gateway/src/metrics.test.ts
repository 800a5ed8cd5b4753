import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Metrics } from '@asg/runtime/metrics';
import { startTestGateway } from './testing/test-gateway.ts';

const metricsToken = 'a-token-for-prometheus';

test('requests are counted by route pattern and status, never by URL', async () => {
  await using gateway = await startTestGateway({ metrics: new Metrics() });
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

test('without a token /metrics is there for this machine alone', async () => {
  await using gateway = await startTestGateway({ metrics: new Metrics() });
  const forwarded = { 'x-forwarded-for': '203.0.113.1' };
  assert.equal((await gateway.call('GET', '/metrics', { headers: forwarded })).status, 404);
  const far = await gateway.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1' });
  assert.equal(far.statusCode, 404);
});

test('with a token /metrics is there for whoever has it, from anywhere', async () => {
  await using gateway = await startTestGateway({ metrics: new Metrics(), metricsToken });
  assert.equal((await gateway.call('GET', '/metrics')).status, 401);
  assert.equal((await gateway.call('GET', '/metrics', { token: 'wrong' })).status, 401);
  const headers = { authorization: `Bearer ${metricsToken}` };
  const far = await gateway.app.inject({ url: '/metrics', remoteAddress: '203.0.113.1', headers });
  assert.equal(far.statusCode, 200);
});
