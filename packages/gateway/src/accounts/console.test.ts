import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ConsoleSessions } from '@asg/people';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'the-admin-token-of-this-test';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken });
});
after(() => gateway[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string>>;

/** Signs in and gives the headers that a browser would send from then on. */
async function signIn(body: object): Promise<Headers> {
  const { status, headers } = await gateway.call('POST', '/v1/console/session', { body });
  assert.equal(status, 201);
  return { cookie: String(headers['set-cookie']).split(';')[0]! };
}

const me = (headers: Headers) => gateway.call('GET', '/v1/customers/me', { headers });
const session = (headers: Headers = {}) => gateway.call('GET', '/v1/console/session', { headers });

test('a key becomes a cookie that no script reads and no other site sends, and the answers hold neither', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const answer = await gateway.call('POST', '/v1/console/session', {
    body: { api_key: key },
    headers: { host: 'asg.example.com' },
  });
  const cookie = String(answer.headers['set-cookie']);
  assert.match(cookie, /^asg_console=cst_\w+; /);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/', 'Expires='])
    assert.ok(cookie.includes(part), part);
  assert.equal(answer.body.customer.customer_id, customerId);
  const headers = { cookie: cookie.split(';')[0]! };
  const token = headers.cookie.split('=')[1]!;
  assert.equal((await me(headers)).body.customer_id, customerId);
  for (const { text } of [answer, await session(headers), await me(headers)])
    assert.ok(!text.includes(key) && !text.includes(token));
  assert.equal(await gateway.storage.sessions.ofConsole(token), null, 'only its hash is stored');
});

test('a session ends with its key, with the customer’s access, with its time and with the sign-out', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const byKey = await signIn({ api_key: key });
  const { body: second } = await gateway.call('POST', '/v1/customers/me/keys', { token: key });
  const bySecond = await signIn({ api_key: second.api_key });
  await gateway.call('DELETE', `/v1/customers/me/keys/${second.key_id}`, { headers: byKey });
  assert.equal((await me(bySecond)).status, 401);
  assert.equal((await me(byKey)).status, 200);

  const suspend = (suspended: boolean) =>
    gateway.call('PATCH', `/v1/admin/customers/${customerId}`, { token: adminToken, body: { suspended } });
  await suspend(true);
  assert.equal((await me(byKey)).status, 403);
  assert.equal((await session(byKey)).body.customer, null);
  await suspend(false);

  const other = await signIn({ api_key: key });
  const out = await gateway.call('DELETE', '/v1/console/session', { headers: other });
  assert.equal(out.status, 204);
  assert.match(String(out.headers['set-cookie']), /^asg_console=; .*Expires=Thu, 01 Jan 1970/);
  assert.equal((await me(other)).status, 401);
  assert.equal((await me(byKey)).status, 200);
  const week = 7 * 24 * 3_600_000;
  gateway.clock.advance(week);
  assert.equal((await me(byKey)).status, 401);
});

test('the admin token opens the operator’s routes by cookie, for as long as it is the token', async () => {
  const headers = await signIn({ admin_token: adminToken });
  assert.match(headers.cookie!, /^asg_operator=ost_/);
  assert.equal((await gateway.call('GET', '/v1/admin/customers', { headers })).status, 200);
  assert.equal((await session(headers)).body.operator, true);
  assert.equal((await me(headers)).status, 401);
  const asCustomer = { cookie: headers.cookie!.replace('asg_operator', 'asg_console') };
  assert.equal((await me(asCustomer)).status, 401);
  const { context, customers } = gateway;
  const token = headers.cookie!.split('=')[1]!;
  const isOperator = (admin: string | null) =>
    new ConsoleSessions(context, { customers, adminToken: admin }).isOperator(token);
  assert.deepEqual(
    await Promise.all([isOperator(adminToken), isOperator('another-admin-token'), isOperator(null)]),
    [true, false, false],
  );
});

test('what opens nothing is refused by name', async () => {
  const post = (body: object, headers: Headers = {}) =>
    gateway.call('POST', '/v1/console/session', { body, headers });
  const { key, customerId } = await gateway.newCustomer();
  assert.equal((await post({ api_key: `${key}x` })).body.error, 'invalid API key');
  assert.equal((await post({ admin_token: 'wrong' })).body.error, 'invalid admin token');
  for (const body of [{}, { api_key: key, admin_token: adminToken }]) {
    const answer = await post(body);
    assert.deepEqual([answer.status, answer.body.details[0].field], [400, 'api_key']);
  }
  const foreign = { 'sec-fetch-site': 'cross-site' };
  assert.equal((await post({ api_key: key }, foreign)).status, 403);
  await gateway.call('PATCH', `/v1/admin/customers/${customerId}`, {
    token: adminToken,
    body: { suspended: true },
  });
  assert.equal((await post({ api_key: key })).status, 403);
  assert.deepEqual((await session()).body.customer, null);
});

