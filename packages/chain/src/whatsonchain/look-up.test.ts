import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { headerHash, parseHeader, transactionId } from '../bsv/index.ts';
import { listening } from '../contract/serve-routes.ts';
import { ChainUnavailable } from '../port.ts';
import { explorerLink, publicLookUpUrl } from './links.ts';
import { LookUp } from './look-up.ts';
import { Pace } from './pace.ts';

const address = '1L2F8wYxTRagCZLnsm2engg8ngGECSeuE5';
const someTxid = 'ab'.repeat(32);
/** The main network's first block, in the words of the API. */
const genesis = {
  hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
  height: 0,
  version: 1,
  merkleroot: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
  time: 1_231_006_505,
  nonce: 2_083_236_893,
  bits: '1d00ffff',
  previousblockhash: '',
};

/** A server that gives each path its answer, and `now` and `sleep` of a clock that stands still. */
async function openIndex(answers: Readonly<Record<string, unknown>>) {
  const server = await listening(
    createServer((request, response) => {
      const body = answers[request.url ?? ''];
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    }),
  );
  const clock = { nowMs: () => 0, sleep: async () => {} };
  return { ...server, lookUp: new LookUp({ url: server.url, network: 'main', clock, gapMs: 0 }) };
}

test('coins are read from the list, without those that the mempool spends, the largest first', async () => {
  const entry = { tx_hash: someTxid, height: 861_499, isSpentInMempoolTx: false, status: 'confirmed' };
  const result = [
    { ...entry, tx_pos: 1, value: 154 },
    { ...entry, tx_pos: 2, value: 900, isSpentInMempoolTx: true },
    { ...entry, tx_pos: 3, value: 500, height: 0, status: 'unconfirmed' },
  ];
  await using index = await openIndex({ [`/address/${address}/unspent/all`]: { result, error: '' } });
  const coins = await index.lookUp.unspent(address, 10);
  assert.deepEqual(
    coins.map(({ vout, satoshis, confirmed }) => [vout, satoshis, confirmed]),
    [
      [3, 500, false],
      [1, 154, true],
    ],
  );
  assert.match(coins[0]!.lockingScript, /^76a914[0-9a-f]{40}88ac$/);
  assert.equal((await index.lookUp.unspent(address, 1)).length, 1);
});

test('the bytes of a transaction are believed only if they have its id', async () => {
  const raw = '01000000000000000000';
  const txid = transactionId(Buffer.from(raw, 'hex'));
  await using index = await openIndex({ [`/tx/${someTxid}/hex`]: raw, [`/tx/${txid}/hex`]: `${raw}\n` });
  assert.equal(await index.lookUp.transaction(txid), raw);
  await assert.rejects(index.lookUp.transaction(someTxid), ChainUnavailable);
  assert.equal(await index.lookUp.transaction('cd'.repeat(32)), null);
});

test('a header is put together from words only if its hash agrees', async () => {
  await using index = await openIndex({ '/block/headers': [genesis] });
  const [hex] = await index.lookUp.headers(0, 5);
  const parsed = parseHeader(hex!);
  assert.ok(parsed.ok);
  assert.equal(headerHash(parsed.header), genesis.hash);
  for (const change of [{ nonce: 1 }, { bits: '1d00fff' }, { hash: someTxid }, { merkleroot: undefined }]) {
    await using odd = await openIndex({ '/block/headers': [{ ...genesis, ...change }] });
    await assert.rejects(odd.lookUp.headers(0, 5), ChainUnavailable);
  }
});

test('what cannot be used is a failure of the world, and no spender is none', async () => {
  await using index = await openIndex({
    '/chain/info': { blocks: -1, bestblockhash: someTxid },
    [`/address/${address}/unspent/all`]: { result: [{ tx_hash: someTxid }] },
    [`/tx/${someTxid}/0/spent`]: { txid: 'cd'.repeat(32), vin: 0 },
    [`/tx/${someTxid}/1/spent`]: { txid: 'x' },
    '/block/headers': {},
  });
  await assert.rejects(index.lookUp.tip(), ChainUnavailable);
  await assert.rejects(index.lookUp.unspent(address, 9), ChainUnavailable);
  await assert.rejects(index.lookUp.headers(0, 9), ChainUnavailable);
  assert.equal(await index.lookUp.spender(someTxid, 0), 'cd'.repeat(32));
  await assert.rejects(index.lookUp.spender(someTxid, 1), ChainUnavailable);
  assert.equal(await index.lookUp.spender(someTxid, 2), null);
});

test('requests begin one after another, with a gap', async () => {
  const slept: number[] = [];
  let nowMs = 1_000;
  const pace = new Pace({ nowMs: () => nowMs, sleep: async (ms) => void slept.push(ms) }, 350);
  const turns = await Promise.all([pace.turn(1_000), pace.turn(1_000), pace.turn(1_000), pace.turn(1_000)]);
  assert.deepEqual(turns, [true, true, true, false], 'whoever would wait too long is told at once');
  nowMs = 5_000;
  assert.equal(await pace.turn(0), true);
  assert.deepEqual(slept, [350, 700]);
  pace.rest(2_000);
  assert.deepEqual([await pace.turn(1_999), await pace.turn(2_000)], [false, true]);
});

test('links and look-ups belong to their network', () => {
  assert.equal(explorerLink('main', someTxid), `https://whatsonchain.com/tx/${someTxid}`);
  assert.equal(explorerLink('test', someTxid), `https://test.whatsonchain.com/tx/${someTxid}`);
  assert.equal(publicLookUpUrl('main'), 'https://api.whatsonchain.com/v1/bsv/main');
  assert.equal(publicLookUpUrl('regtest'), null);
});
