import type { Coin } from '@asg/domain';
import type { AcquireLane, HoldLane, LaneRecord } from '@asg/storage';
import type { Change, Kind } from '../keeping/document.ts';
import type { Effect } from '../keeping/effects.ts';
import type { Keeper } from '../keeping/keeper.ts';

/** Settlements remembered by their lane as stored, or as given up before they were; the latest. */
const rememberedMax = 200;

export interface Lane {
  readonly lane: LaneRecord;
  /** Reservations under which tasks may be held and no settlement is stored yet, with the token of each. */
  readonly reservations: Readonly<Record<string, number>>;
  /** Settlements whose coins others may take: they are not stored unless they begin anew. */
  readonly voided: readonly string[];
  readonly stored: readonly string[];
}

export const lanes: Kind<Lane> = { name: 'lan', set: 'doc', places: () => [] };

/**
 * Lanes: who holds which chain of treasury coins, under which token. A lane's record is where a settlement is decided: it
 * is stored in the write that moves the lane, and what follows from it is in the lane's outbox.
 */
export class Lanes {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  async lane(laneId: string): Promise<LaneRecord | null> {
    return (await this.#keeper.documents.read(lanes, laneId))?.state.lane ?? null;
  }

  /** The lane under a new token, or null while another holds it. Older reservations are released with it. */
  async acquire({ laneId, holder, nowMs, holdMs }: AcquireLane): Promise<LaneRecord | null> {
    return this.#keeper.documents.change<Lane, LaneRecord | null>(lanes, laneId, (found) => {
      const before = found ?? { lane: emptyLane(laneId), reservations: {}, voided: [], stored: [] };
      const { lane, reservations, voided } = before;
      if (lane.holder !== null && lane.holder !== holder && lane.heldUntilMs > nowMs) return { result: null };
      const held = { ...lane, holder, token: lane.token + 1, heldUntilMs: nowMs + holdMs };
      const released = Object.keys(reservations);
      return {
        state: {
          ...before,
          lane: held,
          reservations: {},
          voided: [...voided, ...released].slice(-rememberedMax),
        },
        effects: released.map((settlementId): Effect => ['do', 'release', settlementId]),
        result: held,
      };
    });
  }

  async hold({ laneId, token, untilMs, coin, minedPosition }: HoldLane): Promise<'held' | 'fenced'> {
    return this.change<'held' | 'fenced'>(laneId, token, (found) => {
      const { lane } = found;
      const settlementId = sameCoin(lane.coin, coin) ? lane.settlementId : null;
      const held = {
        ...lane,
        heldUntilMs: untilMs,
        coin,
        settlementId,
        ...(minedPosition !== undefined && { minedPosition }),
      };
      return { state: { ...found, lane: held }, result: 'held' };
    });
  }

  /** Changes a lane under its newest token. */
  change<Result>(
    laneId: string,
    token: number,
    changer: (lane: Lane) => Change<Lane, Result> | { readonly result: Result },
  ): Promise<Result | 'fenced'> {
    return this.#keeper.documents.change<Lane, Result | 'fenced'>(lanes, laneId, (found) =>
      found === null || found.lane.token !== token ? { result: 'fenced' } : changer(found),
    );
  }

  /** Makes sure that the settlement is not stored, unless it is by now. */
  async void(laneId: string, settlementId: string): Promise<'void' | 'stored'> {
    return this.#keeper.documents.change<Lane, 'void' | 'stored'>(lanes, laneId, (found) => {
      if (found === null) return { result: 'void' };
      if (found.stored.includes(settlementId)) return { result: 'stored' };
      if (found.voided.includes(settlementId)) return { result: 'void' };
      const { [settlementId]: _, ...reservations } = found.reservations;
      const voided = [...found.voided, settlementId].slice(-rememberedMax);
      return { state: { ...found, reservations, voided }, result: 'void' };
    });
  }

  async hasStored(laneId: string, settlementId: string): Promise<boolean> {
    const found = await this.#keeper.documents.read(lanes, laneId);
    return found?.state.stored.includes(settlementId) ?? false;
  }

  /** The settlement is stored in this very write. */
  static withStored(lane: Lane, settlementId: string): Lane {
    const { [settlementId]: _, ...reservations } = lane.reservations;
    return { ...lane, reservations, stored: [...lane.stored, settlementId].slice(-rememberedMax) };
  }

  /** The settlement begins, or begins anew. */
  static withBegun(lane: Lane, settlementId: string, token: number): Lane {
    return {
      ...lane,
      reservations: { ...lane.reservations, [settlementId]: token },
      voided: lane.voided.filter((id) => id !== settlementId),
    };
  }
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

function sameCoin(a: Coin | null, b: Coin | null): boolean {
  return a?.txid === b?.txid && a?.vout === b?.vout;
}
