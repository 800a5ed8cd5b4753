import assert from 'node:assert/strict';
import { test } from 'node:test';
import { houseCustomerId } from '@asg/domain';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const password = 'correct horse';
const me = '/v1/customers/me';
const dayMs = 86_400_000;

/** Somebody with an organisation of their own: their token. */
async function newOwner(gateway: TestGateway, email = 'kim@example.com'): Promise<string> {
  await gateway.call('POST', '/v1/console/sign-up', { body: { name: 'Kim & Co', email } });
  const token = await gateway.linkTo(email, 'sign_up');
  const { status, body } = await gateway.call('POST', '/v1/console/join', { body: { token, password } });
  assert.equal(status, 201);
  return body.token;
}

const invite = (gateway: TestGateway, token: string, email: string, role: string) =>
  gateway.call('POST', `${me}/invitations`, { token, body: { email, role } });
const look = (gateway: TestGateway, token: string | null) =>
  gateway.call('POST', '/v1/console/invitations/look', { body: { token } });
const joinBy = (gateway: TestGateway, token: string | null, secret = password) =>
  gateway.call('POST', '/v1/console/join', { body: { token, password: secret } });
const accept = (gateway: TestGateway, token: string, secret: string | null) =>
  gateway.call('POST', '/v1/console/me/invitations', { token, body: { token: secret } });
const team = async (gateway: TestGateway, token: string) =>
  (await gateway.call('GET', `${me}/members`, { token })).body;

/** Invited, and joined with a new account: token and id. */
async function newMember(gateway: TestGateway, owner: string, email: string, role: string) {
  const invited = await invite(gateway, owner, email, role);
  assert.equal(invited.status, 201, invited.text);
  const { status, body } = await joinBy(gateway, await gateway.linkTo(email, 'invitation'));
  assert.equal(status, 201);
  return { token: String(body.token), personId: String(body.person_id) };
}

test('who has no account follows an invitation, chooses a password, and is a member with the role', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const invited = await invite(gateway, owner, 'Lee@example.com', 'analyst');
  assert.deepEqual([invited.status, invited.body.role], [201, 'analyst']);
  const secret = await gateway.linkTo('Lee@example.com', 'invitation');
  const { organisation, role, email, has_account } = (await look(gateway, secret)).body;
  assert.deepEqual(
    [organisation, role, email, has_account],
    ['Kim & Co', 'analyst', 'Lee@example.com', false],
  );
  assert.equal((await team(gateway, owner)).invitations.length, 1);
  const { token } = (await joinBy(gateway, secret)).body;
  assert.equal((await gateway.call('GET', me, { token })).body.name, 'Kim & Co');
  assert.equal((await gateway.call('GET', '/v1/tasks', { token })).status, 200);
  const refused = await gateway.call('GET', `${me}/members`, { token });
  assert.deepEqual([refused.status, refused.body.details[0].constraint], [403, 'members']);
  const { members, invitations } = await team(gateway, owner);
  assert.deepEqual(
    members.map((one: { email: string; role: string; current: boolean }) => [
      one.email,
      one.role,
      one.current,
    ]),
    [
      ['kim@example.com', 'owner', true],
      ['Lee@example.com', 'analyst', false],
    ],
  );
  assert.deepEqual(invitations, []);
  assert.equal((await joinBy(gateway, secret)).status, 201, 'the answer was lost: it is a log-in');
  assert.equal((await joinBy(gateway, secret, 'another one')).status, 400);
  assert.equal((await look(gateway, secret)).status, 400);
  const stranger = await newOwner(gateway, 'sam@example.com');
  assert.equal((await accept(gateway, stranger, secret)).status, 400, 'it works once');
});

