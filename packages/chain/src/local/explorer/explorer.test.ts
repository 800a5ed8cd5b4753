import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats, type TxOutput } from '@asg/domain';
import { buildTransaction, dataScript, SigningKey, sha256 } from '../../bsv/index.ts';
import { openLocalChain } from '../local-chain.ts';
import { explorerRoutes } from './routes.ts';
import { explorerPage } from './transaction-page.ts';

const key = new SigningKey(sha256(Buffer.from('treasury')), 'local');
const hostile = '</code><script>alert("1")</script>';

function chainWithPayment() {
  const chain = openLocalChain({ path: ':memory:', now: () => 1_800_000_000_000 });
  const funded = chain.fund(key.address, sats(1_000_000));
  assert.ok(funded.ok);
  const payouts = Array.from({ length: 250 }, (_, n) => ({
    satoshis: sats(1_000 + n),
    lockingScript: key.lockingScript,
  }));
  const commitment = { satoshis: sats(0), lockingScript: dataScript([Buffer.from(hostile)]) };
  const outputs: TxOutput[] = [commitment, ...payouts];
  const plan = {
    coins: [funded.coin],
    outputs,
    changeScript: key.lockingScript,
    feeRateSatsPerKb: 100,
    keys: [key],
  };
  const built = buildTransaction(plan);
  assert.ok(built.ok);
  chain.submit(built.transaction.extended);
  return { chain, built, parent: funded.coin.txid };
}

test('a transaction page shows what happened and says that it is not real money', async () => {
  const { chain, built, parent } = chainWithPayment();
  await using _ = chain;
  const { txid, raw } = built.transaction;
  const waiting = explorerPage(chain, txid);
  for (const part of [
    'NOT REAL MONEY',
    txid,
    raw,
    parent,
    key.address,
    '1,000 sats',
    'waiting to be mined',
  ]) {
    assert.ok(waiting.includes(part), part);
  }
  const block = chain.mine();
  const mined = explorerPage(chain, txid);
  assert.ok(mined.includes('1 confirmation<') && mined.includes(`/chain/block/${block!.hash}`));
});

test('no untrusted text becomes markup, and there is one style element with its nonce', async () => {
  const { chain, built } = chainWithPayment();
  await using _ = chain;
  const page = explorerPage(chain, built.transaction.txid, { styleNonce: 'n0nce"' });
  assert.ok(!page.includes('<script') && page.includes('&#60;script&#62;'));
  assert.equal(page.match(/<style/g)?.length, 1);
  assert.ok(page.includes('<style nonce="n0nce&#34;">') && !page.includes(' style='));
  assert.ok(!explorerPage(chain, '<script>').includes('<script'));
});

test('a page lists at most 200 outputs and links to the rest', async () => {
  const { chain, built } = chainWithPayment();
  await using _ = chain;
  const first = explorerPage(chain, built.transaction.txid);
  assert.ok(first.includes('?outputs_from=200') && first.includes('#199<') && !first.includes('#200<'));
  const second = explorerPage(chain, built.transaction.txid, { outputsFrom: '200' });
  assert.ok(second.includes('#251<') && !second.includes('#199<') && second.includes('?outputs_from=0'));
  for (const outputsFrom of ['-1', '999999999', 'x', '1e3']) {
    assert.ok(explorerPage(chain, built.transaction.txid, { outputsFrom }).includes('252 outputs'));
  }
});

test('every link of the explorer leads to a page, and what is missing is a 404', async () => {
  const { chain, parent } = chainWithPayment();
  await using _ = chain;
  chain.mine();
  const get = (path: string) => {
    for (const route of explorerRoutes(chain)) {
      const pattern = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
      const match = pattern.exec(path);
      if (match) return route.handle({ params: { ...match.groups }, query: {}, headers: {} });
    }
    return undefined;
  };
  const seen = new Set<string>();
  const open = ['/chain', `/chain/tx/${parent}`];
  for (let path = open.pop(); path !== undefined && seen.size < 40; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const reply = get(path);
    assert.equal(reply?.status, 200, path);
    for (const [, href] of reply.body.matchAll(/href="(\/[^"]*)"/g)) open.push(href!);
  }
  assert.ok(seen.size > 20);
  for (const path of ['/chain/tx/nope', `/chain/tx/${'0'.repeat(64)}`, `/chain/block/${'0'.repeat(64)}`]) {
    assert.equal(get(path)?.status, 404, path);
  }
});
