import type { Network, ReceiptStatus } from '../names.ts';
import type { LeafRecord } from './commitment.ts';

/** 1: of a choice. 2: of any other kind, which the leaf then names. */
export const receiptVersions = [1, 2] as const;
type ReceiptVersion = (typeof receiptVersions)[number];

export const receiptVersionOf = ({ kind }: Pick<LeafRecord, 'kind'>): ReceiptVersion =>
  kind === undefined ? 1 : 2;

/**
 * A file that proves offline that a label is in a payment: from its record up to a block's header. Hashes of the tree are
 * hex as they are; ids of transactions and blocks are hex as people read them (byte-reversed). All hex is lower case.
 */
export interface Receipt {
  readonly version: ReceiptVersion;
  readonly status: ReceiptStatus;
  readonly network: Network;
  readonly settlement_id: string;
  readonly txid: string;
  readonly leaf: LeafRecord;
  /** SHA-256 of 0x00 and the canonical record (RFC 6962). */
  readonly leaf_hash: string;
  /** The leaf's place among the batch's, from 0. */
  readonly leaf_index: number;
  readonly tree_size: number;
  /** From the leaf up: each sibling's hash and the side it is on. */
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: string }[];
  readonly root: string;
  /** The transaction as BEEF (BRC-96): with its Merkle path once mined; before, its parents by their ids alone. */
  readonly tx: string;
  /** This and what follows: once mined. The transaction's Merkle path (BRC-74). */
  readonly bump?: string;
  readonly block_hash?: string;
  readonly block_height?: number;
  /** 80 bytes. */
  readonly block_header?: string;
}
