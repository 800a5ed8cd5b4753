import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type AcquireLane, acquiredLane, type HoldLane, heldLane, type LaneRecord } from '@asg/domain';
import { laneOf } from '../settlement-row.ts';

/** Lanes: who holds which chain of treasury coins, under which token. */
export class LaneTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare('select record from lane where id = ?');
    this.#put = db.prepare(
      `insert into lane (id, token, record) values (?1, ?2, ?3)
       on conflict (id) do update set token = ?2, record = ?3`,
    );
  }

  load(laneId: string): LaneRecord | null {
    const row = this.#select.get(laneId) as { record: string } | undefined;
    return row === undefined ? null : laneOf(row.record);
  }

  save(lane: LaneRecord): void {
    this.#put.run(lane.laneId, lane.token, JSON.stringify(lane));
  }

  /** The lane under a new token, or null while another holds it. */
  acquire(request: AcquireLane): LaneRecord | null {
    const held = acquiredLane(this.load(request.laneId), request);
    if (held !== null) this.save(held);
    return held;
  }

  hold(request: HoldLane): 'held' | 'fenced' {
    const lane = this.newest(request.laneId, request.token);
    if (lane === null) return 'fenced';
    this.save(heldLane(lane, request));
    return 'held';
  }

  /** The lane, if the token is its newest. */
  newest(laneId: string, token: number): LaneRecord | null {
    const lane = this.load(laneId);
    return lane?.token === token ? lane : null;
  }
}
