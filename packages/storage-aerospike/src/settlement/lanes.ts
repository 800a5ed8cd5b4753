import { type AcquireLane, acquiredLane, type HoldLane, heldLane, type LaneRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Change, Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';

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

/** Who has work because of a settlement that is stored in a lane hears of its tasks. */
export const lanes: Kind<Lane> = { name: 'lan', set: 'doc', isHousekeeping: true, places: () => [] };

/**
 * Lanes: who holds which chain of treasury coins, under which token. A lane's record is where a settlement is decided: it
 * is stored in the write that moves the lane, and what follows from it is in the lane's outbox.
 */
export class LaneStore implements port.LaneStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async get(laneId: string): Promise<LaneRecord | null> {
    return (await this.#records.documents.read(lanes, laneId))?.state.lane ?? null;
  }

  /** The lane under a new token, or null while another holds it. Older reservations are released with it. */
  async acquire(request: AcquireLane): Promise<LaneRecord | null> {
    return this.#records.documents.change<Lane, LaneRecord | null>(lanes, request.laneId, (found) => {
      const held = acquiredLane(found?.lane ?? null, request);
      if (held === null) return { result: null };
      const { reservations = {}, voided = [], stored = [] } = found ?? {};
      const released = Object.keys(reservations);
      return {
        state: {
          lane: held,
          stored,
          reservations: {},
          voided: [...voided, ...released].slice(-rememberedMax),
        },
        effects: released.map((settlementId): Effect => ['do', 'release', settlementId]),
        result: held,
      };
    });
  }

  async hold(request: HoldLane): Promise<'held' | 'fenced'> {
    return this.change<'held' | 'fenced'>(request.laneId, request.token, (found) => ({
      state: { ...found, lane: heldLane(found.lane, request) },
      result: 'held',
    }));
  }

  /** Changes a lane under its newest token. */
  change<Result>(
    laneId: string,
    token: number,
    changer: (lane: Lane) => Change<Lane, Result> | { readonly result: Result },
  ): Promise<Result | 'fenced'> {
    return this.#records.documents.change<Lane, Result | 'fenced'>(lanes, laneId, (found) =>
      found === null || found.lane.token !== token ? { result: 'fenced' } : changer(found),
    );
  }

  /** Makes sure that the settlement is not stored, unless it is by now. */
  async void(laneId: string, settlementId: string): Promise<'void' | 'stored'> {
    return this.#records.documents.change<Lane, 'void' | 'stored'>(lanes, laneId, (found) => {
      if (found === null) return { result: 'void' };
      if (found.stored.includes(settlementId)) return { result: 'stored' };
      if (found.voided.includes(settlementId)) return { result: 'void' };
      const { [settlementId]: _, ...reservations } = found.reservations;
      const voided = [...found.voided, settlementId].slice(-rememberedMax);
      return { state: { ...found, reservations, voided }, result: 'void' };
    });
  }

  async hasStored(laneId: string, settlementId: string): Promise<boolean> {
    const found = await this.#records.documents.read(lanes, laneId);
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
