import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode, SoftPasskey } from '@asg/testing';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { unlimited } from '../testing/unlimited.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const next = 'drei Birnen im Boot';
const place = { origin: 'http://asg.example.com', rpId: 'asg.example.com' };
const adminToken = 'operator-token-of-the-tests';
const stepMs = 30_000;
const minuteMs = 60_000;
const me = '/v1/workers/me';

const logIn = (gateway: TestGateway, secret = password) =>
  gateway.call('POST', '/v1/workers/login', { body: { email, password: secret } });
const withCode = (gateway: TestGateway, ticket: string, code: string) =>
  gateway.call('POST', '/v1/workers/login/code', { body: { ticket, code } });
const ticketOf = async (gateway: TestGateway, secret = password): Promise<string> =>
  (await logIn(gateway, secret)).body.ticket;
const factorsOf = async (gateway: TestGateway, token: string) =>
  (await gateway.call('GET', `${me}/factors`, { token })).body;
const mailsOf = async (gateway: TestGateway) =>
  (await gateway.storage.mails.due({ limit: 1_000, after: null })).map(({ template }) => template);

/** A worker whose log-ins need codes of a phone. */
async function withPhone(gateway: TestGateway) {
  const { token, workerId } = await gateway.newWorker(email);
  const offer = (await gateway.call('POST', `${me}/second-factor`, { token, body: { password } })).body;
  const code = (atMs = gateway.clock.nowMs()) => phoneCode(offer.secret, atMs);
  const body = { ticket: offer.ticket, code: code() };
  const on = await gateway.call('PUT', `${me}/second-factor`, { token, body });
  assert.equal(on.status, 200, on.text);
  // The code that turned it on was used by that.
  gateway.clock.advance(stepMs);
  const recovery: readonly string[] = on.body.recovery_codes;
  return { token, workerId, offer, code, recovery, body };
}

test('codes are wanted once one has shown that the phone has the secret, and sessions of before have ended', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const other = (await logIn(gateway)).body.token;
  const ask = (body: object) => gateway.call('POST', `${me}/second-factor`, { token, body });
  assert.equal((await ask({})).status, 403);
  const offer = (await ask({ password })).body;
  assert.match(offer.uri, /^otpauth:\/\/totp\/ASG%20Refinery:kim%40example\.com\?.*secret=[A-Z2-7]{32}/);
  assert.equal((await logIn(gateway)).status, 200, 'nothing has changed yet');
  const turnOn = (ticket: string, code: string) =>
    gateway.call('PUT', `${me}/second-factor`, { token, body: { ticket, code } });
  const code = phoneCode(offer.secret, gateway.clock.nowMs());
  assert.equal((await turnOn(offer.ticket, code === '000000' ? '111111' : '000000')).status, 403);
  assert.equal((await turnOn('v1.x.y', code)).status, 400);
  const on = await turnOn(offer.ticket, code);
  assert.equal(on.body.recovery_codes.length, 10);
  assert.equal((await turnOn(offer.ticket, code)).status, 409);
  assert.equal((await gateway.call('GET', me, { token })).status, 200);
  assert.equal((await gateway.call('GET', me, { token: other })).status, 401);
  const wanted = await logIn(gateway);
  assert.deepEqual([wanted.status, typeof wanted.body.ticket], [401, 'string']);
  assert.equal((await withCode(gateway, wanted.body.ticket, code)).status, 403, 'the one that turned it on');
  gateway.clock.advance(stepMs);
  const session = await withCode(gateway, wanted.body.ticket, phoneCode(offer.secret, gateway.clock.nowMs()));
  assert.equal(session.status, 200);
  assert.equal((await factorsOf(gateway, session.body.token)).second_factor.recovery_codes_left, 10);
  assert.ok((await mailsOf(gateway)).includes('second_factor_on'));
});

test('a wrong password is answered as ever, whether or not there is a second factor', async () => {
  await using gateway = await startTestGateway();
  await withPhone(gateway);
  const { status, body } = await logIn(gateway, 'a guess');
  assert.deepEqual([status, body.code, body.ticket], [401, 'UNAUTHORIZED', undefined]);
});

