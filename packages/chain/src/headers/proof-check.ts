import { present } from '@asg/values/present';
import {
  bumpRoot,
  decodeBump,
  encodeBump,
  hasProofOfWork,
  parseHeader,
  pathOfOne,
  verifyBump,
} from '../bsv/index.ts';
import type { HeaderChain } from './header-chain.ts';

/** A claim that a transaction is in a block. */
export interface ProofClaim {
  readonly txid: string;
  /** BRC-74, hex. */
  readonly bump: string;
  readonly blockHeight: number;
  readonly blockHash: string;
}

/** `above_tip`: our headers do not reach there yet. `below_window`: `reachDown` first. `not_in_chain`: lost in a reorg. */
export type ProofRefusal =
  | 'malformed_bump'
  | 'height_mismatch'
  | 'above_tip'
  | 'below_window'
  | 'not_in_chain'
  | 'txid_not_proven'
  | 'root_mismatch';

export type ProofResult =
  | {
      readonly ok: true;
      /** The block's 80-byte header, hex. */
      readonly header: string;
      /** The path of this transaction alone, in its shortest spelling. */
      readonly bump: string;
    }
  | { readonly ok: false; readonly reason: ProofRefusal };

/** Checks a Merkle proof against our own header chain: nothing that the claim says of the block is believed. */
export function checkProof(claim: ProofClaim, chain: HeaderChain): ProofResult {
  const { txid, bump, blockHeight, blockHash } = claim;
  const decoded = decodeBump(bump);
  if (!decoded.ok) return refused('malformed_bump');
  if (decoded.bump.blockHeight !== blockHeight) return refused('height_mismatch');
  if (blockHeight > (chain.tip?.height ?? -1)) return refused('above_tip');
  const block = chain.headerAt(blockHeight);
  if (block === undefined) return refused('below_window');
  if (block.hash !== blockHash) return refused('not_in_chain');
  const root = bumpRoot(decoded.bump, txid);
  if (!root.ok) return refused('txid_not_proven');
  if (block.header.merkleRoot !== root.root) return refused('root_mismatch');
  return {
    ok: true,
    header: block.hex,
    bump: encodeBump(present(pathOfOne(decoded.bump, txid), 'the path')),
  };
}

/** Whether the path leads from the transaction to the root of this header (80 bytes, hex), which has its proof of work. */
export function checkHeaderProof(
  txid: string,
  proof: { readonly bump: string; readonly header: string },
): boolean {
  const parsed = parseHeader(proof.header);
  return parsed.ok && hasProofOfWork(parsed.header) && verifyBump(proof.bump, txid, parsed.header.merkleRoot);
}

function refused(reason: ProofRefusal): ProofResult {
  return { ok: false, reason };
}
