import type { DatabaseSync } from 'node:sqlite';
import type { EventType } from '@asg/domain';
import type { DeliveryRecord, EventRecord, WebhookRecord } from '@asg/storage';
import { Query } from './query.ts';

const event = `select id as eventId, customer_id as customerId, task_id as subjectId, type, at as atMs from event`;
const selects = {
  // seq counts from 1: an unknown id stands for the beginning.
  eventsAfter: `${event} where customer_id = ?1
    and seq > coalesce((select seq from event where id = ?2 and customer_id = ?1), 0) order by seq limit ?3`,
  newestEvent: `${event} where customer_id = ? order by seq desc limit 1`,
  outbox: `${event} where dispatched = 0 order by seq limit ?`,
  webhook: 'select record from webhook where id = ? and removed = 0',
  webhooksOf: 'select record from webhook where customer_id = ? and removed = 0 order by id',
  delivery: 'select record from delivery where id = ?',
  deliveriesOf: `select record from delivery where webhook_id = ?1 and (?2 is null or id < ?2)
    order by id desc limit ?3`,
  failedOf: `select record from delivery where failed = 1 and customer_id = ?1 and (?2 is null or id < ?2)
    order by id desc limit ?3`,
  // From one endpoint to the next by the index, however many deliveries each has.
  nextEndpoint: `select endpoint, next_at as nextAttemptAtMs from delivery
    where next_at is not null and endpoint > ? order by endpoint, next_at limit 1`,
  due: `select record from delivery where next_at is not null and endpoint = ? and next_at <= ?
    order by next_at limit ?`,
  failed: 'select 1 from delivery where failed = 1 and task_id = ? limit 1',
} as const;

type Selects = { readonly [Name in keyof typeof selects]: Query };

/** Reads of events, webhooks and deliveries. */
export class SqliteWebhookReader {
  readonly #select: Selects;

  constructor(db: DatabaseSync) {
    const prepared = Object.entries(selects).map(([name, sql]) => [name, new Query(db, sql)]);
    this.#select = Object.fromEntries(prepared) as Selects;
  }

  async eventsAfter(
    customerId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<readonly EventRecord[]> {
    return events(this.#select.eventsAfter.all(customerId, after, limit));
  }

  async newestEvent(customerId: string): Promise<EventRecord | null> {
    return events(this.#select.newestEvent.all(customerId))[0] ?? null;
  }

  async undispatchedEvents(limit: number): Promise<readonly EventRecord[]> {
    return events(this.#select.outbox.all(limit));
  }

  async webhook(webhookId: string): Promise<WebhookRecord | null> {
    return records<WebhookRecord>(this.#select.webhook.all(webhookId))[0] ?? null;
  }

  async webhooksOf(customerId: string): Promise<readonly WebhookRecord[]> {
    return records<WebhookRecord>(this.#select.webhooksOf.all(customerId));
  }

  async delivery(deliveryId: string): Promise<DeliveryRecord | null> {
    return records<DeliveryRecord>(this.#select.delivery.all(deliveryId))[0] ?? null;
  }

  async deliveriesOf(
    webhookId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly DeliveryRecord[]> {
    return records<DeliveryRecord>(this.#select.deliveriesOf.all(webhookId, before, limit));
  }

  async failedDeliveries(
    customerId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly DeliveryRecord[]> {
    return records<DeliveryRecord>(this.#select.failedOf.all(customerId, before, limit));
  }

  async waitingEndpoints({
    after,
    limit,
  }: {
    after: string | null;
    limit: number;
  }): Promise<readonly { endpoint: string; nextAttemptAtMs: number }[]> {
    const found: { endpoint: string; nextAttemptAtMs: number }[] = [];
    while (found.length < limit) {
      const row = this.#select.nextEndpoint.get(found.at(-1)?.endpoint ?? after ?? '');
      if (row === undefined) break;
      found.push({ ...row } as { endpoint: string; nextAttemptAtMs: number });
    }
    return found;
  }

  async dueDeliveries({
    endpoint,
    nowMs,
    limit,
  }: {
    endpoint: string;
    nowMs: number;
    limit: number;
  }): Promise<readonly DeliveryRecord[]> {
    return records<DeliveryRecord>(this.#select.due.all(endpoint, nowMs, limit));
  }

  async hasFailedDelivery(taskId: string): Promise<boolean> {
    return this.#select.failed.get(taskId) !== undefined;
  }
}

interface EventRow {
  readonly eventId: string;
  readonly customerId: string;
  /** Of the task, or of the job. */
  readonly subjectId: string;
  readonly type: EventType;
  readonly atMs: number;
}

function events(rows: readonly unknown[]): readonly EventRecord[] {
  return rows.map((row) => {
    const { subjectId, type, ...fields } = row as EventRow;
    return type === 'job.completed'
      ? { ...fields, taskId: null, jobId: subjectId, type }
      : { ...fields, taskId: subjectId, jobId: null, type };
  });
}

function records<Stored>(rows: readonly unknown[]): readonly Stored[] {
  return rows.map((row) => JSON.parse((row as { record: string }).record) as Stored);
}