test('a code counts once, of many at once too, and a step before and after now, not two', async () => {
  await using gateway = await startTestGateway();
  const { code } = await withPhone(gateway);
  const ticket = await ticketOf(gateway);
  const now = code();
  const outcomes = await Promise.all(Array.from({ length: 9 }, () => withCode(gateway, ticket, now)));
  assert.equal(outcomes.filter(({ status }) => status === 200).length, 1);
  assert.equal((await withCode(gateway, ticket, now)).status, 403, 'and who repeats one does not guess');
  const at = (steps: number) => code(gateway.clock.nowMs() + steps * stepMs);
  gateway.clock.advance(4 * stepMs);
  assert.equal((await withCode(gateway, ticket, at(2))).status, 403);
  assert.equal((await withCode(gateway, ticket, `${at(-1).slice(0, 3)} ${at(-1).slice(3)}`)).status, 200);
  assert.equal((await withCode(gateway, ticket, at(1))).status, 200);
  assert.equal((await withCode(gateway, ticket, at(0))).status, 403, 'older than one that was used');
});

test('a ticket is of one person, ends after ten minutes and with a new password', async () => {
  await using gateway = await startTestGateway();
  const { code, token, offer } = await withPhone(gateway);
  const ticket = await ticketOf(gateway);
  gateway.clock.advance(10 * minuteMs);
  assert.equal((await withCode(gateway, ticket, code())).status, 400);
  assert.equal((await withCode(gateway, offer.ticket, code())).status, 400, 'of another purpose');
  const before = await ticketOf(gateway);
  const body = { current_password: password, password: next };
  assert.equal((await gateway.call('PUT', `${me}/password`, { token, body })).status, 204);
  assert.equal((await withCode(gateway, before, code())).status, 400);
  assert.equal((await withCode(gateway, await ticketOf(gateway, next), code())).status, 200);
});

test('a recovery code takes the place of a code once, however it is typed; new ones make the others worthless', async () => {
  await using gateway = await startTestGateway();
  const { recovery, code, token } = await withPhone(gateway);
  const [first = '', second = '', third = ''] = recovery;
  assert.match(first, /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  const ticket = await ticketOf(gateway);
  const typed = first.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  const two = await Promise.all([withCode(gateway, ticket, typed), withCode(gateway, ticket, first)]);
  assert.equal(two.filter(({ status }) => status === 200).length, 1);
  assert.equal((await withCode(gateway, ticket, second)).status, 200);
  assert.equal((await factorsOf(gateway, token)).second_factor.recovery_codes_left, 8);
  assert.ok((await mailsOf(gateway)).includes('recovery_code_used'));
  const renew = (body: object) => gateway.call('POST', `${me}/recovery-codes`, { token, body });
  assert.equal(
    (await renew({ password })).body.error,
    'a code of your second factor is needed beside your password',
  );
  const renewed = (await renew({ password, code: code() })).body.recovery_codes;
  assert.equal((await withCode(gateway, ticket, third)).status, 403);
  assert.equal((await withCode(gateway, ticket, renewed[0])).status, 200);
  const stored = JSON.stringify(
    await gateway.storage.persons.get((await gateway.call('GET', me, { token })).body.worker_id),
  );
  for (const secret of [...recovery, ...renewed])
    assert.ok(
      !stored.includes(secret) && !stored.includes(secret.replaceAll('-', '')),
      'only hashes are kept',
    );
});

test('a passkey needs no code, and a code or a passkey beside the password proves who asks', async () => {
  await using gateway = await startTestGateway();
  const { token, code } = await withPhone(gateway);
  const askNew = (body: object) => gateway.call('POST', `${me}/passkeys/options`, { token, body });
  assert.equal((await askNew({ password })).status, 403);
  const { challenge, user } = (await askNew({ password, code: code() })).body.options;
  const device = new SoftPasskey(place, user.id);
  const body = { name: 'Phone', answer: device.made(challenge) };
  assert.equal((await gateway.call('POST', `${me}/passkeys`, { token, body })).status, 201);
  const { body: asked } = await gateway.call('POST', '/v1/workers/login/passkey/options');
  const answer = device.answer(asked.options.challenge);
  assert.equal((await gateway.call('POST', '/v1/workers/login/passkey', { body: { answer } })).status, 200);
});

test('it is turned off by the password and a code, and not by one of them', async () => {
  await using gateway = await startTestGateway();
  const { token, code, recovery } = await withPhone(gateway);
  const off = (body: object) => gateway.call('POST', `${me}/second-factor/off`, { token, body });
  assert.equal(
    (await off({ password: 'a guess', code: code() })).body.error,
    'the current password is wrong',
  );
  assert.equal((await off({ password, code: recovery[0]?.replace(/.$/, '') })).status, 403);
  const other = (await withCode(gateway, await ticketOf(gateway), recovery[1] ?? '')).body.token;
  assert.equal((await off({ password, code: code() })).status, 204);
  assert.equal((await gateway.call('GET', me, { token: other })).status, 401);
  assert.equal((await gateway.call('GET', me, { token })).status, 200);
  assert.equal((await off({ password, code: code() })).status, 409);
  assert.equal((await logIn(gateway)).status, 200);
  assert.equal((await factorsOf(gateway, token)).second_factor, null);
  assert.ok((await mailsOf(gateway)).includes('second_factor_off'));
});

test('a password that is reset by mail does not take the second factor away', async () => {
  await using gateway = await startTestGateway();
  const { code } = await withPhone(gateway);
  await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
  const secret = await gateway.linkTo(email, 'reset_password');
  await gateway.call('POST', '/v1/workers/password/reset', { body: { token: secret, password: next } });
  const wanted = await logIn(gateway, next);
  assert.deepEqual([wanted.status, typeof wanted.body.ticket], [401, 'string']);
  assert.equal((await withCode(gateway, wanted.body.ticket, code())).status, 200);
});

test('who lost everything is let in by the operator after a day, unless a code shows that nothing is lost', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { workerId, code, token } = await withPhone(gateway);
  const end = (id = workerId) =>
    gateway.call('POST', `/v1/admin/workers/${id}/second-factor/end`, { token: adminToken });
  assert.equal((await end('wrk_nobody')).status, 404);
  const asked = await end();
  assert.equal(asked.body.ends_at, new Date(gateway.clock.nowMs() + 24 * 60 * minuteMs).toISOString());
  assert.equal((await factorsOf(gateway, token)).second_factor.ends_at, asked.body.ends_at);
  gateway.clock.advance(minuteMs);
  assert.deepEqual((await end()).body, asked.body, 'asked again it is the same');
  assert.ok((await mailsOf(gateway)).includes('second_factor_ending'));
  assert.equal((await withCode(gateway, await ticketOf(gateway), code())).status, 200);
  gateway.clock.advance(24 * 60 * minuteMs);
  assert.equal((await logIn(gateway)).status, 401, 'who asked had not lost it');
  await end();
  gateway.clock.advance(24 * 60 * minuteMs - 1);
  assert.equal((await logIn(gateway)).status, 401);
  gateway.clock.advance(1);
  const session = await logIn(gateway);
  assert.equal(session.status, 200);
  assert.equal((await factorsOf(gateway, session.body.token)).second_factor, null);
  assert.equal((await end()).status, 409);
});

