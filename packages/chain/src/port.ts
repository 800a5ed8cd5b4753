import type { Coin } from '@asg/domain';

/** What a payment network is called: decides address prefixes and where links point to. */
export type Network = 'local' | 'test' | 'main';

/** A signed transaction in both serialisations (lower-case hex), with its id. */
export interface SignedTransaction {
  readonly txid: string;
  readonly raw: string;
  /** Extended format (BRC-30): each input carries the satoshis and script of the output it spends. */
  readonly extended: string;
}

/**
 * Why a transaction was refused. `fee`: too low, a higher one may do. `inputs`: one is not known, or already spent in a block.
 * `conflict`: another unmined transaction spends one of them. `ours`: it can never be right, there is a bug.
 */
export type RefusalFault = 'fee' | 'inputs' | 'conflict' | 'ours';

/** The network's answer to a broadcast. `unknown`: nothing can be concluded, ask `status`, then send the same bytes again. */
export type BroadcastOutcome =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'rejected';
      readonly code: number;
      readonly reason: string;
      readonly fault: RefusalFault;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where a transaction stands, by its id. `competing`: the transactions known to spend one of its inputs. */
export type TransactionStatus =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'seen' }
  | {
      readonly kind: 'mined';
      readonly blockHeight: number;
      readonly blockHash: string;
      readonly bump: string;
    }
  | { readonly kind: 'contested'; readonly competing: readonly string[] }
  | { readonly kind: 'rejected'; readonly reason: string };

/** `confirmed`: the transaction that made it is in a block. */
export interface UnspentCoin extends Coin {
  readonly confirmed: boolean;
}

/**
 * The payment network as settlement sees it. Every back-end passes the same tests.
 * Methods reject only for failures of the world (`ChainUnavailable`); verdicts are values.
 */
export interface Chain {
  readonly network: Network;
  /** The lowest fee rate at which transactions are mined, in satoshis per 1,000 bytes. */
  feeRate(): Promise<number>;
  /** Sends the bytes. The same transaction sent again is `accepted`. */
  broadcast(transaction: SignedTransaction): Promise<BroadcastOutcome>;
  status(txid: string): Promise<TransactionStatus>;
  /** Unspent outputs of a P2PKH address, the largest first, at most `limit`. */
  unspent(address: string, limit: number): Promise<readonly UnspentCoin[]>;
  /** The transaction that spends this output, as far as the network knows one; null: none is known. */
  spender(txid: string, vout: number): Promise<string | null>;
  /** The end of the network's best chain. */
  tip(): Promise<{ readonly height: number; readonly hash: string }>;
  /** Headers of its best chain (80 bytes each, hex), ascending from a height, at most `limit`; fewer at its end. */
  headers(fromHeight: number, limit: number): Promise<readonly string[]>;
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
