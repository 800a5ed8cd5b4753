import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway();
});
after(() => gateway[Symbol.asyncDispose]());

test('keys and sessions do not open each other’s doors', async () => {
  const { key } = await gateway.newCustomer();
  const { token } = await gateway.newWorker();
  const asCustomer = await gateway.call('GET', '/v1/customers/me', { token });
  assert.deepEqual([asCustomer.status, asCustomer.body.error], [401, 'invalid API key']);
  assert.equal(asCustomer.headers['www-authenticate'], 'Bearer');
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token: key })).status, 401);
  const cookie = { cookie: `asg_worker=${token}` };
  assert.equal((await gateway.call('GET', '/v1/customers/me', { headers: cookie })).status, 401);
  assert.equal(
    (await gateway.call('GET', '/v1/workers/me', { headers: { ...cookie, authorization: 'Bearer x' } }))
      .status,
    401,
  );
  assert.equal((await gateway.call('GET', '/v1/workers/me')).status, 401);
});

test('who calls is asked before the body is read', async () => {
  const body = '{ not json';
  const answer = await gateway.call('POST', '/v1/tasks', {
    body,
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(answer.status, 401);
  const wrongType = await gateway.call('POST', '/v1/tasks', {
    body,
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(wrongType.status, 401);
});

test('a mistyped key and a strange header are 401', async () => {
  const { key } = await gateway.newCustomer();
  for (const authorization of [
    `Bearer ${key.slice(0, -1)}`,
    `Basic ${key}`,
    'Bearer',
    `Bearer ${key} x`,
    key,
  ]) {
    const answer = await gateway.call('GET', '/v1/customers/me', { headers: { authorization } });
    assert.deepEqual([answer.status, answer.body.error], [401, 'invalid API key']);
  }
  assert.equal(
    (await gateway.call('GET', '/v1/customers/me', { headers: { authorization: `bearer ${key}` } })).status,
    200,
  );
});

test('the session cookie is httpOnly, SameSite, and Secure but on one’s own machine', async () => {
  const account = { email: 'c@example.com', password: 'correct horse', adult: true, terms_accepted: true };
  const made = await gateway.call('POST', '/v1/workers', {
    body: account,
    headers: { host: 'asg.example.com' },
  });
  const cookie = String(made.headers['set-cookie']);
  assert.match(cookie, /^asg_worker=wst_\w+; /);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure', 'Expires='])
    assert.ok(cookie.includes(part), part);
  const { email, password } = account;
  const local = await gateway.call('POST', '/v1/workers/login', {
    body: { email, password },
    headers: { host: 'localhost:8081' },
  });
  const localCookie = String(local.headers['set-cookie']);
  assert.ok(!localCookie.includes('Secure'));
  const headers = { cookie: localCookie.split(';')[0]! };
  assert.equal((await gateway.call('GET', '/v1/workers/me', { headers })).status, 200);
  const out = await gateway.call('POST', '/v1/workers/logout', { headers });
  assert.equal(out.status, 204);
  assert.match(String(out.headers['set-cookie']), /^asg_worker=; .*Expires=Thu, 01 Jan 1970/);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { headers })).status, 401);
});

test('a cookie is not accepted from another site, a bearer token is', async () => {
  const { token } = await gateway.newWorker();
  const cookie = `asg_worker=${token}`;
  const take = (headers: Record<string, string>) => gateway.call('POST', '/v1/work/next', { headers });
  const host = 'asg.example.com';
  for (const foreign of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host, origin: 'https://evil.example.com' },
    { host, origin: 'null' },
  ]) {
    const answer = await take({ cookie, ...foreign });
    assert.deepEqual([answer.status, answer.body.code], [403, 'FORBIDDEN']);
    assert.equal((await take({ authorization: `Bearer ${token}`, ...foreign })).status, 204);
  }
  for (const own of [{ 'sec-fetch-site': 'same-origin' }, { host, origin: `https://${host}` }, {}]) {
    assert.equal((await take({ cookie, ...own })).status, 204);
  }
  const read = await gateway.call('GET', '/v1/workers/me', {
    headers: { cookie, 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(read.status, 200);
});

test('a suspended customer gets an answer that says so', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const customer = await gateway.storage.customers.get(customerId);
  await using other = await startTestGateway();
  const hash = createHash('sha256').update(key).digest('hex');
  const outcome = await other.storage.customers.register({
    customer: { ...customer!, suspended: true },
    emailKey: customer!.email,
    key: { keyId: other.context.ids.next('key'), customerId, hash, hint: 'sk_sand...', createdAtMs: 0 },
  });
  assert.equal(outcome, 'registered');
  const answer = await other.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  assert.deepEqual([answer.status, answer.body.error], [403, 'this account is suspended']);
});
