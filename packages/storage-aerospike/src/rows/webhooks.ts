import type { DeliveryRecord, WebhookRecord } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { deliveries, waiting } from '../webhooks/deliveries.ts';
import { type Hooks, hooks, owners } from '../webhooks/webhooks.ts';
import { jsonOf, makeAll, mergeAll, type Taker, textOf } from './taker.ts';

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

export const webhookTakers = { webhook: takeWebhooks, delivery: takeDeliveries } as const;
