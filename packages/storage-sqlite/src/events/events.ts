import type { DatabaseSync } from 'node:sqlite';
import { type EventRecord, type EventType, eventAbout, subjectOf } from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type Statement, statement } from '../sql.ts';
import type { DeliveryWriter } from '../webhooks/deliveries.ts';
import type { Sync } from '../writing/sync.ts';

interface EventRow {
  readonly eventId: string;
  readonly customerId: string;
  /** As `subjectOf` has it: the column was named when tasks alone had events. */
  readonly subject: string;
  readonly type: EventType;
  readonly atMs: number;
}

const columns = 'id as eventId, customer_id as customerId, task_id as subject, type, at as atMs';

/** Reads what happened to customers' tasks, jobs and balances. */
export class EventReader implements port.EventReader {
  readonly #after: Query<EventRow>;
  readonly #newest: Query<EventRow>;
  readonly #outbox: Query<EventRow>;

  constructor(db: DatabaseSync) {
    // seq counts from 1: an unknown id stands for the beginning.
    this.#after = new Query(
      db,
      `select ${columns} from event where customer_id = ?1
       and seq > coalesce((select seq from event where id = ?2 and customer_id = ?1), 0) order by seq limit ?3`,
    );
    this.#newest = new Query(
      db,
      `select ${columns} from event where customer_id = ? order by seq desc limit 1`,
    );
    this.#outbox = new Query(db, `select ${columns} from event where dispatched = 0 order by seq limit ?`);
  }

  async after(
    customerId: string,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly EventRecord[]> {
    return this.#after.all(customerId, after, limit).map(eventIn);
  }

  async newest(customerId: string): Promise<EventRecord | null> {
    const row = this.#newest.get(customerId);
    return row === undefined ? null : eventIn(row);
  }

  async undispatched(limit: number): Promise<readonly EventRecord[]> {
    return this.#outbox.all(limit).map(eventIn);
  }
}

function eventIn({ subject, type, ...fields }: EventRow): EventRecord {
  return eventAbout(fields, type, subject);
}

/** Takes events out of the outbox once their deliveries are stored. */
export class EventWriter implements Sync<port.EventWriter> {
  readonly #deliveries: DeliveryWriter;
  readonly #dispatched: Statement;

  constructor(db: DatabaseSync, deliveries: DeliveryWriter) {
    this.#deliveries = deliveries;
    this.#dispatched = statement(db, 'update event set dispatched = 1 where id = ? and dispatched = 0');
  }

  dispatch(events: Parameters<port.EventWriter['dispatch']>[0]): void {
    for (const event of events) {
      for (const delivery of event.deliveries) this.#deliveries.add(delivery);
      this.#dispatched.run(event.eventId);
    }
  }
}

/** The customers' events, written with the change that they report. */
export class EventTable {
  readonly #insert: Statement;

  constructor(db: DatabaseSync) {
    this.#insert = statement(
      db,
      'insert into event (id, customer_id, task_id, type, at) values (?, ?, ?, ?, ?) on conflict (id) do nothing',
    );
  }

  record(event: EventRecord): void {
    const { eventId, customerId, type, atMs } = event;
    this.#insert.run(eventId, customerId, subjectOf(event), type, atMs);
  }
}
