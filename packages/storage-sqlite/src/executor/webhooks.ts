import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  attemptsKept,
  changedWebhook,
  type DeliveryRecord,
  type FlatStorage,
  type RecordAttempt,
  type WebhookRecord,
} from '@asg/storage';

/** Customers' webhooks. */
export class WebhookTable {
  readonly #select: StatementSync;
  readonly #count: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare('select customer_id as customerId, removed, record from webhook where id = ?');
    this.#count = db.prepare('select count(*) as count from webhook where customer_id = ? and removed = 0');
    this.#insert = db.prepare('insert into webhook (id, customer_id, record) values (?, ?, ?)');
    this.#update = db.prepare('update webhook set record = ? where id = ?');
    this.#remove = db.prepare('update webhook set removed = 1 where id = ?');
  }

  #load(customerId: string, webhookId: string): WebhookRow | null {
    const row = this.#select.get(webhookId) as WebhookRow | undefined;
    return row === undefined || row.customerId !== customerId ? null : row;
  }

  add({ webhook, max }: Parameters<FlatStorage['addWebhook']>[0]): 'added' | 'too_many' {
    const { webhookId, customerId } = webhook;
    if (this.#load(customerId, webhookId) !== null) return 'added';
    if ((this.#count.get(customerId) as { count: number }).count >= max) return 'too_many';
    this.#insert.run(webhookId, customerId, JSON.stringify(webhook));
    return 'added';
  }

  change({
    customerId,
    webhookId,
    change,
  }: Parameters<FlatStorage['changeWebhook']>[0]): WebhookRecord | null {
    const row = this.#load(customerId, webhookId);
    if (row === null || row.removed === 1) return null;
    const webhook = changedWebhook(JSON.parse(row.record) as WebhookRecord, change);
    this.#update.run(JSON.stringify(webhook), webhookId);
    return webhook;
  }

  remove({ customerId, webhookId }: Parameters<FlatStorage['removeWebhook']>[0]): boolean {
    if (this.#load(customerId, webhookId) === null) return false;
    this.#remove.run(webhookId);
    return true;
  }
}

interface WebhookRow {
  readonly customerId: string;
  readonly removed: number;
  readonly record: string;
}

/** Messages on their way to receivers. */
export class DeliveryTable {
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare('select record from delivery where id = ?');
    this.#insert = db.prepare(
      `insert into delivery (id, webhook_id, task_id, endpoint, next_at, failed, record) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do nothing`,
    );
    this.#update = db.prepare('update delivery set next_at = ?, failed = ?, record = ? where id = ?');
  }

  add(delivery: DeliveryRecord): void {
    const { deliveryId, webhookId, taskId, endpoint, nextAttemptAtMs, state } = delivery;
    const failed = state === 'failed' ? 1 : 0;
    const json = JSON.stringify(delivery);
    this.#insert.run(deliveryId, webhookId, taskId, endpoint, nextAttemptAtMs, failed, json);
  }

  record({ deliveryId, number, attempt, nextAttemptAtMs, state }: RecordAttempt): 'recorded' | 'repeated' {
    const delivery = this.#load(deliveryId);
    if (delivery === null) throw new Error(`no delivery ${deliveryId}`);
    if (number !== delivery.attemptCount + 1) return 'repeated';
    this.#save({
      ...delivery,
      state,
      nextAttemptAtMs,
      attemptCount: number,
      triesThisRound: delivery.triesThisRound + 1,
      attempts: [...delivery.attempts, attempt].slice(-attemptsKept),
    });
    return 'recorded';
  }

  replay({ deliveryId, nowMs }: { deliveryId: string; nowMs: number }): DeliveryRecord | null {
    const delivery = this.#load(deliveryId);
    if (delivery === null || delivery.state === 'pending') return delivery;
    const again: DeliveryRecord = {
      ...delivery,
      state: 'pending',
      triesThisRound: 0,
      nextAttemptAtMs: nowMs,
    };
    this.#save(again);
    return again;
  }

  #load(deliveryId: string): DeliveryRecord | null {
    const row = this.#select.get(deliveryId) as { record: string } | undefined;
    return row === undefined ? null : (JSON.parse(row.record) as DeliveryRecord);
  }

  #save(delivery: DeliveryRecord): void {
    const { deliveryId, nextAttemptAtMs, state } = delivery;
    this.#update.run(nextAttemptAtMs, state === 'failed' ? 1 : 0, JSON.stringify(delivery), deliveryId);
  }
}
