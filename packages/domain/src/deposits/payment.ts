import type { DepositPaymentState } from '../names.ts';
import type { Coin } from '../settlement/coin.ts';
import type { BlockProof } from '../settlement/settlement.ts';

const dayMs = 24 * 60 * 60_000;
/** Nodes forget what was not mined for so long. */
const lostMs = 14 * dayMs;
/** So deep a block is taken to be there for good: its coin may be moved on. */
const deepBlocks = 6;
/** Our chain of headers follows no change deeper than this: such a payment is looked at no more. */
const finalBlocks = 100;

/** An output that pays to a deposit's address. */
export interface DepositPayment {
  readonly depositId: string;
  readonly customerId: string;
  readonly coin: Coin;
  /** The raw transaction, hex, that anyone can check the coin with; null: it is too long to be kept. */
  readonly raw: string | null;
  readonly state: DepositPaymentState;
  /** An entry in the balance that its last change calls for, until it is known to be made. */
  readonly owed: 'deposit' | 'deposit_reversed' | null;
  /** How often it was credited: again each time after its block was taken back. */
  readonly turn: number;
  /** Of the block that it is in, in our own chain of headers. */
  readonly proof: BlockProof | null;
  /** Blocks on top of it, its own counted, as of the last look that changed something. */
  readonly confirmations: number;
  readonly foundAtMs: number;
  readonly creditedAtMs: number | null;
  /** Since when the network does not know it; null: it does. */
  readonly absentSinceMs: number | null;
  /** Counts its changes: a change is of what its maker has read. */
  readonly revision: number;
  /** The move that is to take its coin into the treasury. */
  readonly sweepId: string | null;
  /** It has done so, for good. */
  readonly isSwept: boolean;
}

/** What the network and our own headers say of a payment. `absent`: no one knows it. */
export type PaymentLook =
  | { readonly kind: 'absent' | 'unmined' }
  | { readonly kind: 'mined'; readonly proof: BlockProof; readonly depth: number };

export interface DepositRules {
  /** Blocks, its own counted, from which on a payment is credited. */
  readonly confirmations: number;
  /** Less is not credited, satoshis. */
  readonly minSats: number;
}

export interface FoundPayment {
  readonly depositId: string;
  readonly customerId: string;
  readonly coin: Coin;
  readonly raw: string | null;
  readonly nowMs: number;
  readonly minSats: number;
}

/** Hex digits of a transaction that are kept with a payment: with each of its outputs, of which there may be many. */
const rawMax = 20_000;
/** Outputs of one posted transaction to the same deposit: each is a record. */
export const outputsPostedMax = 100;

/** The raw transaction (hex), unless it is too long to be kept. */
export function rawKept(raw: string): string | null {
  return raw.length <= rawMax ? raw : null;
}

export function paymentKey({ txid, vout }: Pick<Coin, 'txid' | 'vout'>): string {
  return `${txid}:${vout}`;
}

/** Somebody has shown it. One that was lost is waited for again; any other stays as it is. */
export function foundPayment(before: DepositPayment | null, found: FoundPayment): DepositPayment {
  const { depositId, customerId, coin, raw, nowMs, minSats } = found;
  if (before?.state === 'lost')
    return { ...before, state: 'waiting', absentSinceMs: null, revision: before.revision + 1 };
  if (before !== null) return before;
  const isTooSmall = coin.satoshis < minSats;
  return {
    depositId,
    customerId,
    coin,
    raw: isTooSmall ? null : raw,
    state: isTooSmall ? 'too_small' : 'waiting',
    owed: null,
    turn: 0,
    proof: null,
    confirmations: 0,
    foundAtMs: nowMs,
    creditedAtMs: null,
    absentSinceMs: null,
    revision: 1,
    sweepId: null,
    isSwept: false,
  };
}

/** After a look; the very same where nothing follows from it. What is owed is entered first. */
export function paymentAfter(
  before: DepositPayment,
  look: PaymentLook,
  { confirmations, nowMs }: Pick<DepositRules, 'confirmations'> & { readonly nowMs: number },
): DepositPayment {
  const { state, owed } = before;
  if (owed !== null || state === 'too_small') return before;
  const changed = (change: Partial<DepositPayment>): DepositPayment => ({
    ...before,
    ...change,
    revision: before.revision + 1,
  });
  if (look.kind === 'mined' && look.depth >= confirmations) {
    const { proof } = look;
    const depth = Math.min(look.depth, finalBlocks);
    if (state !== 'credited') {
      const credited = { proof, confirmations: depth, absentSinceMs: null, creditedAtMs: nowMs };
      return changed({ ...credited, state: 'credited', owed: 'deposit', turn: before.turn + 1 });
    }
    const isSame =
      before.proof?.blockHash === proof.blockHash && stageOf(before.confirmations) === stageOf(depth);
    return isSame ? before : changed({ proof, confirmations: depth });
  }
  if (state === 'credited') {
    const seen = look.kind === 'mined' ? { proof: look.proof, confirmations: look.depth } : notMined;
    const absentSinceMs = look.kind === 'absent' ? nowMs : null;
    return changed({
      ...seen,
      state: 'waiting',
      owed: 'deposit_reversed',
      creditedAtMs: null,
      absentSinceMs,
    });
  }
  if (look.kind === 'mined') {
    const { proof, depth } = look;
    const isSame = before.proof?.blockHash === proof.blockHash && before.confirmations === depth;
    if (isSame && state === 'waiting') return before;
    return changed({ state: 'waiting', proof, confirmations: depth, absentSinceMs: null });
  }
  if (look.kind === 'unmined') {
    const isSame = state === 'waiting' && before.proof === null && before.absentSinceMs === null;
    return isSame ? before : changed({ ...notMined, state: 'waiting', absentSinceMs: null });
  }
  if (before.absentSinceMs === null) return changed({ ...notMined, absentSinceMs: nowMs });
  const isLost = state === 'waiting' && nowMs - before.absentSinceMs >= lostMs;
  return isLost ? changed({ state: 'lost' }) : before;
}

const notMined = { proof: null, confirmations: 0 } as const;

/** The entry that it calls for is made. */
export function paymentEntered(before: DepositPayment, revision: number): DepositPayment {
  if (before.owed === null || before.revision !== revision) return before;
  return { ...before, owed: null, revision: revision + 1 };
}

/** Names the entry that it calls for, unlike any other of this payment; null: it calls for none. */
export function owedEntryId({ coin, owed, turn }: DepositPayment): string | null {
  return owed === null ? null : `${owed}/${paymentKey(coin)}/${turn}`;
}

/** The stages that a payment's depth passes through: it is written down when it comes to another. */
function stageOf(depth: number): 'shallow' | 'deep' | 'final' {
  if (depth >= finalBlocks) return 'final';
  return depth >= deepBlocks ? 'deep' : 'shallow';
}

/** Whether it has to be looked at at each new block. */
export function isWatched({ state, owed, confirmations }: DepositPayment): boolean {
  if (owed !== null || state === 'waiting') return true;
  return state === 'credited' && stageOf(confirmations) !== 'final';
}

/** Whether its coin is to be moved into the treasury, or is being moved. */
export function isSweepable({ state, owed, confirmations, isSwept }: DepositPayment): boolean {
  return state === 'credited' && owed === null && !isSwept && stageOf(confirmations) !== 'shallow';
}
