import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { MerklePath } from '@bsv/sdk';
import fc from 'fast-check';
import { hasProofOfWork, headerHash, parseHeader, serialiseHeader, targetOf } from './block-header.ts';
import { bumpFromTsc, bumpOf, bumpRoot, decodeBump, encodeBump, pathOfOne, verifyBump } from './bump.ts';
import { displayHash, storedHash } from './bytes.ts';
import { merkleParent, merkleRoot, merkleRows } from './merkle-tree.ts';

function blockOf(count: number): string[] {
  return Array.from({ length: count }, (_, n) =>
    createHash('sha256').update(`tx ${count} ${n}`).digest('hex'),
  );
}

test('the proof of each transaction of a block verifies, and is the one that @bsv/sdk reads', () => {
  for (const count of [1, 2, 3, 4, 5, 7, 8, 13, 100]) {
    const txids = blockOf(count);
    const rows = merkleRows(txids);
    const root = merkleRoot(txids);
    for (const [index, txid] of txids.entries()) {
      const bump = encodeBump(bumpOf(rows, index, 812_345));
      assert.ok(verifyBump(bump, txid, root));
      assert.equal(MerklePath.fromHex(bump).computeRoot(txid), root);
      assert.equal(MerklePath.fromHex(bump).toHex(), bump);
      const decoded = decodeBump(bump);
      assert.ok(decoded.ok && decoded.bump.blockHeight === 812_345 && encodeBump(decoded.bump) === bump);
    }
  }
});

test('no proof survives a flipped bit, another transaction or another root', () => {
  const blocks = fc.integer({ min: 2, max: 40 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      index: fc.integer({ min: 0, max: count - 1 }),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    }),
  );
  fc.assert(
    fc.property(blocks, ({ count, index, at }) => {
      const txids = blockOf(count);
      const root = merkleRoot(txids);
      const bytes = Buffer.from(encodeBump(bumpOf(merkleRows(txids), index, 100)), 'hex');
      // The first byte is the block height, which the root does not cover.
      const bit = 8 + Math.floor(at * (bytes.length - 1) * 8);
      const flags = flippedFlag(bytes, bit);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if (!flags) assert.equal(verifyBump(bytes.toString('hex'), txids[index]!, root), false);
      const whole = encodeBump(bumpOf(merkleRows(txids), index, 100));
      assert.equal(verifyBump(whole, blockOf(count + 1)[0]!, root), false);
      assert.equal(verifyBump(whole, txids[index]!, txids[index]!), false);
    }),
    { numRuns: 300 },
  );
});

/** The "this is a txid of interest" mark is a hint, which the root does not cover either. */
function flippedFlag(bytes: Buffer, bit: number): boolean {
  const mark = 1 << (bit & 7) === 2;
  return mark && (bytes[bit >> 3] === 0 || bytes[bit >> 3] === 2);
}

test('a proof that is cut short, padded or of absurd height is refused', () => {
  const bump = encodeBump(bumpOf(merkleRows(blockOf(5)), 4, 7));
  for (const hex of [
    bump.slice(0, -2),
    `${bump}00`,
    `${bump.slice(0, 2)}ff${bump.slice(4)}`,
    '',
    'xy',
    '0700',
  ]) {
    assert.equal(decodeBump(hex).ok, false, hex);
  }
});

test('the genesis header of Bitcoin has its known hash and proves its work', () => {
  const hex =
    '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f61' +
    '7fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';
  const parsed = parseHeader(hex);
  assert.ok(parsed.ok);
  assert.equal(headerHash(parsed.header), '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f');
  assert.equal(serialiseHeader(parsed.header), hex);
  assert.ok(hasProofOfWork(parsed.header));
  assert.equal(hasProofOfWork({ ...parsed.header, nonce: parsed.header.nonce + 1 }), false);
});

test('a negative, zero or overflowing target is no target', () => {
  assert.equal(targetOf(0x1d00_ffff), 0xffffn << 208n);
  assert.equal(targetOf(0x207f_ffff), 0x7f_ffffn << 232n);
  for (const bits of [0x1d80_ffff, 0x1d00_0000, 0xff7f_ffff, 0x0100_0000])
    assert.equal(targetOf(bits), undefined);
});

test('a place in a block beyond 32 bits leads to the same root, from the node’s answer to the bytes and back', () => {
  const hash = (what: string): string => createHash('sha256').update(what).digest('hex');
  for (const index of [5_000_000_000, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 39 + 1]) {
    const txid = hash('paid');
    const nodes = Array.from({ length: 40 }, (_, level) => hash(`sibling ${level}`));
    // The bits of the place say on which side each sibling is.
    const root = nodes.reduce((node, sibling, level) => {
      const isRight = (BigInt(index) >> BigInt(level)) & 1n;
      const pair = isRight ? [sibling, node] : [node, sibling];
      return displayHash(merkleParent(storedHash(pair[0]!), storedHash(pair[1]!)));
    }, txid);
    const bump = encodeBump(bumpFromTsc({ index, txOrId: txid, nodes }, 900_000));
    assert.ok(verifyBump(bump, txid, root), `index ${index}`);
    const decoded = decodeBump(bump);
    assert.ok(decoded.ok);
    assert.ok(decoded.bump.levels[0]!.some((leaf) => leaf.offset === index && leaf.hash === txid));
  }
});

test('the path of one transaction is cut out of a path of many, and of one that is spelt at length', () => {
  const txids = blockOf(13);
  const rows = merkleRows(txids);
  const root = merkleRoot(txids);
  const levels = rows
    .slice(0, -1)
    .map((row, level) =>
      row.map((hash, offset) => ({ offset, hash: displayHash(hash), isTxid: level === 0 })),
    );
  // A list of a row's nodes in which the last one, of an odd row, is repeated instead of marked as a copy.
  const spelt = levels.map((row) =>
    row.length % 2 === 0 ? row : [...row, { ...row.at(-1)!, offset: row.length, isTxid: false }],
  );
  for (const [index, txid] of txids.entries()) {
    const one = pathOfOne({ blockHeight: 7, levels: spelt }, txid);
    assert.ok(one !== null);
    assert.equal(encodeBump(one), encodeBump(bumpOf(rows, index, 7)));
    assert.deepEqual(bumpRoot(one, txid), { ok: true, root });
  }
  assert.equal(pathOfOne({ blockHeight: 7, levels: spelt }, root), null);
});

test('a copied node on the left is refused: a receipt with it would verify nowhere else', () => {
  const own = 'ab'.repeat(32);
  const leaf = (offset: string, flags: string, hash = '') => offset + flags + hash;
  const good = `0101 02 ${leaf('00', '02', own)} ${leaf('01', '01')}`.replaceAll(' ', '');
  const bad = `0101 02 ${leaf('00', '01')} ${leaf('01', '02', own)}`.replaceAll(' ', '');
  assert.equal(decodeBump(good).ok, true);
  assert.equal(decodeBump(bad).ok, false);
});
