import type { EventType } from '../names.ts';

/** An endpoint of a customer that receives events. */
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

/** Former secrets of a webhook that are kept, the latest. */
const formerSecretsMax = 5;

/** The webhook after the change; the same change again changes nothing. */
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

/** `add`: the webhook is to be stored, then it is added; else the answer. `count`: those that the customer has. */
export function webhookAdditionOf(
  isKnown: boolean,
  count: number,
  max: number,
): 'add' | 'added' | 'too_many' {
  if (isKnown) return 'added';
  return count >= max ? 'too_many' : 'add';
}
