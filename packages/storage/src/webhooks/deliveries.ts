import type { DeliveryRecord, RecordAttempt } from '@asg/domain';

export interface DeliveryReader {
  get(deliveryId: string): Promise<DeliveryRecord | null>;
  /** The newest first; `before`: the last delivery id of the page before. */
  ofWebhook(
    webhookId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]>;
  /** Deliveries of a customer that were given up, whoever they were for; the newest first. */
  failed(
    customerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]>;
  /** Endpoints with pending deliveries, by name, after `after`; a page of them. */
  waitingEndpoints(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly { readonly endpoint: string; readonly nextAttemptAtMs: number }[]>;
  /** Pending deliveries of an endpoint whose next attempt is due, the longest due first. */
  due(request: {
    readonly endpoint: string;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly DeliveryRecord[]>;
  /** Whether a delivery for this task was given up. */
  hasFailed(taskId: string): Promise<boolean>;
}

export interface DeliveryWriter {
  /** Stores a delivery that no event asked for, if it is not there yet. */
  add(delivery: DeliveryRecord): Promise<void>;
  /** Adds the attempt with this number (from 1) if it is the next; one that is there already changes nothing. */
  recordAttempt(request: RecordAttempt): Promise<'recorded' | 'repeated'>;
  /** Makes a delivery pending again, due now; null where there is none. One that is pending stays as it is. */
  replay(request: { readonly deliveryId: string; readonly nowMs: number }): Promise<DeliveryRecord | null>;
  /** As `emptiedDelivery`; those that are not there are left out. */
  erase(deliveryIds: readonly string[]): Promise<void>;
}

export interface DeliveryStore extends DeliveryReader, DeliveryWriter {}
