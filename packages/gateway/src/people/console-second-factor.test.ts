import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode, SoftPasskey } from '@asg/testing';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const adminToken = 'operator-token-of-the-tests';
const place = { origin: 'http://asg.example.com', rpId: 'asg.example.com' };
const stepMs = 30_000;
const dayMs = 24 * 3_600_000;
const me = '/v1/console/me';

const logIn = (gateway: TestGateway, who = email) =>
  gateway.call('POST', '/v1/console/login', { body: { email: who, password } });
const withCode = (gateway: TestGateway, ticket: string, code: string) =>
  gateway.call('POST', '/v1/console/login/code', { body: { ticket, code } });
const end = (gateway: TestGateway, who: string, token = adminToken) =>
  gateway.call('POST', '/v1/admin/people/second-factor/end', { token, body: { email: who } });

async function join(gateway: TestGateway, who = email) {
  await gateway.call('POST', '/v1/console/sign-up', { body: { name: 'Kim & Co', email: who } });
  const token = await gateway.linkTo(who, 'sign_up');
  return (await gateway.call('POST', '/v1/console/join', { body: { token, password } })).body;
}

/** Somebody who signs in with an operator's role. */
async function operator(gateway: TestGateway, role: string): Promise<string> {
  const who = `${role}@example.com`;
  const body = { email: who, role };
  const path = '/v1/admin/operators/invitations';
  assert.equal((await gateway.call('POST', path, { token: adminToken, body })).status, 201);
  const token = await gateway.linkTo(who, 'invitation');
  const joined = await gateway.call('POST', '/v1/console/join', { body: { token, password } });
  assert.equal(joined.status, 201, joined.text);
  return joined.body.token;
}

async function turnOn(gateway: TestGateway, token: string) {
  const offer = (await gateway.call('POST', `${me}/second-factor`, { token, body: { password } })).body;
  const code = () => phoneCode(offer.secret, gateway.clock.nowMs());
  const body = { ticket: offer.ticket, code: code() };
  const on = await gateway.call('PUT', `${me}/second-factor`, { token, body });
  assert.equal(on.status, 200, on.text);
  // The code that turned it on was used by that.
  gateway.clock.advance(stepMs);
  return code;
}

const trailOf = async (gateway: TestGateway, token: string, query = '') => {
  await gateway.trail.idle();
  return (await gateway.call('GET', `/v1/audit-log${query}`, { token })).body.data;
};

test('who lost phone and recovery codes is let into the Console after a day, unless a code shows that nothing is lost', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, person_id: personId } = await join(gateway);
  assert.equal((await end(gateway, 'nobody@example.com')).status, 404);
  assert.equal((await end(gateway, 'no address')).body.details[0].field, 'email');
  assert.equal((await end(gateway, email)).status, 409, 'there are no codes');
  const code = await turnOn(gateway, token);
  const asked = await end(gateway, email.toUpperCase());
  assert.equal(asked.body.ends_at, new Date(gateway.clock.nowMs() + dayMs).toISOString());
  const factors = (await gateway.call('GET', `${me}/factors`, { token })).body;
  assert.equal(factors.second_factor.ends_at, asked.body.ends_at);
  const mails = await gateway.storage.mails.due({ limit: 1_000, after: null });
  assert.equal(mails.filter(({ template }) => template === 'second_factor_ending').length, 1);
  const [entry] = await trailOf(gateway, token, '?action=second_factor.ending');
  assert.deepEqual(
    [entry.action, entry.object_id, entry.actor.kind, entry.outcome],
    ['second_factor.ending', personId, 'operator', 'done'],
  );
  assert.equal((await withCode(gateway, (await logIn(gateway)).body.ticket, code())).status, 200);
  gateway.clock.advance(dayMs);
  assert.equal((await logIn(gateway)).status, 401, 'who asked had not lost it');
  await end(gateway, email);
  gateway.clock.advance(dayMs - 1);
  assert.equal((await logIn(gateway)).status, 401);
  gateway.clock.advance(1);
  assert.equal((await logIn(gateway)).status, 200);
});

