import type { EventRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import { DocumentLog } from '../records/document-log.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { DeliveryStore } from '../webhooks/deliveries.ts';

export interface Event {
  readonly event: EventRecord;
  /** Its key in its customer's log. */
  readonly at: string | null;
  readonly dispatched: boolean;
}

const outbox = 'outbox';
export const logOf = (customerId: string): string => `events|${customerId}`;

export const events: Kind<Event> = {
  name: 'evt',
  set: 'doc',
  places: ({ event, dispatched }, id) => (dispatched ? [] : [[outbox, `${momentKey(event.atMs)} ${id}`]]),
};

/** Customers' events: a document each, and a log of each customer in the order of recording. */
export class EventStore implements port.EventStore {
  readonly #records: RecordStore;
  readonly #deliveries: DeliveryStore;
  readonly #log: DocumentLog<Event>;

  constructor(records: RecordStore, deliveries: DeliveryStore) {
    this.#records = records;
    this.#deliveries = deliveries;
    this.#log = new DocumentLog(records, events);
    records.effects.register('event', (event: EventRecord) => this.#record(event));
  }

  async #record(event: EventRecord): Promise<void> {
    const { eventId, customerId } = event;
    const first: Event = { event, at: null, dispatched: false };
    const made = await this.#records.documents.createStored(events, eventId, first);
    await this.#log.append(logOf(customerId), eventId, made);
  }

  async after(
    customerId: string,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly EventRecord[]> {
    const last = after === null ? null : await this.#records.documents.read(events, after);
    const isOwn = last !== null && last.state.event.customerId === customerId;
    return this.#logged(customerId, { after: isOwn ? last.state.at : null, limit });
  }

  async newest(customerId: string): Promise<EventRecord | null> {
    return (await this.#logged(customerId, { before: null, limit: 1 }))[0] ?? null;
  }

  async #logged(
    customerId: string,
    page: Parameters<DocumentLog<Event>['read']>[1],
  ): Promise<readonly EventRecord[]> {
    const found = await this.#log.read(logOf(customerId), page);
    return found.map(({ state }) => state.event);
  }

  async undispatched(limit: number): Promise<readonly EventRecord[]> {
    const found = await this.#records.documents.listed(events, outbox, { after: null, limit });
    return found.map(({ state }) => state.event);
  }

  async dispatch(dispatched: Parameters<port.EventStore['dispatch']>[0]): Promise<void> {
    await Promise.all(
      dispatched.flatMap(({ deliveries }) => deliveries.map((one) => this.#deliveries.add(one))),
    );
    await this.#records.documents.changeMany(
      events,
      dispatched.map(({ eventId }) => ({
        id: eventId,
        changer: (found) =>
          found === null || found.dispatched
            ? { result: null }
            : { state: { ...found, dispatched: true }, result: null },
      })),
    );
  }
}
