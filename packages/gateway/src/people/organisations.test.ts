import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const hourMs = 3_600_000;
const me = '/v1/customers/me';

const signUp = (gateway: TestGateway, to = email, name = 'Kim & Co') =>
  gateway.call('POST', '/v1/console/sign-up', { body: { name, email: to } });
const join = (gateway: TestGateway, token: string | null, secret = password) =>
  gateway.call('POST', '/v1/console/join', { body: { token, password: secret } });
const logIn = (gateway: TestGateway, secret = password, to = email) =>
  gateway.call('POST', '/v1/console/login', { body: { email: to, password: secret } });

/** Signed up by mail: their token. */
async function newPerson(gateway: TestGateway, to = email, name?: string): Promise<string> {
  assert.equal((await signUp(gateway, to, name)).status, 202);
  const { status, body } = await join(gateway, await gateway.linkTo(to, 'sign_up'));
  assert.equal(status, 201);
  return body.token;
}

/** As a browser of the Console sees it. */
async function session(gateway: TestGateway, token: string) {
  const headers = { cookie: `asg_console=${token}` };
  return (await gateway.call('GET', '/v1/console/session', { headers })).body;
}

test('who signs up and follows the link owns an organisation, and calls for it without a key', async () => {
  await using gateway = await startTestGateway();
  assert.equal((await logIn(gateway)).status, 401);
  const token = await newPerson(gateway);
  const found = await gateway.call('GET', me, { token });
  assert.deepEqual([found.body.name, found.body.email, found.body.api_key_hint], ['Kim & Co', email, '']);
  assert.equal((await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask })).status, 202);
  const { customer, person, operator } = await session(gateway, token);
  const [organisation] = person.organisations;
  assert.deepEqual([customer.key_id, customer.name, person.email, operator], ['', 'Kim & Co', email, false]);
  assert.deepEqual(organisation, {
    customer_id: customer.customer_id,
    name: 'Kim & Co',
    role: 'owner',
    current: true,
    suspended: false,
    keys_to_review: false,
    deletion: null,
  });
  assert.equal((await gateway.call('GET', `${me}/keys`, { token })).body.data.length, 0);
  const made = await gateway.call('POST', `${me}/keys`, { token, body: { name: 'build' } });
  assert.equal((await gateway.call('GET', me, { token: made.body.api_key })).status, 200);
  const revoke = await gateway.call('DELETE', `${me}/keys/${made.body.key_id}`, { token });
  assert.equal(revoke.status, 204, 'the last key may go: its owner gets in without');
  assert.equal((await gateway.call('POST', '/v1/console/logout', { token })).status, 204);
  assert.equal((await gateway.call('GET', me, { token })).status, 401);
  assert.equal((await logIn(gateway, 'a guess')).status, 401);
  const again = await logIn(gateway);
  assert.equal((await gateway.call('GET', me, { token: again.body.token })).body.name, 'Kim & Co');
});

test('a link of a sign-up works again with the same password alone, and not for ever; of two people one has the e-mail', async () => {
  await using gateway = await startTestGateway();
  for (let i = 0; i < 2; i++) {
    await signUp(gateway, 'KIM@example.com');
    await signUp(gateway);
  }
  const [one, two] = [
    await gateway.linkTo('KIM@example.com', 'sign_up'),
    await gateway.linkTo(email, 'sign_up'),
  ];
  assert.notEqual(one, two);
  const both = await Promise.all([
    join(gateway, one, 'one of the two'),
    join(gateway, two, 'two of the two'),
  ]);
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 400],
  );
  const [winner, wonBy] = both[0]?.status === 201 ? [one, 'one of the two'] : [two, 'two of the two'];
  assert.equal((await join(gateway, winner, wonBy)).status, 201, 'the answer was lost');
  assert.equal((await join(gateway, winner, 'another of the two')).status, 400);
  assert.equal(
    (await session(gateway, (await logIn(gateway, wonBy)).body.token)).person.organisations.length,
    1,
  );
  await signUp(gateway, 'late@example.com');
  const late = await gateway.linkTo('late@example.com', 'sign_up');
  gateway.clock.advance(24 * hourMs);
  assert.equal((await join(gateway, late)).status, 400);
  await using strict = await startTestGateway({ isLenient: false });
  await signUp(strict);
  const weak = await join(strict, await strict.linkTo(email, 'sign_up'), 'password1');
  assert.deepEqual([weak.status, weak.body.details[0].field], [400, 'password']);
});