test('an operator without the permission ends nobody’s second factor, and one of support no operator’s', async () => {
  await using gateway = await startTestGateway({ adminToken });
  await turnOn(gateway, (await join(gateway)).token);
  const [owner, support, moderator] = await Promise.all(
    ['owner', 'support', 'moderator'].map((role) => operator(gateway, role)),
  );
  await turnOn(gateway, owner ?? '');
  const statusOf = async (token = '', who = email) => (await end(gateway, who, token)).status;
  assert.deepEqual(
    [await statusOf(moderator), await statusOf(support), await statusOf(owner)],
    [403, 200, 200],
  );
  assert.equal(await statusOf(support, 'owner@example.com'), 403, 'nobody reaches above themselves');
  assert.equal(await statusOf(adminToken, 'owner@example.com'), 200);
});

test('wrong codes and refused passkeys stand in the trail, once an hour and place, beside wrong passwords', async () => {
  await using gateway = await startTestGateway();
  const { token } = await join(gateway);
  const question = { token, body: { password } };
  const { challenge, user } = (await gateway.call('POST', `${me}/passkeys/options`, question)).body.options;
  const device = new SoftPasskey(place, user.id);
  const made = { token, body: { name: 'Laptop', answer: device.made(challenge) } };
  assert.equal((await gateway.call('POST', `${me}/passkeys`, made)).status, 201);
  const code = await turnOn(gateway, token);
  const wrong = code() === '000000' ? '111111' : '000000';
  const { ticket } = (await logIn(gateway)).body;
  for (let i = 0; i < 2; i++) assert.equal((await withCode(gateway, ticket, wrong)).status, 403);
  assert.equal(
    (await withCode(gateway, 'v1.x.y', wrong)).status,
    400,
    'a ticket of nobody is nobody’s entry',
  );
  const passkey = (answer: unknown) =>
    gateway.call('POST', '/v1/console/login/passkey', { body: { answer } });
  const answer = device.answer('bm90IG91cnM');
  for (let i = 0; i < 2; i++) assert.equal((await passkey(answer)).status, 403);
  assert.equal((await passkey({ ...answer, id: 'dW5rbm93bg' })).status, 403);
  const entries = await trailOf(gateway, token, '?outcome=refused');
  type Shown = { action: string; actor: unknown; after: { factor: string } };
  assert.deepEqual(entries.map(({ action, actor, after }: Shown) => [action, actor, after.factor]).sort(), [
    ['session.opened', null, 'code'],
    ['session.opened', null, 'passkey'],
  ]);
  // Who is signed in guesses in the name of the person.
  const asked = (given: unknown) =>
    gateway.call('POST', `${me}/passkeys/options`, {
      token,
      body: given as Readonly<Record<string, unknown>>,
    });
  for (let i = 0; i < 2; i++) assert.equal((await asked({ password, code: wrong })).status, 403);
  assert.equal((await asked({ password: 'a guess', code: code() })).status, 403);
  const recovery = { token, body: { password, code: 'AAAA-BBBB-CCCC-DDDD' } };
  assert.equal((await gateway.call('POST', `${me}/recovery-codes`, recovery)).status, 403);
  const off = { token, body: { password, code: wrong } };
  assert.equal((await gateway.call('POST', `${me}/second-factor/off`, off)).status, 403);
  const signedIn = (await trailOf(gateway, token, '?outcome=refused')).filter(
    ({ actor }: Shown) => actor !== null,
  );
  const actor = {
    kind: 'member',
    id: (await gateway.call('GET', '/v1/console/session', { token })).body.person.person_id,
  };
  assert.deepEqual(signedIn.map((entry: Shown) => [entry.action, entry.actor, entry.after.factor]).sort(), [
    ['passkey.added', actor, 'code'],
    ['passkey.added', actor, 'password'],
    ['recovery_codes.renewed', actor, 'code'],
    ['second_factor.turned_off', actor, 'code'],
  ]);
});
