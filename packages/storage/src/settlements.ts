import type {
  Coin,
  PayeeSum,
  Sats,
  SettlementPurpose,
  SettlementState,
  Task,
  TaskCost,
  TxOutput,
} from '@asg/domain';

/** Where a transaction was mined, with the proof that anyone can check. */
export interface BlockProof {
  /** 64 hex digits, display (reversed) byte order. */
  readonly blockHash: string;
  readonly blockHeight: number;
  /** Merkle path from the transaction to the block's root (BRC-74), hex. */
  readonly bump: string;
  /** The block's 80-byte header, hex. */
  readonly header: string;
}

/** payment: to workers. fan_out: new coins for more lanes. consolidation: many treasury coins into one. withdrawal: held coins to their owner. */

/** A worker's sum and where it goes. */
export interface PayeeRecord extends PayeeSum {
  /** They hold `paidSats` together; none where nothing is paid. */
  readonly outputs: readonly TxOutput[];
  /** There where the outputs are at an address held for the worker. */
  readonly held?: true;
  /** There where it could not be sent to their paymail and is carried: since when, and when it is tried again. */
  readonly carried?: { readonly sinceMs: number; readonly dueAtMs: number };
  /** There where it is paid by paymail: whom to tell once it was seen, and the receiver's name for the payment. */
  readonly paymail?: { readonly address: string; readonly reference: string };
}

/** A signed transaction of the treasury, stored whole before anything is sent. */
export interface SettlementRecord {
  readonly settlementId: string;
  readonly laneId: string;
  /** Its place in the lane's chain of changes, from 1; 0: it has no change. Ids need not be in this order. */
  readonly lanePosition: number;
  readonly purpose: SettlementPurpose;
  readonly state: SettlementState;
  readonly inputs: readonly Coin[];
  readonly tasks: readonly TaskCost[];
  /** In the order of their outputs, which follow the commitment. */
  readonly payees: readonly PayeeRecord[];
  /** What is paid beside the ledger: coins of a fan-out, a withdrawal. None in a payment. */
  readonly outputs: readonly TxOutput[];
  /** There where coins held for a worker go to their wallet. */
  readonly withdrawal?: { readonly workerId: string } & Pick<PayeeRecord, 'paymail'>;
  readonly feeSats: Sats;
  readonly feeScript: string | null;
  /** Paid to miners, by the operator. */
  readonly minerFeeSats: Sats;
  /** Merkle root of the commitment, hex. Empty where nothing is committed to. */
  readonly root: string;
  readonly txid: string;
  readonly raw: string;
  readonly extended: string;
  /** Becomes the lane's coin; null: the lane is not touched. */
  readonly change: Coin | null;
  /** The settlement whose place this one takes. */
  readonly replaces: string | null;
  readonly createdAtMs: number;
  readonly seenAtMs: number | null;
  /** What the network said last, when it was not a plain yes. */
  readonly note: string | null;
  /** There while it is `mined` or `final`. */
  readonly proof: BlockProof | null;
  /** The settlement that took the place of this one, which is `failed`; it may have been replaced itself since. */
  readonly replacedBy: string | null;
}

/** A chain of treasury coins, each the change of the one before. One settler at a time holds it. */
export interface LaneRecord {
  readonly laneId: string;
  readonly coin: Coin | null;
  /** Fencing token: grows with every acquisition; a write under an older one is refused. */
  readonly token: number;
  readonly holder: string | null;
  readonly heldUntilMs: number;
  /** The settlement that made `coin`; null: the coin came from outside. */
  readonly settlementId: string | null;
  /** Place of `coin` in the chain of changes, and of the last one known to be mined: their difference is unmined. */
  readonly position: number;
  readonly minedPosition: number;
}

/** A transaction that someone asked for; the settler makes it under this very id, so at most once. */
export interface TreasuryMove {
  readonly settlementId: string;
  readonly purpose: Exclude<SettlementPurpose, 'payment'>;
  /** Whose held coins are withdrawn. */
  readonly workerId: string | null;
  /** How many coins a fan-out makes, or a consolidation takes at most. */
  readonly coins: number | null;
  readonly requestedAtMs: number;
  /** Why it was not made; then it never is. */
  readonly refusal: string | null;
}

