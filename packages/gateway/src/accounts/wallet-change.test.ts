import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WalletChanges } from '@asg/people';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const next = 'drei Birnen im Boot';
const [old, other] = ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi'];
const dayMs = 86_400_000;
const walletRules = { noticeMs: dayMs, holdMs: 3 * dayMs, largeSats: 1_000, recoveredMs: 7 * dayMs };
const held = { wanted: false, address: null, paymail: null, problem: null, pending: null };

/** A worker who is paid at the old address, with a confirmed e-mail, and what becomes of it. */
async function aWorker(gateway: TestGateway, { isVerified = true } = {}) {
  const { token, workerId } = await gateway.newWorker(email);
  const changes = new WalletChanges(gateway.context, { paidAt: async () => {}, inForce: async () => {} });
  const as = (used: string) => ({
    put: (address: string) =>
      gateway.call('PUT', '/v1/workers/me/wallet', { token: used, body: { address, password } }),
    wallet: async () => (await gateway.call('GET', '/v1/workers/me', { token: used })).body.wallet,
    call: (method: 'GET' | 'DELETE' | 'POST', path: string) => gateway.call(method, path, { token: used }),
  });
  if (isVerified)
    await gateway.call('POST', '/v1/workers/email/confirm', {
      body: { token: await gateway.linkTo(email, 'verify_email') },
    });
  const first = await as(token).put(old);
  assert.equal(first.body.wallet.address, old);
  gateway.clock.advance(60_000);
  return {
    ...as(token),
    as,
    token,
    workerId,
    wait: async (ms: number) => {
      gateway.clock.advance(ms);
      while (await changes.round());
    },
    logIn: async (given = password) => {
      const { status, body } = await gateway.call('POST', '/v1/workers/login', {
        body: { email, password: given },
      });
      return status === 200 ? String(body.token) : status;
    },
    mails: async (template: string) => {
      const due = await gateway.storage.mails.due({ limit: 100, after: null });
      return due.filter((mail) => mail.template === template);
    },
    /** By a link of a mail. */
    set: async (template: 'reset_password' | 'wallet_changing' | 'wallet_set', given = next) =>
      (
        await gateway.call('POST', '/v1/workers/password/reset', {
          body: { token: await gateway.linkTo(email, template), password: given },
        })
      ).status,
    /** Whether the link sets a password then; a status: it does nothing. */
    stop: async (template: 'wallet_changing' | 'wallet_set') => {
      const { status, body } = await gateway.call('POST', '/v1/workers/wallet/stop', {
        body: { token: await gateway.linkTo(email, template) },
      });
      return status === 200 ? Boolean(body.sets_password) : status;
    },
  };
}

test('the first wallet is in force at once, another one a day after a mail and the account told of it', async () => {
  await using gateway = await startTestGateway({ walletRules });
  const { put, wallet, wait, mails } = await aWorker(gateway);
  const [set] = await mails('wallet_set');
  assert.equal(set?.values.wallet, old);
  const asked = await put(other);
  const pending = {
    address: other,
    paymail: null,
    asked_at: '2026-04-09T12:01:00.000Z',
    from: '2026-04-10T12:01:00.000Z',
  };
  const waiting = { ...held, address: old, pending };
  assert.deepEqual([asked.status, asked.body.wallet], [200, waiting]);
  await wait(dayMs / 2);
  assert.deepEqual((await put(other)).body.wallet, waiting, 'asked again, it waits no longer');
  const told = await mails('wallet_changing');
  assert.deepEqual(
    told.map(({ to, values }) => [to, values.wallet, values.from]),
    [[email, other, '2026-04-10 12:01 UTC']],
  );
  await wait(dayMs / 2 - 1);
  assert.deepEqual(await wallet(), waiting);
  await wait(1);
  assert.deepEqual(await wallet(), { ...held, address: other });
});

test('a wallet that waits is taken back by its owner, by the one before, by held pay, and by a new password', async () => {
  await using gateway = await startTestGateway({ walletRules });
  const { put, wallet, call, token, wait } = await aWorker(gateway);
  const now = { ...held, address: old };
  await put(other);
  assert.deepEqual((await call('DELETE', '/v1/workers/me/wallet/pending')).body.wallet, now);
  await put(other);
  assert.deepEqual((await put(old)).body.wallet, now);
  await put(other);
  const body = { current_password: password, password: next };
  assert.equal((await gateway.call('PUT', '/v1/workers/me/password', { token, body })).status, 204);
  assert.deepEqual(await wallet(), now);
  const asked = { token, body: { address: other, password: next } };
  await gateway.call('PUT', '/v1/workers/me/wallet', asked);
  assert.deepEqual((await call('DELETE', '/v1/workers/me/wallet')).body.wallet, held);
  await wait(9 * dayMs);
  assert.deepEqual(await wallet(), held, 'none of them came into force');
  const again = await gateway.call('PUT', '/v1/workers/me/wallet', asked);
  assert.deepEqual([again.body.wallet.address, again.body.wallet.pending.address], [null, other]);
  const early = await call('POST', '/v1/workers/me/withdraw');
  assert.deepEqual(
    [early.status, early.body.error],
    [409, 'your wallet comes into force at 2026-04-19T12:01:00.000Z: withdraw then'],
  );
});

