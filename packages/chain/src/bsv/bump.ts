import { at, present } from '@asg/values/present';
import {
  ByteReader,
  ByteWriter,
  bytesFromHex,
  displayHash,
  hexOf,
  MalformedBytes,
  storedHash,
} from './bytes.ts';
import { type MerkleRows, merkleParent } from './merkle-tree.ts';

/** BRC-74 allows 64 levels; a block of 2^40 transactions is already beyond reason. */
const levelsMax = 40;
const leafBytesMin = 2;
/** Nodes on one level; bounds the work that an untrusted proof can cause. */
const leavesMax = 4_096;
/** A node that is its own sibling, in a node's answer. */
const copy = '*';
const flagDuplicate = 1;
const flagTxid = 2;

/** One node of the path. `hash` (as people read it) is absent when the node is a copy of its sibling. */
export interface BumpLeaf {
  readonly offset: number;
  readonly hash?: string;
  /** True for the transaction the proof is about. */
  readonly isTxid: boolean;
}

/** A Merkle path of one or more transactions of a block (BRC-74), the lowest level first. */
export interface Bump {
  readonly blockHeight: number;
  readonly levels: readonly (readonly BumpLeaf[])[];
}

export type BumpResult =
  | { readonly ok: true; readonly bump: Bump }
  | { readonly ok: false; readonly reason: string };
export type RootResult =
  | { readonly ok: true; readonly root: string }
  | { readonly ok: false; readonly reason: string };

/** A node's `getmerkleproof2` answer: siblings from the leaf up, `*` where the node is its own sibling. */
export interface TscProof {
  readonly index: number;
  readonly txOrId: string;
  readonly nodes: readonly string[];
}

/** The path of the transaction at `index` of the block whose rows are given. */
export function bumpOf(rows: MerkleRows, index: number, blockHeight: number): Bump {
  const txid = rows[0]?.[index];
  if (txid === undefined) throw new RangeError(`no transaction ${index} in the block`);
  const siblings = rows.slice(0, -1).map((row, level) => row[siblingOf(index, level)]);
  return pathOf(
    displayHash(txid),
    index,
    siblings.map((sibling) => sibling && displayHash(sibling)),
    blockHeight,
  );
}

/** The same proof in BUMP form. */
export function bumpFromTsc(proof: TscProof, blockHeight: number): Bump {
  const siblings = proof.nodes.map((node) => (node === copy ? undefined : node));
  return pathOf(proof.txOrId, proof.index, siblings, blockHeight);
}

export function encodeBump(bump: Bump): string {
  const writer = new ByteWriter(512).varint(bump.blockHeight).uint8(bump.levels.length);
  for (const level of bump.levels) {
    writer.varint(level.length);
    for (const leaf of level) writeLeaf(writer, leaf);
  }
  return hexOf(writer.finish());
}

/** Parses a BUMP strictly; it may prove several transactions. */
export function decodeBump(hex: string): BumpResult {
  const bytes = bytesFromHex(hex);
  if (bytes === undefined) return { ok: false, reason: 'not hex' };
  try {
    const reader = new ByteReader(bytes);
    const bump = readBump(reader);
    reader.end();
    return { ok: true, bump };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return { ok: false, reason: error.message };
  }
}

/** The Merkle root that the path gives for a transaction; compare it with the block's header. */
export function bumpRoot(bump: Bump, txid: string): RootResult {
  const leaf = bump.levels[0]?.find((candidate) => candidate.hash === txid);
  if (leaf?.hash === undefined) return { ok: false, reason: 'the transaction is not in the path' };
  let offset = leaf.offset;
  let node: Uint8Array = storedHash(leaf.hash);
  for (const height of bump.levels.keys()) {
    if (isOnlyTransaction(bump, offset)) break;
    const sibling = nodeAt(bump, height, siblingOf(offset, 0), node);
    if (sibling === undefined) return { ok: false, reason: `the path lacks a node at level ${height}` };
    node = offset % 2 === 0 ? merkleParent(node, sibling) : merkleParent(sibling, node);
    offset = Math.floor(offset / 2);
  }
  if (offset !== 0) return { ok: false, reason: 'the offset is outside the tree' };
  return { ok: true, root: displayHash(node) };
}

/**
 * The part of the path that proves one transaction, in its one shortest spelling: others that the path proves, what
 * contradicts it and what leads nowhere are left out. Null: the transaction is not in it, or a node is missing.
 */
export function pathOfOne(bump: Bump, txid: string): Bump | null {
  const proof = tscOf(bump, txid);
  return proof && bumpFromTsc(proof, bump.blockHeight);
}

