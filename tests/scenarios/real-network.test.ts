import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { customerTask, type RawRequest, startRefinery, TestApi } from '@asg/testing';

const adminToken = 'the-operator-of-this-test';

/** Stands where the providers of a real network would: it knows of no coins and takes no transactions, and keeps what it was asked. */
async function startProviders() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(503, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server for a real network, whose operator has set nothing but what it takes to start. */
function startOn(url: string, env: Readonly<Record<string, string>> = {}) {
  return startRefinery({
    env: {
      ASG_CHAIN: 'arc',
      ASG_NETWORK: 'test',
      ARC_URL: url,
      ASG_LOOKUP_URL: url,
      ASG_TREASURY_WIF: new SigningKey(sha256(Buffer.from('a treasury of tests')), 'test').revealWif(),
      ASG_ADMIN_TOKEN: adminToken,
      LOG_LEVEL: 'info',
      ...env,
    },
  });
}

test('on a real network a fresh sandbox account moves no satoshi, and sees the published answers', async () => {
  await using providers = await startProviders();
  await using refinery = await startOn(providers.url);
  const api = new TestApi(refinery.url);
  const send = (method: RawRequest['method'], path: string, given: Partial<RawRequest> = {}) =>
    api.send({ method, path, expect: 'any', ...given });

  const registered = await send('POST', '/v1/customers', {
    body: { name: 'Demo', email: 'demo@example.com' },
  });
  assert.equal(registered.status, 201);
  const { api_key: token, customer_id: customerId, ...answer } = registered.body as Record<string, string>;
  assert.match(String(token), /^sk_sandbox_/);
  assert.deepEqual(answer, {
    tier: 'sandbox',
    label_quota: 0,
    message: 'Store this API key securely — it cannot be retrieved again.',
  });
  const me = await send('GET', '/v1/customers/me', { token });
  assert.equal((me.body as { label_quota: number }).label_quota, 0);

  const submissions: readonly [string, unknown][] = [
    ['/v1/tasks', customerTask()],
    ['/v1/tasks/batch', { tasks: [customerTask(), customerTask()] }],
  ];
  for (const [path, body] of submissions) {
    const refused = await send('POST', path, { token, body });
    const { error, code, details } = refused.body as { error: string; code: string; details: unknown };
    assert.deepEqual([refused.status, error, code], [403, 'quota exhausted', 'FORBIDDEN'], path);
    const [detail] = details as readonly { field: string; constraint: string; message: string }[];
    assert.deepEqual([detail?.field, detail?.constraint], ['label_quota', 'funds_short'], path);
    assert.match(detail?.message ?? '', /this can cost \d+ satoshis, and the allowance .* has 0 left/, path);
  }
  const tasks = await send('GET', '/v1/tasks', { token });
  assert.deepEqual((tasks.body as { data: unknown }).data, []);
  const balance = (await send('GET', '/v1/billing/balance', { token })).body as Record<string, unknown>;
  for (const name of ['entered_sats', 'free_sats', 'reserved_sats', 'spent_sats', 'available_sats'])
    assert.equal(balance[name], 0, name);

  const ready = (await send('GET', '/v1/ready')).body as { checks: Record<string, { detail?: string }> };
  assert.match(
    ready.checks.sandbox?.detail ?? '',
    /SANDBOX_ALLOWANCE_SATS and SANDBOX_SPEND_PER_DAY_SATS are 0/,
  );
  assert.deepEqual(
    providers.asked.filter((line) => line.startsWith('POST')),
    [],
    'nothing was sent to the network',
  );

  // A grant opens the door, and only for whom it is given.
  const path = `/v1/admin/customers/${customerId}`;
  await send('PATCH', path, { token: adminToken, body: { tier: 'growth' } });
  const unfunded = await send('POST', '/v1/tasks', { token, body: customerTask() });
  const short = unfunded.body as { code: string; missing_sats: number };
  assert.deepEqual([unfunded.status, short.code], [402, 'INSUFFICIENT_FUNDS']);
  const grant = { sats: short.missing_sats, note: 'a first task' };
  assert.equal((await send('POST', `${path}/grants`, { token: adminToken, body: grant })).status, 201);
  assert.equal((await send('POST', '/v1/tasks', { token, body: customerTask() })).status, 202);
  assert.equal((await send('POST', '/v1/tasks', { token, body: customerTask() })).status, 402);
});

test('on a real network label_quota is what the allowance and the day of all accounts cover', async () => {
  await using providers = await startProviders();
  // A task of threshold 3 gets 7 labels at most, of 325 satoshis each: 2275.
  const allowance = { SANDBOX_ALLOWANCE_SATS: '10000', SANDBOX_SPEND_PER_DAY_SATS: '15000' };
  await using refinery = await startOn(providers.url, allowance);
  const api = new TestApi(refinery.url);
  /** A new account, its quota, and how many tasks were accepted before which refusal. */
  const spend = async (email: string): Promise<unknown> => {
    const { api_key: token, label_quota: quota } = await api.registerCustomer({ name: 'Demo', email });
    const body = customerTask({ consensus_threshold: 3 });
    for (let accepted = 0; ; accepted++) {
      const reply = await api.send({ method: 'POST', path: '/v1/tasks', token, body, expect: 'any' });
      if (reply.status === 202) continue;
      const { error, details } = reply.body as { error: string; details: readonly { constraint: string }[] };
      const { reserved_sats: reserved } = await api.customer(token).billing.balance();
      return [quota, accepted, reserved, reply.status, error, details[0]?.constraint];
    }
  };
  assert.deepEqual(await spend('a@example.com'), [4, 4, 9_100, 403, 'quota exhausted', 'funds_short']);
  assert.deepEqual(await spend('b@example.com'), [2, 2, 4_550, 403, 'quota exhausted', 'day_limit']);
});

test('on a real network without SMTP the start says what will not work, no page shows mails, and weak passwords are refused', async () => {
  await using providers = await startProviders();
  await using refinery = await startOn(providers.url);
  const api = new TestApi(refinery.url);
  const { checks } = await api.json<{ checks: { mail: { ok: boolean; severity: string; detail: string } } }>({
    method: 'GET',
    path: '/v1/ready',
  });
  assert.deepEqual([checks.mail.ok, checks.mail.severity], [false, 'degraded']);
  assert.match(checks.mail.detail, /no e-mail address is verified.*set ASG_SMTP_URL and ASG_PUBLIC_URL/);
  for (const path of ['/dev/mail', '/dev/mail.json'])
    assert.equal((await api.send({ method: 'GET', path, expect: 'any' })).status, 404);
  const signUp = (password: string) => api.registerWorker({ email: 'kim@example.com', password });
  await assert.rejects(signUp('password1'), /easy to guess/);
  assert.match((await signUp('correct horse')).worker_id, /^wrk_/);
});
