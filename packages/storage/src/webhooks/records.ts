import type { DeliveryState, EventType } from '@asg/domain';

/** A place that a customer wants to be told at. */
export interface WebhookRecord {
  readonly webhookId: string;
  readonly customerId: string;
  readonly callbackUrl: string;
  readonly events: readonly EventType[];
  /** Sealed; opens in the context `webhook:<webhookId>`. */
  readonly sealedSecret: string;
  /** Those that it replaced and that still sign, the latest first; sealed in the same way. */
  readonly formerSecrets: readonly FormerSecret[];
  readonly active: boolean;
  /** Why the system switched it off; null where it did not. */
  readonly disabledReason: string | null;
  /** Of the first failed attempt since the last success. */
  readonly failingSinceMs: number | null;
  readonly createdAtMs: number;
}

export interface FormerSecret {
  readonly sealedSecret: string;
  /** It signs no more from then on. */
  readonly untilMs: number;
}

/** One try to deliver. Either `status` or `error` says how it ended. */
export interface DeliveryAttempt {
  readonly atMs: number;
  readonly latencyMs: number;
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  readonly error: string | null;
  /** The first 1 KiB of the answer; null where there was none. */
  readonly answer: string | null;
}

/** A message on its way to one receiver. */
export interface DeliveryRecord {
  readonly deliveryId: string;
  /** Goes out as `webhook-id`: the same however often it is sent. */
  readonly messageId: string;
  /** Null: the `callback_url` of a task or job that matches no webhook. */
  readonly webhookId: string | null;
  readonly customerId: string;
  /** Null: of a job, or a test. */
  readonly taskId: string | null;
  /** There where the message is of a job. */
  readonly jobId?: string;
  readonly type: EventType;
  readonly url: string;
  /** Receivers are served side by side by this name. */
  readonly endpoint: string;
  /** The raw body, JSON. */
  readonly body: string;
  readonly state: DeliveryState;
  /** All tries so far. */
  readonly attemptCount: number;
  /** Tries since it was made or last replayed: the schedule goes by them. */
  readonly triesThisRound: number;
  /** The last 30. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Null where no further try is due. */
  readonly nextAttemptAtMs: number | null;
  readonly createdAtMs: number;
}

export const attemptsKept = 30;

/** Former secrets of a webhook that are kept, the latest. */
const formerSecretsMax = 5;

/** The webhook after the change; the same change again changes nothing. For engines. */
export function changedWebhook(before: WebhookRecord, change: WebhookChange): WebhookRecord {
  const { newSecret, ...fields } = change;
  const after = { ...before, ...fields };
  if (newSecret === undefined || newSecret.sealedSecret === before.sealedSecret) return after;
  const { sealedSecret, nowMs, formerUntilMs: untilMs } = newSecret;
  const former = before.formerSecrets.filter((one) => one.untilMs > nowMs);
  const formerSecrets = [{ sealedSecret: before.sealedSecret, untilMs }, ...former];
  return { ...after, sealedSecret, formerSecrets: formerSecrets.slice(0, formerSecretsMax) };
}

/** Fields that are there are set. */
export interface WebhookChange
  extends Partial<Pick<WebhookRecord, 'events' | 'active' | 'disabledReason' | 'failingSinceMs'>> {
  /** The secret that it replaces goes on signing until `formerUntilMs`. */
  readonly newSecret?: {
    readonly sealedSecret: string;
    readonly nowMs: number;
    readonly formerUntilMs: number;
  };
}
