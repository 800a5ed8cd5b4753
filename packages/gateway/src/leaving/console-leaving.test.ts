import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsoleDeparture, Departures } from '@asg/people';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const password = 'correct horse';
const adminToken = 'operator-token-of-the-tests';
const dayMs = 24 * 3_600_000;
const email = 'Kim.Quux@private.example';

async function newOwner(gateway: TestGateway, name: string, address = email) {
  await gateway.call('POST', '/v1/console/sign-up', { body: { name, email: address } });
  const token = await gateway.linkTo(address, 'sign_up');
  const { status, body } = await gateway.call('POST', '/v1/console/join', { body: { token, password } });
  assert.equal(status, 201);
  return { token: String(body.token), personId: String(body.person_id) };
}

async function newMember(gateway: TestGateway, owner: string, address: string, role: string) {
  const path = '/v1/customers/me/invitations';
  const invited = await gateway.call('POST', path, { token: owner, body: { email: address, role } });
  assert.equal(invited.status, 201, invited.text);
  const token = await gateway.linkTo(address, 'invitation');
  const { status, body } = await gateway.call('POST', '/v1/console/join', { body: { token, password } });
  assert.equal(status, 201);
  return { token: String(body.token), personId: String(body.person_id) };
}

const session = async (gateway: TestGateway, token: string) =>
  (await gateway.call('GET', '/v1/console/session', { token })).body.person;
const set = (gateway: TestGateway, token: string, body: object) =>
  gateway.call('PUT', '/v1/console/me/deletion', { token, body });
const mailsTo = async (gateway: TestGateway, template: string) =>
  (await gateway.storage.mails.due({ limit: 100, after: null })).filter((mail) => mail.template === template);
const customersOf = async (gateway: TestGateway) =>
  gateway.storage.customers.list({ limit: 100, before: null });

/** Carries out what is due, `rounds` times, five minutes apart. */
async function depart({ clock, context, consoleMails }: TestGateway, rounds = 20): Promise<void> {
  const departures = new Departures(context, {
    withdraw: async () => null,
    markOf: (wallet) => `left ${wallet}`,
    console: new ConsoleDeparture(context, { mails: consoleMails }),
  });
  for (let round = 0; round < rounds; round++) {
    await departures.round();
    clock.advance(5 * 60_000);
  }
}

test('a deletion is asked for with a proof, and taken back in the Console, by the link, and by a log-in', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway, 'Kim & Co', 'owner@example.com');
  const { token } = await newMember(gateway, owner.token, email, 'admin');
  const other = (await gateway.call('POST', '/v1/console/login', { body: { email, password } })).body.token;
  gateway.clock.advance(16 * 60_000);
  const unproven = await set(gateway, token, { wanted: true });
  assert.deepEqual([unproven.status, unproven.body.code], [403, 'FORBIDDEN']);
  const guess = await set(gateway, token, { wanted: true, password: 'a guess' });
  assert.deepEqual([guess.status, guess.body.details[0].field], [403, 'password']);
  assert.equal((await session(gateway, token)).deletion, null);
  const nowMs = gateway.clock.nowMs();
  const asked = await set(gateway, token, { wanted: true, password });
  const deletion = {
    asked_at: new Date(nowMs).toISOString(),
    erased_from: new Date(nowMs + 14 * dayMs).toISOString(),
  };
  assert.deepEqual([asked.status, asked.body], [200, { deletion }]);
  gateway.clock.advance(1_000);
  assert.deepEqual((await set(gateway, token, { wanted: true, password })).body, { deletion }, 'again');
  assert.deepEqual((await session(gateway, token)).deletion, deletion);
  assert.equal(await session(gateway, other), null, 'every other session has ended');
  const change = { email: 'kim@new.example', password };
  assert.equal((await gateway.call('PUT', '/v1/console/me/email', { token, body: change })).status, 403);

  assert.deepEqual((await set(gateway, token, { wanted: false })).body, { deletion: null });
  assert.equal((await session(gateway, token)).deletion, null);
  gateway.clock.advance(1_000);
  await set(gateway, token, { wanted: true, password });
  const link = await gateway.linkTo(email, 'person_leaving');
  const stay = (secret: string | null) =>
    gateway.call('POST', '/v1/deletion/take-back', { body: { token: secret } });
  assert.equal((await stay('nothing')).status, 400);
  assert.equal((await stay(link)).status, 204);
  assert.equal((await session(gateway, token)).deletion, null);
  await set(gateway, token, { wanted: true, password });
  await gateway.call('POST', '/v1/console/login', { body: { email, password } });
  assert.equal((await session(gateway, token)).deletion, null);
  await depart(gateway);
  assert.notEqual(await session(gateway, token), null, 'nothing is erased');
  const log = await gateway.call('GET', '/v1/audit-log', { token: owner.token });
  const actions = log.body.data.map(({ action }: { action: string }) => action);
  for (const action of ['deletion.asked', 'deletion.taken_back']) assert.ok(actions.includes(action), action);
});

