import type {
  AdvanceSettlement,
  Coin,
  ForgetPaymailOutcome,
  NoteSettlement,
  SettlementRecord,
  SettlementState,
  Task,
} from '@asg/domain';
import type { Page } from '../page.ts';
import type { SettlementSummary } from './records.ts';

export interface SettlementReader {
  get(settlementId: string): Promise<SettlementRecord | null>;
  byTxid(txid: string): Promise<SettlementRecord | null>;
  /** The oldest first, after this id. */
  inStates(
    states: readonly SettlementState[],
    limit: number,
    after?: string | null,
  ): Promise<readonly SettlementRecord[]>;
  /** Settlements in one state, or in any. */
  list(page: Page & { readonly state: SettlementState | null }): Promise<readonly SettlementSummary[]>;
  /** Those of them that a live settlement spends. */
  coinsInUse(coins: readonly Coin[]): Promise<readonly Coin[]>;
  /** When the longest waiting task became due and how many are, counted up to `countMax`; null: none is due by now. */
  paymentQueue(countMax: number, nowMs: number): Promise<{ oldestSinceMs: number; count: number } | null>;
}

export interface SettlementWriter {
  /** Reserves the tasks longest due by now for one settlement, at most `limit`, none twice. */
  reserve(request: ReserveForSettlement): Promise<readonly Task[] | 'fenced'>;
  /**
   * Stores the signed batch, moves the lane to its change and marks its coins spent: all or nothing. One that replaces
   * another pays the very same sums for the same tasks, from one of its coins; the other is `failed`.
   */
  store(request: StoreSettlement): Promise<StoreSettlementOutcome>;
  /**
   * Puts a replaced transaction back into the place of what replaced it: the network has it after all, so that the other
   * can never be mined. It is `unknown` until it is seen; the other is `failed`.
   */
  revive(request: ReviveSettlement): Promise<ReviveSettlementOutcome>;
  /** Gives the reserved tasks of a settlement that was never stored back to the queue. */
  release(settlementId: string): Promise<void>;
  /**
   * Moves a settlement on. The first `seen` or `mined` settles its tasks and books its payouts; then the tasks come back.
   * `illegal`: its present state does not allow it.
   */
  advance(request: AdvanceSettlement): Promise<AdvanceSettlementOutcome>;
  /** Keeps another note on a settlement that is in one of these states, and changes nothing else. */
  note(request: NoteSettlement): Promise<void>;
  /** Takes the paymail of a worker who is erased out of it; `live`: it may not be changed yet. */
  forgetPaymail(request: {
    readonly settlementId: string;
    readonly workerId: string;
  }): Promise<ForgetPaymailOutcome>;
}

export interface SettlementStore extends SettlementReader, SettlementWriter {}

export interface ReserveForSettlement {
  readonly settlementId: string;
  readonly laneId: string;
  readonly token: number;
  readonly limit: number;
  readonly nowMs: number;
}

export interface StoreSettlement {
  readonly settlement: SettlementRecord;
  readonly token: number;
  /**
   * Proof that the replaced transaction can never be mined, e.g. "input … spent by … at height …, 6 blocks deep". Without
   * one the new transaction must spend a coin of the old, or of what replaced the old one's parent: then only one of them
   * can ever be mined.
   */
  readonly proofOfDeath?: string;
}

/**
 * `carry_changed`: a payee's carried sum is not what the plan took. `not_replaceable`: the other one's state, sums or
 * replacement forbid it. `not_bound`: old and new could both be mined.
 */
export type StoreSettlementOutcome =
  | 'stored'
  | 'fenced'
  | 'coin_in_use'
  | 'task_not_reserved'
  | 'carry_changed'
  | 'not_replaceable'
  | 'not_bound';

export interface ReviveSettlement {
  readonly settlementId: string;
  /** Of the settlement's lane. */
  readonly token: number;
  readonly note: string;
}

/** `not_replaced`: there is no such settlement, or it failed and nothing took its place. */
export type ReviveSettlementOutcome = 'revived' | 'fenced' | 'not_replaced';

export type AdvanceSettlementOutcome =
  | { readonly kind: 'advanced'; readonly settled: readonly Task[] }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'illegal'; readonly state: SettlementState };