test('nobody can tell by a sign-up, a log-in or a reset whether an e-mail is known; its owner is told', async () => {
  await using gateway = await startTestGateway();
  await newPerson(gateway);
  await gateway.newCustomer('api@example.com');
  const seen = async (to: string) => {
    const answers = [
      await signUp(gateway, to),
      await logIn(gateway, 'a guess', to),
      await gateway.call('POST', '/v1/console/password/forgot', { body: { email: to } }),
    ];
    return answers.map(({ status, text, headers }) => {
      const { 'x-request-id': _, date: __, ...others } = headers;
      return { status, text: text.replaceAll(/"request_id":"[^"]*"/g, ''), others };
    });
  };
  const unknown = await seen('nobody@example.com');
  for (const known of [email, 'api@example.com']) assert.deepEqual(await seen(known), unknown);
  assert.equal(
    await gateway.linkTo(email, 'sign_up').then((link) => link === null),
    false,
    'that of the first time',
  );
  const reset = await gateway.linkTo(email, 'known_account');
  const next = { token: reset, password: 'drei Birnen im Boot' };
  assert.equal((await gateway.call('POST', '/v1/console/password/reset', { body: next })).status, 204);
  assert.equal((await logIn(gateway, next.password)).status, 200);
});

test('whoever shows that the e-mail of an account of the API is theirs owns it, and is shown its keys', async () => {
  await using gateway = await startTestGateway();
  const { key, customerId } = await gateway.newCustomer('KIM@Example.com');
  await signUp(gateway);
  assert.equal((await gateway.call('POST', '/v1/customers', { body: { name: 'Eve', email } })).status, 409);
  const { token } = (await join(gateway, await gateway.linkTo(email, 'sign_up'))).body;
  const { customer, person } = await session(gateway, token);
  assert.equal(customer.customer_id, customerId);
  assert.equal(person.organisations.length, 1);
  assert.equal(person.organisations[0].keys_to_review, true);
  const [before] = (await gateway.call('GET', `${me}/keys`, { token })).body.data;
  assert.equal(before.current, false);
  assert.equal((await gateway.call('DELETE', `${me}/keys/${before.key_id}`, { token })).status, 204);
  assert.equal((await gateway.call('GET', me, { token: key })).status, 401);
  assert.equal((await gateway.call('DELETE', '/v1/console/me/keys-review', { token })).status, 204);
  assert.equal((await session(gateway, token)).person.organisations[0].keys_to_review, false);
  const path = '/v1/audit-log?action=member.became_owner';
  const [owned, ...rest] = (await gateway.call('GET', path, { token })).body.data;
  const member = { kind: 'member', id: person.person_id };
  assert.deepEqual(
    [owned.actor, owned.object_id, owned.after, owned.outcome, rest],
    [member, person.person_id, { role: 'owner' }, 'done', []],
  );
  // Once it has an owner, it is nobody else's who has the e-mail later.
  const change = { email: 'kim@new.example', password };
  await gateway.call('PUT', '/v1/console/me/email', { token, body: change });
  const moved = await gateway.linkTo('kim@new.example', 'confirm_new_email');
  const confirmed = await gateway.call('POST', '/v1/console/email/confirm', { body: { token: moved } });
  assert.deepEqual(confirmed.body, { email: 'kim@new.example' });
  const later = await newPerson(gateway, email, 'Another Kim');
  assert.equal((await session(gateway, later)).customer.name, 'Another Kim');
});

test('an account of the API is not to be had by a letter that looks like another, or by an invitation that was handed on', async () => {
  await using gateway = await startTestGateway();
  const { customerId } = await gateway.newCustomer(email);
  const owned = async (token: string) =>
    (await session(gateway, token)).person.organisations.flatMap(
      ({ customer_id, role }: { customer_id: string; role: string }) =>
        customer_id === customerId ? role : [],
    );
  const kelvin = await newPerson(gateway, '\u212aim@example.com');
  assert.deepEqual(await owned(kelvin), []);
  const invitation = { email, role: 'analyst' };
  const invited = await gateway.call('POST', `${me}/invitations`, { token: kelvin, body: invitation });
  assert.equal(invited.status, 201);
  const { body } = await join(gateway, await gateway.linkTo(email, 'invitation'));
  assert.deepEqual(await owned(body.token), []);
  assert.deepEqual(await owned((await logIn(gateway)).body.token), []);
  // Whoever reads what is sent there gets both.
  await signUp(gateway);
  const reset = { token: await gateway.linkTo(email, 'known_account'), password: 'drei Birnen im Boot' };
  assert.equal((await gateway.call('POST', '/v1/console/password/reset', { body: reset })).status, 204);
  assert.equal((await session(gateway, body.token)).person, null);
  assert.deepEqual(await owned((await logIn(gateway, reset.password)).body.token), ['owner']);
});

test('an account of the API is its own until its e-mail is shown to be theirs: by a change of the e-mail, or at a log-in', async () => {
  await using gateway = await startTestGateway();
  const token = await newPerson(gateway);
  const { customerId } = await gateway.newCustomer('second@example.com');
  const names = async (as = token) =>
    (await session(gateway, as)).person.organisations.map((one: { customer_id: string }) => one.customer_id);
  await gateway.call('PUT', '/v1/console/me/email', {
    token,
    body: { email: 'second@example.com', password },
  });
  assert.equal((await names()).includes(customerId), false);
  const link = await gateway.linkTo('second@example.com', 'confirm_new_email');
  await gateway.call('POST', '/v1/console/email/confirm', { body: { token: link } });
  assert.equal((await names()).includes(customerId), true);
  const enter = (id: string, as = token) =>
    gateway.call('PUT', '/v1/console/me/organisation', { token: as, body: { customer_id: id } });
  assert.equal((await enter(customerId)).status, 204);
  assert.equal((await gateway.call('GET', me, { token })).body.customer_id, customerId);
  const stranger = await newPerson(gateway, 'eve@example.com');
  const refused = await enter(customerId, stranger);
  assert.deepEqual([refused.status, refused.body.error], [404, 'organisation not found']);
  assert.equal((await gateway.call('GET', me, { token: stranger })).body.email, 'eve@example.com');
});

test('passwords, sessions and links of the one realm open nothing of the other', async () => {
  await using gateway = await startTestGateway();
  const token = await newPerson(gateway);
  const worker = await gateway.newWorker(email);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token })).status, 401);
  assert.equal((await gateway.call('GET', me, { token: worker.token })).status, 401);
  assert.equal((await gateway.call('GET', '/v1/console/me/sessions', { token: worker.token })).status, 401);
  const verify = { token: await gateway.linkTo(email, 'verify_email') };
  assert.equal((await gateway.call('POST', '/v1/console/email/confirm', { body: verify })).status, 400);
  await gateway.call('POST', '/v1/console/password/forgot', { body: { email } });
  const next = { token: await gateway.linkTo(email, 'reset_password'), password: 'drei Birnen im Boot' };
  assert.equal((await gateway.call('POST', '/v1/workers/password/reset', { body: next })).status, 400);
  assert.equal((await gateway.call('POST', '/v1/console/password/reset', { body: next })).status, 204);
  const inWork = { email, password };
  assert.equal((await gateway.call('POST', '/v1/workers/login', { body: inWork })).status, 200);
  assert.equal((await logIn(gateway, next.password)).status, 200);
});

