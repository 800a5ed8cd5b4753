import type { CarriedRecord, Sats, WorkerRecord } from '@asg/domain';

/** A worker as settlements see them: where they are paid, and what is carried over to their next batch. */
export interface PayeeAccount {
  readonly workerId: string;
  /** Null: there is no worker with this id. */
  readonly worker: WorkerRecord | null;
  readonly carriedSats: Sats;
  /** Since when some of it could not be sent to their paymail, and when it is tried again; null: it is too little yet. */
  readonly carried: Pick<CarriedRecord, 'sinceMs' | 'dueAtMs'> | null;
}
