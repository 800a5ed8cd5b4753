import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Coin } from '@asg/domain';
import type { AcquireLane, HoldLane, LaneRecord } from '@asg/storage';
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
  acquire({ laneId, holder, nowMs, holdMs }: AcquireLane): LaneRecord | null {
    const lane = this.load(laneId) ?? {
      laneId,
      coin: null,
      token: 0,
      holder: null,
      heldUntilMs: 0,
      settlementId: null,
      position: 0,
      minedPosition: 0,
    };
    if (lane.holder !== null && lane.holder !== holder && lane.heldUntilMs > nowMs) return null;
    const held = { ...lane, holder, token: lane.token + 1, heldUntilMs: nowMs + holdMs };
    this.save(held);
    return held;
  }

  hold({ laneId, token, untilMs, coin, minedPosition }: HoldLane): 'held' | 'fenced' {
    const lane = this.newest(laneId, token);
    if (lane === null) return 'fenced';
    const settlementId = sameCoin(lane.coin, coin) ? lane.settlementId : null;
    this.save({
      ...lane,
      heldUntilMs: untilMs,
      coin,
      settlementId,
      ...(minedPosition !== undefined && { minedPosition }),
    });
    return 'held';
  }

  /** The lane, if the token is its newest. */
  newest(laneId: string, token: number): LaneRecord | null {
    const lane = this.load(laneId);
    return lane?.token === token ? lane : null;
  }
}

function sameCoin(a: Coin | null, b: Coin | null): boolean {
  return a?.txid === b?.txid && a?.vout === b?.vout;
}
