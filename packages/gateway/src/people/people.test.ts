import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const next = 'drei Birnen im Boot';
const hourMs = 3_600_000;
const browser = (cookie = '') => ({
  origin: 'http://asg.example.com',
  host: 'asg.example.com',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ...(cookie !== '' && { cookie }),
});

const logIn = (gateway: TestGateway, secret: string, name = email) =>
  gateway.call('POST', '/v1/workers/login', { body: { email: name, password: secret } });
const me = async (gateway: TestGateway, token: string) =>
  (await gateway.call('GET', '/v1/workers/me', { token })).body;
const mailsTo = async (gateway: TestGateway, to: string) =>
  (await gateway.storage.mails.due({ limit: 100, after: null })).filter((mail) => mail.to === to);

test('an e-mail is verified by the link that was sent at sign-up, and nothing waits for it', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  assert.equal((await gateway.call('POST', '/v1/work/next', { token })).status, 204);
  assert.deepEqual(
    [(await me(gateway, token)).email_verified, (await me(gateway, token)).new_email],
    [false, null],
  );
  const secret = await gateway.linkTo(email, 'verify_email');
  const confirm = () => gateway.call('POST', '/v1/workers/email/confirm', { body: { token: secret } });
  for (let i = 0; i < 2; i++) assert.deepEqual((await confirm()).body, { email });
  assert.equal((await me(gateway, token)).email_verified, true);
  await gateway.call('POST', '/v1/workers/me/email/verification', { token });
  assert.equal((await mailsTo(gateway, email)).length, 1, 'who is verified is not asked again');
  gateway.clock.advance(7 * 24 * hourMs);
  assert.equal((await confirm()).status, 400);
});

test('a forgotten password is reset once by the link, which ends every session; a link is no other’s and not for ever', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const forgot = () =>
    gateway.call('POST', '/v1/workers/password/forgot', { body: { email: ' KIM@example.com'.trim() } });
  const reset = (secret: string | null, to = next) =>
    gateway.call('POST', '/v1/workers/password/reset', { body: { token: secret, password: to } });
  assert.equal((await forgot()).status, 202);
  const late = await gateway.linkTo('KIM@example.com', 'reset_password');
  gateway.clock.advance(hourMs);
  assert.equal((await reset(late)).body.error, 'this link does not work any more: ask for another one');
  await forgot();
  gateway.clock.advance(1);
  await forgot();
  const secret = await gateway.linkTo('KIM@example.com', 'reset_password');
  const weak = await reset(secret, 'password1');
  assert.deepEqual([weak.status, weak.body.details[0].field], [400, 'password']);
  const outcomes = await Promise.all([reset(secret), reset(secret, 'another one of words')]);
  assert.equal(outcomes.filter(({ status }) => status === 204).length, 1);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token })).status, 401);
  assert.equal((await logIn(gateway, password)).status, 401);
  const winner = outcomes[0]?.status === 204 ? next : 'another one of words';
  const again = await logIn(gateway, winner);
  assert.equal(again.status, 200);
  assert.equal((await me(gateway, again.body.token)).email_verified, true);
  assert.equal((await reset(secret)).status, 400);
  const verify = await gateway.linkTo(email, 'verify_email');
  assert.equal((await reset(verify)).status, 400, 'a link does what it was made for');
});

test('nobody can tell by the answer, or by what is stored for it, whether an e-mail has an account', async () => {
  await using gateway = await startTestGateway();
  await gateway.newWorker(email);
  const ask = async (to: string) => {
    const { status, text, headers } = await gateway.call('POST', '/v1/workers/password/forgot', {
      body: { email: to },
    });
    const { 'x-request-id': _, ...others } = headers;
    const stored = (await mailsTo(gateway, to)).filter(({ template }) => template === 'reset_password');
    return { status, text, others, stored: stored.map(({ mailId: _id, to: _to, ...mail }) => mail) };
  };
  assert.deepEqual(await ask(email), await ask('nobody@example.com'));
  assert.equal(await gateway.linkTo('nobody@example.com', 'reset_password'), null);
});

test('a new password needs the old one, ends the other sessions and links, and a mail tells of it', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const other = (await logIn(gateway, password)).body.token;
  await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
  const secret = await gateway.linkTo(email, 'reset_password');
  const change = (current_password: string, to: string) =>
    gateway.call('PUT', '/v1/workers/me/password', { token, body: { current_password, password: to } });
  const wrong = await change('a guess', next);
  assert.deepEqual([wrong.status, wrong.body.error], [403, 'the current password is wrong']);
  assert.equal((await change(password, 'kim@example.com1')).status, 400, 'their own e-mail is easy to guess');
  assert.equal((await change(password, next)).status, 204);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token })).status, 200);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token: other })).status, 401);
  const reset = { token: secret, password: 'one more of these' };
  assert.equal((await gateway.call('POST', '/v1/workers/password/reset', { body: reset })).status, 400);
  assert.deepEqual(
    [(await logIn(gateway, password)).status, (await logIn(gateway, next)).status],
    [401, 200],
  );
  const [worker] = await gateway.storage.workers.list({ limit: 1, before: null });
  assert.equal(worker?.passwordHash, '', 'the hash of the former password is gone');
  assert.ok((await mailsTo(gateway, email)).some(({ template }) => template === 'password_changed'));
});

