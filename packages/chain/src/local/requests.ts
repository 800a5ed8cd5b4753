import type { Coin } from '@asg/domain';
import type { SignedTransaction } from '../port.ts';
import type { SubmitVerdict } from './verdict.ts';

export interface LocalChainOptions {
  /** The chain's own file, or `:memory:`. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Transactions that pay less are accepted but never mined; decided when one is accepted. Default 100. */
  readonly miningFeeSatsPerKb?: number;
  /** Longest accepted chain of unmined transactions. Default 10,000. */
  readonly unminedDepthMax?: number;
}

export interface MineOptions {
  /** Makes no block when nothing waits that could be mined. */
  readonly skipWhenEmpty?: boolean;
}

export interface SubmitOptions {
  /** Refuses what would never be mined, as a broadcaster does; a node takes it. Default false. */
  readonly refuseLowFee?: boolean;
}

/** What the sender learns: the verdict, or nothing since the transaction, or the answer, is held up on purpose. */
export type Reception = SubmitVerdict | { readonly kind: 'delayed' } | { readonly kind: 'answer_dropped' };

export type FundResult =
  | { readonly ok: true; readonly transaction: SignedTransaction; readonly coin: Coin }
  | { readonly ok: false; readonly reason: 'bad_address' | 'insufficient_funds'; readonly message: string };
