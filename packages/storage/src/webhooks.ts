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

export interface WebhookReader {
  webhook(webhookId: string): Promise<WebhookRecord | null>;
  /** The oldest first. A customer has a bounded number of them. */
  webhooksOf(customerId: string): Promise<readonly WebhookRecord[]>;
  delivery(deliveryId: string): Promise<DeliveryRecord | null>;
  /** The newest first; `before`: the last delivery id of the page before. */
  deliveriesOf(
    webhookId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]>;
  /** Deliveries of a customer that were given up, whoever they were for; the newest first. */
  failedDeliveries(
    customerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]>;
  /** Endpoints with pending deliveries, by name, after `after`; a page of them. */
  waitingEndpoints(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly { readonly endpoint: string; readonly nextAttemptAtMs: number }[]>;
  /** Pending deliveries of an endpoint whose next attempt is due, the longest due first. */
  dueDeliveries(request: {
    readonly endpoint: string;
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<readonly DeliveryRecord[]>;
  /** Whether a delivery for this task was given up. */
  hasFailedDelivery(taskId: string): Promise<boolean>;
}

export interface WebhookWriter {
  /** A customer has at most `max` webhooks. */
  addWebhook(request: {
    readonly webhook: WebhookRecord;
    readonly max: number;
  }): Promise<'added' | 'too_many'>;
  /** Null where the customer has no such webhook. */
  changeWebhook(request: {
    readonly customerId: string;
    readonly webhookId: string;
    readonly change: WebhookChange;
  }): Promise<WebhookRecord | null>;
  /** False where the customer has, or had, no such webhook; true again for one that is removed already. */
  removeWebhook(request: { readonly customerId: string; readonly webhookId: string }): Promise<boolean>;
  /** Stores a delivery that no event asked for, if it is not there yet. */
  addDelivery(delivery: DeliveryRecord): Promise<void>;
  /** Adds the attempt with this number (from 1) if it is the next; one that is there already changes nothing. */
  recordAttempt(request: RecordAttempt): Promise<'recorded' | 'repeated'>;
  /** Makes a delivery pending again, due now; null where there is none. One that is pending stays as it is. */
  replayDelivery(request: {
    readonly deliveryId: string;
    readonly nowMs: number;
  }): Promise<DeliveryRecord | null>;
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

export interface RecordAttempt {
  readonly deliveryId: string;
  readonly number: number;
  readonly attempt: DeliveryAttempt;
  /** Null: delivered, or given up, as `state` says. */
  readonly nextAttemptAtMs: number | null;
  readonly state: DeliveryRecord['state'];
}
