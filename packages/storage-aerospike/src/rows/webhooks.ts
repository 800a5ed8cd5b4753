import type { DeliveryRecord } from '@asg/domain';
import { deliveries, waiting } from '../webhooks/deliveries.ts';
import { jsonOf, makeAll, type RowImporter } from './row-importer.ts';

const importDeliveries: RowImporter = (records, rows) =>
  makeAll(
    records,
    deliveries,
    rows.map((row) => {
      const delivery = jsonOf<DeliveryRecord>(row);
      return { id: delivery.deliveryId, state: delivery, effects: waiting(delivery) };
    }),
  );

export const webhookTakers = { delivery: importDeliveries } as const;
