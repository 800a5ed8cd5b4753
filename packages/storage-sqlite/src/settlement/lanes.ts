import type { DatabaseSync } from 'node:sqlite';
import { type AcquireLane, acquiredLane, type HoldLane, heldLane, type LaneRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type RecordRow, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';
import type { Reservations } from './reservations.ts';
import { laneOf } from './settlement-row.ts';

/** Reads who holds which chain of treasury coins. */
export class LaneReader implements port.LaneReader {
  readonly #one: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, 'select record from lane where id = ?');
  }

  async get(laneId: string): Promise<LaneRecord | null> {
    const row = this.#one.get(laneId);
    return row === undefined ? null : laneOf(row.record);
  }
}

/** Lanes change hands, each time under a new token. */
export class LaneWriter implements Sync<port.LaneWriter> {
  readonly #lanes: LaneTable;
  readonly #reservations: Reservations;

  constructor(lanes: LaneTable, reservations: Reservations) {
    this.#lanes = lanes;
    this.#reservations = reservations;
  }

  acquire(request: AcquireLane): LaneRecord | null {
    const held = acquiredLane(this.#lanes.load(request.laneId), request);
    if (held === null) return null;
    this.#lanes.save(held);
    this.#reservations.releaseOlder(held.laneId, held.token);
    return held;
  }

  hold(request: HoldLane): 'held' | 'fenced' {
    const lane = this.#lanes.newest(request.laneId, request.token);
    if (lane === null) return 'fenced';
    this.#lanes.save(heldLane(lane, request));
    return 'held';
  }
}

export class LaneTable {
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, 'select record from lane where id = ?');
    this.#put = statement(
      db,
      `insert into lane (id, token, record) values (?1, ?2, ?3)
       on conflict (id) do update set token = ?2, record = ?3`,
    );
  }

  load(laneId: string): LaneRecord | null {
    const row = this.#select.get(laneId);
    return row === undefined ? null : laneOf(row.record);
  }

  save(lane: LaneRecord): void {
    this.#put.run(lane.laneId, lane.token, JSON.stringify(lane));
  }

  /** The lane, if the token is its newest. */
  newest(laneId: string, token: number): LaneRecord | null {
    const lane = this.load(laneId);
    return lane?.token === token ? lane : null;
  }
}