test('an e-mail changes once the link sent to the new one is followed; the old one is told, and free then', async () => {
  await using gateway = await startTestGateway();
  const { token, workerId } = await gateway.newWorker(email);
  await gateway.newWorker('taken@example.com');
  const change = (to: string, secret = password) =>
    gateway.call('PUT', '/v1/workers/me/email', { token, body: { email: to, password: secret } });
  const confirm = (secret: string | null) =>
    gateway.call('POST', '/v1/workers/email/confirm', { body: { token: secret } });
  assert.equal((await change('new@example.com', 'a guess')).status, 403);
  assert.equal((await change('taken@example.com')).status, 202, 'nobody is told that it is known');
  const taken = await gateway.linkTo('taken@example.com', 'confirm_new_email');
  assert.deepEqual((await confirm(taken)).status, 409);
  assert.equal((await change('new@example.com')).status, 202);
  assert.equal((await confirm(taken)).status, 400, 'another one was asked for since');
  assert.ok((await mailsTo(gateway, email)).some(({ template }) => template === 'email_changing'));
  assert.deepEqual(
    [(await me(gateway, token)).email, (await me(gateway, token)).new_email],
    [email, 'new@example.com'],
  );
  const secret = await gateway.linkTo('new@example.com', 'confirm_new_email');
  assert.deepEqual((await confirm(secret)).body, { email: 'new@example.com' });
  assert.equal((await confirm(secret)).status, 400);
  const after = await me(gateway, token);
  assert.deepEqual([after.email, after.new_email, after.email_verified], ['new@example.com', null, true]);
  assert.equal((await logIn(gateway, password)).status, 401);
  assert.equal((await logIn(gateway, password, 'new@example.com')).body.worker_id, workerId);
  assert.notEqual((await gateway.newWorker(email)).workerId, workerId);
});

test('a reset ends a change of the e-mail that somebody else asked for', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const thief = { email: 'thief@example.com', password };
  await gateway.call('PUT', '/v1/workers/me/email', { token, body: thief });
  const stolen = await gateway.linkTo('thief@example.com', 'confirm_new_email');
  await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
  const secret = await gateway.linkTo(email, 'reset_password');
  await gateway.call('POST', '/v1/workers/password/reset', { body: { token: secret, password: next } });
  assert.equal(
    (await gateway.call('POST', '/v1/workers/email/confirm', { body: { token: stolen } })).status,
    400,
  );
});

test('sessions are listed, and ended one by one or all but this one; none is another’s', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const other = await gateway.newWorker('lee@example.com');
  const inBrowser = await gateway.call('POST', '/v1/workers/login', {
    body: { email, password },
    headers: browser(),
  });
  await logIn(gateway, password);
  const list = async (as = token) =>
    (await gateway.call('GET', '/v1/workers/me/sessions', { token: as })).body.data;
  const open = await list();
  assert.deepEqual(
    open.map(({ current, device }: { current: boolean; device: string | null }) => [current, device]),
    [
      [false, 'lightMyRequest'],
      [false, 'Firefox on Linux'],
      [true, 'lightMyRequest'],
    ],
  );
  const end = (sessionId: string, as = token) =>
    gateway.call('DELETE', `/v1/workers/me/sessions/${sessionId}`, { token: as });
  assert.equal((await end(open[1].session_id, other.token)).status, 404);
  assert.equal((await end(open[1].session_id)).status, 204);
  assert.equal((await end(open[1].session_id)).status, 404);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token: inBrowser.body.token })).status, 401);
  assert.equal((await gateway.call('DELETE', '/v1/workers/me/sessions', { token })).status, 204);
  assert.equal((await list()).length, 1);
  assert.equal((await list(other.token)).length, 1);
  for (let i = 0; i < 60; i++) await logIn(gateway, password);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token })).status, 401, 'the oldest has ended');
});

test('a device that did not sign in before is told of, a known one is not', async () => {
  await using gateway = await startTestGateway();
  await gateway.newWorker(email);
  const verify = { token: await gateway.linkTo(email, 'verify_email') };
  await gateway.call('POST', '/v1/workers/email/confirm', { body: verify });
  const notices = async () =>
    (await mailsTo(gateway, email))
      .filter(({ template }) => template === 'new_device')
      .map(({ values }) => values);
  const enter = (cookie?: string) =>
    gateway.call('POST', '/v1/workers/login', { body: { email, password }, headers: browser(cookie) });
  await logIn(gateway, password);
  assert.deepEqual(await notices(), []);
  const first = await enter();
  assert.deepEqual(
    (await notices()).map(({ device }) => device),
    ['Firefox on Linux'],
  );
  const cookies = [first.headers['set-cookie']].flat().map(String);
  const device = cookies.find((cookie) => cookie.startsWith('asg_device='))?.split(';')[0];
  await enter(device);
  assert.equal((await notices()).length, 1);
  await enter();
  assert.equal((await notices()).length, 2);
});

test('where money is real, a password that is easy to guess opens no account', async () => {
  await using lenient = await startTestGateway();
  const account = { email, password: 'password1', adult: true, terms_accepted: true };
  assert.equal((await lenient.call('POST', '/v1/workers', { body: account })).status, 201);
  await using gateway = await startTestGateway({ isLenient: false });
  const refused = await gateway.call('POST', '/v1/workers', { body: account });
  assert.deepEqual([refused.status, refused.body.details[0].field], [400, 'password']);
  assert.equal((await gateway.call('POST', '/v1/workers', { body: { ...account, password } })).status, 201);
});