/** The same in the form of a node's answer. */
export function tscOf(bump: Bump, txid: string): TscProof | null {
  const index = bump.levels[0]?.find((candidate) => candidate.hash === txid)?.offset;
  if (index === undefined || !bumpRoot(bump, txid).ok) return null;
  if (isOnlyTransaction(bump, index)) return { index, txOrId: txid, nodes: [] };
  const siblings: string[] = [];
  let node: Uint8Array = storedHash(txid);
  for (const level of bump.levels.keys()) {
    const place = siblingOf(index, level);
    const sibling = present(nodeAt(bump, level, place, node), 'the sibling');
    const shown = displayHash(sibling);
    siblings.push(place % 2 === 1 && shown === displayHash(node) ? copy : shown);
    node = place % 2 === 1 ? merkleParent(node, sibling) : merkleParent(sibling, node);
  }
  return { index, txOrId: txid, nodes: siblings };
}

/** A path of one leaf and no sibling is that of a block with a single transaction. */
function isOnlyTransaction({ levels }: Bump, offset: number): boolean {
  return levels.length === 1 && at(levels, 0).length === 1 && offset === 0;
}

/** True if the BUMP (hex) proves the transaction under the header's Merkle root. */
export function verifyBump(bumpHex: string, txid: string, merkleRootHex: string): boolean {
  const decoded = decodeBump(bumpHex);
  if (!decoded.ok) return false;
  const computed = bumpRoot(decoded.bump, txid);
  return computed.ok && computed.root === merkleRootHex;
}

function pathOf(
  txid: string,
  index: number,
  siblings: readonly (string | undefined)[],
  blockHeight: number,
): Bump {
  const levels = siblings.map((hash, level): BumpLeaf[] => {
    const offset = siblingOf(index, level);
    return [hash === undefined ? { offset, isTxid: false } : { offset, hash, isTxid: false }];
  });
  const own = { offset: index, hash: txid, isTxid: true };
  const lowest = [own, ...(levels[0] ?? [])].sort((a, b) => a.offset - b.offset);
  return { blockHeight, levels: [lowest, ...levels.slice(1)] };
}

/** The place beside that of a leaf's ancestor on a level. Without bit operations, which know 32 bits only. */
function siblingOf(index: number, level: number): number {
  const offset = Math.floor(index / 2 ** level);
  return offset % 2 === 0 ? offset + 1 : offset - 1;
}

/** The node at a place of the tree: given, a copy of its sibling, or computed from two nodes below it. */
function nodeAt(
  bump: Bump,
  level: number,
  offset: number,
  sibling: Uint8Array | undefined,
): Uint8Array | undefined {
  const given = bump.levels[level]?.find((leaf) => leaf.offset === offset);
  if (given !== undefined) return given.hash === undefined ? sibling : storedHash(given.hash);
  if (level === 0) return undefined;
  const left = nodeAt(bump, level - 1, offset * 2, undefined);
  const right = left && nodeAt(bump, level - 1, offset * 2 + 1, left);
  return left && right && merkleParent(left, right);
}

function writeLeaf(writer: ByteWriter, leaf: BumpLeaf): void {
  const flags = (leaf.hash === undefined ? flagDuplicate : 0) | (leaf.isTxid ? flagTxid : 0);
  writer.varint(leaf.offset).uint8(flags);
  if (leaf.hash !== undefined) writer.hash(leaf.hash);
}

/** Reads a path from where the reader stands. Throws `MalformedBytes`. */
export function readBump(reader: ByteReader): Bump {
  const blockHeight = reader.varint();
  const height = reader.uint8();
  if (height < 1 || height > levelsMax) throw new MalformedBytes(`a path of ${height} levels`);
  const levels: BumpLeaf[][] = [];
  for (let level = 0; level < height; level++) levels.push(readLevel(reader));
  if (at(levels, 0).length === 0) throw new MalformedBytes('the lowest level is empty');
  return { blockHeight, levels };
}

function readLevel(reader: ByteReader): BumpLeaf[] {
  const leaves: BumpLeaf[] = [];
  const offsets = new Set<number>();
  const count = reader.count(leafBytesMin);
  if (count > leavesMax) throw new MalformedBytes(`a level of ${count} nodes`);
  while (leaves.length < count) {
    const leaf = readLeaf(reader);
    if (offsets.has(leaf.offset)) throw new MalformedBytes('an offset is listed twice');
    offsets.add(leaf.offset);
    leaves.push(leaf);
  }
  return leaves;
}

function readLeaf(reader: ByteReader): BumpLeaf {
  const offset = reader.varint();
  const flags = reader.uint8();
  if (flags > flagTxid) throw new MalformedBytes('unknown flags');
  // Only the last node of an odd row is copied, to its right.
  if (flags === flagDuplicate && offset % 2 === 0) throw new MalformedBytes('a copied node is on the left');
  const isTxid = flags === flagTxid;
  return flags === flagDuplicate ? { offset, isTxid } : { offset, hash: reader.hash(), isTxid };
}