test('who has an account logs in and joins, and is in both organisations', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const lee = await newOwner(gateway, 'lee@example.com');
  await invite(gateway, owner, 'lee@example.com', 'developer');
  const secret = await gateway.linkTo('lee@example.com', 'invitation');
  assert.equal((await look(gateway, secret)).body.has_account, true);
  assert.equal((await joinBy(gateway, secret)).status, 400, 'they show that they are it by logging in');
  for (let i = 0; i < 2; i++) assert.equal((await accept(gateway, lee, secret)).status, 200);
  const { person } = (await gateway.call('GET', '/v1/console/session', { token: lee })).body;
  assert.deepEqual(
    person.organisations.map((one: { role: string; current: boolean }) => [one.role, one.current]).sort(),
    [
      ['developer', true],
      ['owner', false],
    ],
  );
});

test('an invitation ends after a week, when it is withdrawn, and by a later one to the same e-mail', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  await invite(gateway, owner, 'lee@example.com', 'admin');
  const first = await gateway.linkTo('lee@example.com', 'invitation');
  gateway.clock.advance(1_000);
  const second = await invite(gateway, owner, 'LEE@example.com', 'analyst');
  const later = await gateway.linkTo('LEE@example.com', 'invitation');
  assert.equal((await look(gateway, first)).status, 400);
  assert.equal((await look(gateway, later)).body.role, 'analyst');
  const path = `${me}/invitations/${second.body.invitation_id}`;
  assert.equal((await gateway.call('DELETE', path, { token: owner })).status, 204);
  assert.equal((await gateway.call('DELETE', path, { token: owner })).status, 404);
  assert.equal((await joinBy(gateway, later)).status, 400);
  await invite(gateway, owner, 'sam@example.com', 'analyst');
  const third = await gateway.linkTo('sam@example.com', 'invitation');
  gateway.clock.advance(7 * dayMs);
  assert.equal((await joinBy(gateway, third)).status, 400);
  assert.deepEqual((await team(gateway, owner)).invitations, []);
});

test('nobody invites, raises or removes above themselves: admins no owners, keys nobody who may more than they', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const admin = await newMember(gateway, owner, 'lee@example.com', 'admin');
  const [{ person_id: ownerId }] = (await team(gateway, owner)).members;
  const key = async (body: object) =>
    String((await gateway.call('POST', `${me}/keys`, { token: owner, body })).body.api_key);
  const [full, limited] = [await key({}), await key({ scopes: ['members', 'read', 'export'] })];
  const above = async (answer: ReturnType<TestGateway['call']>) => {
    const { status, body } = await answer;
    assert.deepEqual([status, body.code, body.details[0].field], [403, 'FORBIDDEN', 'role']);
  };
  const change = (token: string, personId: string, role: string) =>
    gateway.call('PATCH', `${me}/members/${personId}`, { token, body: { role } });
  for (const token of [admin.token, full, limited]) {
    await above(invite(gateway, token, 'sam@example.com', 'owner'));
    await above(change(token, admin.personId, 'owner'));
    await above(change(token, ownerId, 'analyst'));
    await above(gateway.call('DELETE', `${me}/members/${ownerId}`, { token }));
  }
  await above(invite(gateway, limited, 'sam@example.com', 'billing'));
  await above(change(limited, admin.personId, 'analyst'));
  assert.equal((await invite(gateway, limited, 'ana@example.com', 'analyst')).status, 201);
  assert.equal((await invite(gateway, full, 'sam@example.com', 'admin')).status, 201);
  assert.equal((await invite(gateway, admin.token, 'sue@example.com', 'admin')).status, 201);
  assert.equal((await team(gateway, owner)).members.length, 2, 'nothing else changed');
});

