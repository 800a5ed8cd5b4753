import type { WebhookChange, WebhookRecord } from '@asg/domain';

export interface WebhookReader {
  get(webhookId: string): Promise<WebhookRecord | null>;
  /** The oldest first. A customer has a bounded number of them. */
  list(customerId: string): Promise<readonly WebhookRecord[]>;
}

export interface WebhookWriter {
  /** A customer has at most `max` webhooks. */
  add(request: { readonly webhook: WebhookRecord; readonly max: number }): Promise<'added' | 'too_many'>;
  /** Null where the customer has no such webhook. */
  change(request: {
    readonly customerId: string;
    readonly webhookId: string;
    readonly change: WebhookChange;
  }): Promise<WebhookRecord | null>;
  /** False where the customer has, or had, no such webhook; true again for one that is removed already. */
  remove(request: { readonly customerId: string; readonly webhookId: string }): Promise<boolean>;
}

export interface WebhookStore extends WebhookReader, WebhookWriter {}
