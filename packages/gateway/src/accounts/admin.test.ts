import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routeList } from '@asg/wire';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'the-operators-own-token';
const asAdmin = { token: adminToken };

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken });
});
after(() => gateway[Symbol.asyncDispose]());

test('every admin route is off without a token, and closed to all but its bearer', async () => {
  await using off = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { token } = await gateway.newWorker();
  const operations = routeList.filter((route) => route.path.startsWith('/v1/admin/'));
  assert.ok(operations.length >= 9);
  for (const { method, path, auth } of operations) {
    assert.equal(auth, 'admin');
    const url = path.replaceAll(/\{\w+\}/g, 'cust_01HZZZZZZZZZZZZZZZZZZZZZZZ');
    assert.equal((await off.call(method, url, asAdmin)).status, 404);
    for (const wrong of [{}, { token: key }, { token }, { token: `${adminToken}x` }, { token: 'x' }]) {
      const answer = await gateway.call(method, url, wrong);
      assert.deepEqual([answer.status, answer.body.error], [401, 'invalid admin token'], `${method} ${url}`);
    }
  }
});

test('an upgrade issues a live key, shown once, and new keys are live from then on', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const url = `/v1/admin/customers/${customerId}`;
  const upgraded = await gateway.call('PATCH', url, {
    ...asAdmin,
    body: { tier: 'growth', quota: { add: 1_000 } },
  });
  assert.equal(upgraded.status, 200);
  const { api_key: live, customer } = upgraded.body;
  assert.match(live, /^sk_live_\w{36}$/);
  assert.deepEqual([customer.tier, customer.label_quota, customer.label_quota_total], ['growth', 1500, 1500]);
  for (const token of [key, live]) {
    const me = await gateway.call('GET', '/v1/customers/me', { token });
    assert.deepEqual([me.status, me.body.tier, me.body.label_quota], [200, 'growth', 1500]);
  }
  const another = await gateway.call('POST', '/v1/customers/me/keys', { token: live });
  assert.match(another.body.api_key, /^sk_live_/);
  const again = await gateway.call('PATCH', url, { ...asAdmin, body: { tier: 'scale', quota: { set: 7 } } });
  assert.deepEqual([again.body.api_key, again.body.customer.label_quota], [null, 7]);
  assert.deepEqual((await gateway.call('GET', url, asAdmin)).body, again.body.customer);
});

test('a suspended customer is refused at once and let in again at once', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const submit = () => gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const change = (body: object) =>
    gateway.call('PATCH', `/v1/admin/customers/${customerId}`, { ...asAdmin, body });
  assert.equal((await submit()).status, 202);
  assert.equal((await change({ suspended: true })).body.customer.suspended, true);
  assert.deepEqual([(await submit()).status, (await submit()).body.code], [403, 'FORBIDDEN']);
  await change({ suspended: false, tier: null });
  assert.equal((await submit()).status, 202);
});

test('a bad change names the field and the rule', async () => {
  const { customerId } = await gateway.newCustomer();
  for (const [body, field] of [
    [{ tier: 'gold' }, 'tier'],
    [{ quota: {} }, 'quota'],
    [{ quota: { set: 1, add: 1 } }, 'quota'],
    [{ quota: { set: -1 } }, 'quota.set'],
    [{ plan: 1 }, 'plan'],
  ] as const) {
    const answer = await gateway.call('PATCH', `/v1/admin/customers/${customerId}`, { ...asAdmin, body });
    assert.deepEqual([answer.status, answer.body.details[0].field], [400, field], JSON.stringify(body));
  }
});

test('a suspended worker gets no work and reads why', async () => {
  const { token, workerId } = await gateway.newWorker();
  const url = `/v1/admin/workers/${workerId}`;
  const reason = 'answers faster than the item can be read';
  const suspended = await gateway.call('POST', `${url}/suspend`, { ...asAdmin, body: { reason } });
  assert.deepEqual([suspended.status, suspended.body.suspension.reason], [200, reason]);
  const next = await gateway.call('POST', '/v1/work/next', { token });
  assert.equal(next.status, 403);
  assert.ok(next.body.error.includes(reason));
  const me = await gateway.call('GET', '/v1/workers/me', { token });
  assert.deepEqual([me.body.status, me.body.suspension.reason], ['suspended', reason]);
  const reinstated = await gateway.call('POST', `${url}/reinstate`, asAdmin);
  assert.deepEqual([reinstated.body.status, reinstated.body.suspension], ['active', null]);
  assert.notEqual((await gateway.call('POST', '/v1/work/next', { token })).status, 403);
  assert.deepEqual((await gateway.call('GET', url, asAdmin)).body, reinstated.body);
});

test('the operator’s lists page through everything once', async () => {
  for (const [path, id] of [
    ['/v1/admin/customers', 'customer_id'],
    ['/v1/admin/workers', 'worker_id'],
  ] as const) {
    for (let i = 0; i < 3; i++)
      await (path.endsWith('workers') ? gateway.newWorker() : gateway.newCustomer());
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = await gateway.call('GET', `${path}?limit=2${query}`, asAdmin);
      assert.equal(page.status, 200);
      all.push(...page.body.data.map((entry: Record<string, string>) => entry[id]));
      cursor = page.body.next_cursor;
    } while (cursor !== null);
    assert.ok(all.length >= 3);
    assert.deepEqual(all, [...new Set(all)].sort().reverse());
  }
});

test('who is not there is not found', async () => {
  const customer = '/v1/admin/customers/cust_01HZZZZZZZZZZZZZZZZZZZZZZZ';
  const worker = '/v1/admin/workers/wrk_01HZZZZZZZZZZZZZZZZZZZZZZZ';
  const body = { reason: 'x' };
  for (const answer of [
    await gateway.call('GET', customer, asAdmin),
    await gateway.call('PATCH', customer, { ...asAdmin, body: { tier: 'growth' } }),
    await gateway.call('GET', worker, asAdmin),
    await gateway.call('POST', `${worker}/suspend`, { ...asAdmin, body }),
    await gateway.call('POST', `${worker}/reinstate`, asAdmin),
  ]) {
    assert.equal(answer.status, 404);
  }
});

test('the treasury shows where to send funds; settlements are listed', async () => {
  const treasury = await gateway.call('GET', '/v1/admin/treasury', asAdmin);
  assert.deepEqual(
    [treasury.status, treasury.body.network, treasury.body.status, treasury.body.balance_sats],
    [200, 'local', 'running', 0],
  );
  assert.match(treasury.body.address, /^m/);
  const list = await gateway.call('GET', '/v1/admin/settlements?state=unknown', asAdmin);
  assert.deepEqual([list.status, list.body], [200, { data: [], next_cursor: null }]);
  assert.equal((await gateway.call('GET', '/v1/admin/settlements?state=lost', asAdmin)).status, 400);
});
