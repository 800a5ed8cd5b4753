import type { Sha256 } from '../sha256.ts';
import { canonicalJson } from '../trail/canonical.ts';
import { leafHash, merkleRoot } from './merkle.ts';

/** How far a trail had come, and the hash of its last entry then. */
export interface CommittedHead {
  readonly owner: string;
  readonly count: number;
  /** Hex. */
  readonly hash: string;
}

const utf8 = new TextEncoder();

/** The content of the last leaf of a batch that commits to trails: no record of a task has these fields. */
export function trailLeafText(heads: readonly CommittedHead[], sha256: Sha256): string {
  const sorted = heads.toSorted((a, b) => (a.owner < b.owner ? -1 : 1));
  const leaves = sorted.map(({ owner, count, hash }) =>
    leafHash(utf8.encode(canonicalJson({ owner, count, hash })), sha256),
  );
  const root = Array.from(merkleRoot(leaves, sha256), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return canonicalJson({ trail_heads: heads.length, trail_root: root, version: 1 });
}

/** The leaf that stands behind those of the tasks; none where no trail grew. */
export function trailLeaves(heads: readonly CommittedHead[], sha256: Sha256): readonly Uint8Array[] {
  return heads.length === 0 ? [] : [leafHash(utf8.encode(trailLeafText(heads, sha256)), sha256)];
}
