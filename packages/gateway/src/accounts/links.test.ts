import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'operator-token-of-the-tests';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken, trustProxy: true });
});
after(() => gateway[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string>>;
interface Visitor {
  readonly token: string;
  readonly workerId: string;
  /** The browser's device cookie, as it sends it from then on. */
  readonly device: string;
}

const browser = { 'sec-fetch-site': 'same-origin' };
const from = (address: string): Headers => ({ 'x-forwarded-for': address });
let made = 0;

function deviceOf(headers: Readonly<Record<string, unknown>>): string {
  const cookies = [headers['set-cookie']].flat().map(String);
  return cookies.find((cookie) => cookie.startsWith('asg_device='))?.split(';')[0] ?? '';
}

async function signUp(headers: Headers): Promise<Visitor> {
  const account = { email: `links-${made++}@example.com`, password: 'correct horse' };
  const body = { ...account, adult: true, terms_accepted: true };
  const answer = await gateway.call('POST', '/v1/workers', { body, headers });
  assert.equal(answer.status, 201, answer.text);
  const { token, worker_id: workerId } = answer.body;
  const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  return { token, workerId, device: deviceOf(answer.headers) };
}

const seen = async ({ workerId }: Pick<Visitor, 'workerId'>) =>
  (await gateway.call('GET', `/v1/admin/workers/${workerId}`, { token: adminToken })).body;

async function claimed({ token }: Pick<Visitor, 'token'>, count = 20): Promise<readonly string[]> {
  const { status, body } = await gateway.call('POST', '/v1/work/next', { token, body: { count } });
  assert.ok(status === 200 || status === 204, JSON.stringify(body));
  return status === 204 ? [] : body.assignments.map((one: { data_url: string }) => one.data_url);
}

async function wallet({ token }: Visitor, address: string): Promise<void> {
  const answer = await gateway.call('PUT', '/v1/workers/me/wallet', { token, body: { address } });
  assert.equal(answer.status, 200, answer.text);
}

async function submit(count: number, key?: string): Promise<void> {
  const owner = key ?? (await gateway.newCustomer()).key;
  const tasks = Array.from({ length: count }, () => quickstartTask);
  const answer = await gateway.call('POST', '/v1/tasks/batch', { token: owner, body: { tasks } });
  assert.equal(answer.status, 202, answer.text);
}

const addresses = ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi'] as const;

test('a browser gets a name that no script reads, for a year; a program gets none', async () => {
  const body = { email: 'device@example.com', password: 'correct horse', adult: true, terms_accepted: true };
  const headers = { ...browser, host: 'asg.example.com' };
  const answer = await gateway.call('POST', '/v1/workers', { body, headers });
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  const device = cookies.find((cookie) => cookie.startsWith('asg_device='));
  assert.match(String(device), /^asg_device=dev_\w{36}; /);
  for (const part of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/', 'Expires=Fri, 09 Apr 2027'])
    assert.ok(device?.includes(part), part);
  assert.ok(
    cookies.some((cookie) => cookie.startsWith('asg_worker=')),
    'beside the session',
  );
  const { email, password } = body;
  const cookie = String(device).split(';')[0]!;
  const logIn = (more: Headers) =>
    gateway.call('POST', '/v1/workers/login', { body: { email, password }, headers: more });
  assert.equal(deviceOf((await logIn({ ...browser, cookie })).headers), cookie, 'it keeps its name');
  assert.notEqual(deviceOf((await logIn({ ...browser, cookie: `${cookie}x` })).headers), `${cookie}x`);
  assert.equal(deviceOf((await logIn({ cookie })).headers), '');
  const { key } = await gateway.newCustomer();
  const session = { body: { api_key: key }, headers: browser };
  assert.match(deviceOf((await gateway.call('POST', '/v1/console/session', session)).headers), /=dev_/);
});

test('two kinds of evidence link accounts: they share no task, and the operator sees why', async () => {
  const one = await signUp({ ...browser, ...from('8.8.4.1') });
  const other = await signUp({ ...browser, ...from('8.8.4.77'), cookie: one.device });
  const stranger = await signUp({ ...browser, ...from('8.8.4.78') });
  const { signals, same_person, links } = await seen(one);
  assert.deepEqual([signals, same_person], [['linked'], [other.workerId]]);
  assert.deepEqual(
    links.map((link: { account_id: string; reasons: { kind: string }[] }) => [
      link.account_id,
      link.reasons.map(({ kind }) => kind),
    ]),
    [[other.workerId, ['device', 'address', 'burst']]],
  );
  assert.deepEqual((await seen(stranger)).links, []);
  await submit(3);
  assert.equal((await claimed(one)).length, 3);
  assert.equal((await claimed(other)).length, 0);
  assert.equal((await claimed(stranger)).length, 3);
});

test('a false link is dissolved: both get tasks again, those too that they were passed over with', async () => {
  const one = await signUp({ ...browser, ...from('8.8.5.1') });
  const other = await signUp({ ...browser, ...from('8.8.5.2'), cookie: one.device });
  await submit(2);
  const mine = await claimed(one);
  assert.ok(mine.length >= 2);
  assert.equal((await claimed(other)).length, 0);
  const dissolve = () =>
    gateway.call('DELETE', `/v1/admin/workers/${one.workerId}/links/${other.workerId}`, {
      token: adminToken,
    });
  const { status, body } = await dissolve();
  assert.deepEqual([status, body.same_person, body.signals], [200, [], []]);
  assert.ok(body.links[0].dissolved_at !== null);
  assert.deepEqual((await seen(other)).same_person, []);
  assert.ok((await claimed(other)).length >= 2);
  const { email } = (await gateway.storage.workers.get(other.workerId))!;
  const again = { body: { email, password: 'correct horse' }, headers: { ...browser, cookie: one.device } };
  await gateway.call('POST', '/v1/workers/login', again);
  assert.deepEqual((await seen(other)).same_person, [], 'whatever is found later');
  const stranger = `/v1/admin/workers/${one.workerId}/links/wrk_${'0'.repeat(26)}`;
  assert.equal((await gateway.call('DELETE', stranger, { token: adminToken })).status, 404);
});

test('a customer’s own worker account gets none of their tasks, and those of others', async () => {
  const address = from('8.8.6.1');
  const account = { name: 'Own', email: 'own@example.com' };
  const customer = await gateway.call('POST', '/v1/customers', {
    body: account,
    headers: { ...browser, ...address },
  });
  const worker = await signUp({ ...browser, ...address, cookie: deviceOf(customer.headers) });
  assert.deepEqual((await seen(worker)).same_person, [customer.body.customer_id]);
  while ((await claimed(worker)).length > 0);
  await submit(2, customer.body.api_key);
  assert.equal((await claimed(worker)).length, 0);
  await submit(1);
  assert.equal((await claimed(worker)).length, 1);
});

test('one wallet in two places is not enough; where it is set from one place too, it is', async () => {
  const one = await signUp(from('8.8.7.1'));
  const other = await signUp(from('9.9.9.1'));
  for (const visitor of [one, other]) await wallet(visitor, addresses[0]);
  assert.deepEqual((await seen(one)).signals, ['shared_wallet']);
  assert.deepEqual((await seen(one)).same_person, []);
  const { email } = (await gateway.storage.workers.get(other.workerId))!;
  const logIn = { body: { email, password: 'correct horse' }, headers: from('8.8.7.200') };
  assert.equal((await gateway.call('POST', '/v1/workers/login', logIn)).status, 200);
  assert.deepEqual((await seen(one)).same_person, [other.workerId]);
  assert.deepEqual((await seen(other)).same_person, [one.workerId]);
});

test('links lead on: who shares one kind with each of two is one person with both', async () => {
  const one = await signUp({ ...browser, ...from('8.8.8.1') });
  const middle = await signUp({ ...browser, ...from('8.8.8.1'), cookie: one.device });
  const last = await signUp(from('8.8.8.2'));
  for (const visitor of [middle, last]) await wallet(visitor, addresses[1]);
  assert.deepEqual((await seen(one)).same_person, [middle.workerId, last.workerId].sort());
  assert.deepEqual(
    (await seen(last)).links.map((link: { account_id: string }) => link.account_id),
    [middle.workerId],
  );
});

/** People who register one after the other, seconds apart, then all ask for work: each is given it, and nobody is linked. */
async function crowd(headers: (i: number) => Headers): Promise<void> {
  const people: Visitor[] = [];
  for (let i = 0; i < 30; i++) {
    people.push(await signUp(headers(i)));
    gateway.clock.advance(6_000);
  }
  await submit(12);
  for (const person of people) {
    const { same_person, links, signals } = await seen(person);
    assert.deepEqual([same_person, links, signals], [[], [], []]);
  }
  const given = [];
  for (const person of people) given.push(await claimed(person, 1));
  assert.ok(given.every((items) => items.length === 1));
}

test('a class in one room, behind one public address, is thirty people', () =>
  crowd(() => ({ ...browser, ...from('88.77.66.55') })));

test('people behind a carrier’s NAT are as many as they are, by its inner and its outer addresses', async () => {
  await crowd((i) => ({ ...browser, ...from(`100.64.9.${i}`) }));
  await crowd((i) => ({ ...browser, ...from(`91.90.12.${i % 4}`) }));
});

test('a crowd of programs on this machine is as many as it says, also with one wallet', async () => {
  await crowd(() => ({}));
  const [one, other] = [await signUp({}), await signUp(from('::ffff:127.0.0.1'))];
  for (const visitor of [one, other]) await wallet(visitor, addresses[0]);
  assert.deepEqual((await seen(one)).same_person, []);
});

test('addresses that an unknown proxy passes on, its own too, tell nothing', async () => {
  await using own = await startTestGateway({ adminToken });
  const body = { password: 'correct horse', adult: true, terms_accepted: true };
  const headers = { ...browser, ...from('8.8.9.1') };
  const first = await own.call('POST', '/v1/workers', { body: { ...body, email: 'a@example.com' }, headers });
  const cookie = deviceOf(first.headers);
  const email = 'b@example.com';
  await own.call('POST', '/v1/workers', { body: { ...body, email }, headers: { ...headers, cookie } });
  const { pairs, ranges } = await own.storage.links.get(first.body.worker_id);
  assert.deepEqual(ranges, []);
  assert.deepEqual(
    Object.values(pairs).map(({ kinds }) => Object.keys(kinds)),
    [['device']],
  );
});

test('what an answer to the operator’s gold shares with others’ errors is looked for after the answer', async () => {
  await using own = await startTestGateway({ adminToken });
  const { type, data_url, label_spec } = quickstartTask;
  const item = { type, data_url, label_spec, gold_label: 'cat' };
  await own.call('POST', '/v1/admin/gold', { token: adminToken, body: item });
  const { key } = await own.newCustomer();
  await own.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const workers = [];
  for (const label of ['cat', 'dog', 'dog']) {
    const worker = await own.newWorker();
    const { body } = await own.call('POST', '/v1/work/next', { token: worker.token });
    const [{ assignment_id }] = body.assignments;
    const given = { token: worker.token, body: { label } };
    await own.call('POST', `/v1/work/${assignment_id}/label`, given);
    workers.push(worker.workerId);
  }
  const [, second, third] = workers as [string, string, string];
  while ((await own.storage.sharedErrors.with({ workerId: third, partnerId: second })) === null)
    await new Promise(setImmediate);
  const seenThird = await own.call('GET', `/v1/admin/workers/${third}`, { token: adminToken });
  assert.deepEqual(seenThird.body.lock_step_with, [{ worker_id: second, shared_misses: 1 }]);
});
