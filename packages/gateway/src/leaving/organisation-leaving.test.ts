import assert from 'node:assert/strict';
import { test } from 'node:test';
import { houseCustomerId } from '@asg/domain';
import { OrganisationDepartures } from '@asg/people';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const password = 'correct horse';
const adminToken = 'operator-token-of-the-tests';
const dayMs = 24 * 3_600_000;
const email = 'kim@quarry.example';

async function newOwner(gateway: TestGateway, name = 'Quarry Ltd', address = email) {
  await gateway.call('POST', '/v1/console/sign-up', { body: { name, email: address } });
  const link = await gateway.linkTo(address, 'sign_up');
  const { body } = await gateway.call('POST', '/v1/console/join', { body: { token: link, password } });
  const token = String(body.token);
  const { person } = (await gateway.call('GET', '/v1/console/session', { token })).body;
  return { token, personId: String(body.person_id), customerId: String(person.organisations[0].customer_id) };
}

async function newMember(gateway: TestGateway, owner: string, address: string, role: string) {
  const path = '/v1/customers/me/invitations';
  await gateway.call('POST', path, { token: owner, body: { email: address, role } });
  const token = await gateway.linkTo(address, 'invitation');
  const { body } = await gateway.call('POST', '/v1/console/join', { body: { token, password } });
  return String(body.token);
}

const set = (gateway: TestGateway, token: string, body: object) =>
  gateway.call('PUT', '/v1/console/organisation/deletion', { token, body });
const wanted = { wanted: true, password };
const mailsTo = async (gateway: TestGateway, template: string) =>
  (await gateway.storage.mails.due({ limit: 100, after: null }))
    .filter((mail) => mail.template === template)
    .map(({ to }) => to)
    .sort();

async function depart({ clock, context, consoleMails, organisationLeaving }: TestGateway): Promise<void> {
  const departures = new OrganisationDepartures(context, {
    leaving: organisationLeaving,
    cancelJob: async () => {},
    forgetShown: async () => {},
    eraseAssets: async () => true,
    eraseWebhooks: async () => {},
    mails: consoleMails,
  });
  for (let round = 0; round < 10; round++) {
    await departures.round();
    clock.advance(5 * 60_000);
  }
}

test('an owner alone has the organisation deleted, with a proof, and any owner takes it back; members and own people are told', async () => {
  await using gateway = await startTestGateway();
  const { token, customerId } = await newOwner(gateway);
  const admin = await newMember(gateway, token, 'lee@quarry.example', 'admin');
  await newMember(gateway, token, 'sam@quarry.example', 'analyst');
  const worker = await gateway.newWorker('max@quarry.example');
  const invited = await gateway.call('POST', '/v1/pool/invitations', { token, body: {} });
  const secret = String(invited.body.link).split('#')[1];
  await gateway.call('POST', '/v1/workers/me/pools', { token: worker.token, body: { token: secret } });
  const byAdmin = await set(gateway, admin, wanted);
  assert.deepEqual([byAdmin.status, byAdmin.body.code], [403, 'FORBIDDEN']);
  const exported = await gateway.call('POST', '/v1/console/organisation/export', {
    token: admin,
    body: { password },
  });
  assert.equal(exported.status, 403);
  const unproven = await set(gateway, token, { wanted: true });
  assert.equal(unproven.status, 403, 'a fresh log-in is not enough');
  assert.equal((await set(gateway, token, { ...wanted, password: 'a guess' })).status, 403);
  const nowMs = gateway.clock.nowMs();
  const asked = await set(gateway, token, wanted);
  assert.deepEqual(
    [asked.status, asked.body.deletion?.erased_from],
    [200, new Date(nowMs + 14 * dayMs).toISOString()],
  );
  assert.deepEqual(await mailsTo(gateway, 'organisation_leaving'), [email, 'lee@quarry.example'].sort());
  assert.deepEqual(await mailsTo(gateway, 'pool_leaving'), ['max@quarry.example']);
  const { person } = (await gateway.call('GET', '/v1/console/session', { token: admin })).body;
  assert.deepEqual(person.organisations[0].deletion, asked.body.deletion);
  assert.equal((await set(gateway, admin, { wanted: false })).status, 403);
  assert.deepEqual((await set(gateway, token, { wanted: false })).body, { deletion: null });
  gateway.clock.advance(15 * dayMs);
  await depart(gateway);
  const customer = await gateway.storage.customers.get(customerId);
  assert.deepEqual([customer?.name, customer?.suspended], ['Quarry Ltd', false], 'it stays');
  const log = await gateway.call('GET', '/v1/audit-log', { token });
  const done = log.body.data.filter(
    ({ action, outcome }: { action: string; outcome: string }) =>
      action.startsWith('deletion.') && outcome === 'done',
  );
  assert.deepEqual(
    done.map(({ action }: { action: string }) => action),
    ['deletion.taken_back', 'deletion.asked'],
  );
});

