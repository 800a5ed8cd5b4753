import type { Sats } from '@asg/domain';

/** The stored shapes. Times are Unix milliseconds, money is satoshis, ids are those of the API. */

export interface WorkerTotals {
  readonly labels: number;
  readonly paidLabels: number;
  readonly paidSats: Sats;
  /** Earned, below the minimum, goes with the next batch. */
  readonly carriedSats: Sats;
}

/** A sign-in to the Console, by a customer or the operator. */
export interface ConsoleSessionRecord {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** Hash of what it was opened with: the session is worth nothing once that opens nothing any more. */
  readonly proof: string;
  readonly expiresAtMs: number;
}
