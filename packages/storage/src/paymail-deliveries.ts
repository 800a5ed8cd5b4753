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

export interface PaymailDeliveryReader {
  paymailDelivery(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null>;
  /** Hosts of paymails with pending deliveries and the earliest attempt due, by name, after `after`; a page of them. */
  waitingPaymailHosts(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly { readonly host: string; readonly nextAttemptAtMs: number }[]>;
  /** Pending deliveries to a host whose next attempt is due, the longest due first. */
  duePaymailDeliveries(request: {
    readonly host: string;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly PaymailDeliveryRecord[]>;
}

export interface PaymailDeliveryWriter {
  /** Notes the attempt with this number (from 1) if it is the next; one that is there already changes nothing. */
  recordPaymailAttempt(attempt: PaymailAttempt): Promise<'recorded' | 'repeated'>;
}

export type PaymailAttempt = Pick<
  PaymailDeliveryRecord,
  'settlementId' | 'workerId' | 'state' | 'nextAttemptAtMs' | 'note'
> & { readonly number: number };
