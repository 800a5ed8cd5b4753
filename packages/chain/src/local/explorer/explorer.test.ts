import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { commitmentPushes, sats, type TxOutput } from '@asg/domain';
import { buildTransaction, dataScript, SigningKey, sha256 } from '../../bsv/index.ts';
import { openLocalChain } from '../local-chain.ts';
import { addressPage } from './address-page.ts';
import { explorerRoutes } from './routes.ts';
import { search } from './search.ts';
import { explorerPage } from './transaction-page.ts';

const keyOf = (name: string) => new SigningKey(sha256(Buffer.from(name)), 'local');
const [key, worker, other, platform] = [
  keyOf('treasury'),
  keyOf('worker'),
  keyOf('other'),
  keyOf('platform'),
];
const settlementId = 'stl_01KEXAMPLE';
const root = 'ab'.repeat(32);
const hostile = '</code><script>alert("1")</script>';

function chainWithPayment({ settles = false, path = ':memory:' } = {}) {
  const chain = openLocalChain({ path, now: () => 1_800_000_000_000 });
  const funded = chain.fund(key.address, sats(1_000_000));
  assert.ok(funded.ok);
  const payouts = Array.from({ length: 250 }, (_, n) => ({
    // Half of them are of one amount, so that a page ends among those.
    satoshis: sats(1_000 + Math.max(0, n - 125)),
    lockingScript: (n === 9 ? other : settles ? worker : key).lockingScript,
  }));
  const pushes = settles ? commitmentPushes(settlementId, Buffer.from(root, 'hex')) : [Buffer.from(hostile)];
  const commitment = { satoshis: sats(0), lockingScript: dataScript(pushes) };
  const fee = { satoshis: sats(77), lockingScript: platform.lockingScript };
  const outputs: TxOutput[] = [commitment, ...payouts, ...(settles ? [fee] : [])];
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

test('no untrusted text becomes markup, and nothing of a page is inline or of another host', async () => {
  const { chain, built } = chainWithPayment();
  await using _ = chain;
  const link = (path: string) => `/below${path}`;
  const page = explorerPage(chain, built.transaction.txid, { link });
  assert.ok(!page.includes('<script>') && page.includes('&#60;script&#62;'));
  assert.ok(!page.includes('<style') && !page.includes(' style='));
  for (const [, address] of page.matchAll(/ (?:src|href|action)="([^"#?][^"]*)"/g))
    assert.match(address!, /^\/below\//, 'of this server, below its base path');
  for (const hostile of ['<script>', '"><script>', 'task_"><script>']) {
    assert.ok(!explorerPage(chain, hostile).includes('<script>'));
    const found = search(chain, hostile);
    assert.ok('page' in found && found.status === 404 && !found.page.includes('<script>'));
  }
});

test('which output pays whom: the commitment, the pay, the fee, and what goes back', async () => {
  const { chain, built } = chainWithPayment({ settles: true });
  await using _ = chain;
  const { txid } = built.transaction;
  const { lockingScript: feeScript } = platform;
  const pages = ['0', '200'].map((outputsFrom) => explorerPage(chain, txid, { feeScript, outputsFrom }));
  const page = pages.join('');
  const count = (text: string) => page.split(text).length - 1;
  assert.deepEqual(
    ['Commitment to labels', 'Pays a worker', 'Platform’s fee</span>', 'Change, back to who paid'].map(count),
    [1, 250, 1, 1],
    'of each output',
  );
  assert.match(page, /250 outputs to 2 addresses/);
  assert.ok(page.includes(settlementId) && page.includes(root) && page.includes('href="/verify"'));
  assert.ok(!explorerPage(chain, txid).includes('/console/'), 'a process without apps has no link to one');
});

test('search finds by id, its beginning, height, hash, address, settlement and root, and says when nothing is there', async () => {
  const { chain, built, parent } = chainWithPayment({ settles: true });
  await using _ = chain;
  const { txid } = built.transaction;
  const { hash, height } = chain.mine()!;
  const leadsTo = (asked: string) => {
    const found = search(chain, asked);
    return 'path' in found ? found.path : found;
  };
  for (const [asked, path] of [
    ['', '/chain'],
    [` ${txid.toUpperCase()}\n`, `/chain/tx/${txid}`],
    [`https://labels.example/chain/tx/${txid}?a=1`, `/chain/tx/${txid}`],
    [`${txid}:7`, `/chain/tx/${txid}`],
    [txid.slice(0, 9), `/chain/tx/${txid}`],
    [hash, `/chain/block/${hash}`],
    [String(height), `/chain/block/${hash}`],
    [worker.address, `/chain/address/${worker.address}`],
    [settlementId, `/chain/tx/${txid}`],
    [root, `/chain/tx/${txid}`],
    [parent.slice(0, 10), `/chain/tx/${parent}`],
  ] as const)
    assert.equal(leadsTo(asked), path, asked);
  for (const asked of [
    'f'.repeat(64),
    'abc',
    'stl_0',
    '999999',
    'x'.repeat(5_000),
    'ünïcode',
    '0'.repeat(63),
  ]) {
    const found = search(chain, asked);
    assert.ok('page' in found && found.status === 404, asked);
    assert.match(found.page, /Nothing found/);
  }
  const { satoshis, lockingScript } = built.change!;
  const again = buildTransaction({
    coins: [{ txid, vout: 252, satoshis, lockingScript }],
    outputs: [
      { satoshis: sats(0), lockingScript: dataScript(commitmentPushes(settlementId, Buffer.alloc(32))) },
    ],
    changeScript: key.lockingScript,
    feeRateSatsPerKb: 100,
    keys: [key],
  });
  assert.ok(again.ok && chain.submit(again.transaction.extended).kind === 'accepted');
  const both = search(chain, settlementId);
  assert.ok('page' in both && both.status === 200);
  for (const part of ['2 found', txid, again.transaction.txid]) assert.ok(both.page.includes(part), part);
});

test('of a task nothing is told, whether there is one or not', async () => {
  const { chain } = chainWithPayment({ settles: true });
  await using _ = chain;
  const told = (asked: string) => {
    const found = search(chain, asked);
    assert.ok('page' in found && found.status === 404);
    return found.page.replaceAll(asked, 'TASK');
  };
  assert.equal(told('task_01KEXAMPLE'), told('task_02'));
  assert.match(told('task_02'), /salted hash/);
});

test('an address lists what it can spend, page by page, each coin once', async () => {
  const { chain } = chainWithPayment({ settles: true });
  await using _ = chain;
  const seen: string[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < 9; pages++) {
    const page = addressPage(chain, worker.address, { after });
    seen.push(...[...page.matchAll(/>output (\d+)</g)].map(([, vout]) => vout!));
    after = /href="\?after=([\d.]+)"/.exec(page)?.[1];
    if (after === undefined) break;
  }
  assert.deepEqual([seen.length, new Set(seen).size], [249, 249]);
  const none = addressPage(chain, keyOf('nobody').address);
  assert.match(none, /0 sats.*None\./s);
  assert.match(addressPage(chain, 'nowhere'), /No such address/);
});

test('a chain that kept no commitments is searched by them once it was opened again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-explorer-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'chain.sqlite');
  const before = chainWithPayment({ settles: true, path });
  const { txid } = before.built.transaction;
  before.chain.close();
  {
    using database = new DatabaseSync(path);
    database.exec('DROP TABLE commitments');
  }
  await using chain = openLocalChain({ path, now: () => 1_800_000_000_000 });
  assert.deepEqual(search(chain, settlementId), { path: `/chain/tx/${txid}` });
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
    const links = [...reply.body.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href!);
    open.push(...links.filter((href) => /^\/chain(?!\/woc)/.test(href)));
  }
  assert.ok(seen.size > 20);
  for (const path of [
    '/chain/address/nope',
    '/chain/tx/nope',
    `/chain/tx/${'0'.repeat(64)}`,
    `/chain/block/${'0'.repeat(64)}`,
  ]) {
    assert.equal(get(path)?.status, 404, path);
  }
});
