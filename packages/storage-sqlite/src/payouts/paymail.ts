import type { DatabaseSync } from 'node:sqlite';
import {
  afterPaymailAttempt,
  erasedDelivery,
  hostOfPaymail,
  isToBegin,
  type PaymailAttempt,
  type PaymailDeliveryRecord,
  paymailDeliveriesOf,
  type SettlementRecord,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

type HostRow = { readonly host: string; readonly nextAttemptAtMs: number };

/** Reads payments by paymail whose receivers are to be told. */
export class PaymailReader implements port.PaymailReader {
  readonly #one: Query<RecordRow>;
  readonly #nextHost: Query<HostRow>;
  readonly #due: Query<RecordRow>;

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

  async get(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null> {
    return recordOf(this.#one.get(settlementId, workerId));
  }

  async waitingHosts({
    after,
    limit,
  }: Parameters<port.PaymailReader['waitingHosts']>[0]): Promise<readonly HostRow[]> {
    const found: HostRow[] = [];
    while (found.length < limit) {
      const row = this.#nextHost.get(found.at(-1)?.host ?? after ?? '');
      if (row === undefined) break;
      found.push({ ...row });
    }
    return found;
  }

  async due({
    host,
    nowMs,
    limit,
  }: Parameters<port.PaymailReader['due']>[0]): Promise<readonly PaymailDeliveryRecord[]> {
    return recordsOf(this.#due.all(host, nowMs, limit));
  }
}

/** The receivers of payments by paymail are told. */
export class PaymailWriter implements Sync<port.PaymailWriter> {
  readonly #select: Statement<RecordRow>;
  readonly #update: Statement;
  readonly #forget: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, one);
    this.#update = statement(
      db,
      'update paymail_delivery set next_at = ?, record = ? where settlement_id = ? and worker_id = ?',
    );
    this.#forget = statement(
      db,
      "update paymail_delivery set host = '', next_at = null, record = ? where settlement_id = ? and worker_id = ?",
    );
  }

  forget({ settlementId, workerId }: Pick<PaymailDeliveryRecord, 'settlementId' | 'workerId'>): void {
    const delivery = recordOf<PaymailDeliveryRecord>(this.#select.get(settlementId, workerId));
    if (delivery !== null) this.#forget.run(JSON.stringify(erasedDelivery(delivery)), settlementId, workerId);
  }

  recordAttempt(attempt: PaymailAttempt): 'recorded' | 'repeated' {
    const { settlementId, workerId } = attempt;
    const delivery = recordOf<PaymailDeliveryRecord>(this.#select.get(settlementId, workerId));
    if (delivery === null) throw new Error(`no paymail delivery of ${settlementId} to ${workerId}`);
    const after = afterPaymailAttempt(delivery, attempt);
    if (after === null) return 'repeated';
    this.#update.run(after.nextAttemptAtMs, JSON.stringify(after), settlementId, workerId);
    return 'recorded';
  }
}

const one = 'select record from paymail_delivery where settlement_id = ? and worker_id = ?';

/** Payments by paymail whose receivers are to be told, written with the settlement that was seen. */
export class PaymailDeliveryTable {
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, one);
    this.#put = statement(
      db,
      `insert into paymail_delivery (settlement_id, worker_id, host, next_at, record) values (?, ?, ?, ?, ?)
       on conflict (settlement_id, worker_id) do update set next_at = excluded.next_at, record = excluded.record`,
    );
  }

  /** Its deliveries are due at once. One given up while another took its place is due again. */
  open(settlement: SettlementRecord, nowMs: number): void {
    for (const delivery of paymailDeliveriesOf(settlement, nowMs)) {
      const { settlementId, workerId, paymail } = delivery;
      if (!isToBegin(recordOf(this.#select.get(settlementId, workerId)))) continue;
      this.#put.run(settlementId, workerId, hostOfPaymail(paymail), nowMs, JSON.stringify(delivery));
    }
  }
}
