import type { DatabaseSync } from 'node:sqlite';
import type { PaymailDeliveryRecord } from '@asg/domain';
import type { FlatStorage } from '@asg/storage';
import { Query } from './query.ts';

/** Reads of payments by paymail whose receivers are to be told. */
export class SqlitePaymailDeliveryReader {
  readonly #one: Query;
  readonly #nextHost: Query;
  readonly #due: Query;

  constructor(db: DatabaseSync) {
    this.#one = new Query(
      db,
      'select record from paymail_delivery where settlement_id = ? and worker_id = ?',
    );
    // From one host to the next by the index, however many deliveries each has.
    this.#nextHost = new Query(
      db,
      `select host, next_at as nextAttemptAtMs from paymail_delivery
       where next_at is not null and host > ? order by host, next_at limit 1`,
    );
    this.#due = new Query(
      db,
      `select record from paymail_delivery where next_at is not null and host = ? and next_at <= ?
       order by next_at limit ?`,
    );
  }

  async paymailDelivery(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null> {
    const row = this.#one.get(settlementId, workerId);
    return row === undefined ? null : recordOf(row);
  }

  async waitingPaymailHosts({
    after,
    limit,
  }: Parameters<FlatStorage['waitingPaymailHosts']>[0]): ReturnType<FlatStorage['waitingPaymailHosts']> {
    const found: { host: string; nextAttemptAtMs: number }[] = [];
    while (found.length < limit) {
      const row = this.#nextHost.get(found.at(-1)?.host ?? after ?? '');
      if (row === undefined) break;
      found.push({ ...row } as { host: string; nextAttemptAtMs: number });
    }
    return found;
  }

  async duePaymailDeliveries({
    host,
    nowMs,
    limit,
  }: Parameters<FlatStorage['duePaymailDeliveries']>[0]): Promise<readonly PaymailDeliveryRecord[]> {
    return this.#due.all(host, nowMs, limit).map(recordOf);
  }
}

function recordOf(row: Record<string, unknown>): PaymailDeliveryRecord {
  return JSON.parse(String(row.record)) as PaymailDeliveryRecord;
}
