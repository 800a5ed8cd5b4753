import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConsoleDeparture, Departures, Withdrawals } from '@asg/people';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const adminToken = 'operator-token-of-the-tests';
const dayMs = 24 * 3_600_000;
const phone = '+49 (30) 555-0123';
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

const logIn = (gateway: TestGateway) =>
  gateway.call('POST', '/v1/workers/login', { body: { email, password } });
const me = (gateway: TestGateway, token: string) => gateway.call('GET', '/v1/workers/me', { token });
const ask = (gateway: TestGateway, token: string, body: object = { password }) =>
  gateway.call('POST', '/v1/workers/me/deletion', { token, body });
const mailsTo = async (gateway: TestGateway, template: string) =>
  (await gateway.storage.mails.due({ limit: 100, after: null })).filter((mail) => mail.template === template);
/** Until everybody whose time has come is erased. */
async function depart({ clock, context, consoleMails }: TestGateway): Promise<void> {
  const withdrawals = new Withdrawals(context, null);
  const withdraw = (workerId: string) => withdrawals.requestFor(workerId);
  const console = new ConsoleDeparture(context, { mails: consoleMails });
  const departures = new Departures(context, { withdraw, markOf: (wallet) => `left ${wallet}`, console });
  for (let round = 0; round < 20; round++) {
    await departures.round();
    clock.advance(5 * 60_000);
  }
  const waiting = await context.storage.persons.leaving({ limit: 10, after: null });
  assert.ok(!waiting.some(({ left }) => left !== undefined), 'nothing is left to be done for who left');
}

test('a deletion ends the other sessions and the work, and is told by mail, once who asks shows that it is them', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const other = (await logIn(gateway)).body.token;
  gateway.clock.advance(16 * 60_000);
  const unconfirmed = await ask(gateway, token, {});
  assert.deepEqual([unconfirmed.status, unconfirmed.body.code], [403, 'FORBIDDEN']);
  assert.equal((await ask(gateway, token, { password: 'a guess' })).status, 403);
  const nowMs = gateway.clock.nowMs();
  const asked = await ask(gateway, token);
  const deletion = {
    asked_at: new Date(nowMs).toISOString(),
    erased_from: new Date(nowMs + 14 * dayMs).toISOString(),
  };
  assert.deepEqual([asked.status, asked.body], [202, deletion]);
  gateway.clock.advance(1_000);
  assert.deepEqual((await ask(gateway, token)).body, deletion, 'asked again it is the same');
  assert.deepEqual((await me(gateway, token)).body.deletion, deletion);
  assert.equal((await me(gateway, other)).status, 401);
  const work = await gateway.call('POST', '/v1/work/next', { token });
  assert.match(work.body.error, /is to be deleted/);
  assert.equal((await mailsTo(gateway, 'account_leaving')).length, 1);
  const again = { email, password, adult: true, terms_accepted: true };
  assert.equal(
    (await gateway.call('POST', '/v1/workers', { body: again })).status,
    409,
    'it is theirs still',
  );
  const change = { email: 'new@example.com', password };
  assert.equal((await gateway.call('PUT', '/v1/workers/me/email', { token, body: change })).status, 403);
});

test('a deletion is taken back by the session, by a log-in, or by the link, and then no more', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  await ask(gateway, token);
  const takeBack = () => gateway.call('DELETE', '/v1/workers/me/deletion', { token });
  for (let i = 0; i < 2; i++) assert.equal((await takeBack()).status, 204);
  assert.equal((await me(gateway, token)).body.deletion, null);
  assert.equal((await gateway.call('POST', '/v1/work/next', { token })).status, 204);

  gateway.clock.advance(dayMs);
  await ask(gateway, token);
  assert.equal((await logIn(gateway)).status, 200);
  assert.equal((await me(gateway, token)).body.deletion, null, 'who logs in stays');
  assert.equal((await mailsTo(gateway, 'account_staying')).length, 2);

  gateway.clock.advance(dayMs);
  await ask(gateway, token);
  const secret = await gateway.linkTo(email, 'account_leaving');
  const follow = (to: string | null) =>
    gateway.call('POST', '/v1/deletion/take-back', { body: { token: to } });
  const verify = await gateway.linkTo(email, 'verify_email');
  assert.equal((await follow(verify)).status, 400, 'a link does what it was made for');
  for (let i = 0; i < 2; i++) assert.equal((await follow(secret)).status, 204);
  assert.equal((await me(gateway, token)).body.deletion, null);
  await depart(gateway);
  gateway.clock.advance(15 * dayMs);
  await depart(gateway);
  assert.equal((await logIn(gateway)).status, 200, 'nobody is erased who stayed');
});

