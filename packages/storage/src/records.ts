import type { Sats, WorkerRecord } from '@asg/domain';
import type { CarriedRecord } from './carried.ts';

/** The stored shapes. Times are Unix milliseconds, money is satoshis, ids are those of the API. */

export interface BatchRecord {
  readonly batchId: string;
  readonly customerId: string;
  /** In the order of submission. */
  readonly taskIds: readonly string[];
  readonly createdAtMs: number;
}

export interface WorkerTotals {
  readonly labels: number;
  readonly paidLabels: number;
  readonly paidSats: Sats;
  /** Earned, below the minimum, goes with the next batch. */
  readonly carriedSats: Sats;
}

/** A worker as settlements see them: where they are paid, and what is carried on to their next batch. */
export interface PayeeAccount {
  readonly workerId: string;
  /** Null: nobody goes by this id. */
  readonly worker: WorkerRecord | null;
  readonly carriedSats: Sats;
  /** Since when some of it could not be sent to their paymail, and when it is tried again; null: it is too little yet. */
  readonly carried: Pick<CarriedRecord, 'sinceMs' | 'dueAtMs'> | null;
}

export interface SessionRecord {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly workerId: string;
  readonly expiresAtMs: number;
}

/** A sign-in to the Console, by a customer or the operator. */
export interface ConsoleSessionRecord {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** Hash of what it was opened with: the session is worth nothing once that opens nothing any more. */
  readonly proof: string;
  readonly expiresAtMs: number;
}

/** One payment to one worker. */
export interface EarningRecord {
  readonly settlementId: string;
  readonly txid: string;
  readonly labels: number;
  readonly earnedSats: Sats;
  readonly paidSats: Sats;
  readonly atMs: number;
}
