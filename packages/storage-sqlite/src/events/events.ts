import type { DatabaseSync } from 'node:sqlite';
import { type EventRecord, eventAbout, subjectOf } from '@asg/domain';
import type * as port from '@asg/storage';
import { codeOf, typeOf } from '../compact/event-types.ts';
import { bareEvent, bareTask, wholeEvent, wholeTask } from '../compact/ids.ts';
import { merged } from '../compact/merged.ts';
import { type Words, type WordTable, wordAt } from '../compact/words.ts';
import { Query, type Statement, statement } from '../sql.ts';
import type { DeliveryWriter } from '../webhooks/deliveries.ts';
import type { Sync } from '../writing/sync.ts';

interface EventRow {
  readonly seq: number;
  readonly eventId: string;
  readonly customerId: string;
  /** As `subjectOf` has it: the column was named when tasks alone had events. */
  readonly subject: string;
  readonly type: string;
  readonly atMs: number;
}

const columns = 'seq, id as eventId, customer_id as customerId, task_id as subject, type, at as atMs';

/** Reads what happened to customers' tasks, jobs and balances. */
export class EventReader implements port.EventReader {
  readonly #words: Words;
  readonly #seq: Query<{ readonly seq: number }>;
  readonly #after: Query<EventRow>;
  readonly #newest: Query<EventRow>;
  readonly #outbox: Query<EventRow>;

  constructor(db: DatabaseSync, words: Words) {
    this.#words = words;
    this.#seq = new Query(db, 'select seq from event where id in (?, ?) and customer_id in (?, ?)');
    this.#after = new Query(
      db,
      `select ${columns} from event where customer_id = ? and seq > ? order by seq limit ?`,
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
    const key = this.#words.key(customerId);
    // seq counts from 1: an unknown id stands for the beginning.
    const from =
      after === null ? 0 : (this.#seq.get(after, bareEvent(after), customerId, key ?? customerId)?.seq ?? 0);
    const earlier = this.#after.all(customerId, from, limit);
    const later = key === null ? [] : this.#after.all(key, from, limit);
    return merged(earlier, later, (a, b) => a.seq - b.seq, limit).map((row) => this.#eventIn(row));
  }

  async newest(customerId: string): Promise<EventRecord | null> {
    const key = this.#words.key(customerId);
    const found = [customerId, ...(key === null ? [] : [key])].flatMap((name) => this.#newest.all(name));
    const [row] = found.toSorted((a, b) => b.seq - a.seq);
    return row === undefined ? null : this.#eventIn(row);
  }

  async undispatched(limit: number): Promise<readonly port.WaitingEvent[]> {
    return this.#outbox.all(limit).map((row) => ({ event: this.#eventIn(row), mayBeCalledBack: true }));
  }

  #eventIn(row: EventRow): EventRecord {
    const fields = {
      eventId: wholeEvent(row.eventId),
      customerId: wordAt(this.#words, row.customerId),
      atMs: row.atMs,
    };
    return eventAbout(fields, typeOf(row.type), wholeTask(row.subject));
  }
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
      const { changes } = this.#dispatched.run(bareEvent(event.eventId));
      if (changes === 0) this.#dispatched.run(event.eventId);
    }
  }
}

/** The customers' events, written with the change that they report. */
export class EventTable {
  readonly #words: WordTable;
  readonly #insert: Statement;

  constructor(db: DatabaseSync, words: WordTable) {
    this.#words = words;
    this.#insert = statement(
      db,
      'insert into event (id, customer_id, task_id, type, at) values (?, ?, ?, ?, ?) on conflict (id) do nothing',
    );
  }

  record(event: EventRecord): void {
    const { eventId, customerId, type, atMs } = event;
    const subject = bareTask(subjectOf(event));
    this.#insert.run(bareEvent(eventId), this.#words.keyFor(customerId), subject, codeOf(type), atMs);
  }
}