test('when the time is over all that is personal is erased, and the e-mail is anyone’s', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, workerId } = await gateway.newWorker(email);
  const profile = { display_name: 'Kim Q. Doe', country: 'DE', primary_language: 'en', phone };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  await gateway.call('PUT', '/v1/workers/me/wallet', { token, body: { address } });
  const told = {
    deviceId: 'd',
    host: 'push.example.com',
    sealed: 'v1',
    language: 'de',
    failures: 0,
  } as const;
  await gateway.storage.pushes.add({ workerId, device: { ...told, addedAtMs: gateway.clock.nowMs() } });
  await ask(gateway, token);
  const link = await gateway.linkTo(email, 'account_leaving');
  gateway.clock.advance(14 * dayMs - 1);
  await depart(gateway);
  assert.equal((await me(gateway, token)).status, 401, 'the session has ended');
  assert.equal((await logIn(gateway)).status, 401);
  assert.equal(await gateway.storage.pushes.get(workerId), null, 'nobody is told of work any more');
  const take = await gateway.call('POST', '/v1/deletion/take-back', { body: { token: link } });
  assert.equal(take.status, 400);
  const path = `/v1/admin/workers/${workerId}`;
  const seen = await gateway.call('GET', path, { token: adminToken });
  const { email: after, display_name, wallet_address, deleted_at } = seen.body;
  assert.deepEqual([after, display_name, wallet_address], ['', null, null]);
  assert.notEqual(deleted_at, null);
  const deletion = `/v1/admin/accounts/${workerId}/deletion`;
  const kept = await gateway.call('DELETE', deletion, { token: adminToken });
  assert.deepEqual([kept.status, kept.body.code], [409, 'CONFLICT']);
  const again = await gateway.call('POST', deletion, { token: adminToken });
  assert.deepEqual([again.status, again.body.erased_at], [202, deleted_at]);
  const next = await gateway.newWorker(email);
  assert.notEqual(next.workerId, workerId);
});

test('the operator deletes a worker who wrote to them, at once or in time, and keeps one who thinks better of it', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, workerId } = await gateway.newWorker(email);
  const path = `/v1/admin/accounts/${workerId}/deletion`;
  const asked = await gateway.call('POST', path, { token: adminToken });
  assert.deepEqual([asked.status, asked.body.erased_at], [202, null]);
  assert.equal((await me(gateway, token)).status, 401);
  assert.equal((await gateway.call('DELETE', path, { token: adminToken })).status, 204);
  assert.equal((await logIn(gateway)).status, 200);
  await gateway.call('POST', path, { token: adminToken, body: { at_once: true } });
  await depart(gateway);
  assert.equal((await logIn(gateway)).status, 401);
  const nobody = await gateway.call('POST', path.replace(workerId, 'wrk_00000000000000000000000000'), {
    token: adminToken,
  });
  assert.equal(nobody.status, 404);
});

test('a telephone number is sealed, shown to its owner alone, kept where it is left out, and taken away', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, workerId } = await gateway.newWorker(email);
  const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  const set = async (more: object) =>
    gateway.call('PUT', '/v1/workers/me/profile', { token, body: { ...profile, ...more } });
  assert.equal((await set({})).body.profile.phone, null);
  assert.equal((await set({ phone })).body.profile.phone, phone);
  const stored = JSON.stringify(await gateway.storage.workers.get(workerId));
  assert.ok(!stored.includes('555'), stored);
  assert.equal((await set({})).body.profile.phone, phone, 'a program that does not know it changes nothing');
  assert.equal((await me(gateway, token)).body.profile.phone, phone);
  const seen = await gateway.call('GET', `/v1/admin/workers/${workerId}`, { token: adminToken });
  assert.ok(!seen.text.includes('555'), 'the operator does not see it');
  const wrong = await set({ phone: 'call me maybe' });
  assert.deepEqual([wrong.status, wrong.body.details[0].field], [400, 'phone']);
  assert.ok(!wrong.text.includes('maybe'));
  assert.equal((await set({ phone: null })).body.profile.phone, null);
  assert.equal((await gateway.storage.workers.get(workerId))?.profile?.sealedPhone, undefined);
});

test('a worker takes all that is known of them, and nothing of anybody else', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, workerId } = await gateway.newWorker(email);
  await gateway.newWorker('lee@example.com');
  const profile = { display_name: 'Kim “Q” Doe', country: 'DE', primary_language: 'en', phone };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  await gateway.call('PUT', '/v1/workers/me/wallet', { token, body: { address } });
  gateway.clock.advance(16 * 60_000);
  const take = (body?: object) => gateway.call('POST', '/v1/workers/me/export', { token, body });
  assert.equal((await take()).status, 403);
  const taken = await take({ password });
  assert.equal(taken.status, 200);
  assert.equal(taken.headers['content-disposition'], `attachment; filename="${workerId}.json"`);
  const { account, sessions, mails, labels, earnings, about } = taken.body;
  assert.deepEqual(
    [account.email, account.profile.display_name, account.profile.phone, account.wallet.address],
    [email, profile.display_name, phone, address],
  );
  assert.deepEqual([sessions.length, labels, earnings], [1, [], []]);
  assert.ok(mails.some((mail: { about: string }) => mail.about === 'verify_email'));
  assert.ok(about.left_out.every(({ why }: { why: string }) => why.length > 0));
  assert.ok(!taken.text.includes('lee@'), 'nothing of another');
  const byOperator = await gateway.call('GET', `/v1/admin/accounts/${workerId}/export`, {
    token: adminToken,
  });
  assert.deepEqual(byOperator.body.account, account);
});
