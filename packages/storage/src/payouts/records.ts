import type { Sats, WorkerRecord } from '@asg/domain';

/** A worker as settlements see them: where they are paid, and what is carried on to their next batch. */
export interface PayeeAccount {
  readonly workerId: string;
  /** Null: nobody goes by this id. */
  readonly worker: WorkerRecord | null;
  readonly carriedSats: Sats;
  /** Since when some of it could not be sent to their paymail, and when it is tried again; null: it is too little yet. */
  readonly carried: Pick<CarriedRecord, 'sinceMs' | 'dueAtMs'> | null;
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

/** What is owed to a worker and could not be sent to their paymail. How much is in the worker's totals. */
export interface CarriedRecord {
  readonly workerId: string;
  /** Since when something of it waits. */
  readonly sinceMs: number;
  /** When it is tried again. */
  readonly dueAtMs: number;
}

/** Coins that `heldSats` adds up at most. */
export const heldCoinsSummedMax = 10_000;

/**
 * A payment by paymail that its receiver is to be told of. It is there once the settlement was seen; the transaction is
 * the settlement's.
 */
export interface PaymailDeliveryRecord {
  readonly settlementId: string;
  readonly workerId: string;
  /** `alias@host`, lower case. */
  readonly paymail: string;
  /** The receiver's name for the payment. */
  readonly reference: string;
  readonly state: 'pending' | 'made' | 'given_up';
  readonly attempts: number;
  /** Null where no further attempt is due. */
  readonly nextAttemptAtMs: number | null;
  /** How the last attempt failed. */
  readonly note: string | null;
}
