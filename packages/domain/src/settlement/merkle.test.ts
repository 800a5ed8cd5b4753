import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Sha256 } from '../sha256.ts';
import { leafHash, merklePath, merkleRoot, merkleRows, pathSides, rootFromPath } from './merkle.ts';

const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('the tree is the one of RFC 6962 (its published test vectors)', () => {
  const contents = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const leaves = contents.map((content) => leafHash(Buffer.from(content, 'hex'), sha256));
  const roots = [0, 1, 2, 3, 8].map((count) => hex(merkleRoot(leaves.slice(0, count), sha256)));
  assert.deepEqual(roots, [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]);
});

test('every leaf proves its place, and no other content does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      (contents, n) => {
        const leaves = contents.map((content) => leafHash(content, sha256));
        const root = hex(merkleRoot(leaves, sha256));
        const index = n % leaves.length;
        const path = merklePath(merkleRows(leaves, sha256), index);
        assert.equal(hex(rootFromPath(leaves[index]!, path, sha256)), root);
        assert.deepEqual(
          pathSides(index, leaves.length),
          path.map((step) => step.side),
        );
        const forged = leafHash(Buffer.concat([contents[index]!, Buffer.of(0)]), sha256);
        assert.notEqual(hex(rootFromPath(forged, path, sha256)), root);
      },
    ),
  );
});