test('a session’s cookie is not accepted from another site, nor beside a wrong header', async () => {
  const { key } = await gateway.newCustomer();
  const customer = await signIn({ api_key: key });
  const operator = await signIn({ admin_token: adminToken });
  const submit = (headers: Headers) =>
    gateway.call('POST', '/v1/tasks', { body: quickstartTask, headers: { ...customer, ...headers } });
  assert.equal((await submit({ 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await submit({ host: 'asg.example.com', origin: 'https://evil.example.com' })).status, 403);
  assert.equal((await submit({ authorization: 'Bearer x' })).status, 401);
  assert.equal((await submit({ 'sec-fetch-site': 'same-origin' })).status, 202);
  const move = await gateway.call('POST', '/v1/admin/treasury/moves', {
    body: { purpose: 'fan_out', coins: 2 },
    headers: { ...operator, 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(move.status, 403);
});

test('a timeline shows what happened in order, how the labels are distributed, and no worker’s name', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  const { body: made } = await own.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const path = `/v1/tasks/${made.task_id}/timeline`;
  const workers = await Promise.all(Array.from({ length: 3 }, () => own.newWorker()));
  const labels = ['cat', 'dog', 'cat'];
  for (const [i, { token }] of workers.entries()) {
    own.clock.advance(1_000);
    await labelNext(own, [token], [labels[i]!]);
  }
  const { body, text } = await own.call('GET', path, { token: key });
  assert.deepEqual(body.label_counts, { cat: 2, dog: 1 });
  assert.deepEqual(
    [body.decision.consensus_label, body.decision.agreement_count, body.settlement],
    ['cat', 2, null],
  );
  assert.deepEqual(
    body.events.map(({ event, worker, label }: { event: string; worker: number; label: string }) =>
      [event, worker, label].filter((part) => part !== null).join(' '),
    ),
    [
      'created',
      'claimed 1',
      'labelled 1 cat',
      'claimed 2',
      'labelled 2 dog',
      'claimed 3',
      'labelled 3 cat',
      'verified cat',
    ],
  );
  for (const { workerId } of workers) assert.ok(!text.includes(workerId));
});

test('tasks are found by what is in them, whatever its case, and by their id at once', async () => {
  const { key } = await gateway.newCustomer();
  const submit = (given: object) =>
    gateway.call('POST', '/v1/tasks', { token: key, body: { ...quickstartTask, ...given } });
  const { body: first } = await submit({ metadata: { order: 'Ω-4711' } });
  const { body: second } = await submit({ data_url: 'https://example.com/Second.jpg' });
  const find = async (search: string, more = ''): Promise<readonly string[]> => {
    const url = `/v1/tasks?search=${encodeURIComponent(search)}${more}`;
    const { body } = await gateway.call('GET', url, { token: key });
    return body.data.map((task: { task_id: string }) => task.task_id);
  };
  assert.deepEqual(await find('ω-4711'), [first.task_id]);
  assert.deepEqual(await find('second.JPG'), [second.task_id]);
  assert.deepEqual(await find('animal'), [second.task_id, first.task_id]);
  assert.deepEqual(await find(second.task_id), [second.task_id]);
  assert.deepEqual(await find(second.task_id, '&status=settled'), []);
  const { key: stranger } = await gateway.newCustomer();
  const { body } = await gateway.call('GET', `/v1/tasks?search=${second.task_id}`, { token: stranger });
  assert.deepEqual(body.data, []);
  const blank = await gateway.call('GET', '/v1/tasks?search=%20', { token: key });
  assert.equal(blank.body.details[0].message, 'search must not be blank');
});

test('the operator sees how many tasks wait, and for what', async () => {
  await using own = await startTestGateway({ adminToken });
  const { key } = await own.newCustomer();
  await own.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const { body } = await own.call('GET', '/v1/admin/queues', { token: adminToken });
  assert.equal(body.work, 1);
  assert.deepEqual(body.payment, { count: 0, oldest_since: null });
  assert.ok(body.settlements.every(({ count }: { count: number }) => count === 0));
});
