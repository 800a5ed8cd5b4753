import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordOf } from '@asg/domain/names';
import { limitNames, limits } from '@asg/wire';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const home = '8.8.4.4';
const adminToken = 'operator-token-16';

/** The limits as they are where nobody sets others, for clients behind a proxy. */
const start = () =>
  startTestGateway({
    rateLimits: { rates: recordOf(limitNames, (name) => limits[name]), isLoopbackFree: false },
    trustProxy: true,
    adminToken,
  });

const from = (network: string, cookie?: string) => ({
  'x-forwarded-for': network,
  'sec-fetch-site': 'same-origin',
  ...(cookie !== undefined && { cookie }),
});

async function logIn(gateway: TestGateway, headers: Record<string, string>, given = password) {
  return gateway.call('POST', '/v1/workers/login', { body: { email, password: given }, headers });
}

/** A worker's browser, known to their account, at home. */
async function aVictim(gateway: TestGateway) {
  await gateway.newWorker(email);
  const first = await logIn(gateway, from(home));
  const device = [first.headers['set-cookie']]
    .flat()
    .find((cookie) => String(cookie).startsWith('asg_device='));
  return { token: String(first.body.token), cookie: String(device).split(';')[0] ?? '' };
}

test('an attacker’s log-ins at 5 a second for a minute refuse the victim nothing, from their own address and from others', async () => {
  for (const attackers of [[home], ['9.9.9.1', '9.9.9.2', '9.9.9.3', home]]) {
    await using gateway = await start();
    const { token: session, cookie } = await aVictim(gateway);
    const guesses: number[] = [];
    const victim: number[] = [];
    for (let i = 0; i < 300; i++) {
      const attacker = attackers[i % attackers.length] ?? home;
      guesses.push((await logIn(gateway, from(attacker), `guess ${i}`)).status);
      if (i % 15 === 14) {
        const known = await logIn(gateway, from(home, cookie));
        const token = String(known.body.token);
        victim.push(known.status);
        for (const used of [session, token]) {
          victim.push((await gateway.call('POST', '/v1/workers/me/withdraw', { token: used })).status);
          const body = { address, password };
          victim.push((await gateway.call('PUT', '/v1/workers/me/wallet', { token: used, body })).status);
        }
      }
      gateway.clock.advance(200);
    }
    const wrong = guesses.filter((status) => status === 401).length;
    assert.deepEqual([guesses.length, new Set(guesses)], [300, new Set([401, 429])]);
    assert.ok(wrong <= 21, `${wrong} guesses were looked at`);
    // 409: nothing is held that could be withdrawn.
    assert.deepEqual([victim.length, new Set(victim)], [100, new Set([200, 409])]);
    while ((await logIn(gateway, from('9.9.9.7'), 'a guess')).status === 401);
    assert.equal((await logIn(gateway, from('9.9.9.7'))).status, 429, 'a new device waits');
  }
});

test('of a hundred guesses at once, from a hundred addresses, as many are looked at as of a hundred in a row', async () => {
  await using gateway = await start();
  await aVictim(gateway);
  const guesses = Array.from({ length: 100 }, (_, i) => logIn(gateway, from(`9.9.9.${i}`), `guess ${i}`));
  const looked = (await Promise.all(guesses)).filter(({ status }) => status === 401).length;
  assert.equal(looked, limits.login_account.burst);
});

test('a hundred addresses have 1,460 guesses a day at one account', async () => {
  await using gateway = await start();
  await gateway.newWorker(email);
  let looked = 0;
  for (let minute = 0; minute < 24 * 60; minute++) {
    for (let i = 0; i < (minute === 0 ? 100 : 2); i++) {
      const { status } = await logIn(gateway, from(`9.9.9.${(minute + i) % 100}`), 'a guess');
      if (status === 401) looked++;
    }
    gateway.clock.advance(60_000);
  }
  assert.ok(looked <= 1_460, `${looked} were looked at`);
  assert.ok(looked >= 1_450, 'and no more waits than it takes');
});

test('right log-ins are not counted as guesses, and many people log in from one address', async () => {
  await using gateway = await start();
  for (let i = 0; i < 20; i++) await gateway.newWorker(`w${i}@example.com`);
  for (let i = 0; i < 60; i++) {
    const body = { email: `w${i % 20}@example.com`, password };
    const { status } = await gateway.call('POST', '/v1/workers/login', { body, headers: from(home) });
    assert.equal(status, 200);
  }
});

