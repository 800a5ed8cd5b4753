import type { Coin, Network } from '@asg/domain';

/** A signed transaction in both serialisations (lower-case hex), with its id. */
export interface SignedTransaction {
  readonly txid: string;
  readonly raw: string;
  /** Extended format (BRC-30): each input carries the satoshis and script of the output it spends. */
  readonly extended: string;
}

/**
 * Whose fault a refusal is. `fee`: rebuild at a higher rate. `inputs`: a coin is missing or its parent not there yet.
 * `conflict`: another transaction spends one of the coins. `ours`: the bytes break a rule; halt and look.
 */
export type RefusalFault = 'fee' | 'inputs' | 'conflict' | 'ours';

export interface BroadcastRefusal {
  readonly kind: 'rejected';
  /** The network's own number for it: a node's error code, or an ARC status. */
  readonly code: number;
  readonly reason: string;
  readonly fault: RefusalFault;
  /** With a fault `fee`, where the network names what it wants: the least for the whole transaction, or for 1,000 bytes. */
  readonly minimumFee?: MinimumFee;
}

/** What a network asks for, in satoshis. */
export interface MinimumFee {
  readonly satoshis: number;
  readonly of: 'transaction' | 'kilobyte';
}

/**
 * The network's answer to a broadcast. `unknown`: nothing can be concluded, ask `status`, then send the same bytes again.
 * `isTaken`: a provider has it and goes on with it by itself, so that nothing is wrong yet.
 */
export type BroadcastOutcome =
  | { readonly kind: 'accepted' }
  | BroadcastRefusal
  | { readonly kind: 'unknown'; readonly reason: string; readonly isTaken?: boolean };

/** A claim that a transaction is in a block: it counts once it leads to our own headers. `bump`: BRC-74, hex. */
export interface MinedStatus {
  readonly kind: 'mined';
  readonly blockHeight: number;
  readonly blockHash: string;
  readonly bump: string;
}

/**
 * Where a transaction stands, by its id. `sending`: a provider has it, and it is not known to be with the network.
 * `isUnproven`: its provider says that it is in a block, and shows no path that leads there. `competing`: the transactions
 * known to spend one of its inputs. `refusal`: null where the reason is no verdict.
 */
export type TransactionStatus =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'sending' /** In the provider's own word. */; readonly word: string }
  | { readonly kind: 'seen'; readonly isUnproven?: boolean }
  | MinedStatus
  | { readonly kind: 'contested'; readonly competing: readonly string[] }
  | {
      readonly kind: 'rejected';
      readonly reason: string;
      readonly refusal: BroadcastRefusal | null;
    };

/** A coin found by its address. */
export interface UnspentCoin extends Coin {
  /** True if its transaction is in a block of the back-end's best chain. */
  readonly confirmed: boolean;
}

/** The end of a chain: `hash` as people read it. */
export interface ChainTip {
  readonly height: number;
  readonly hash: string;
}

/** Somebody who serves headers; what they serve is a claim. `name`: for people, e.g. `look-up api.whatsonchain.com`. */
export interface HeaderSource {
  readonly name: string;
  /** The end of its best chain; null: it serves no headers at all. */
  tip(): Promise<ChainTip | null>;
  /** Headers (80 bytes each, hex) from `fromHeight` upwards, at most `limit`, perhaps fewer; none above its tip. */
  headers(fromHeight: number, limit: number): Promise<readonly string[]>;
}

/**
 * The payment network as settlement sees it. Every back-end passes the same tests.
 * Methods reject only for failures of the world (`ChainUnavailable`); verdicts are values.
 */
export interface Chain {
  readonly network: Network;
  /** The lowest whole fee rate at which transactions are mined, in satoshis per 1,000 bytes. */
  feeRate(): Promise<number>;
  /** Sends the bytes. The same transaction sent again is `accepted`. Never rejects: a silent network is `unknown`. */
  broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome>;
  status(txid: string): Promise<TransactionStatus>;
  /** What others than `status` say of the block that it is in; empty where nobody else can be asked, or knows of any. */
  otherProofs(txid: string): Promise<readonly MinedStatus[]>;
  /** Unspent outputs of a P2PKH address, the largest first, at most `limit`. */
  unspent(address: string, limit: number): Promise<readonly UnspentCoin[]>;
  /** The id of the transaction that spends an output; null if none is known, for some back-ends because they cannot tell. */
  spender(txid: string, vout: number): Promise<string | null>;
  /** The raw bytes of a transaction, hex, which are of this id; null where they are not known, or cannot be asked for. */
  transaction(txid: string): Promise<string | null>;
  /** The end of the back-end's present best chain. */
  tip(): Promise<ChainTip>;
  /**
   * Headers (80 bytes each, hex) of that chain from `fromHeight` upwards, at most `limit`, perhaps fewer; none above the
   * tip. They are claims: `HeaderChain` checks them.
   */
  headers(fromHeight: number, limit: number): Promise<readonly string[]>;
  /** All who can be asked for headers, at least one, the best first. Any of them may fail or lie: `HeaderChain` finds out. */
  readonly headerSources: readonly HeaderSource[];
  /** Where a person can look at the transaction; relative to the server's own address on the local chain. */
  explorerUrl(txid: string): string;
  /** Resolves when the network can be talked to; rejects with `ChainUnavailable` otherwise. */
  ping(): Promise<void>;
}

/** The network could not be reached or gave no usable answer. Safe to try again. */
export class ChainUnavailable extends Error {
  readonly code = 'CHAIN_UNAVAILABLE';
  override readonly name = 'ChainUnavailable';
}
