import { type DeliveryRecord, derivedUlid, type EventRecord, type WebhookRecord } from '@asg/domain';
import type { EventContent } from '@asg/engines';
import { sha256, type WaitingEvent } from '@asg/storage';

/** The event types of a webhook that names none. */
export const defaultEvents = ['task.settled'] as const;
/** The event types sent to a `callback_url` that is no webhook's: the successful end of its task or job. */
const unregisteredEvents = [...defaultEvents, 'job.completed'] as const;

type Subscription = Pick<WebhookRecord, 'webhookId' | 'callbackUrl' | 'events' | 'active'>;

interface Receiver {
  readonly url: string;
  readonly webhookId: string | null;
}

/**
 * The receivers of an event: only the task's or job's own `callback_url`, where it has one; else every active webhook
 * of the customer that wants it.
 */
export function receiversOf(
  { type }: Pick<EventRecord, 'type'>,
  { callbackUrl }: Pick<EventContent, 'callbackUrl'>,
  webhooks: readonly Subscription[],
): readonly Receiver[] {
  if (callbackUrl !== null) {
    const same = webhooks.filter((webhook) => webhook.callbackUrl === callbackUrl);
    const match = same.find((webhook) => webhook.active) ?? same[0];
    const wanted: readonly string[] = match?.events ?? unregisteredEvents;
    return wanted.includes(type) ? [{ url: callbackUrl, webhookId: match?.webhookId ?? null }] : [];
  }
  return webhooks
    .filter((webhook) => webhook.active && webhook.events.includes(type))
    .map(({ callbackUrl: url, webhookId }) => ({ url, webhookId }));
}

/** Whether an event of this type can have receivers at all, whatever its task or job says. */
export function mayBeTold(
  { type }: Pick<EventRecord, 'type'>,
  mayBeCalledBack: WaitingEvent['mayBeCalledBack'],
  webhooks: readonly Subscription[],
): boolean {
  const unregistered: readonly string[] = mayBeCalledBack ? unregisteredEvents : [];
  return unregistered.includes(type) || webhooks.some(({ events }) => events.includes(type));
}

/** The same event and receiver give the same one. `to`: the id of a webhook, or an address that is none's. */
export function deliveryIdOf(messageId: string, eventAtMs: number, to: string): string {
  return derivedUlid('dlv_', eventAtMs, `${messageId} ${to}`, sha256);
}

/** A delivery that has not been tried. The same event and receiver give the same one. */
export function newDelivery(
  message: Pick<DeliveryRecord, 'messageId' | 'customerId' | 'taskId' | 'jobId' | 'type' | 'body'>,
  eventAtMs: number,
  { url, webhookId }: Receiver,
  nowMs: number,
): DeliveryRecord {
  const { messageId, customerId } = message;
  return {
    ...message,
    deliveryId: deliveryIdOf(messageId, eventAtMs, webhookId ?? url),
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