test('whoever guesses at an account does not keep its owner from a reset, which makes the device a known one', async () => {
  await using gateway = await start();
  await aVictim(gateway);
  const strange = from('9.9.9.1');
  while ((await logIn(gateway, strange, 'a guess')).status !== 429);
  const forgot = (headers: Record<string, string>) =>
    gateway.call('POST', '/v1/workers/password/forgot', { body: { email }, headers });
  while ((await forgot(strange)).status !== 429);
  const elsewhere = from('9.9.9.2', 'asg_device=none');
  assert.equal((await logIn(gateway, elsewhere)).status, 429);
  assert.equal((await forgot(elsewhere)).status, 202);
  const due = await gateway.storage.mails.due({ limit: 100, after: null });
  const sent = due.filter(({ template }) => template === 'reset_password');
  assert.equal(sent.length, 5, 'what the stranger asked for is in the owner’s mailbox');
  const next = 'drei Birnen im Boot';
  const reset = await gateway.call('POST', '/v1/workers/password/reset', {
    body: { token: await gateway.linkTo(email, 'reset_password'), password: next },
    headers: elsewhere,
  });
  assert.equal(reset.status, 204);
  const cookie = String([reset.headers['set-cookie']].flat()[0]).split(';')[0];
  assert.equal((await logIn(gateway, from('9.9.9.3'), next)).status, 429);
  assert.equal((await logIn(gateway, from('9.9.9.3', cookie), next)).status, 200);
});

test('the owner’s device has a reset mail of its own, from an address that a stranger has used up', async () => {
  await using gateway = await start();
  const { cookie } = await aVictim(gateway);
  const forgot = (headers: Record<string, string>) =>
    gateway.call('POST', '/v1/workers/password/forgot', { body: { email }, headers });
  while ((await forgot(from(home))).status !== 429);
  assert.equal((await forgot(from(home, cookie))).status, 202);
  const due = await gateway.storage.mails.due({ limit: 100, after: null });
  assert.equal(due.filter(({ template }) => template === 'reset_password').length, 6);
});

test('wrong passwords in one session do not count in another', async () => {
  await using gateway = await start();
  const { token, cookie } = await aVictim(gateway);
  const thief = String((await logIn(gateway, from(home, cookie))).body.token);
  const change = (used: string, current: string) =>
    gateway.call('PUT', '/v1/workers/me/password', {
      token: used,
      body: { current_password: current, password: 'drei Birnen im Boot' },
    });
  const statuses: number[] = [];
  while (statuses.at(-1) !== 429) statuses.push((await change(thief, 'a guess')).status);
  assert.equal(statuses.length, limits.login_account.burst + 1);
  gateway.clock.advance(20 * 60_000);
  while ((await change(thief, 'a guess')).status !== 429);
  const wallet = { token, body: { address, password } };
  assert.equal((await gateway.call('PUT', '/v1/workers/me/wallet', wallet)).status, 200);
  assert.equal((await change(token, password)).status, 204);
});

test('wrong keys and tokens count by address, and refuse nobody who has a right one elsewhere', async () => {
  await using gateway = await start();
  const { key } = await gateway.newCustomer();
  const opened = await gateway.call('POST', '/v1/console/session', {
    body: { admin_token: adminToken },
    headers: from(home),
  });
  const console = String([opened.headers['set-cookie']].flat()[0]).split(';')[0];
  const list = (headers: Record<string, string>) =>
    gateway.call('GET', '/v1/admin/customers', { headers: { 'x-forwarded-for': home, ...headers } });
  let looked = 0;
  while ((await list({ authorization: 'Bearer a-guess-of-16-chars' })).status === 401) looked++;
  assert.equal(looked, limits.login.burst);
  const right = { authorization: `Bearer ${adminToken}` };
  assert.equal((await list(right)).status, 429, 'a right guess is not told');
  assert.equal((await list({ ...right, 'x-forwarded-for': '9.9.9.1' })).status, 200);
  assert.equal((await list({ cookie: console ?? '' })).status, 200, 'a session is no guess');
  const wrongKey = { authorization: 'Bearer sk_wrong', 'x-forwarded-for': home };
  const me = (headers: Record<string, string>) => gateway.call('GET', '/v1/customers/me', { headers });
  while ((await me(wrongKey)).status === 401);
  assert.equal((await me({ ...wrongKey, authorization: `Bearer ${key}` })).status, 200);
});
