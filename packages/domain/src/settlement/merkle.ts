import { at, last } from '@asg/values/present';
import type { Sha256 } from '../sha256.ts';

const leafPrefix = 0x00;
const nodePrefix = 0x01;

/** One step from a leaf to the root: the sibling's hash and its side. */
export interface MerkleStep {
  readonly side: 'left' | 'right';
  readonly hash: Uint8Array;
}

function prefixed(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 1);
  const bytes = new Uint8Array(length);
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Hash of a leaf's content, kept apart from inner nodes by its prefix (RFC 6962, section 2.1). */
export function leafHash(content: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(prefixed(leafPrefix, content));
}

function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(prefixed(nodePrefix, left, right));
}

/** All rows of a tree: the leaf hashes in their order first, the root last. */
export type MerkleRows = readonly (readonly Uint8Array[])[];

/**
 * The rows over leaf hashes in their order, at least one. The last node of an odd row moves up as it is, which makes the tree
 * of RFC 6962 (section 2.1).
 */
export function merkleRows(leaves: readonly Uint8Array[], sha256: Sha256): MerkleRows {
  if (leaves.length === 0) throw new RangeError('a tree has at least one leaf');
  const rows: (readonly Uint8Array[])[] = [leaves];
  for (let row = leaves; row.length > 1; rows.push(row)) row = parentRow(row, sha256);
  return rows;
}

function parentRow(row: readonly Uint8Array[], sha256: Sha256): readonly Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let i = 0; i < row.length; i += 2) {
    const right = row[i + 1];
    parents.push(right === undefined ? at(row, i) : nodeHash(at(row, i), right, sha256));
  }
  return parents;
}

/** Root over leaf hashes in their order (RFC 6962, section 2.1); the hash of nothing for no leaves. */
export function merkleRoot(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  return leaves.length === 0 ? sha256(new Uint8Array(0)) : at(last(merkleRows(leaves, sha256)), 0);
}

/** The steps from leaf `index` up to the root (RFC 6962, section 2.1.1). Throws a RangeError outside the leaves. */
export function merklePath(rows: MerkleRows, index: number): readonly MerkleStep[] {
  const leaves = at(rows, 0).length;
  if (!(index >= 0 && index < leaves)) throw new RangeError(`no leaf ${index} of ${leaves}`);
  return rows.flatMap((row, level): readonly MerkleStep[] => {
    const place = Math.floor(index / 2 ** level);
    const isLeft = place % 2 === 0;
    const hash = row[isLeft ? place + 1 : place - 1];
    return hash === undefined ? [] : [{ side: isLeft ? 'right' : 'left', hash }];
  });
}

/** The sides of the siblings on the path of leaf `index` in a tree of `size` leaves, the leaf's own first. */
export function pathSides(index: number, size: number): readonly MerkleStep['side'][] {
  if (!(index >= 0 && index < size)) throw new RangeError(`no leaf ${index} of ${size}`);
  const sides: MerkleStep['side'][] = [];
  for (let [place, width] = [index, size]; width > 1; width = Math.ceil(width / 2)) {
    if (place % 2 === 1) sides.push('left');
    else if (place + 1 < width) sides.push('right');
    place = Math.floor(place / 2);
  }
  return sides;
}

/** The root that a leaf hash and its path lead to. */
export function rootFromPath(leaf: Uint8Array, path: readonly MerkleStep[], sha256: Sha256): Uint8Array {
  return path.reduce(
    (hash, step) =>
      step.side === 'left' ? nodeHash(step.hash, hash, sha256) : nodeHash(hash, step.hash, sha256),
    leaf,
  );
}
