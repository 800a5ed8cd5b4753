import type {
  ChangeWebhook,
  CreatedWebhook,
  CreateWebhook,
  Delivery,
  DeliveryPage,
  ListDeliveriesQuery,
  Webhook,
  Webhooks as WebhookList,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { Transport } from '../transport/transport.ts';
import type { CallOptions } from './tasks.ts';

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
    const call = { method: 'GET', path: '/v1/webhooks', repeatable: true, signal } as const;
    return (await this.#transport.json<WebhookList>(call)).data;
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
    return this.#deliveries(`${pathOf(webhookId)}/deliveries`, query, options);
  }

  /** Deliveries that were given up, of every receiver. */
  failedDeliveries(query: ListDeliveriesQuery = {}, options: CallOptions = {}) {
    return this.#deliveries('/v1/webhooks/deliveries', query, options);
  }

  /** Sends a delivery again, with the same `webhook-id`. */
  replay(deliveryId: string, { signal }: CallOptions = {}): Promise<Delivery> {
    const path = `/v1/webhooks/deliveries/${encodeURIComponent(deliveryId)}/replay`;
    return this.#transport.json({ method: 'POST', path, signal });
  }

  #deliveries(
    path: string,
    query: ListDeliveriesQuery,
    { signal }: CallOptions,
  ): AsyncGenerator<Delivery, void, undefined> {
    const page = (cursor: string | undefined): Promise<DeliveryPage> =>
      this.#transport.json({ method: 'GET', path, query: { ...query, cursor }, repeatable: true, signal });
    return everyEntry(page, query.cursor);
  }
}
