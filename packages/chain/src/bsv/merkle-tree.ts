import { Buffer } from 'node:buffer';
import { at, last } from '@asg/values/present';
import { displayHash, storedHash } from './bytes.ts';
import { hash256 } from './digest.ts';

/** All rows of a block's Merkle tree, the ids (stored byte order) first, the root last. */
export type MerkleRows = readonly (readonly Uint8Array[])[];

/** The rows over a block's transaction ids, in block order. Throws a RangeError for an empty block. */
export function merkleRows(txids: readonly string[]): MerkleRows {
  if (txids.length === 0) throw new RangeError('a block has at least its coinbase');
  const rows: Uint8Array[][] = [txids.map(storedHash)];
  for (let row = at(rows, 0); row.length > 1; ) {
    row = parentRow(row);
    rows.push(row);
  }
  return rows;
}

/** The Merkle root in a block's header, as people read it. */
export function merkleRoot(txids: readonly string[]): string {
  return displayHash(at(last(merkleRows(txids)), 0));
}

/** An inner node: double SHA-256 of both children. */
export function merkleParent(left: Uint8Array, right: Uint8Array): Buffer {
  return hash256(Buffer.concat([left, right]));
}

function parentRow(row: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let index = 0; index < row.length; index += 2) {
    // The last node of an odd row is paired with itself.
    parents.push(merkleParent(at(row, index), row[index + 1] ?? at(row, index)));
  }
  return parents;
}
