import type { DeliveryRecord, EventType, WebhookRecord } from '@asg/domain';
import { samplePayload } from '@asg/engines';
import type { Outbound } from '@asg/outbound';
import { OutboundRefused } from '@asg/outbound';
import type { EngineContext, Violation } from '@asg/people';
import type { Sealer } from '@asg/runtime';
import { defaultEvents, newDelivery } from './messages.ts';
import { secretOf, secretProblem } from './signing.ts';

/** Webhooks that one customer may have. */
export const webhooksMax = 50;
const madeSecretBytes = 32;
/** A secret that was changed signs beside the new one for so long: receivers change theirs meanwhile. */
const formerSecretMs = 24 * 3_600_000;

export type CreateWebhookResult =
  | {
      readonly kind: 'created';
      readonly webhook: WebhookRecord;
      /** Where we made it; shown this once. */
      readonly madeSecret: string | null;
      /** What the customer may not have meant, for people. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'too_many' };

export type ChangeWebhookResult =
  | { readonly kind: 'changed'; readonly webhook: WebhookRecord }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] }
  | { readonly kind: 'not_found' };

/** Customers' webhooks and what was sent to them. Every method sees one customer's alone. */
export class Webhooks {
  readonly #context: EngineContext;
  readonly #outbound: Pick<Outbound, 'check'>;
  readonly #sealer: Sealer;

  constructor(
    context: EngineContext,
    parts: { readonly outbound: Pick<Outbound, 'check'>; readonly sealer: Sealer },
  ) {
    this.#context = context;
    this.#outbound = parts.outbound;
    this.#sealer = parts.sealer;
  }

  async create(
    customerId: string,
    input: {
      readonly callbackUrl: string;
      readonly secret: string | null;
      readonly events: readonly EventType[] | null;
    },
  ): Promise<CreateWebhookResult> {
    const violations = [...this.#urlViolations(input.callbackUrl), ...secretViolations(input.secret)];
    if (violations.length > 0) return { kind: 'invalid', violations };
    const { storage, ids, clock, random } = this.#context;
    const secret = input.secret ?? secretOf(random.bytes(madeSecretBytes));
    const webhookId = ids.next('webhook');
    const webhook: WebhookRecord = {
      webhookId,
      customerId,
      callbackUrl: input.callbackUrl,
      events: input.events ?? defaultEvents,
      sealedSecret: this.#sealer.seal(secret, secretContext(webhookId)),
      formerSecrets: [],
      active: true,
      disabledReason: null,
      failingSinceMs: null,
      createdAtMs: clock.nowMs(),
    };
    const warnings = repetitions(webhook, await storage.webhooks.list(customerId));
    const outcome = await storage.webhooks.add({ webhook, max: webhooksMax });
    return outcome === 'added'
      ? { kind: 'created', webhook, madeSecret: input.secret === null ? secret : null, warnings }
      : { kind: 'too_many' };
  }

  list(customerId: string): Promise<readonly WebhookRecord[]> {
    return this.#context.storage.webhooks.list(customerId);
  }

  /** `active: true` also clears why the system switched it off. */
  async change(
    customerId: string,
    webhookId: string,
    change: {
      readonly active?: boolean;
      readonly events?: readonly EventType[];
      readonly secret?: string;
    },
  ): Promise<ChangeWebhookResult> {
    const { active, events, secret } = change;
    const violations = secretViolations(secret ?? null);
    if (violations.length > 0) return { kind: 'invalid', violations };
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const webhook = await storage.webhooks.change({
      customerId,
      webhookId,
      change: {
        ...(active === undefined ? {} : { active }),
        ...(active === true ? { disabledReason: null, failingSinceMs: null } : {}),
        ...(events === undefined ? {} : { events }),
        ...(secret === undefined
          ? {}
          : {
              newSecret: {
                sealedSecret: this.#sealer.seal(secret, secretContext(webhookId)),
                nowMs,
                formerUntilMs: nowMs + formerSecretMs,
              },
            }),
      },
    });
    return webhook === null ? { kind: 'not_found' } : { kind: 'changed', webhook };
  }

  remove(customerId: string, webhookId: string): Promise<boolean> {
    return this.#context.storage.webhooks.remove({ customerId, webhookId });
  }

  /** Sends a sample message; null where the customer has no such webhook. */
  async test(customerId: string, webhookId: string): Promise<DeliveryRecord | null> {
    const { storage, ids, clock } = this.#context;
    const webhook = await this.#own(customerId, webhookId);
    if (webhook === null) return null;
    const nowMs = clock.nowMs();
    const type = webhook.events[0] ?? defaultEvents[0];
    const body = JSON.stringify(samplePayload(type, ids, nowMs));
    const message = { messageId: ids.next('event'), customerId, taskId: null, type, body };
    const delivery = newDelivery(message, nowMs, { url: webhook.callbackUrl, webhookId }, nowMs);
    await storage.deliveries.add(delivery);
    return delivery;
  }

  /** What was sent to a webhook, the newest first; null where the customer has no such webhook. */
  async deliveries(
    customerId: string,
    webhookId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[] | null> {
    if ((await this.#own(customerId, webhookId)) === null) return null;
    return this.#context.storage.deliveries.ofWebhook(webhookId, page);
  }

  /** What was given up, also for a `callback_url` that is no webhook or a webhook that is gone; the newest first. */
  failed(
    customerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]> {
    return this.#context.storage.deliveries.failed(customerId, page);
  }

  /** One delivery, with the body that it sends; null where the customer has none such. */
  async delivery(customerId: string, deliveryId: string): Promise<DeliveryRecord | null> {
    const delivery = await this.#context.storage.deliveries.get(deliveryId);
    return delivery?.customerId === customerId ? delivery : null;
  }

  /** Sends a delivery again, with the id and the body it had; null where the customer has no such delivery. */
  async replay(customerId: string, deliveryId: string): Promise<DeliveryRecord | null> {
    const { storage, clock } = this.#context;
    if ((await this.delivery(customerId, deliveryId)) === null) return null;
    return storage.deliveries.replay({ deliveryId, nowMs: clock.nowMs() });
  }

  /** Whether a delivery for this task was given up. */
  hasFailed(taskId: string): Promise<boolean> {
    return this.#context.storage.deliveries.hasFailed(taskId);
  }

  #own(customerId: string, webhookId: string): Promise<WebhookRecord | null> {
    return this.#context.storage.webhooks.get({ customerId, webhookId });
  }

  #urlViolations(callbackUrl: string): readonly Violation[] {
    try {
      this.#outbound.check(callbackUrl);
      return [];
    } catch (error) {
      if (!(error instanceof OutboundRefused)) throw error;
      const message = `callback_url cannot be used: ${error.reason}`;
      return [{ field: 'callback_url', constraint: 'public_https_url', message }];
    }
  }
}

/** What the sealed secret of a webhook is bound to. */
export function secretContext(webhookId: string): string {
  return `webhook:${webhookId}`;
}

function secretViolations(secret: string | null): readonly Violation[] {
  const message = secret === null ? null : secretProblem(secret);
  return message === null ? [] : [{ field: 'secret', constraint: 'standard_webhooks_secret', message }];
}

/** Two webhooks of one URL are allowed, with other events or another secret, but seldom meant: each gets its own message. */
function repetitions({ callbackUrl }: WebhookRecord, others: readonly WebhookRecord[]): readonly string[] {
  const href = URL.parse(callbackUrl)?.href;
  const same = others.filter((one) => URL.parse(one.callbackUrl)?.href === href);
  if (same.length === 0) return [];
  const ids = same.map(({ webhookId }) => webhookId).join(', ');
  return [`callback_url is that of ${ids} too: what both want is sent there once for each`];
}
