import type { Task, TrustRules } from '@asg/domain';

export interface WorkReader {
  /** How many tasks want workers, counted up to `countMax`. */
  waiting(countMax: number): Promise<number>;
}

export interface WorkWriter {
  claim(request: ClaimWork): Promise<ClaimWorkOutcome>;
}

export interface WorkStore extends WorkReader, WorkWriter {}

export interface ClaimWork {
  readonly workerId: string;
  /** BCP 47, lower case. */
  readonly languages: readonly string[];
  readonly count: number;
  /** Names this request: sent again, it gives the same leases. 6 Crockford characters. */
  readonly nonce: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  /** A worker holds at most this many live leases. */
  readonly liveMax: number;
  /** Without it trust does not matter, and no gold tasks are mixed in. */
  readonly trust?: ClaimTerms;
}

export interface ClaimWorkOutcome {
  readonly tasks: readonly Task[];
  /** The search stopped at its bound, not at the end of the queue: ask again. */
  readonly more: boolean;
  /** Gold alone was to be given, and the worker has met all there is. */
  readonly isGoldUsedUp: boolean;
}

/** How trust bears on a claim. */
export interface ClaimTerms {
  readonly rules: TrustRules;
  /** The worker is given gold tasks alone. */
  readonly goldOnly: boolean;
  /** One for each task that the claim may give, in case it becomes a gold one. */
  readonly draws: readonly GoldDraw[];
}

export interface GoldDraw {
  readonly taskId: string;
  /** 32 hex digits. */
  readonly salt: string;
  /** Whether it becomes gold, from 0 to 1. */
  readonly luck: number;
  /** Where a worker who is new to a pool begins, from 0 to 1. */
  readonly placeLuck: number;
}
