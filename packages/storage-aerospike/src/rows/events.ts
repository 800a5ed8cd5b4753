import { type EventRecord, eventAbout, eventTypes } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { at } from '@asg/values/present';
import { events, logOf } from '../events/store.ts';
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

/** Into each customer's log in the order of recording. A log entry without a document is ignored. */
const importEvents: RowImporter = async (records, rows) => {
  const known = await records.documents.readMany(
    events,
    rows.map((row) => textOf(row, 'id')),
  );
  const fresh = rows.filter((_, index) => known[index] === null);
  for (const [customerId, own] of Map.groupBy(fresh, (row) => textOf(row, 'customer_id'))) {
    const keys = await records.lists.append(
      logOf(customerId),
      own.map((row) => textOf(row, 'id')),
    );
    await makeAll(
      records,
      events,
      own.map((row, index) => ({
        id: textOf(row, 'id'),
        state: { event: eventOf(row), at: at(keys, index), dispatched: row.dispatched === 1 },
      })),
    );
  }
};

export const eventTakers = { event: importEvents } as const;
