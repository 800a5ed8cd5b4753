import type { ClaimWork, ClaimWorkOutcome } from '@asg/domain';

export interface WorkReader {
  /** How many tasks want workers, counted up to `countMax`. */
  waiting(countMax: number): Promise<number>;
}

export interface WorkWriter {
  claim(request: ClaimWork): Promise<ClaimWorkOutcome>;
}

export interface WorkStore extends WorkReader, WorkWriter {}
