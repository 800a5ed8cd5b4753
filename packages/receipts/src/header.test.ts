import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHeader, targetOf, workProblem } from './header.ts';

/** A block of the BSV main network of December 2023, at a difficulty of 83.6 thousand million. */
const mainHeader =
  '0020372d395bfcfc03b467e747f873da7e4f4fd0afcc89301787b10a0000000000000000724ab3c241848b826766b469' +
  '47e008e022b95877629498ec3e7dd85f1ae0b383f8f8826566280d184b11f02a';
/** The first block of Bitcoin, at difficulty 1. */
const firstHeader = `01000000${'00'.repeat(32)}3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c`;

test('the work of a real block is enough for its network', () => {
  const header = parseHeader(mainHeader);
  assert.equal(header.hash, '0000000000000000014fb564e1a62fef0eb66cb6c3e139b5095adcc6a477d61e');
  assert.equal(header.merkleRoot, '83b3e01a5fd87d3eec9894627758b922e008e04769b46667828b8441c2b34a72');
  assert.equal(workProblem(header, 'main'), null);
  const other = parseHeader(mainHeader.replace(/2a$/, '2b'));
  assert.match(workProblem(other, 'main')!, /above the target/);
});

test('a block that a laptop could make is none of the main network', () => {
  const easy = parseHeader(firstHeader);
  assert.equal(easy.hash, '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f');
  assert.match(workProblem(easy, 'main')!, /easier than any block of the network "main"/);
  assert.equal(workProblem(easy, 'test'), null);
});

test('targets are those of the compact form; negative, zero and overflowing ones are none', () => {
  assert.equal(targetOf(0x1d00ffff), 0xffffn << 208n);
  assert.equal(targetOf(0x02123456), 0x1234n);
  for (const bits of [0, 0x1d000000, 0x1d800001, 0x01003456, 0x20ffffff, 0xff7fffff])
    assert.equal(targetOf(bits), null, bits.toString(16));
});
