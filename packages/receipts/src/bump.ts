import { at, present } from '@asg/values/present';
import { bytesOf, concat, displayHash, hexOf, Malformed, Reader } from './bytes.ts';
import { hash256 } from './digest.ts';

const levelsMax = 64;
const nodeBytesMin = 2;
const flagDuplicate = 1;
const flagTxid = 2;

/** A node of the block's Merkle tree; null: a copy of the one on its left. */
type Node = Uint8Array | null;

/** A Merkle path of transactions of one block (BRC-74): for each level, from the leaves up, its nodes by their offsets. */
export interface Bump {
  readonly blockHeight: number;
  readonly levels: readonly ReadonlyMap<number, Node>[];
}

/** Parses hex. Throws `Malformed`. */
export function parseBump(hex: string): Bump {
  const reader = new Reader(bytesOf(hex));
  const bump = readBump(reader);
  reader.end();
  return bump;
}

export function readBump(reader: Reader): Bump {
  const blockHeight = reader.varint();
  const height = reader.uint8();
  if (height < 1 || height > levelsMax) throw new Malformed(`a path of ${height} levels`);
  return { blockHeight, levels: Array.from({ length: height }, () => readLevel(reader)) };
}

function readLevel(reader: Reader): ReadonlyMap<number, Node> {
  const nodes = new Map<number, Node>();
  for (let left = reader.count(nodeBytesMin); left > 0; left--) {
    const offset = reader.varint();
    const flags = reader.uint8();
    if (flags > flagTxid) throw new Malformed('a node has unknown flags');
    if (nodes.has(offset)) throw new Malformed('an offset is listed twice');
    // Only the last node of an odd row is copied, to its right.
    if (flags === flagDuplicate && offset % 2 === 0) throw new Malformed('a copied node is on the left');
    nodes.set(offset, flags === flagDuplicate ? null : reader.take(32));
  }
  return nodes;
}

/** The Merkle root that the path leads this transaction to, as people read it. Throws `Malformed` where it leads nowhere. */
export function rootOf(bump: Bump, txid: string): string {
  const leaves = at(bump.levels, 0);
  const entry = [...leaves].find(([, node]) => node !== null && displayHash(node) === txid);
  if (entry === undefined) throw new Malformed('the transaction is not in the Merkle path');
  let [offset, node] = entry as [number, Uint8Array];
  // The path of the one transaction of a block has no sibling.
  if (bump.levels.length === 1 && leaves.size === 1 && offset === 0) return displayHash(node);
  let known = leaves;
  for (const [level, given] of bump.levels.entries()) {
    if (level > 0) known = withParents(given, known);
    const isLeft = offset % 2 === 0;
    const sibling = known.get(isLeft ? offset + 1 : offset - 1);
    if (sibling === undefined) throw new Malformed(`the Merkle path lacks a node at level ${level}`);
    node = isLeft ? parent(node, sibling) : parent(present(sibling, 'a node on the left'), node);
    offset = Math.floor(offset / 2);
  }
  if (offset !== 0) throw new Malformed('the Merkle path ends below the root');
  return displayHash(node);
}

/** The nodes given on a level, and those that two given ones below it make. */
function withParents(
  given: ReadonlyMap<number, Node>,
  below: ReadonlyMap<number, Node>,
): ReadonlyMap<number, Node> {
  const known = new Map(given);
  for (const [offset, left] of below) {
    const right = below.get(offset + 1);
    if (offset % 2 === 1 || left === null || right === undefined) continue;
    const made = parent(left, right);
    const reported = known.get(offset / 2);
    if (reported instanceof Uint8Array && hexOf(reported) !== hexOf(made))
      throw new Malformed('the Merkle path contradicts itself');
    known.set(offset / 2, made);
  }
  return known;
}

function parent(left: Uint8Array, right: Node): Uint8Array {
  return hash256(concat(left, right ?? left));
}