test('the last owner stays one, however many ask at once', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const lee = await newMember(gateway, owner, 'lee@example.com', 'analyst');
  const [{ person_id: ownerId }] = (await team(gateway, owner)).members;
  const change = (token: string, personId: string, role: string) =>
    gateway.call('PATCH', `${me}/members/${personId}`, { token, body: { role } });
  const leave = (token: string) => gateway.call('DELETE', '/v1/console/me/organisation', { token });
  for (const refused of [await change(owner, ownerId, 'admin'), await leave(owner)])
    assert.deepEqual(
      [refused.status, refused.body.error],
      [409, 'this is the last owner: make somebody else an owner first'],
    );
  assert.equal((await change(owner, lee.personId, 'owner')).status, 204);
  const both = await Promise.all([leave(owner), leave(lee.token)]);
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 409],
  );
  const [stayed, id] = both[0]?.status === 409 ? [owner, ownerId] : [lee.token, lee.personId];
  const { members } = await team(gateway, stayed);
  assert.deepEqual(
    members.map((one: { person_id: string; role: string }) => [one.person_id, one.role]),
    [[id, 'owner']],
  );
});

test('who is removed is out at once, with what they invited to, and does not come back by an old link', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const lee = await newMember(gateway, owner, 'lee@example.com', 'admin');
  const own = await gateway.linkTo('lee@example.com', 'invitation');
  await invite(gateway, lee.token, 'sam@example.com', 'admin');
  const theirs = await gateway.linkTo('sam@example.com', 'invitation');
  const path = `${me}/members/${lee.personId}`;
  assert.equal((await gateway.call('DELETE', path, { token: owner })).status, 204);
  assert.equal((await gateway.call('GET', me, { token: lee.token })).status, 403);
  assert.equal((await gateway.call('DELETE', path, { token: owner })).status, 404);
  assert.equal((await look(gateway, theirs)).status, 400);
  assert.equal((await accept(gateway, lee.token, own)).status, 400);
  assert.equal((await team(gateway, owner)).members.length, 1);
});

test('an invitation is worth no more than what its giver may do by now: a lowered admin, a revoked key', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const lee = await newMember(gateway, owner, 'lee@example.com', 'admin');
  const made = await gateway.call('POST', `${me}/keys`, { token: owner, body: {} });
  const key = String(made.body.api_key);
  assert.equal((await invite(gateway, lee.token, 'lee.too@example.com', 'admin')).status, 201);
  assert.equal((await invite(gateway, key, 'eve@example.com', 'admin')).status, 201);
  assert.equal((await invite(gateway, owner, 'sam@example.com', 'analyst')).status, 201);
  const links = [
    await gateway.linkTo('lee.too@example.com', 'invitation'),
    await gateway.linkTo('eve@example.com', 'invitation'),
  ];
  const path = `${me}/members/${lee.personId}`;
  const lowered = await gateway.call('PATCH', path, { token: owner, body: { role: 'analyst' } });
  assert.equal(lowered.status, 204);
  const revoked = await gateway.call('DELETE', `${me}/keys/${made.body.key_id}`, { token: owner });
  assert.equal(revoked.status, 204);
  const stranger = await newOwner(gateway, 'ana@example.com');
  for (const link of links) {
    assert.equal((await look(gateway, link)).status, 400);
    assert.equal((await joinBy(gateway, link)).status, 400);
    assert.equal((await accept(gateway, stranger, link)).status, 400);
  }
  const { members, invitations } = await team(gateway, owner);
  assert.equal(members.length, 2);
  assert.deepEqual(
    invitations.map(({ email }: { email: string }) => email),
    ['sam@example.com'],
  );
  const still = await joinBy(gateway, await gateway.linkTo('sam@example.com', 'invitation'));
  assert.equal(still.status, 201, 'that of the owner works');
});

test('a role is in force at the next request', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const { token, personId } = await newMember(gateway, owner, 'lee@example.com', 'developer');
  const keys = () => gateway.call('GET', `${me}/keys`, { token });
  const balance = () => gateway.call('PUT', '/v1/billing/limits', { token, body: {} });
  assert.deepEqual([(await keys()).status, (await balance()).status], [200, 403]);
  await gateway.call('PATCH', `${me}/members/${personId}`, { token: owner, body: { role: 'billing' } });
  assert.equal((await keys()).status, 403);
  assert.notEqual((await balance()).status, 403);
});