/** The newest block headers known, of the best chain: hex of 80 bytes each, ascending from `baseHeight`. */
export interface HeaderWindow {
  readonly baseHeight: number;
  readonly headers: readonly string[];
}

export interface SettlementReader {
  settlement(settlementId: string): Promise<SettlementRecord | null>;
  settlementByTxid(txid: string): Promise<SettlementRecord | null>;
  /** The oldest first, after this id. */
  settlementsIn(
    states: readonly SettlementState[],
    limit: number,
    after?: string | null,
  ): Promise<readonly SettlementRecord[]>;
  lane(laneId: string): Promise<LaneRecord | null>;
  /** Those of them that a live settlement spends. */
  coinsInUse(coins: readonly Coin[]): Promise<readonly Coin[]>;
  /** When the longest waiting task became payable and how many wait, counted up to `countMax`; null: none waits. */
  paymentQueue(countMax: number): Promise<{ oldestSinceMs: number; count: number } | null>;
  treasuryMove(settlementId: string): Promise<TreasuryMove | null>;
  /** Neither made nor refused yet, the oldest first. */
  openTreasuryMoves(limit: number): Promise<readonly TreasuryMove[]>;
  headerWindow(): Promise<HeaderWindow | null>;
}

export interface SettlementWriter {
  /**
   * Takes hold of a lane. The same holder, or anyone once `heldUntilMs` has passed, gets it, with a higher token;
   * reservations made under older tokens are released. Null: another settler holds it.
   */
  acquireLane(request: AcquireLane): Promise<LaneRecord | null>;
  /** Extends the hold, sets the coin and, if given, how far the chain is mined, if the token is the newest. */
  holdLane(request: HoldLane): Promise<'held' | 'fenced'>;
  /** Reserves the tasks longest due for one settlement, at most `limit`, none twice. */
  reserveForSettlement(request: ReserveForSettlement): Promise<readonly Task[] | 'fenced'>;
  /**
   * Stores the signed batch, moves the lane to its change and marks its coins spent: all or nothing. One that replaces
   * another pays the very same sums for the same tasks, from one of its coins; the other is `failed`.
   */
  storeSettlement(request: StoreSettlement): Promise<StoreSettlementOutcome>;
  /**
   * Puts a replaced transaction back into the place of what replaced it: the network has it after all, so that the other
   * can never be mined. It is `unknown` until it is seen; the other is `failed`.
   */
  reviveSettlement(request: ReviveSettlement): Promise<ReviveSettlementOutcome>;
  /** Gives the reserved tasks of a settlement that was never stored back to the queue. */
  releaseReservation(settlementId: string): Promise<void>;
  /**
   * Moves a settlement on. The first `seen` or `mined` settles its tasks and books its payouts; then the tasks come back.
   * `illegal`: its present state does not allow it.
   */
  advanceSettlement(request: AdvanceSettlement): Promise<AdvanceSettlementOutcome>;
  /** Keeps another note on a settlement that is in one of these states, and changes nothing else. */
  noteSettlement(request: NoteSettlement): Promise<void>;
  /** Repeating changes nothing. */
  requestTreasuryMove(move: TreasuryMove): Promise<void>;
  /** Closes a move that was not made. */
  refuseTreasuryMove(request: { readonly settlementId: string; readonly refusal: string }): Promise<void>;
  saveHeaderWindow(window: HeaderWindow): Promise<void>;
}

export interface AcquireLane {
  readonly laneId: string;
  readonly holder: string;
  readonly nowMs: number;
  readonly holdMs: number;
}
export interface HoldLane {
  readonly laneId: string;
  readonly token: number;
  readonly untilMs: number;
  readonly coin: Coin | null;
  readonly minedPosition?: number;
}
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
 * successor forbid it. `not_bound`: old and new could both be mined.
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

export interface AdvanceSettlement {
  readonly settlementId: string;
  readonly to: SettlementState;
  readonly nowMs: number;
  readonly note: string | null;
  /** Where it was mined; needed for `mined`, kept by `final`, dropped by all others. */
  readonly proof?: BlockProof;
}
export interface NoteSettlement {
  readonly settlementId: string;
  readonly states: readonly SettlementState[];
  readonly note: string | null;
}
export type AdvanceSettlementOutcome =
  | { readonly kind: 'advanced'; readonly settled: readonly Task[] }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'illegal'; readonly state: SettlementState };
