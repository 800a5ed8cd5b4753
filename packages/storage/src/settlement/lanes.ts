import type { AcquireLane, HoldLane, LaneRecord } from '@asg/domain';

export interface LaneReader {
  get(laneId: string): Promise<LaneRecord | null>;
}

export interface LaneWriter {
  /**
   * Takes hold of a lane. The same holder, or anyone once `heldUntilMs` has passed, gets it, with a higher token;
   * reservations made under older tokens are released. Null: another settler holds it.
   */
  acquire(request: AcquireLane): Promise<LaneRecord | null>;
  /** Extends the hold, sets the coin and, if given, how far the chain is mined, if the token is the newest. */
  hold(request: HoldLane): Promise<'held' | 'fenced'>;
}

export interface LaneStore extends LaneReader, LaneWriter {}
