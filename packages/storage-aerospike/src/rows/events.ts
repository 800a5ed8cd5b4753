import { type DeliveryRecord, type EventRecord, eventAbout, type WebhookRecord } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { events, logOf } from '../events/store.ts';
import { deliveries, waiting } from '../webhooks/deliveries.ts';
import { type Hooks, hooks, owners } from '../webhooks/webhooks.ts';
import { jsonOf, makeAll, mergeAll, numberOf, type Taker, textOf } from './taker.ts';

function eventOf(row: StoredRow): EventRecord {
  const fields = {
    eventId: textOf(row, 'id'),
    customerId: textOf(row, 'customer_id'),
    atMs: numberOf(row, 'at'),
  };
  const type = textOf(row, 'type') as EventRecord['type'];
  // The column was named when tasks alone had events.
  const subject = textOf(row, 'task_id');
  return eventAbout(fields, type, subject);
}

/** Into each customer's log in the order of recording. What is in a log without a document is nobody's. */
const takeEvents: Taker = async (records, rows) => {
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
        state: { event: eventOf(row), at: keys[index]!, dispatched: row.dispatched === 1 },
      })),
    );
  }
};

function withWebhook(found: Hooks | null, row: StoredRow): Hooks {
  const { webhooks, removed } = found ?? { webhooks: [], removed: [] };
  const webhook = jsonOf<WebhookRecord>(row);
  const { webhookId } = webhook;
  if (removed.includes(webhookId) || webhooks.some((one) => one.webhookId === webhookId))
    return { webhooks, removed };
  return row.removed === 1
    ? { webhooks, removed: [...removed, webhookId] }
    : { webhooks: [...webhooks, webhook], removed };
}

const takeWebhooks: Taker = async (records, rows) => {
  const ids = rows.map((row) => ({
    id: textOf(row, 'id'),
    state: { customerId: textOf(row, 'customer_id') },
  }));
  await mergeAll(records, hooks, rows, (row) => textOf(row, 'customer_id'), withWebhook);
  await makeAll(records, owners, ids);
};

const takeDeliveries: Taker = (records, rows) =>
  makeAll(
    records,
    deliveries,
    rows.map((row) => {
      const delivery = jsonOf<DeliveryRecord>(row);
      return { id: delivery.deliveryId, state: delivery, effects: waiting(delivery) };
    }),
  );

export const tellingTakers = {
  event: takeEvents,
  webhook: takeWebhooks,
  delivery: takeDeliveries,
} as const;
