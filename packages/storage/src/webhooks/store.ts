import { changedWebhook, type WebhookChange, type WebhookRecord, webhookAdditionOf } from '@asg/domain';
import { read, write } from '../records/noun.ts';

/** Removed webhooks of a customer that are remembered, the latest. */
const removedMax = 500;

/** All of a customer's webhooks: that there are not too many is decided here. */
export interface CustomerWebhooks {
  readonly webhooks: readonly WebhookRecord[];
  readonly removed: readonly string[];
}
type Found = CustomerWebhooks | null;

/** Webhooks of an earlier version have no former secrets. */
function known(found: Found): CustomerWebhooks {
  const { webhooks, removed } = found ?? { webhooks: [], removed: [] };
  return {
    webhooks: webhooks.map((webhook) => ({ ...webhook, formerSecrets: webhook.formerSecrets ?? [] })),
    removed,
  };
}

interface WebhookName {
  readonly customerId: string;
  readonly webhookId: string;
}
const named = ({ webhooks }: CustomerWebhooks, { webhookId }: WebhookName): WebhookRecord | undefined =>
  webhooks.find((webhook) => webhook.webhookId === webhookId);

interface AddWebhook {
  readonly webhook: WebhookRecord;
  /** A customer has at most so many. */
  readonly max: number;
}
interface ChangeWebhook extends WebhookName {
  readonly change: WebhookChange;
}

/** Customers' webhooks, a bounded number each. */
export const webhooks = {
  name: 'whs',
  reads: {
    /** Null where the customer has no such webhook. */
    get: read(
      ({ customerId }: WebhookName) => customerId,
      (found: Found, name) => named(known(found), name) ?? null,
    ),
    /** A customer's, the oldest first. */
    list: read(
      (customerId: string) => customerId,
      (found: Found): readonly WebhookRecord[] =>
        known(found).webhooks.toSorted((a, b) => (a.webhookId < b.webhookId ? -1 : 1)),
    ),
    /** Those that a customer has no more, the latest. */
    removed: read(
      (customerId: string) => customerId,
      (found: Found): readonly string[] => known(found).removed,
    ),
  },
  writes: {
    add: write<CustomerWebhooks, AddWebhook, 'added' | 'too_many'>(
      ({ webhook }) => webhook.customerId,
      (found, { webhook, max }) => {
        const before = known(found);
        const { webhooks, removed } = before;
        const isKnown = named(before, webhook) !== undefined || removed.includes(webhook.webhookId);
        const addition = webhookAdditionOf(isKnown, webhooks.length, max);
        if (addition !== 'add') return { result: addition };
        return { after: { webhooks: [...webhooks, webhook], removed }, result: 'added' };
      },
    ),
    /** Null where the customer has no such webhook. */
    change: write<CustomerWebhooks, ChangeWebhook, WebhookRecord | null>(
      ({ customerId }) => customerId,
      (found, request) => {
        const { webhooks, removed } = known(found);
        const before = named({ webhooks, removed }, request);
        if (before === undefined) return { result: null };
        const result = changedWebhook(before, request.change);
        const after = webhooks.map((webhook) => (webhook === before ? result : webhook));
        return { after: { webhooks: after, removed }, result };
      },
    ),
    /** False where the customer has, or had, no such webhook; true again for one that is removed already. */
    remove: write<CustomerWebhooks, WebhookName, boolean>(
      ({ customerId }) => customerId,
      (found, name) => {
        const { webhookId } = name;
        const before = known(found);
        if (before.removed.includes(webhookId)) return { result: true };
        if (named(before, name) === undefined) return { result: false };
        const webhooks = before.webhooks.filter((webhook) => webhook.webhookId !== webhookId);
        const removed = [...before.removed, webhookId].slice(-removedMax);
        return { after: { webhooks, removed }, result: true };
      },
    ),
  },
} as const;
