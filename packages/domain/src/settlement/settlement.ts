import type { Sats } from '../money/sats.ts';
import type { SettlementPurpose, SettlementState } from '../names.ts';
import type { Coin, TxOutput } from './coin.ts';
import type { PayeeSum, TaskCost } from './payouts.ts';
import { legalSettlementTransitions } from './states.ts';
import type { CommittedHead } from './trail-leaf.ts';

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

/** A worker's sum and where it goes. */
export interface PayeeRecord extends PayeeSum {
  /** They hold `paidSats` together; none where nothing is paid. */
  readonly outputs: readonly TxOutput[];
  /** There where the outputs are at an address held for the worker. */
  readonly held?: true;
  /** There where they are held because the worker is new: forfeited if they are suspended and do not contest that. */
  readonly maturing?: true;
  /** Set where it could not be sent to their paymail and is carried over: since when, and when it is tried again. */
  readonly carried?: { readonly sinceMs: number; readonly dueAtMs: number };
  /** Set where it is paid by paymail: the host to notify once it was seen, and the host's reference for the payment. */
  readonly paymail?: { readonly address: string; readonly reference: string };
}

/** What changes of a settlement. */
export interface SettlementProgress {
  readonly state: SettlementState;
  readonly seenAtMs: number | null;
  /** What the network said last, when it was not a plain yes. */
  readonly note: string | null;
  /** There while it is `mined` or `final`. */
  readonly proof: BlockProof | null;
  /** The settlement that took the place of this one, which is `failed`; it may have been replaced itself since. */
  readonly replacedBy: string | null;
}

/** A signed transaction of the treasury, stored whole before anything is sent. */
export interface SettlementRecord extends SettlementProgress {
  readonly settlementId: string;
  readonly laneId: string;
  /** Its place in the lane's chain of changes, from 1; 0: it has no change. Ids need not be in this order. */
  readonly lanePosition: number;
  readonly purpose: SettlementPurpose;
  readonly inputs: readonly Coin[];
  readonly tasks: readonly TaskCost[];
  /** In the order of their outputs, which follow the commitment. */
  readonly payees: readonly PayeeRecord[];
  /** What is paid beside the ledger: coins of a fan-out, a withdrawal. None in a payment. */
  readonly outputs: readonly TxOutput[];
  /** There where coins held for a worker go to their wallet, or back to the treasury. */
  readonly withdrawal?: { readonly workerId: string } & Pick<PayeeRecord, 'paymail'>;
  /** There where coins that were paid to deposits come into the treasury: whose keys sign for them. */
  readonly sweep?: { readonly depositIds: readonly string[] };
  /** There where a customer's money goes back to them. */
  readonly refund?: { readonly customerId: string };
  /** There where the last leaf of the commitment is that of trails: which, and how far. */
  readonly trail?: readonly CommittedHead[];
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
}

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

/** `settles`: the network has it for the first time, so that its tasks are settled and its payouts booked. */
export type Advance =
  | { readonly kind: 'advanced'; readonly after: SettlementProgress; readonly settles: boolean }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'illegal'; readonly state: SettlementState };

export function advanceOf(before: SettlementProgress, request: AdvanceSettlement): Advance {
  const { state, seenAtMs, proof, replacedBy } = before;
  const { to, nowMs, note } = request;
  if (state === to) return { kind: 'repeated' };
  if (!legalSettlementTransitions[state].includes(to)) return { kind: 'illegal', state };
  const settles = seenAtMs === null && (to === 'seen' || to === 'mined');
  const kept = to === 'mined' ? (request.proof ?? null) : to === 'final' ? proof : null;
  const after = { state: to, note, seenAtMs: settles ? nowMs : seenAtMs, proof: kept, replacedBy };
  return { kind: 'advanced', after, settles };
}

/** With another note, where it is in one of the states that are meant; else the very same. */
export function withNote<Progress extends SettlementProgress>(
  before: Progress,
  { states, note }: Pick<NoteSettlement, 'states' | 'note'>,
): Progress {
  return states.includes(before.state) && before.note !== note ? { ...before, note } : before;
}

/** The settlement is void, and the replacement takes its place. */
export function failedFor({ note }: Pick<SettlementProgress, 'note'>, heirId: string): SettlementProgress {
  return { state: 'failed', seenAtMs: null, note, proof: null, replacedBy: heirId };
}

/** A replaced settlement is put back: the network has it, and it is `unknown` until it is seen. */
export function revivedFrom(before: SettlementProgress, note: string): SettlementProgress {
  const { seenAtMs, proof } = before;
  return { state: 'unknown', seenAtMs, note, proof, replacedBy: null };
}
