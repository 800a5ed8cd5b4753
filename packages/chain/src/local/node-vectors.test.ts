import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  bumpFromTsc,
  encodeBump,
  hasProofOfWork,
  headerHash,
  hexOf,
  parseExtendedTransaction,
  parseHeader,
  parseRawTransaction,
  serialiseExtended,
  serialiseHeader,
  serialiseRaw,
  type TscProof,
  verifyBump,
  verifyTransaction,
} from '../bsv/index.ts';
import { openLocalChain } from './local-chain.ts';

interface Vector {
  name: string;
  txid: string;
  raw: string;
  ef: string;
  fee: number;
  node: { accepted?: string; error?: { code: number; message: string } };
  tsc?: TscProof;
  bump?: string;
}

interface Vectors {
  height: number;
  blockHash: string;
  headerHex: string;
  merkleroot: string;
  vectors: Vector[];
}

const file = new URL('../../vectors/bsv-node-vectors.json', import.meta.url);
const node = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

function chainWithSpentCoins() {
  const chain = openLocalChain({ path: ':memory:', now: () => 1_800_000_000_000 });
  for (const { ef } of node.vectors) {
    const parsed = parseExtendedTransaction(ef);
    assert.ok(parsed.ok);
    for (const { txid, vout, source } of parsed.transaction.inputs) chain.adopt({ txid, vout, ...source });
  }
  return chain;
}

for (const format of ['raw', 'ef'] as const) {
  test(`the local chain gives a BSV node's verdict on every vector (${format}), in the file's order`, async () => {
    await using chain = chainWithSpentCoins();
    for (const vector of node.vectors) {
      const verdict = chain.submit(vector[format]);
      if (vector.node.accepted !== undefined) {
        assert.deepEqual(verdict, { kind: 'accepted', txid: vector.node.accepted }, vector.name);
      } else {
        assert.ok(verdict.kind === 'refused', vector.name);
        assert.deepEqual({ code: verdict.code, message: verdict.message }, vector.node.error, vector.name);
      }
    }
  });
}

test('a block holds the same transactions as the node mined: the one without a fee is accepted but left out', async () => {
  await using chain = chainWithSpentCoins();
  for (const { raw } of node.vectors) chain.submit(raw);
  const block = chain.mine();
  assert.ok(block);
  const mined = new Set(chain.reads.blockTxids(block.height, 1, 100));
  const expected = node.vectors.filter((vector) => vector.bump !== undefined).map(({ txid }) => txid);
  assert.deepEqual(mined, new Set(expected));
  const withoutFee = node.vectors.find(({ fee }) => fee === 0);
  assert.deepEqual(await chain.status(withoutFee!.txid), { kind: 'seen' });
});

test("every proof of the node verifies under its block's header, and its two forms are the same proof", () => {
  const parsed = parseHeader(node.headerHex);
  assert.ok(parsed.ok);
  assert.equal(headerHash(parsed.header), node.blockHash);
  assert.equal(serialiseHeader(parsed.header), node.headerHex);
  assert.ok(hasProofOfWork(parsed.header));
  assert.equal(hasProofOfWork({ ...parsed.header, bits: 0x1d00_ffff }), false);
  for (const { txid, tsc, bump } of node.vectors) {
    if (tsc === undefined || bump === undefined) continue;
    assert.ok(verifyBump(bump, txid, parsed.header.merkleRoot));
    assert.equal(encodeBump(bumpFromTsc(tsc, node.height)), bump);
  }
});

test('what a node took is read and written back byte for byte, and the fee is the node’s', () => {
  for (const { txid, raw, ef, fee } of node.vectors) {
    const parsedRaw = parseRawTransaction(raw);
    const parsedExtended = parseExtendedTransaction(ef);
    assert.ok(parsedRaw.ok && parsedExtended.ok);
    assert.equal(parsedRaw.transaction.txid, txid);
    assert.equal(parsedExtended.transaction.txid, txid);
    assert.equal(hexOf(serialiseRaw(parsedRaw.transaction)), raw);
    assert.equal(hexOf(serialiseExtended(parsedExtended.transaction)), ef);
    const verified = verifyTransaction(ef);
    if (verified.ok) assert.equal(verified.feeSats, fee);
  }
});
