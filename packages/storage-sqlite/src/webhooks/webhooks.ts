import type { DatabaseSync } from 'node:sqlite';
import { changedWebhook, type WebhookRecord, webhookAdditionOf } from '@asg/domain';
import type * as port from '@asg/storage';
import { parsed, Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** Reads customers' webhooks. */
export class WebhookReader implements port.WebhookReader {
  readonly #one: Query<RecordRow>;
  readonly #list: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, 'select record from webhook where id = ? and removed = 0');
    this.#list = new Query(
      db,
      'select record from webhook where customer_id = ? and removed = 0 order by id',
    );
  }

  async get(webhookId: string): Promise<WebhookRecord | null> {
    return recordOf(this.#one.get(webhookId));
  }

  async list(customerId: string): Promise<readonly WebhookRecord[]> {
    return recordsOf(this.#list.all(customerId));
  }
}

interface WebhookRow extends RecordRow {
  readonly customerId: string;
  readonly removed: number;
}

/** Customers' webhooks. */
export class WebhookWriter implements Sync<port.WebhookWriter> {
  readonly #select: Statement<WebhookRow>;
  readonly #count: Statement<{ readonly count: number }>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #remove: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(
      db,
      'select customer_id as customerId, removed, record from webhook where id = ?',
    );
    this.#count = statement(
      db,
      'select count(*) as count from webhook where customer_id = ? and removed = 0',
    );
    this.#insert = statement(db, 'insert into webhook (id, customer_id, record) values (?, ?, ?)');
    this.#update = statement(db, 'update webhook set record = ? where id = ?');
    this.#remove = statement(db, 'update webhook set removed = 1 where id = ?');
  }

  #load(customerId: string, webhookId: string): WebhookRow | null {
    const row = this.#select.get(webhookId);
    return row === undefined || row.customerId !== customerId ? null : row;
  }

  add({ webhook, max }: Parameters<port.WebhookWriter['add']>[0]): 'added' | 'too_many' {
    const { webhookId, customerId } = webhook;
    const count = this.#count.get(customerId)?.count ?? 0;
    const addition = webhookAdditionOf(this.#load(customerId, webhookId) !== null, count, max);
    if (addition !== 'add') return addition;
    this.#insert.run(webhookId, customerId, JSON.stringify(webhook));
    return 'added';
  }

  change({
    customerId,
    webhookId,
    change,
  }: Parameters<port.WebhookWriter['change']>[0]): WebhookRecord | null {
    const row = this.#load(customerId, webhookId);
    if (row === null || row.removed === 1) return null;
    const webhook = changedWebhook(parsed(row.record), change);
    this.#update.run(JSON.stringify(webhook), webhookId);
    return webhook;
  }

  remove({ customerId, webhookId }: Parameters<port.WebhookWriter['remove']>[0]): boolean {
    if (this.#load(customerId, webhookId) === null) return false;
    this.#remove.run(webhookId);
    return true;
  }
}
