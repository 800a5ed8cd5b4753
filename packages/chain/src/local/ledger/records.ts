import type { Sats } from '@asg/domain';

/** A transaction as the local chain keeps it. */
export interface StoredTransaction {
  readonly seq: number;
  readonly txid: string;
  /** Hex; undefined for the parent of an imported coin. */
  readonly raw: string | undefined;
  readonly size: number;
  readonly feeSats: Sats;
  /** How many unmined transactions there were in its longest chain, itself counted, at acceptance. */
  readonly depth: number;
  /** False if it, or an unmined ancestor, pays less than the mining fee: it is then never mined. */
  readonly mineable: boolean;
  readonly coinbase: boolean;
  readonly receivedAtMs: number;
  readonly block: { readonly height: number; readonly position: number } | undefined;
}

/** An output that can be spent, or was. */
export interface StoredOutput {
  readonly vout: number;
  readonly satoshis: Sats;
  readonly lockingScript: string;
  /** The id of the transaction that spends it. */
  readonly spentBy: string | undefined;
}

export interface StoredBlock {
  readonly height: number;
  readonly hash: string;
  /** The 80-byte header, hex. */
  readonly header: string;
  readonly txCount: number;
  /** Bytes of all its transactions. */
  readonly size: number;
}

export interface StoredRefusal {
  readonly code: number;
  readonly message: string;
}
