import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Webhook = AnswerOf<typeof routes.changeWebhook>['body'];
type Delivery = AnswerOf<typeof routes.testWebhook>['body'];

/** A webhook as the engine has it. */
interface WebhookLike {
  readonly webhookId: string;
  readonly callbackUrl: string;
  readonly events: Webhook['events'];
  readonly active: boolean;
  readonly disabledReason: string | null;
  readonly formerSecrets: readonly { readonly untilMs: number }[];
  readonly createdAtMs: number;
}

/** `nowMs`: expired former secrets are left out. */
export function webhookReply(webhook: WebhookLike, nowMs: number): Webhook {
  const untilMs = Math.max(0, ...webhook.formerSecrets.map((one) => one.untilMs));
  return {
    webhook_id: webhook.webhookId,
    callback_url: webhook.callbackUrl,
    events: webhook.events,
    active: webhook.active,
    disabled_reason: webhook.disabledReason,
    former_secret_until: rfc3339OrNull(untilMs > nowMs ? untilMs : null),
    created_at: rfc3339(webhook.createdAtMs),
  };
}

/** A delivery as the engine has it. */
interface DeliveryLike {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly webhookId: string | null;
  readonly type: Delivery['event'];
  readonly taskId: string | null;
  readonly jobId?: string;
  readonly url: string;
  readonly state: Delivery['status'];
  readonly attemptCount: number;
  readonly attempts: readonly {
    readonly atMs: number;
    readonly latencyMs: number;
    readonly status: number | null;
    readonly error: string | null;
    readonly answer: string | null;
  }[];
  readonly nextAttemptAtMs: number | null;
  readonly createdAtMs: number;
}

export function deliveryReply(delivery: DeliveryLike): Delivery {
  return {
    delivery_id: delivery.deliveryId,
    message_id: delivery.messageId,
    webhook_id: delivery.webhookId,
    event: delivery.type,
    task_id: delivery.taskId,
    job_id: delivery.jobId ?? null,
    callback_url: delivery.url,
    status: delivery.state,
    attempt_count: delivery.attemptCount,
    attempts: delivery.attempts.map(({ atMs, latencyMs, status, error, answer }) => ({
      at: rfc3339(atMs),
      latency_ms: latencyMs,
      status,
      error,
      response: answer,
    })),
    next_attempt_at: rfc3339OrNull(delivery.nextAttemptAtMs),
    created_at: rfc3339(delivery.createdAtMs),
  };
}
