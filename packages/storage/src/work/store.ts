import type { ClaimWork, ClaimWorkOutcome, SeekWork, Task } from '@asg/domain';

export interface WorkReader {
  /** How many tasks want workers, counted up to `countMax`. */
  waiting(countMax: number): Promise<number>;
  /** The tasks that the worker holds (`heldBy`), gold among them, in no order. So many at most as one worker may hold. */
  held(request: { readonly workerId: string; readonly nowMs: number }): Promise<readonly Task[]>;
}

export interface WorkWriter {
  claim(request: ClaimWork): Promise<ClaimWorkOutcome>;
  /**
   * Whether the next tasks of a class that is theirs, a few of each, have one that they may be given. Takes none, and their place in the
   * queue stays.
   */
  seek(request: SeekWork): Promise<boolean>;
  /** What the worker was passed over with is looked at again: their place in the queue is its beginning. */
  restart(request: { readonly workerId: string }): Promise<void>;
}

export interface WorkStore extends WorkReader, WorkWriter {}
