import type { DeliveryRecord } from '@asg/domain';
import { deliveries, waiting } from '../webhooks/deliveries.ts';
import { jsonOf, makeAll, type Taker } from './taker.ts';

const takeDeliveries: Taker = (records, rows) =>
  makeAll(
    records,
    deliveries,
    rows.map((row) => {
      const delivery = jsonOf<DeliveryRecord>(row);
      return { id: delivery.deliveryId, state: delivery, effects: waiting(delivery) };
    }),
  );

export const webhookTakers = { delivery: takeDeliveries } as const;
