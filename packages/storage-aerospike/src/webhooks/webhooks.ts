import { changedWebhook, type WebhookRecord, webhookAdditionOf } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

/** Removed webhooks of a customer that are remembered, the latest. */
const removedMax = 500;

/** All of a customer's webhooks: that there are not too many is decided here. */
export interface Hooks {
  readonly webhooks: readonly WebhookRecord[];
  readonly removed: readonly string[];
}
export const hooks: Kind<Hooks> = { name: 'whs', set: 'doc', places: () => [] };
export const owners: Kind<{ readonly customerId: string }> = { name: 'who', set: 'doc', places: () => [] };

/** Customers' webhooks. */
export class WebhookStore implements port.WebhookStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('webhook', async ({ webhookId, customerId }: WebhookRecord) => {
      await records.documents.create(owners, webhookId, { customerId });
    });
  }

  async get(webhookId: string): Promise<WebhookRecord | null> {
    const owner = await this.#records.documents.read(owners, webhookId);
    if (owner === null) return null;
    const webhooks = await this.list(owner.state.customerId);
    return webhooks.find((webhook) => webhook.webhookId === webhookId) ?? null;
  }

  async list(customerId: string): Promise<readonly WebhookRecord[]> {
    const found = await this.#records.documents.read(hooks, customerId);
    return (found?.state.webhooks ?? [])
      .map(complete)
      .toSorted((a, b) => (a.webhookId < b.webhookId ? -1 : 1));
  }

  async add({ webhook, max }: Parameters<port.WebhookStore['add']>[0]): Promise<'added' | 'too_many'> {
    const { webhookId, customerId } = webhook;
    return this.#records.documents.change<Hooks, 'added' | 'too_many'>(hooks, customerId, (found) => {
      const { webhooks, removed } = found ?? { webhooks: [], removed: [] };
      const isKnown = removed.includes(webhookId) || webhooks.some((one) => one.webhookId === webhookId);
      const addition = webhookAdditionOf(isKnown, webhooks.length, max);
      if (addition !== 'add') return { result: addition };
      const state = { webhooks: [...webhooks, webhook], removed };
      return { state, effects: [['do', 'webhook', webhook]], result: 'added' };
    });
  }

  async change({
    customerId,
    webhookId,
    change,
  }: Parameters<port.WebhookStore['change']>[0]): Promise<WebhookRecord | null> {
    return this.#records.documents.change<Hooks, WebhookRecord | null>(hooks, customerId, (found) => {
      const before = found?.webhooks.find((webhook) => webhook.webhookId === webhookId);
      if (found === null || before === undefined) return { result: null };
      const after = changedWebhook(complete(before), change);
      const webhooks = found.webhooks.map((webhook) => (webhook === before ? after : webhook));
      return { state: { ...found, webhooks }, result: after };
    });
  }

  async remove({ customerId, webhookId }: Parameters<port.WebhookStore['remove']>[0]): Promise<boolean> {
    return this.#records.documents.change<Hooks, boolean>(hooks, customerId, (found) => {
      if (found === null) return { result: false };
      if (found.removed.includes(webhookId)) return { result: true };
      const webhooks = found.webhooks.filter((webhook) => webhook.webhookId !== webhookId);
      if (webhooks.length === found.webhooks.length) return { result: false };
      return { state: { webhooks, removed: [...found.removed, webhookId].slice(-removedMax) }, result: true };
    });
  }
}

/** Those of an earlier version have no former secrets. */
function complete(webhook: WebhookRecord): WebhookRecord {
  return { ...webhook, formerSecrets: (webhook as Partial<WebhookRecord>).formerSecrets ?? [] };
}
