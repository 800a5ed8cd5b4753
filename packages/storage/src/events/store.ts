import type { DeliveryRecord, EventRecord } from '@asg/domain';

/** An event whose deliveries are not stored yet. */
export interface WaitingEvent {
  readonly event: EventRecord;
  /** False: its task or job has no `callback_url`. True: that is to be looked up. */
  readonly mayBeCalledBack: boolean;
}

export interface EventReader {
  /**
   * A customer's events in the order in which they were recorded, after the event `after`; null or an unknown id: from
   * the first. No event ever appears before one that was given out already.
   */
  after(
    customerId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly EventRecord[]>;
  /** The customer's newest event; null where there is none. */
  newest(customerId: string): Promise<EventRecord | null>;
  /** Events whose deliveries are not stored yet, the oldest first. */
  undispatched(limit: number): Promise<readonly WaitingEvent[]>;
}

export interface EventWriter {
  /**
   * Stores the deliveries of each event, those that are not there yet, and then takes the event out of the outbox.
   * Sent again it changes nothing.
   */
  dispatch(
    events: readonly { readonly eventId: string; readonly deliveries: readonly DeliveryRecord[] }[],
  ): Promise<void>;
}

export interface EventStore extends EventReader, EventWriter {}
