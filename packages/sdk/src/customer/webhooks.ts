import type {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  DeliveryDetail,
  DeliveryPage,
  ListDeliveriesQuery,
  Webhook,
  Webhooks as WebhookList,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

const pathOf = (webhookId: string): string => `/v1/webhooks/${encodeURIComponent(webhookId)}`;

export class Webhooks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Without a `secret` one is made, and shown this once. */
  create(webhook: CreateWebhook, { signal }: CallOptions = {}): Promise<CreatedWebhook> {
    return this.#transport.json({ method: 'POST', path: '/v1/webhooks', body: webhook, signal });
  }

  /** The oldest first. */
  async list({ signal }: CallOptions = {}): Promise<readonly Webhook[]> {
    return (await this.#transport.get<WebhookList>('/v1/webhooks', { signal })).data;
  }

  /** Switches it on or off, changes its events or its secret. */
  update(webhookId: string, change: ChangeWebhook, { signal }: CallOptions = {}): Promise<Webhook> {
    const path = pathOf(webhookId);
    return this.#transport.json({ method: 'PATCH', path, body: change, repeatable: true, signal });
  }

  delete(webhookId: string, { signal }: CallOptions = {}): Promise<void> {
    return this.#transport.json({ method: 'DELETE', path: pathOf(webhookId), repeatable: true, signal });
  }

  /** Sends a sample message. */
  test(webhookId: string, { signal }: CallOptions = {}): Promise<Delivery> {
    return this.#transport.json({ method: 'POST', path: `${pathOf(webhookId)}/test`, signal });
  }

  /** What was sent to a webhook and what it answered, the newest first, all pages. */
  deliveries(webhookId: string, query: ListDeliveriesQuery = {}, options: CallOptions = {}) {
    const page = (cursor: string | undefined) =>
      this.deliveriesPage(webhookId, { ...query, cursor }, options);
    return everyEntry(page, query.cursor);
  }

  deliveriesPage(
    webhookId: string,
    query: ListDeliveriesQuery = {},
    { signal }: CallOptions = {},
  ): Promise<DeliveryPage> {
    return this.#transport.get(`${pathOf(webhookId)}/deliveries`, { query, signal });
  }

  /** Deliveries that were given up, of every receiver. */
  failedDeliveries(query: ListDeliveriesQuery = {}, options: CallOptions = {}) {
    const page = (cursor: string | undefined) => this.failedDeliveriesPage({ ...query, cursor }, options);
    return everyEntry(page, query.cursor);
  }

  failedDeliveriesPage(query: ListDeliveriesQuery = {}, { signal }: CallOptions = {}): Promise<DeliveryPage> {
    return this.#transport.get('/v1/webhooks/deliveries', { query, signal });
  }

  /** A delivery with each of its attempts. */
  delivery(deliveryId: string, { signal }: CallOptions = {}): Promise<DeliveryDetail> {
    return this.#transport.get(`/v1/webhooks/deliveries/${encodeURIComponent(deliveryId)}`, { signal });
  }

  /** Sends a delivery again, with the same `webhook-id`. */
  replay(deliveryId: string, { signal }: CallOptions = {}): Promise<Delivery> {
    const path = `/v1/webhooks/deliveries/${encodeURIComponent(deliveryId)}/replay`;
    return this.#transport.json({ method: 'POST', path, signal });
  }
}
