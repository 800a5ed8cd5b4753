import type { EventRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import { Batcher } from '../cluster/batcher.ts';
import type { Kind } from '../records/document.ts';
import { DocumentLog } from '../records/document-log.ts';
import { momentKey } from '../records/keys.ts';
import type { Entry } from '../records/lists.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { DeliveryStore } from '../webhooks/deliveries.ts';
import { type EventFacts, entryText, eventIn, outboxEntry, toldBy, waitingOf } from './outbox-entry.ts';

export interface Event {
  readonly event: EventRecord;
  /** Its key in its customer's log. */
  readonly at: string | null;
  /** False: its entry in the outbox names this document, as all did once. True: it says the event, or is gone. */
  readonly dispatched: boolean;
}

export const outbox = 'outbox';
const roundMax = 200;
/** Entries of the outbox that stand between those of a round, at most: all of them. */
const dispatchedMax = Number.MAX_SAFE_INTEGER;
export const logOf = (customerId: string): string => `events|${customerId}`;

export const events: Kind<Event> = {
  name: 'evt',
  set: 'doc',
  places: ({ event, dispatched }, id) => (dispatched ? [] : [[outbox, `${momentKey(event.atMs)} ${id}`]]),
};

const telling = {
  idIn: (text: string): string => text.split(' ', 1)[0] ?? text,
  made: (text: string, at: string): Event | null => {
    const event = eventIn(text);
    return event && { event, at, dispatched: true };
  },
};

/**
 * Customers' events: in the log of each, in the order of recording, and in the outbox until their deliveries are stored. One
 * that the customer is told of, by a delivery or in a list, has a document, which says where in the log it is.
 */
export class EventStore implements port.EventStore {
  readonly #records: RecordStore;
  readonly #deliveries: DeliveryStore;
  readonly #log: DocumentLog<Event>;
  readonly #recording = new Batcher<port.WaitingEvent>(roundMax, (_, all) => this.#record(all));

  constructor(records: RecordStore, deliveries: DeliveryStore) {
    this.#records = records;
    this.#deliveries = deliveries;
    this.#log = new DocumentLog(records, events, telling);
    records.effects.register('event', (facts: EventFacts) => this.#recording.add('', [waitingOf(facts)]));
  }

  /** In the log first: who is told of an event can read on from it. */
  async #record(all: readonly port.WaitingEvent[]): Promise<void> {
    const byCustomer = Map.groupBy(all, ({ event }) => event.customerId);
    const entries = await Promise.all(
      [...byCustomer].map(async ([customerId, own]) => {
        const texts = own.map(({ event }) => entryText(event));
        const keys = await this.#log.add(logOf(customerId), texts);
        return own.map((one, index) => outboxEntry(one, keys[index]));
      }),
    );
    await this.#records.lists.put(outbox, entries.flat());
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

  async undispatched(limit: number): Promise<readonly port.WaitingEvent[]> {
    const entries = await this.#records.lists.after(outbox, null, limit);
    const told = entries.map(([, text]) => toldBy(text).waiting);
    if (told.includes(null)) {
      await this.#tell(entries.filter((_, index) => told[index] === null));
      return this.undispatched(limit);
    }
    return told.filter((one) => one !== null);
  }

  /** Puts entries that say all in the place of those that name a document. */
  async #tell(entries: readonly Entry[]): Promise<void> {
    const { documents, lists } = this.#records;
    const found = await documents.placed(events, outbox, entries);
    await lists.put(
      outbox,
      found.map(({ state: { event } }) => outboxEntry({ event, mayBeCalledBack: true })),
    );
    await documents.changeMany(
      events,
      found.map((known) => ({
        id: known.id,
        known,
        changer: (state) =>
          state === null || state.dispatched
            ? { result: null }
            : { state: { ...state, dispatched: true }, result: null },
      })),
    );
  }

  async dispatch(dispatched: Parameters<port.EventStore['dispatch']>[0]): Promise<void> {
    await this.#place(
      dispatched.filter(({ deliveries }) => deliveries.length > 0).map(({ eventId }) => eventId),
    );
    await Promise.all(
      dispatched.flatMap(({ deliveries }) => deliveries.map((one) => this.#deliveries.add(one))),
    );
    await this.#records.lists.remove(
      outbox,
      dispatched.map(({ eventId }) => eventId),
    );
  }

  /** Who is told of an event reads on from it: so it gets its document first. What has left the outbox has one. */
  async #place(eventIds: readonly string[]): Promise<void> {
    const [first, ...others] = eventIds.toSorted();
    if (first === undefined) return;
    const until = `${others.at(-1) ?? first}\u0001`;
    const entries = await this.#records.lists.after(outbox, first.slice(0, -1), dispatchedMax, until);
    const wanted = new Set(eventIds);
    await this.#log.tell(
      entries.flatMap(([key, text]) => {
        const { logged } = toldBy(text);
        return logged === null || !wanted.has(key) ? [] : [logged];
      }),
    );
  }
}
