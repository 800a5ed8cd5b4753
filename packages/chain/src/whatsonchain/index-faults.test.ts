import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { displayHash } from '../bsv/bytes.ts';
import { headerHash, merkleRoot, merkleRows, SigningKey, sha256, verifyBump } from '../bsv/index.ts';
import { listening, serveRoutes } from '../contract/serve-routes.ts';
import { lookUpRoutes, openLocalChain } from '../local/index.ts';
import { ChainUnavailable } from '../port.ts';
import { LookUp } from './look-up.ts';

const someTxid = 'ab'.repeat(32);
const clock = { nowMs: () => Date.now(), sleep: async () => {} };

interface Given {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An index that answers as told, one answer a request, the last one again and again; null: it never answers. */
async function openIndex(...answers: readonly (Given | null)[]) {
  const asked: string[] = [];
  const server = await listening(
    createServer((request, response) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]!;
      asked.push(request.url ?? '');
      if (answer === null) return;
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.body ?? {}));
    }),
  );
  const timeoutMs = answers.includes(null) ? 1_000 : 60_000;
  const options = { network: 'main', clock, gapMs: 0, timeoutMs, totalMs: 120_000 } as const;
  return { ...server, asked, lookUp: new LookUp({ url: server.url, ...options }) };
}

/** Every call that an index answers. */
const calls: readonly ((lookUp: LookUp) => Promise<unknown>)[] = [
  (lookUp) => lookUp.tip(),
  (lookUp) => lookUp.headers(0, 10),
  (lookUp) => lookUp.unspent('1L2F8wYxTRagCZLnsm2engg8ngGECSeuE5', 10),
  (lookUp) => lookUp.spender(someTxid, 0),
  (lookUp) => lookUp.proofs(someTxid),
];

test('an index that is asked too often is left alone for a while and asked again, up to three times', async () => {
  const info = { blocks: 7, bestblockhash: someTxid };
  await using busy = await openIndex({ status: 429 }, { status: 429 }, { status: 200, body: info });
  assert.deepEqual(await busy.lookUp.tip(), { height: 7, hash: someTxid });
  assert.equal(busy.asked.length, 3);
  await using gone = await openIndex({ status: 429 });
  await assert.rejects(
    gone.lookUp.tip(),
    /^ChainUnavailable: look-up 127\.0\.0\.1:\d+: \/chain\/info: status 429/,
  );
  assert.equal(gone.asked.length, 3);
});

test('an index that wants to rest longer than a call may last fails that call at once', async () => {
  await using index = await openIndex({ status: 429, headers: { 'retry-after': '3600' } });
  await assert.rejects(index.lookUp.tip(), /more is asked of it than it answers/);
  assert.equal(index.asked.length, 1);
});

for (const [what, answer] of [
  ['answers 500', { status: 500 }],
  ['never answers', null],
  ['answers with nonsense', { status: 200, body: 'hello' }],
  ['answers with a page', { status: 200, headers: { 'content-type': 'text/html' } }],
] as const)
  test(`an index that ${what} fails each call by itself, in time, and is named`, async () => {
    await using index = await openIndex(answer);
    for (const call of calls) {
      const startMs = Date.now();
      const failure = await call(index.lookUp).then(
        () => null,
        (error: unknown) => error,
      );
      assert.ok(failure instanceof ChainUnavailable);
      assert.match(failure.message, /^look-up 127\.0\.0\.1/);
      assert.ok(Date.now() - startMs < 60_000);
    }
  });

test('one call that fails leaves the next one alone', async () => {
  const info = { blocks: 7, bestblockhash: someTxid };
  await using index = await openIndex({ status: 500 }, null, { status: 200, body: info });
  await assert.rejects(index.lookUp.tip(), ChainUnavailable);
  await assert.rejects(index.lookUp.tip(), ChainUnavailable);
  assert.deepEqual(await index.lookUp.tip(), { height: 7, hash: someTxid });
});

test('a proof in the TSC’s form is a claim with the height that the block’s own header says', async () => {
  let nowMs = 1_800_000_000_000;
  await using chain = openLocalChain({ path: ':memory:', now: () => nowMs++ });
  await using server = await serveRoutes(lookUpRoutes(chain));
  const lookUp = new LookUp({ url: server.url, network: 'local', clock, gapMs: 0 });
  const key = new SigningKey(sha256(Buffer.from('proof')), 'local');
  const funded = [1, 2, 3].map((_, index) => chain.fund(key.address, sats(1_000 + index)));
  const txids = funded.map((one) => (one.ok ? one.transaction.txid : ''));
  assert.deepEqual(await lookUp.proofs(txids[0]!), []);
  const block = chain.mine()!;
  for (const txid of txids) {
    const [proof] = await lookUp.proofs(txid);
    assert.deepEqual(proof, {
      kind: 'mined',
      blockHeight: block.height,
      blockHash: block.hash,
      bump: chain.bump(txid),
    });
  }
  assert.deepEqual(await lookUp.proofs(someTxid), []);
});

test('nodes that are repeated in full, as WhatsOnChain does, prove as much as a star', async () => {
  const txids = ['11', '22', '33'].map((byte) => byte.repeat(32));
  const txid = txids[2]!;
  const merkleroot = merkleRoot(txids);
  const words = { version: 1, merkleroot, time: 1_700_000_000, nonce: 9, bits: '207fffff' };
  const header = { ...words, previousHash: someTxid, merkleRoot: merkleroot, bits: 0x207f_ffff };
  const block = { ...words, hash: headerHash(header), height: 9, previousblockhash: someTxid };
  const upper = displayHash(merkleRows(txids)[1]![0]!);
  for (const own of ['*', txid]) {
    const proof = [{ index: 2, txOrId: txid, target: block.hash, nodes: [own, upper] }];
    await using index = await openIndex({ status: 200, body: proof }, { status: 200, body: block });
    const [found] = await index.lookUp.proofs(txid);
    assert.ok(verifyBump(found!.bump, txid, merkleroot), own);
  }
});

test('a proof that names another block than its header is none', async () => {
  const entry = { index: 0, txOrId: someTxid, target: someTxid, nodes: [someTxid] };
  await using index = await openIndex(
    { status: 200, body: [entry] },
    { status: 200, body: { hash: someTxid } },
  );
  await assert.rejects(index.lookUp.proofs(someTxid), ChainUnavailable);
  for (const broken of [
    { index: -1 },
    { target: 'x' },
    { nodes: ['x'] },
    { nodes: Array(41).fill(someTxid) },
  ]) {
    await using odd = await openIndex({ status: 200, body: [{ ...entry, ...broken }] });
    await assert.rejects(odd.lookUp.proofs(someTxid), ChainUnavailable);
  }
  await using empty = await openIndex({ status: 200, body: null });
  await assert.rejects(empty.lookUp.proofs(someTxid), ChainUnavailable);
});