test('an export has how the organisation is named on invoices, and erasing leaves nothing of it, in the trail neither', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, customerId } = await newOwner(gateway);
  const details = { name: 'Quarry Pits', address: '7 Quarry Lane', tax_id: 'QU-1' };
  const say = (body: object) => gateway.call('PUT', '/v1/billing/details', { token, body });
  for (const address of [details.address, '8 Quarry Lane', details.address])
    assert.equal((await say({ ...details, address })).status, 200);
  const exported = await gateway.call('POST', '/v1/console/organisation/export', {
    token,
    body: { password },
  });
  const parts = exported.text.split('\n').filter((line) => line.includes('"billing_details"'));
  assert.deepEqual(
    parts.map((line) => JSON.parse(line)),
    [{ part: 'billing_details', ...details }],
  );
  const trail = async () =>
    JSON.stringify(
      await gateway.storage.trailEntries.ofOwner({ group: customerId, limit: 99, before: null }),
    );
  assert.match(await trail(), /8 Quarry Lane/);
  assert.equal((await set(gateway, token, wanted)).status, 200);
  gateway.clock.advance(14 * dayMs);
  await depart(gateway);
  assert.equal(await gateway.storage.billingParties.get({ customerId }), null);
  assert.doesNotMatch(await trail(), /Quarry (?:Lane|Pits)|QU-1/);
});

test('money in the balance is named and goes back first, also where it comes in meanwhile; the house stays', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, customerId } = await newOwner(gateway);
  const given = await gateway.call('POST', `/v1/admin/customers/${customerId}/grants`, {
    token: adminToken,
    body: { sats: 5_000, note: 'a gift' },
  });
  assert.equal(given.status, 201, given.text);
  const refused = await set(gateway, token, wanted);
  assert.equal(refused.status, 409);
  assert.match(
    refused.body.error,
    /^there are 5000 satoshis in the balance: .* the operator, who sends them back/,
  );
  const house = await gateway.call('POST', `/v1/admin/accounts/${houseCustomerId}/deletion`, {
    token: adminToken,
  });
  assert.deepEqual([house.status, house.body.code], [409, 'CONFLICT']);
  assert.match(house.body.error, /operator’s own/);

  const lee = await newOwner(gateway, 'Meadow Labs', 'lee@meadow.example');
  assert.equal((await set(gateway, lee.token, wanted)).status, 200);
  await gateway.call('POST', `/v1/admin/customers/${lee.customerId}/grants`, {
    token: adminToken,
    body: { sats: 700, note: 'late' },
  });
  gateway.clock.advance(14 * dayMs);
  await depart(gateway);
  assert.deepEqual(await mailsTo(gateway, 'organisation_waits'), ['lee@meadow.example']);
  const waiting = await gateway.storage.customers.get(lee.customerId);
  assert.deepEqual([waiting?.name, waiting?.suspended], ['Meadow Labs', false], 'nothing has begun');
});

test('the only owner goes with the organisation, and it never is without an owner before', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, personId, customerId } = await newOwner(gateway);
  const mine = (body: object) => gateway.call('PUT', '/v1/console/me/deletion', { token, body });
  assert.equal((await mine(wanted)).status, 409);
  assert.equal((await set(gateway, token, wanted)).status, 200);
  assert.equal((await mine(wanted)).status, 200, 'it goes before');
  gateway.clock.advance(14 * dayMs);
  await depart(gateway);
  const [customer, members] = await Promise.all([
    gateway.storage.customers.get(customerId),
    gateway.storage.members.ofCustomer({ group: customerId, limit: 9, after: null }),
  ]);
  assert.deepEqual([customer?.name, customer?.email, members], ['', '', []]);
  assert.notEqual(await gateway.storage.persons.get(personId), null);
  const next = await newOwner(gateway, 'Next', 'next@quarry.example');
  assert.notEqual(next.customerId, customerId);
});
