import { type EventRecord, eventAbout, eventTypes } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { at } from '@asg/values/present';
import { entryText, outboxEntry } from '../events/outbox-entry.ts';
import { events, logOf, outbox } from '../events/store.ts';
import { makeAll, memberOf, numberOf, type RowImporter, textOf } from './row-importer.ts';

function eventOf(row: StoredRow): EventRecord {
  const fields = {
    eventId: textOf(row, 'id'),
    customerId: textOf(row, 'customer_id'),
    atMs: numberOf(row, 'at'),
  };
  const type = memberOf(row, 'type', eventTypes);
  // The column was named when tasks alone had events.
  const subject = textOf(row, 'task_id');
  return eventAbout(fields, type, subject);
}

/** Into each customer's log in the order of recording, and into the outbox what nobody was told of yet. */
const importEvents: RowImporter = async (records, rows) => {
  const known = await records.documents.readMany(
    events,
    rows.map((row) => textOf(row, 'id')),
  );
  const fresh = rows.filter((_, index) => known[index] === null);
  const waiting = fresh.filter((row) => row.dispatched !== 1);
  await records.lists.put(
    outbox,
    waiting.map((row) => outboxEntry({ event: eventOf(row), mayBeCalledBack: true })),
  );
  for (const [customerId, own] of Map.groupBy(fresh, (row) => textOf(row, 'customer_id'))) {
    const all = own.map(eventOf);
    const keys = await records.lists.append(logOf(customerId), all.map(entryText));
    await makeAll(
      records,
      events,
      all.map((event, index) => ({
        id: event.eventId,
        state: { event, at: at(keys, index), dispatched: true },
      })),
    );
  }
};

export const eventTakers = { event: importEvents } as const;
