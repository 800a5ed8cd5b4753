import type { Task } from '@asg/domain';
import { type DeliveryRecord, derivedUlid, type EventRecord, type WebhookRecord } from '@asg/storage';

/** What a webhook is told of, unless it says otherwise; also a `callback_url` that is no webhook's. */
export const defaultEvents = ['task.settled'] as const;

interface Receiver {
  readonly url: string;
  readonly webhookId: string | null;
}

/**
 * Who is told of an event: the task's own `callback_url` alone, where it has one; else every active webhook of the
 * customer that wants it.
 */
export function receiversOf(
  { type }: EventRecord,
  { callbackUrl }: Task,
  webhooks: readonly WebhookRecord[],
): readonly Receiver[] {
  if (callbackUrl !== null) {
    const same = webhooks.filter((webhook) => webhook.callbackUrl === callbackUrl);
    const match = same.find((webhook) => webhook.active) ?? same[0];
    const wanted: readonly string[] = match?.events ?? defaultEvents;
    return wanted.includes(type) ? [{ url: callbackUrl, webhookId: match?.webhookId ?? null }] : [];
  }
  return webhooks
    .filter((webhook) => webhook.active && webhook.events.includes(type))
    .map(({ callbackUrl: url, webhookId }) => ({ url, webhookId }));
}

/** A delivery that has not been tried. The same event and receiver give the same one. */
export function newDelivery(
  message: Pick<DeliveryRecord, 'messageId' | 'customerId' | 'taskId' | 'type' | 'body'>,
  eventAtMs: number,
  { url, webhookId }: Receiver,
  nowMs: number,
): DeliveryRecord {
  const { messageId, customerId } = message;
  return {
    ...message,
    deliveryId: derivedUlid('dlv_', eventAtMs, `${messageId} ${webhookId ?? url}`),
    webhookId,
    url,
    endpoint: `${customerId} ${webhookId ?? URL.parse(url)?.origin ?? url}`,
    state: 'pending',
    attemptCount: 0,
    triesThisRound: 0,
    attempts: [],
    nextAttemptAtMs: nowMs,
    createdAtMs: nowMs,
  };
}