test('“this was not me” stops the wallet, ends every session, and no password opens the account but one that is set by a link', async () => {
  await using gateway = await startTestGateway({ walletRules });
  const { put, as, logIn, stop, set, wait, token } = await aWorker(gateway);
  const thief = await logIn();
  await as(String(thief)).put(other);
  assert.equal(await set('wallet_changing'), 400, 'it sets no password before it has stopped the wallet');
  assert.deepEqual([await stop('wallet_changing'), await stop('wallet_changing')], [true, true]);
  for (const used of [token, String(thief)])
    assert.equal((await as(used).call('GET', '/v1/workers/me')).status, 401);
  assert.equal(await logIn(), 401, 'the thief knows the password');
  assert.equal(await set('wallet_changing'), 204);
  assert.equal(await set('wallet_changing', 'noch eine andere Birne'), 400);
  await wait(9 * dayMs);
  const owner = as(String(await logIn(next)));
  assert.deepEqual(await owner.wallet(), { ...held, address: old });
  assert.equal((await put(other)).status, 401);
});

test('a wallet that is in force already is taken away by the link, for a week', async () => {
  await using gateway = await startTestGateway({ walletRules });
  const { put, as, logIn, stop, set, wait } = await aWorker(gateway);
  await put(other);
  await wait(6 * dayMs);
  assert.equal(await stop('wallet_changing'), true);
  assert.equal(await set('wallet_changing'), 204);
  const owner = as(String(await logIn(next)));
  assert.deepEqual(await owner.wallet(), held);
  gateway.clock.advance(dayMs);
  assert.equal(await stop('wallet_set'), 400, 'the mail of the first one is a week old');
});

test('who has the mailbox and resets the password waits three days, and so does who confirmed no e-mail', async () => {
  await using gateway = await startTestGateway({ walletRules });
  const { put, as, logIn, set, wait } = await aWorker(gateway, { isVerified: false });
  assert.equal((await put(other)).body.wallet.pending.from, '2026-04-12T12:01:00.000Z');
  await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
  assert.equal(await set('reset_password'), 204);
  const thief = as(String(await logIn(next)));
  assert.equal((await thief.wallet()).pending, null, 'a reset takes back what waited');
  const asked = await gateway.call('PUT', '/v1/workers/me/wallet', {
    token: String(await logIn(next)),
    body: { address: other },
  });
  assert.deepEqual([asked.body.email_verified, asked.body.wallet.address], [true, old]);
  assert.equal(asked.body.wallet.pending.from, '2026-04-12T12:01:00.000Z');
  await wait(3 * dayMs);
  assert.equal((await thief.wallet()).address, other);
});

test('the link of a wallet sets no password once more was changed, and stops the wallet all the same', async () => {
  const changes: readonly ((
    as: Awaited<ReturnType<typeof aWorker>>,
    gateway: TestGateway,
  ) => Promise<unknown>)[] = [
    async ({ token }, gateway) => {
      const body = { current_password: password, password: next };
      return gateway.call('PUT', '/v1/workers/me/password', { token, body });
    },
    async ({ token }, gateway) => gateway.call('DELETE', '/v1/workers/me/sessions', { token }),
    async ({ set }, gateway) => {
      await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
      return set('reset_password');
    },
  ];
  for (const change of changes) {
    await using gateway = await startTestGateway({ walletRules });
    const worker = await aWorker(gateway);
    await worker.put(other);
    const link = await gateway.linkTo(email, 'wallet_changing');
    await change(worker, gateway);
    const stopped = await gateway.call('POST', '/v1/workers/wallet/stop', { body: { token: link } });
    assert.deepEqual([stopped.status, stopped.body], [200, { sets_password: false }]);
    assert.equal(await worker.set('wallet_changing'), 400);
    assert.deepEqual([await worker.logIn(), await worker.logIn(next)], [401, 401]);
    await worker.wait(9 * dayMs);
    await gateway.call('POST', '/v1/workers/password/forgot', { body: { email } });
    assert.equal(await worker.set('reset_password', 'noch eine andere Birne'), 204);
    const owner = worker.as(String(await worker.logIn('noch eine andere Birne')));
    assert.deepEqual(await owner.wallet(), { ...held, address: old });
  }
});
