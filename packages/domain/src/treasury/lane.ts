import { type Coin, isSameCoin } from '../settlement/coin.ts';
import type { SettlementRecord } from '../settlement/settlement.ts';

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

/** The lane under a new token, for the same holder or, once its term is over, any other; null: another holds it. */
export function acquiredLane(
  known: LaneRecord | null,
  { laneId, holder, nowMs, holdMs }: AcquireLane,
): LaneRecord | null {
  const lane = known ?? emptyLane(laneId);
  if (lane.holder !== null && lane.holder !== holder && lane.heldUntilMs > nowMs) return null;
  return { ...lane, holder, token: lane.token + 1, heldUntilMs: nowMs + holdMs };
}

function emptyLane(laneId: string): LaneRecord {
  return {
    laneId,
    coin: null,
    token: 0,
    holder: null,
    heldUntilMs: 0,
    settlementId: null,
    position: 0,
    minedPosition: 0,
  };
}

/** The lane held on; with another coin it is no longer known which settlement made it. */
export function heldLane(lane: LaneRecord, { untilMs, coin, minedPosition }: HoldLane): LaneRecord {
  return {
    ...lane,
    heldUntilMs: untilMs,
    coin,
    settlementId: isSameCoin(lane.coin, coin) ? lane.settlementId : null,
    ...(minedPosition !== undefined && { minedPosition }),
  };
}

type Moving = Pick<SettlementRecord, 'settlementId' | 'change' | 'lanePosition'>;

/** The lane once the settlement is stored: at its change; the very same where it has none. */
export function laneAfter(lane: LaneRecord, { settlementId, change, lanePosition }: Moving): LaneRecord {
  return change === null ? lane : { ...lane, coin: change, settlementId, position: lanePosition };
}

/**
 * The lane once a replaced settlement is put back. `isChangeSpent`: a live settlement spends its change; then the lane has
 * nothing to go on from.
 */
export function laneAfterRevival(lane: LaneRecord, revived: Moving, isChangeSpent: boolean): LaneRecord {
  const after = laneAfter(lane, revived);
  return after === lane || !isChangeSpent ? after : { ...after, coin: null, settlementId: null };
}
