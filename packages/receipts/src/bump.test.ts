import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parseBump, rootOf } from './bump.ts';
import { Malformed } from './bytes.ts';

/** The example of BRC-74: three transactions of block 813,706 of the main network. */
const published =
  'fe8a6a0c000c04fde80b0011774f01d26412f0d16ea3f0447be0b5ebec67b0782e321a7a01cbdf7f734e30fde90b0200' +
  '4e53753e3fe4667073063a17987292cfdea278824e9888e52180581d7188d8fdea0b025e441996fc53f0191d649e68a2' +
  '00e752fb5f39e0d5617083408fa179ddc5c998fdeb0b0102fdf405000671394f72237d08a4277f4435e5b6edf7adc272' +
  'f25effef27cdfe805ce71a81fdf50500262bccabec6c4af3ed00cc7a7414edea9c5efa92fb8623dd6160a001450a5282' +
  '01fdfb020101fd7c010093b3efca9b77ddec914f8effac691ecb54e2c81d0ab81cbc4c4b93befe418e8501bf01015e00' +
  '5881826eb6973c54003a02118fe270f03d46d02681c8bc71cd44c613e86302f8012e00e07a2bb8bb75e5accff266022e' +
  '1e5e6e7b4d6d943a04faadcf2ab4a22f796ff30116008120cafa17309c0bb0e0ffce835286b3a2dcae48e4497ae2d2b7' +
  'ced4f051507d010a00502e59ac92f46543c23006bff855d96f5e648043f0fb87a7a5949e6a9bebae430104001ccd9f8f' +
  '64f4d0489b30cc815351cf425e0e78ad79a589350e4341ac165dbe45010301010000af8764ce7e1cc132ab5ed2229a00' +
  '5c87201c9a5ee15c0f91dd53eff31ab30cd4';
const txids = [
  '304e737fdfcb017a1a322e78b067ecebb5e07b44f0a36ed1f01264d2014f7711',
  'd888711d588021e588984e8278a2decf927298173a06737066e43f3e75534e00',
  '98c9c5dd79a18f40837061d5e0395ffb52e700a2689e641d19f053fc9619445e',
];
const root = '57aab6e6fb1b697174ffb64e062c4728f2ffd33ddcfa02a43b64d8cd29b483b4';

test('each transaction of the published compound path leads to the root of its block', () => {
  const bump = parseBump(published);
  assert.equal(bump.blockHeight, 813_706);
  for (const txid of txids) assert.equal(rootOf(bump, txid), root);
});

test('another transaction, a changed node and a level that is missing lead nowhere', () => {
  assert.throws(() => rootOf(parseBump(published), root), /not in the Merkle path/);
  const last = published.length - 1;
  const changed = published.slice(0, last) + (published[last] === '4' ? '5' : '4');
  for (const txid of txids) assert.notEqual(rootOf(parseBump(changed), txid), root);
  const cut = `${published.slice(0, 10)}0b${published.slice(12, -70)}`;
  for (const txid of txids) assert.throws(() => rootOf(parseBump(cut), txid), /ends below the root/);
  assert.throws(() => parseBump(published.slice(0, -2)), Malformed);
  assert.throws(() => parseBump(`${published}00`), Malformed);
});

test('a copied node is taken on the right only: on the left it would let one transaction stand for another', () => {
  const path = (offset: string, copied: string) => `0101020${offset}00${'11'.repeat(32)}0${copied}01`;
  assert.equal(typeof rootOf(parseBump(path('0', '1')), '11'.repeat(32)), 'string');
  assert.throws(() => parseBump(path('1', '0')), /copied node is on the left/);
});

test('a place in a block beyond 32 bits is computed right', () => {
  // Transaction 5,000,000,000 of a block, its place and those of its siblings in eight bytes.
  const place = 5_000_000_000n;
  const hash = (byte: number) => byte.toString(16).padStart(2, '0').repeat(32);
  const varint = (value: bigint): string => {
    const bytes = Buffer.alloc(9, 0xff);
    bytes.writeBigUInt64LE(value, 1);
    if (value > 0xffff_ffffn) return bytes.toString('hex');
    if (value > 0xffffn) return `fe${bytes.toString('hex', 1, 5)}`;
    return value < 0xfdn ? bytes.toString('hex', 1, 2) : `fd${bytes.toString('hex', 1, 3)}`;
  };
  const levels = Array.from({ length: 33 }, (_, level) => {
    const sibling = `${varint((place >> BigInt(level)) ^ 1n)}00${hash(level + 1)}`;
    return level === 0 ? `02${varint(place)}02${hash(0xab)}${sibling}` : `01${sibling}`;
  });
  let expected: Buffer = Buffer.from(hash(0xab), 'hex');
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  for (let level = 0; level < 33; level++) {
    const sibling = Buffer.from(hash(level + 1), 'hex');
    const isRight = (place >> BigInt(level)) & 1n;
    expected = sha256(sha256(Buffer.concat(isRight ? [sibling, expected] : [expected, sibling])));
  }
  const bump = parseBump(`07${(33).toString(16)}${levels.join('')}`);
  assert.equal(rootOf(bump, hash(0xab)), Buffer.from(expected).reverse().toString('hex'));
});
