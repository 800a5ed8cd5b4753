import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PaymailServer, startPaymailServer } from '@asg/paymail/testing';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const path = '/v1/workers/me/wallet';
const minuteMs = 60_000;

let gateway: TestGateway;
let host: PaymailServer;

before(async () => {
  gateway = await startTestGateway();
  host = await startPaymailServer();
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
});

/** A worker just signed up, and how they set their wallet. */
async function newWorker(email?: string) {
  const { token } = await gateway.newWorker(email);
  return {
    token,
    put: (body: object) => gateway.call('PUT', path, { token, body }),
    wallet: async () => (await gateway.call('GET', '/v1/workers/me', { token })).body.wallet,
  };
}

test('an address is checked before anything is paid to it', async () => {
  const { put, wallet } = await newWorker();
  const held = { wanted: false, address: null, paymail: null, problem: null, pending: null };
  assert.deepEqual(await wallet(), held);
  assert.deepEqual((await put({ address })).body.wallet, { ...held, address });
  for (const wrong of [`${address.slice(0, -1)}m`, '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', 'nonsense']) {
    const refused = await put({ address: wrong });
    assert.deepEqual([refused.status, refused.body.details[0].field], [400, 'address'], wrong);
  }
  assert.deepEqual(await wallet(), { ...held, address });
  assert.deepEqual((await put({ address: null })).body.wallet, held);
});

test('a paymail is set if its host takes payments for it, in any case of letters, and takes the place of the address', async () => {
  const { put, wallet } = await newWorker();
  await put({ address });
  const set = await put({ paymail: ` Kim@${host.host} ` });
  assert.equal(set.status, 200, set.text);
  const expected = {
    wanted: false,
    address: null,
    paymail: `kim@${host.host}`,
    problem: null,
    pending: null,
  };
  assert.deepEqual(await wallet(), expected);
  const unknown = await put({ paymail: `nobody@${host.host}` });
  assert.equal(unknown.status, 400);
  assert.match(unknown.body.error, /takes no payments for nobody@/);
  const other = await startPaymailServer();
  other.mode = 'no_brc28';
  const none = await put({ paymail: `kim@${other.host}` });
  await other[Symbol.asyncDispose]();
  assert.match(none.body.error, /does not offer BRC-28/);
  const inside = await put({ paymail: 'kim@localhost.' });
  assert.deepEqual([inside.status, inside.body.details[0].field], [400, 'paymail']);
  assert.deepEqual(await wallet(), expected);
});

test('nothing is withdrawn without a wallet, nor where nothing is held', async () => {
  const { put, token } = await newWorker();
  const withdraw = () => gateway.call('POST', '/v1/workers/me/withdraw', { token });
  const early = await withdraw();
  assert.equal(early.status, 409);
  assert.match(early.body.error, /set a wallet first/);
  await put({ address });
  const empty = await withdraw();
  assert.deepEqual([empty.status, empty.body.error], [409, 'nothing is held for you that is in a block yet']);
  const list = await gateway.call('GET', '/v1/workers/me/withdrawals', { token });
  assert.deepEqual([list.status, list.body], [200, { data: [], next_cursor: null }]);
});

test('exactly one of address and paymail is sent', async () => {
  const { put } = await newWorker();
  for (const [body, message] of [
    [{}, 'address or paymail is required'],
    [{ address, paymail: 'kim@example.com' }, 'send either address or paymail, not both'],
    [{ handle: '$kim' }, 'handle is sent as paymail, with its dollar sign: {"paymail": "$kim"}'],
  ] as const) {
    const refused = await put(body);
    assert.deepEqual([refused.status, refused.body.error], [400, message]);
  }
});

test('a session of more than 15 minutes sets no wallet without the password, and may always go back to a held address', async () => {
  const { put, token, wallet } = await newWorker('old-session@example.com');
  gateway.clock.advance(15 * minuteMs - 1);
  assert.equal((await put({ address })).status, 200);
  gateway.clock.advance(1);
  for (const body of [{ address }, { paymail: `kim@${host.host}` }, { address, password: 'wrong horse' }]) {
    const refused = await put(body);
    assert.deepEqual([refused.status, refused.body.code], [403, 'FORBIDDEN']);
  }
  assert.equal((await put({ paymail: `kim@${host.host}`, password: 'correct horse' })).status, 200);
  const removed = await gateway.call('DELETE', path, { token });
  assert.deepEqual([removed.status, removed.body.wallet.paymail], [200, null]);
  assert.equal((await wallet()).paymail, null);
  const again = { email: 'old-session@example.com', password: 'correct horse' };
  const fresh = await gateway.call('POST', '/v1/workers/login', { body: again });
  const set = await gateway.call('PUT', path, { token: fresh.body.token, body: { address } });
  assert.equal(set.status, 200);
});