test('few invitations go to one address, and few from one organisation, in a day', async () => {
  await using gateway = await startTestGateway();
  const owner = await newOwner(gateway);
  const again = async () => (await invite(gateway, owner, 'lee@example.com', 'analyst')).status;
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await again());
  assert.deepEqual(answers, [201, 201, 201, 201, 201, 409]);
  assert.equal((await invite(gateway, owner, 'kim@example.com', 'analyst')).status, 409);
  for (let i = 0; i < 44; i++)
    assert.equal((await invite(gateway, owner, `p${i}@example.com`, 'analyst')).status, 201);
  assert.equal((await invite(gateway, owner, 'late@example.com', 'analyst')).status, 409);
  gateway.clock.advance(dayMs);
  assert.equal((await invite(gateway, owner, 'late@example.com', 'analyst')).status, 201);
});

test('operators are people with roles: invited by the token, each does what the role may, by name', async () => {
  await using gateway = await startTestGateway({ adminToken: 'operator-token-16' });
  const token = 'operator-token-16';
  const operators = '/v1/admin/operators';
  const join = async (by: string, email: string, role: string) => {
    const invited = await gateway.call('POST', `${operators}/invitations`, {
      token: by,
      body: { email, role },
    });
    assert.equal(invited.status, 201, invited.text);
    return (await joinBy(gateway, await gateway.linkTo(email, 'invitation'))).body;
  };
  const { token: owner } = await join(token, 'kim@example.com', 'owner');
  const { token: support, person_id: supportId } = await join(owner, 'lee@example.com', 'support');
  const get = async (by: string, path: string) => (await gateway.call('GET', path, { token: by })).status;
  assert.deepEqual([await get(owner, operators), await get(support, operators)], [200, 403]);
  assert.deepEqual(
    [await get(support, '/v1/admin/customers'), await get(support, '/v1/admin/gold')],
    [200, 403],
  );
  const headers = { cookie: `asg_console=${support}` };
  assert.equal((await gateway.call('GET', '/v1/admin/customers', { headers })).status, 200);
  const session = (await gateway.call('GET', '/v1/console/session', { headers })).body;
  assert.deepEqual([session.operator, session.operator_role, session.may], [true, 'support', []]);
  assert.equal(await get(support, me), 403, 'for no customer');
  const foreign = { ...headers, 'sec-fetch-site': 'cross-site' };
  const suspend = '/v1/admin/workers/wrk_x/suspend';
  const across = await gateway.call('POST', suspend, { headers: foreign, body: { reason: 'x' } });
  assert.equal(across.body.error, 'a session cookie is not accepted from another site');
  const enter = { token: owner, body: { customer_id: houseCustomerId } };
  const entered = await gateway.call('PUT', '/v1/console/me/organisation', enter);
  assert.equal(entered.status, 404, 'nobody calls for the house as for a customer');
  const customer = await newOwner(gateway, 'sam@example.com');
  assert.equal(await get(customer, '/v1/admin/customers'), 401);
  const { members } = (await gateway.call('GET', operators, { token: owner })).body;
  assert.deepEqual(members.map((one: { role: string }) => one.role).sort(), ['owner', 'support']);
  const change = await gateway.call('PATCH', `${operators}/${supportId}`, {
    token,
    body: { role: 'moderator' },
  });
  assert.equal(change.status, 204);
  assert.equal(await get(support, '/v1/admin/gold'), 200);
  assert.equal((await gateway.call('DELETE', `${operators}/${supportId}`, { token: owner })).status, 204);
  assert.equal(await get(support, '/v1/admin/customers'), 401);
  const log = (await gateway.call('GET', `/v1/admin/audit-log?owner_id=${houseCustomerId}`, { token: owner }))
    .body;
  const removed = log.data.find((one: { action: string }) => one.action === 'member.removed');
  assert.equal(removed.actor.kind, 'operator');
  assert.equal(removed.object_id, supportId);
});
