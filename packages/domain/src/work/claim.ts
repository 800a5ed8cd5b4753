import type { Price } from '../balance/cover.ts';
import type { AllowanceTerms } from '../balance/reservation.ts';
import type { Claimer } from '../task/claimer.ts';
import type { Task } from '../task/task.ts';
import type { TrustRules } from '../trust/standing.ts';

/** Whose tasks are looked for. */
export interface SeekWork extends Claimer {
  /** BCP 47, lower case. */
  readonly languages: readonly string[];
  /** The worker takes items that may disturb. */
  readonly sensitive?: boolean;
  /** Only tasks of this question, of those that ask for its practice. */
  readonly only?: string;
}

export interface ClaimWork extends SeekWork {
  readonly count: number;
  /** Names this request: sent again, it gives the same tasks. 6 Crockford characters. */
  readonly nonce: string;
  readonly leaseMs: number;
  /** A worker holds at most this many live claims. */
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
  /** Of gold that is given out beside no task: the operator's of now. */
  readonly price: Price;
  /** Of gold that is a sandbox account's. */
  readonly allowance: AllowanceTerms;
  /** The worker is given gold tasks alone. */
  readonly goldOnly: boolean;
  /** The worker's latest answers on the operator's gold, as in `WorkerSignals`. */
  readonly latestGold?: string;
  /** One for each task that the claim may give, in case it becomes a gold one. */
  readonly draws: readonly GoldDraw[];
}

export interface GoldDraw {
  readonly taskId: string;
  /** 32 hex digits. */
  readonly salt: string;
  /** Whether it becomes gold, from 0 to 1. */
  readonly randomness: number;
  /** Where a worker who is new to a pool begins, from 0 to 1. */
  readonly placeRandomness: number;
  /** From its label on until its outcome is shown, ms: drawn from those of other tasks. */
  readonly delayMs: number;
}

/** Queue entries looked at for one claim; what a worker cannot be given is passed over once, not in every claim. */
export const examinedMax = 1_000;
/** Queue entries read at a time, at least. */
export const queuePageMin = 8;

/** Queue entries of a class looked at to see whether there is a task for somebody. */
export const soughtMax = 8;

/** How many tasks a claim gives at most. `held`: live claims of the worker, and what other claims are about to take. */
export function claimableCount(
  { count, liveMax }: Pick<ClaimWork, 'count' | 'liveMax'>,
  held: number,
): number {
  return Math.min(count, liveMax - held);
}