test('codes are not guessed by who has the password: after five one is looked at every 15 minutes, and a mail tells', async () => {
  await using gateway = await startTestGateway();
  const { code, recovery } = await withPhone(gateway);
  const ticket = await ticketOf(gateway);
  const right = code();
  const guesses = Array.from({ length: 100 }, (_, i) => String(i).padStart(6, '0')).filter(
    (guess) =>
      ![right, code(gateway.clock.nowMs() - stepMs), code(gateway.clock.nowMs() + stepMs)].includes(guess),
  );
  const outcomes = await Promise.all(guesses.map((guess) => withCode(gateway, ticket, guess)));
  assert.ok(outcomes.every(({ status }) => status === 403 || status === 429));
  const person = await gateway.storage.persons.get(
    (await gateway.storage.workers.byEmail(email))?.workerId ?? '',
  );
  assert.equal(person?.factors?.codes?.wrong.count, 5, 'those beyond were not looked at');
  const waits = await withCode(gateway, ticket, right);
  assert.deepEqual([waits.status, waits.headers['retry-after']], [429, '900']);
  assert.equal((await mailsOf(gateway)).filter((template) => template === 'codes_guessed').length, 1);
  assert.equal((await withCode(gateway, ticket, recovery[0] ?? '')).status, 200, 'the owner has a way in');
  gateway.clock.advance(15 * minuteMs);
  assert.equal((await withCode(gateway, await ticketOf(gateway), code())).status, 200);
});

test('strangers without the password use up none of an account’s codes', async () => {
  const rateLimits = { rates: unlimited, isLoopbackFree: false };
  await using gateway = await startTestGateway({ rateLimits });
  const { code } = await withPhone(gateway);
  for (let i = 0; i < 100; i++) {
    assert.equal((await withCode(gateway, `v1.${i}.x`, '123456')).status, 400);
    assert.equal((await logIn(gateway, `guess ${i}`)).status, 401);
  }
  assert.equal((await withCode(gateway, await ticketOf(gateway), code())).status, 200);
});
