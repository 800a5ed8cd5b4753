import type { Sha256 } from '@asg/domain';
import { sha256 as noble } from '@noble/hashes/sha2.js';

export const sha256: Sha256 = (data) => noble(data);

/** SHA-256 twice: ids of transactions and blocks, nodes of a block's Merkle tree. */
export function hash256(data: Uint8Array): Uint8Array {
  return noble(noble(data));
}
