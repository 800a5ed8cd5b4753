import type { DatabaseSync } from 'node:sqlite';
import {
  afterAttempt,
  type DeliveryRecord,
  emptiedDelivery,
  type RecordAttempt,
  replayed,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { before, Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

interface EndpointRow {
  readonly endpoint: string;
  readonly nextAttemptAtMs: number;
}
type ListPage = { readonly limit: number; readonly before: string | null };

/** Reads messages on their way to receivers. */
export class DeliveryReader implements port.DeliveryReader {
  readonly #one: Query<RecordRow>;
  readonly #ofWebhook: Query<RecordRow>;
  readonly #failed: Query<RecordRow>;
  readonly #nextEndpoint: Query<EndpointRow>;
  readonly #due: Query<RecordRow>;
  readonly #hasFailed: Query<unknown>;

  constructor(db: DatabaseSync) {
    const page = `${before('id', '?2')} order by id desc limit ?3`;
    this.#one = new Query(db, 'select record from delivery where id = ?');
    this.#ofWebhook = new Query(db, `select record from delivery where webhook_id = ?1 and ${page}`);
    this.#failed = new Query(
      db,
      `select record from delivery where failed = 1 and customer_id = ?1 and ${page}`,
    );
    // From one endpoint to the next by the index, however many deliveries each has.
    this.#nextEndpoint = new Query(
      db,
      `select endpoint, next_at as nextAttemptAtMs from delivery
       where next_at is not null and endpoint > ? order by endpoint, next_at limit 1`,
    );
    this.#due = new Query(
      db,
      `select record from delivery where next_at is not null and endpoint = ? and next_at <= ?
       order by next_at limit ?`,
    );
    this.#hasFailed = new Query(db, 'select 1 from delivery where failed = 1 and task_id = ? limit 1');
  }

  async get(deliveryId: string): Promise<DeliveryRecord | null> {
    return recordOf(this.#one.get(deliveryId));
  }

  async ofWebhook(webhookId: string, { limit, before }: ListPage): Promise<readonly DeliveryRecord[]> {
    return recordsOf(this.#ofWebhook.all(webhookId, before, limit));
  }

  async failed(customerId: string, { limit, before }: ListPage): Promise<readonly DeliveryRecord[]> {
    return recordsOf(this.#failed.all(customerId, before, limit));
  }

  async waitingEndpoints({
    after,
    limit,
  }: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly EndpointRow[]> {
    const found: EndpointRow[] = [];
    while (found.length < limit) {
      const row = this.#nextEndpoint.get(found.at(-1)?.endpoint ?? after ?? '');
      if (row === undefined) break;
      found.push({ ...row });
    }
    return found;
  }

  async due({
    endpoint,
    nowMs,
    limit,
  }: Parameters<port.DeliveryReader['due']>[0]): Promise<readonly DeliveryRecord[]> {
    return recordsOf(this.#due.all(endpoint, nowMs, limit));
  }

  async hasFailed(taskId: string): Promise<boolean> {
    return this.#hasFailed.get(taskId) !== undefined;
  }
}

/** Messages on their way to receivers. */
export class DeliveryWriter implements Sync<port.DeliveryWriter> {
  readonly #select: Statement<RecordRow>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #move: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, 'select record from delivery where id = ?');
    this.#insert = statement(
      db,
      `insert into delivery (id, webhook_id, task_id, endpoint, next_at, failed, record) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do nothing`,
    );
    this.#move = statement(db, 'update delivery set endpoint = ? where id = ?');
    this.#update = statement(db, 'update delivery set next_at = ?, failed = ?, record = ? where id = ?');
  }

  add(delivery: DeliveryRecord): void {
    const { deliveryId, webhookId, taskId, endpoint, nextAttemptAtMs, state } = delivery;
    const failed = state === 'failed' ? 1 : 0;
    const json = JSON.stringify(delivery);
    this.#insert.run(deliveryId, webhookId, taskId, endpoint, nextAttemptAtMs, failed, json);
  }

  erase(deliveryIds: readonly string[]): void {
    for (const deliveryId of deliveryIds) {
      const before = this.#load(deliveryId);
      const after = before && emptiedDelivery(before);
      if (after === null || after === before) continue;
      this.#save(after);
      this.#move.run(after.endpoint, deliveryId);
    }
  }

  recordAttempt(request: RecordAttempt): 'recorded' | 'repeated' {
    const delivery = this.#load(request.deliveryId);
    if (delivery === null) throw new Error(`no delivery ${request.deliveryId}`);
    const after = afterAttempt(delivery, request);
    if (after === null) return 'repeated';
    this.#save(after);
    return 'recorded';
  }

  replay({
    deliveryId,
    nowMs,
  }: {
    readonly deliveryId: string;
    readonly nowMs: number;
  }): DeliveryRecord | null {
    const delivery = this.#load(deliveryId);
    if (delivery === null) return null;
    const again = replayed(delivery, nowMs);
    if (again !== delivery) this.#save(again);
    return again;
  }

  #load(deliveryId: string): DeliveryRecord | null {
    return recordOf(this.#select.get(deliveryId));
  }

  #save(delivery: DeliveryRecord): void {
    const { deliveryId, nextAttemptAtMs, state } = delivery;
    this.#update.run(nextAttemptAtMs, state === 'failed' ? 1 : 0, JSON.stringify(delivery), deliveryId);
  }
}
