/** SHA-256, given by the caller: this code runs where there is no Node. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

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

/** Largest power of two below `n`. `n` is at least 2. */
function splitAt(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Root over leaf hashes in their order (RFC 6962, section 2.1); the hash of nothing for no leaves. */
export function merkleRoot(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0]!;
  const k = splitAt(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, k), sha256), merkleRoot(leaves.slice(k), sha256), sha256);
}

/** The steps from leaf `index` up to the root (RFC 6962, section 2.1.1). Throws a RangeError outside the leaves. */
export function merklePath(
  leaves: readonly Uint8Array[],
  index: number,
  sha256: Sha256,
): readonly MerkleStep[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index} of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const k = splitAt(leaves.length);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  return index < k
    ? [...merklePath(left, index, sha256), { side: 'right', hash: merkleRoot(right, sha256) }]
    : [...merklePath(right, index - k, sha256), { side: 'left', hash: merkleRoot(left, sha256) }];
}

/** The root that a leaf hash and its path lead to. */
export function rootFromPath(leaf: Uint8Array, path: readonly MerkleStep[], sha256: Sha256): Uint8Array {
  return path.reduce(
    (hash, step) =>
      step.side === 'left' ? nodeHash(step.hash, hash, sha256) : nodeHash(hash, step.hash, sha256),
    leaf,
  );
}
