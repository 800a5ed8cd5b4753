import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@asg/runtime';
import Fastify from 'fastify';
import { sendRefusal } from '../refusals/error-reply.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { unlimited } from '../testing/unlimited.ts';
import { RateLimits } from './rate-limits.ts';
import type { RateLimitSettings } from './settings.ts';

const wide = { perMinute: 1_000, burst: 1_000 };
const settings: RateLimitSettings = {
  rates: {
    ...unlimited,
    sandbox: { perMinute: 60, burst: 3 },
    growth: { perMinute: 600, burst: 30 },
    worker: { perMinute: 60, burst: 5 },
    address: wide,
    registration: wide,
    login_account: { perMinute: 6, burst: 2 },
    refused_bodies: { perMinute: 60, burst: 2 },
  },
  isLoopbackFree: false,
};
const me = '/v1/customers/me';

test('a key is limited by its tier: 429 with the published message and when to come back', async () => {
  await using gateway = await startTestGateway({ rateLimits: settings, adminToken: 'operator-token-16' });
  const { key, customerId } = await gateway.newCustomer();
  const { key: another } = await gateway.newCustomer();
  for (const remaining of ['2', '1', '0']) {
    const { status, headers } = await gateway.call('GET', me, { token: key });
    const shown = [headers['ratelimit-limit'], headers['ratelimit-remaining']].map(String);
    assert.deepEqual([status, ...shown], [200, '60', remaining]);
    assert.match(String(headers['ratelimit-reset']), /^[123]$/);
  }
  const refused = await gateway.call('GET', me, { token: key });
  assert.deepEqual(
    [refused.status, refused.body.error, refused.body.code, refused.headers['retry-after']],
    [429, 'rate limit exceeded', 'RATE_LIMITED', '1'],
  );
  assert.equal((await gateway.call('GET', me, { token: another })).status, 200, 'others are served');
  gateway.clock.advance(1_000);
  assert.equal((await gateway.call('GET', me, { token: key })).status, 200);
  const upgrade = { token: 'operator-token-16', body: { tier: 'growth' } };
  await gateway.call('PATCH', `/v1/admin/customers/${customerId}`, upgrade);
  const upgraded = await gateway.call('GET', me, { token: key });
  assert.deepEqual([upgraded.status, String(upgraded.headers['ratelimit-limit'])], [200, '600']);
});

test('a worker is limited, and not by how many sessions there are', async () => {
  await using gateway = await startTestGateway({ rateLimits: settings });
  const email = 'kim@example.com';
  const { token } = await gateway.newWorker(email);
  const body = { email, password: 'correct horse' };
  const second = (await gateway.call('POST', '/v1/workers/login', { body })).body.token;
  const statuses: number[] = [];
  for (const used of [token, second, token, second, token])
    statuses.push((await gateway.call('GET', '/v1/workers/me', { token: used })).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 429]);
});

test('registration and strangers, also those who log in, are limited by address', async () => {
  const narrow = { perMinute: 60, burst: 2 };
  for (const [limit, method, url, served] of [
    ['registration', 'POST', '/v1/customers', 400],
    ['registration', 'POST', '/v1/workers', 400],
    ['address', 'POST', '/v1/workers/login', 400],
    ['address', 'GET', '/v1/health', 200],
    ['address', 'GET', '/nowhere', 404],
    ['address', 'GET', me, 401],
    ['address', 'GET', '/v1/workers/me', 401],
  ] as const) {
    await using gateway = await startTestGateway({
      rateLimits: { ...settings, rates: { ...settings.rates, [limit]: narrow } },
    });
    const call = () => gateway.call(method, url, method === 'POST' ? { body: {} } : {});
    const answers = [await call(), await call(), await call()];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [served, served, 429],
      `${limit} ${url}`,
    );
    for (const { headers } of answers) assert.equal(String(headers['ratelimit-limit']), '60');
    assert.equal((await gateway.call('GET', '/v1/ready')).status, limit === 'address' ? 429 : 200);
  }
});

test('log-ins to one account are limited wherever they come from and however the e-mail is written', async () => {
  await using gateway = await startTestGateway({ rateLimits: settings, trustProxy: true });
  const logIn = (email: string, address: string) =>
    gateway.call('POST', '/v1/workers/login', {
      body: { email, password: 'a guess' },
      headers: { 'x-forwarded-for': address },
    });
  assert.equal((await logIn('kim@example.com', '203.0.113.1')).status, 401);
  assert.equal((await logIn('KIM@example.com', '203.0.113.2')).status, 401);
  const third = await logIn('kim@example.com', '203.0.113.3');
  assert.deepEqual([third.status, third.headers['retry-after']], [429, '10']);
  assert.equal((await logIn('lee@example.com', '203.0.113.3')).status, 401);
});

test('on one’s own machine addresses are not limited, unless a proxy passed the request on', async () => {
  const rates = { ...settings.rates, address: { perMinute: 60, burst: 1 } };
  const rateLimits = { rates, isLoopbackFree: true };
  await using gateway = await startTestGateway({ rateLimits });
  for (let i = 0; i < 5; i++) {
    const answer = await gateway.call('GET', '/v1/health');
    assert.deepEqual([answer.status, String(answer.headers['ratelimit-remaining'])], [200, '1']);
  }
  const headers = { 'x-forwarded-for': '203.0.113.1' };
  assert.equal((await gateway.call('GET', '/v1/health', { headers })).status, 200);
  assert.equal((await gateway.call('GET', '/v1/health', { headers })).status, 429);
});

test('a limit per account is its own share, counted for each account, and stamps what is left of it', async () => {
  const limits = new RateLimits(settings, new ManualClock(0));
  await using app = Fastify();
  app.get('/:account', (request, reply) => {
    const { account } = request.params as { account: string };
    const refused = limits.account(reply, 'login_account', account);
    return refused === null ? 'served' : sendRefusal(request, reply, refused);
  });
  const ask = (account: string) => app.inject(`/${account}`);
  const [first, second, third] = [await ask('wrk_a'), await ask('wrk_a'), await ask('wrk_a')];
  assert.deepEqual(
    [first, second, third].map(({ statusCode, headers }) => [statusCode, headers['ratelimit-remaining']]),
    [
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ],
  );
  assert.equal((await ask('wrk_b')).statusCode, 200, 'others are served');
});