test('the only owner hands the organisation over first, also where the other owner leaves meanwhile', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const kim = await newOwner(gateway, 'Kim & Co');
  const refused = await set(gateway, kim.token, { wanted: true });
  assert.deepEqual([refused.status, refused.body.code], [409, 'CONFLICT']);
  assert.match(refused.body.error, /^Kim & Co would have no owner/);
  assert.equal(refused.body.details[0].field, 'organisations');
  const path = `/v1/admin/accounts/${kim.personId}/deletion`;
  const byOperator = await gateway.call('POST', path, { token: adminToken, body: { at_once: true } });
  assert.equal(byOperator.status, 409);

  const lee = await newMember(gateway, kim.token, 'lee@example.com', 'admin');
  const ofLee = `/v1/customers/me/members/${lee.personId}`;
  await gateway.call('PATCH', ofLee, { token: kim.token, body: { role: 'owner' } });
  assert.equal((await set(gateway, kim.token, { wanted: true })).status, 200);
  // By the time that it is due the other owner is none any more.
  await gateway.call('PATCH', ofLee, { token: kim.token, body: { role: 'analyst' } });
  gateway.clock.advance(14 * dayMs);
  await depart(gateway);
  const waits = await mailsTo(gateway, 'deletion_waits');
  assert.deepEqual(
    waits.map(({ to, values }) => [to, values.organisations]),
    [[email, 'Kim & Co']],
  );
  const { body } = await gateway.call('POST', '/v1/console/login', { body: { email, password } });
  const back = await session(gateway, body.token);
  assert.deepEqual([back.organisations[0].role, back.deletion], ['owner', null], 'nothing had begun');
  await gateway.call('PATCH', ofLee, { token: body.token, body: { role: 'owner' } });
  await set(gateway, body.token, { wanted: true });
  gateway.clock.advance(14 * dayMs);
  await depart(gateway);
  assert.equal(await session(gateway, body.token), null);
  const again = await gateway.call('POST', '/v1/console/login', {
    body: { email: 'lee@example.com', password },
  });
  const { organisations } = await session(gateway, again.body.token);
  assert.deepEqual(
    organisations.map(({ name, role }: { name: string; role: string }) => [name, role]),
    [['Kim & Co', 'owner']],
  );
});

test('who is erased is nowhere any more: e-mail, invitations, links, mails, trails; the organisation shows another owner', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const kim = await newOwner(gateway, 'Kim & Co');
  const lee = await newMember(gateway, kim.token, 'lee@example.com', 'admin');
  const sam = await newOwner(gateway, 'Sam & Co', 'sam@example.com');
  const ofLee = `/v1/customers/me/members/${lee.personId}`;
  await gateway.call('PATCH', ofLee, { token: kim.token, body: { role: 'owner' } });
  const invitations = '/v1/customers/me/invitations';
  // One that Kim never followed, one that Kim made, one by mail to label.
  await gateway.call('POST', invitations, { token: sam.token, body: { email, role: 'analyst' } });
  await gateway.linkTo(email, 'invitation');
  const byKim = { email: 'max@example.com', role: 'analyst' };
  await gateway.call('POST', invitations, { token: kim.token, body: byKim });
  await gateway.call('POST', '/v1/pool/invitations', { token: sam.token, body: { email } });
  await gateway.call('POST', '/v1/console/sign-up', { body: { name: 'Again', email } });
  await gateway.call('POST', '/v1/console/password/forgot', { body: { email } });

  const proof = { token: kim.token, body: { password } };
  const exported = await gateway.call('POST', '/v1/console/me/export', proof);
  assert.equal(exported.status, 200);
  const document = JSON.parse(exported.text);
  assert.deepEqual([document.account.email, document.organisations[0].name], [email, 'Kim & Co']);
  assert.ok(document.trail.some(({ action }: { action: string }) => action === 'member.changed'));
  assert.ok(document.mails.length > 2 && document.sessions.length === 1);

  const path = `/v1/admin/accounts/${kim.personId}/deletion`;
  const asked = await gateway.call('POST', path, { token: adminToken, body: { at_once: true } });
  assert.deepEqual([asked.status, asked.body.erased_at], [202, null]);
  await depart(gateway, 1);
  assert.equal(await session(gateway, kim.token), null);
  await depart(gateway);
  const told = await gateway.call('POST', path, { token: adminToken, body: {} });
  assert.notEqual(told.body.erased_at, null);

  const { storage } = gateway;
  const page = { limit: 100, after: null };
  const organisations = await customersOf(gateway);
  const kept: unknown[] = [
    organisations,
    await storage.persons.get(kim.personId),
    await storage.addresses.owner(email.toLowerCase()),
    await storage.personSessions.byExpiry(page),
    await storage.mails.due(page),
    await storage.mails.ended(page),
    await storage.mailLinks.byExpiry(page),
    await storage.trailEntries.all(page),
  ];
  for (const { customerId } of organisations)
    kept.push(
      await storage.teams.invitations({ customerId }),
      await storage.poolInvitations.ofOrganisation({ group: customerId, ...page }),
    );
  const everything = JSON.stringify(kept).toLowerCase();
  assert.ok(!everything.includes(email.toLowerCase()), 'nowhere');
  const kimAndCo = organisations.find(({ name }) => name === 'Kim & Co');
  assert.equal(kimAndCo?.email, 'lee@example.com');
  assert.deepEqual(await storage.teams.invitations({ customerId: kimAndCo?.customerId ?? '' }), []);
  const next = await newOwner(gateway, 'Another', email);
  assert.notEqual(next.personId, kim.personId, 'the e-mail is anyone’s');
  const after = await gateway.call('GET', `/v1/admin/accounts/${kim.personId}/export`, { token: adminToken });
  assert.deepEqual([after.status, JSON.parse(after.text).account.email], [200, '']);
  assert.equal(
    (await gateway.call('GET', '/v1/admin/accounts/per_none/export', { token: adminToken })).status,
    404,
  );
  const keep = await gateway.call('DELETE', path, { token: adminToken });
  assert.equal(keep.status, 409);
});
