import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Coin, sats } from '@asg/domain';
import { buildTransaction, parseHeader, SigningKey, sha256, verifyBump } from '../../bsv/index.ts';
import { type LocalChain, openLocalChain } from '../local-chain.ts';
import { arcRoutes } from './arc-routes.ts';
import type { ChainRequest } from './http.ts';

const key = new SigningKey(sha256(Buffer.from('treasury')), 'local');

function pay(coin: Coin, amount: number, feeRateSatsPerKb = 100) {
  const outputs = [{ satoshis: sats(amount), lockingScript: key.lockingScript }];
  const changeScript = key.lockingScript;
  const built = buildTransaction({ coins: [coin], outputs, changeScript, feeRateSatsPerKb, keys: [key] });
  assert.ok(built.ok);
  return built.transaction;
}

function arcChain() {
  const chain = openLocalChain({ path: ':memory:', now: () => 1_800_000_000_000 });
  const funded = chain.fund(key.address, sats(100_000));
  assert.ok(funded.ok);
  return { chain, coin: funded.coin };
}

// biome-ignore lint/suspicious/noExplicitAny: the answers are judged field by field
function call(chain: LocalChain, method: string, path: string, request: Partial<ChainRequest> = {}): any {
  const route = arcRoutes(chain).find((candidate) => candidate.method === method && candidate.path === path);
  assert.ok(route, `${method} ${path}`);
  const reply = route.handle({ params: {}, query: {}, headers: {}, ...request });
  assert.equal(reply.contentType, 'application/json');
  return { http: reply.status, ...JSON.parse(reply.body), list: JSON.parse(reply.body) };
}

test('a transaction is taken as JSON, text or bytes, and again when sent again', async () => {
  const { chain, coin } = arcChain();
  await using _ = chain;
  const { txid, raw, extended } = pay(coin, 1_000);
  for (const body of [{ rawTx: extended }, `${extended}\n`, Buffer.from(raw, 'hex'), { rawTx: raw }]) {
    const answer = call(chain, 'POST', '/v1/tx', { body });
    assert.deepEqual([answer.http, answer.status, answer.txid], [200, 200, txid]);
    assert.equal(answer.txStatus, 'SEEN_ON_NETWORK');
  }
});

test('a mined transaction is answered with the Merkle path that proves it', async () => {
  const { chain, coin } = arcChain();
  await using _ = chain;
  const { txid, extended } = pay(coin, 1_000);
  chain.submit(extended);
  const block = chain.mine();
  const answer = call(chain, 'GET', '/v1/tx/:txid', { params: { txid } });
  assert.equal(answer.txStatus, 'MINED');
  assert.deepEqual([answer.blockHash, answer.blockHeight], [block?.hash, block?.height]);
  const parsed = parseHeader(block!.header);
  assert.ok(parsed.ok && verifyBump(answer.merklePath, txid, parsed.header.merkleRoot));
});

test('each kind of refusal has the status that ARC gives it', async () => {
  const { chain, coin } = arcChain();
  await using _ = chain;
  const stranger = { ...coin, txid: 'ab'.repeat(32) };
  const good = pay(coin, 1_000);
  const status = (body: unknown, headers = {}) => call(chain, 'POST', '/v1/tx', { body, headers }).http;
  assert.equal(status({}), 400);
  assert.equal(status({ rawTx: 'zz' }), 463);
  assert.equal(status({ rawTx: pay(stranger, 1_000).raw }), 460);
  assert.equal(status({ rawTx: pay(stranger, 1_000).extended }), 462);
  assert.equal(status({ rawTx: good.extended.replace('e803000000000000', 'e703000000000000') }), 461);
  assert.equal(status({ rawTx: good.extended.replace('e803000000000000', '0000000000000000') }), 464);
  assert.equal(status({ rawTx: pay(coin, 1_000, 10).extended }), 465);
  assert.equal(status({ rawTx: good.extended }), 200);
  const conflict = call(chain, 'POST', '/v1/tx', { body: { rawTx: pay(coin, 2_000).extended } });
  assert.deepEqual([conflict.http, conflict.status, conflict.instance], [466, 466, null]);
  assert.ok(conflict.type.endsWith('_466') && conflict.extraInfo.includes(good.txid) && conflict.title);
  assert.equal(
    call(chain, 'GET', '/v1/tx/:txid', { params: { txid: good.txid } }).txStatus,
    'DOUBLE_SPEND_ATTEMPTED',
  );
  assert.equal(call(chain, 'GET', '/v1/tx/:txid', { params: { txid: conflict.txid } }).txStatus, 'REJECTED');
  assert.equal(call(chain, 'GET', '/v1/tx/:txid', { params: { txid: 'ab'.repeat(32) } }).http, 404);
  assert.equal(call(chain, 'GET', '/v1/tx/:txid', { params: { txid: '../x' } }).http, 400);
});

test('the fee check can be skipped, as ARC allows', async () => {
  const { chain, coin } = arcChain();
  await using _ = chain;
  const request = { body: pay(coin, 1_000, 0).extended, headers: { 'x-skipfeevalidation': 'true' } };
  assert.equal(call(chain, 'POST', '/v1/tx', request).http, 200);
});

test('several transactions are answered as a bare list, the good ones first', async () => {
  const { chain, coin } = arcChain();
  await using _ = chain;
  const good = pay(coin, 1_000);
  const body = [{ rawTx: 'zz' }, { rawTx: good.extended }, { rawTx: pay(coin, 2_000).extended }];
  const { http, list } = call(chain, 'POST', '/v1/txs', { body });
  assert.equal(http, 200);
  assert.deepEqual(
    list.map((answer: { status: number }) => answer.status),
    [200, 463, 466],
  );
  assert.equal(list[0].txid, good.txid);
  assert.equal(call(chain, 'POST', '/v1/txs', { body: [{ nonsense: 1 }] }).http, 400);
  assert.equal(call(chain, 'POST', '/v1/txs', { body: Array(1_001).fill({ rawTx: 'zz' }) }).http, 400);
});

test('the policy states the fee rate at which this chain mines', async () => {
  const { chain } = arcChain();
  await using _ = chain;
  assert.deepEqual(call(chain, 'GET', '/v1/policy').policy.miningFee, { satoshis: 100, bytes: 1000 });
  assert.equal(call(chain, 'GET', '/v1/health').healthy, true);
});