test('a session of a person is listed, told of on a new device, and ended; a suspended organisation opens nothing', async () => {
  const adminToken = 'operator-token-16';
  await using gateway = await startTestGateway({ adminToken });
  const token = await newPerson(gateway);
  const browser = { origin: 'http://asg.example.com', host: 'asg.example.com' };
  const body = { email, password };
  const inBrowser = await gateway.call('POST', '/v1/console/login', { body, headers: browser });
  const cookies = [inBrowser.headers['set-cookie']].flat().map(String);
  assert.match(cookies.join('\n'), /asg_console=pst_\w+; .*HttpOnly; .*SameSite=Strict/);
  const due = await gateway.storage.mails.due({ limit: 100, after: null });
  assert.ok(
    due.some(({ template, realm, to }) => template === 'new_device' && realm === 'console' && to === email),
  );
  const cookie = `asg_console=${inBrowser.body.token}`;
  const foreign = { cookie, origin: 'https://evil.example', host: 'asg.example.com' };
  assert.equal((await gateway.call('DELETE', '/v1/console/me/sessions', { headers: foreign })).status, 403);
  const list = (await gateway.call('GET', '/v1/console/me/sessions', { token })).body.data;
  assert.deepEqual(
    list.map(({ current }: { current: boolean }) => current),
    [false, true],
  );
  const ended = await gateway.call('DELETE', `/v1/console/me/sessions/${list[0].session_id}`, { token });
  assert.equal(ended.status, 204);
  assert.equal((await gateway.call('GET', me, { headers: { cookie } })).status, 401);
  const { customer } = await session(gateway, token);
  const suspended = { token: adminToken, body: { suspended: true } };
  await gateway.call('PATCH', `/v1/admin/customers/${customer.customer_id}`, suspended);
  assert.equal((await gateway.call('GET', me, { token })).status, 403);
  const after = await session(gateway, token);
  assert.deepEqual([after.customer, after.person.organisations[0].suspended], [null, true]);
});

test('a stream of events ends with the session that opened it', async () => {
  await using gateway = await startTestGateway();
  const base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const token = await newPerson(gateway);
  const { body: other } = await logIn(gateway);
  const stream = await fetch(`${base}/v1/events`, { headers: { authorization: `Bearer ${other.token}` } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.match((await reader?.read())?.value ?? '', /^retry: /);
  await gateway.call('DELETE', '/v1/console/me/sessions', { token });
  gateway.clock.advance(1_000);
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  const cancelled = await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token });
  assert.equal(cancelled.status, 200);
  assert.equal((await reader?.read())?.done, true, 'what happened then is not told');
});
