import type { PaymailAttempt, PaymailDeliveryRecord } from '@asg/domain';

export interface PaymailReader {
  get(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null>;
  /** Hosts of paymails with pending deliveries and the earliest attempt due, by name, after `after`; a page of them. */
  waitingHosts(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly { readonly host: string; readonly nextAttemptAtMs: number }[]>;
  /** Pending deliveries to a host whose next attempt is due, the longest due first. */
  due(request: {
    readonly host: string;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly PaymailDeliveryRecord[]>;
}

export interface PaymailWriter {
  /** Notes the attempt with this number (from 1) if it is the next; one that is there already changes nothing. */
  recordAttempt(attempt: PaymailAttempt): Promise<'recorded' | 'repeated'>;
  /** Takes the paymail away, and ends what is not delivered. */
  forget(delivery: { readonly settlementId: string; readonly workerId: string }): Promise<void>;
}

export interface PaymailStore extends PaymailReader, PaymailWriter {}
