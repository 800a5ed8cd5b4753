import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  afterPaymailAttempt,
  hostOfPaymail,
  isToBegin,
  type PaymailAttempt,
  type PaymailDeliveryRecord,
  paymailDeliveriesOf,
  type SettlementRecord,
} from '@asg/domain';
import { recordOf } from '../query.ts';

/** Payments by paymail whose receivers are to be told. */
export class PaymailDeliveryTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(
      'select record from paymail_delivery where settlement_id = ? and worker_id = ?',
    );
    this.#put = db.prepare(
      `insert into paymail_delivery (settlement_id, worker_id, host, next_at, record) values (?, ?, ?, ?, ?)
       on conflict (settlement_id, worker_id) do update set next_at = excluded.next_at, record = excluded.record`,
    );
    this.#update = db.prepare(
      'update paymail_delivery set next_at = ?, record = ? where settlement_id = ? and worker_id = ?',
    );
  }

  /** The settlement was seen: its deliveries are due at once. One given up while another took its place is due again. */
  open(settlement: SettlementRecord, nowMs: number): void {
    for (const delivery of paymailDeliveriesOf(settlement, nowMs)) {
      const { settlementId, workerId, paymail } = delivery;
      if (!isToBegin(this.#load(settlementId, workerId))) continue;
      this.#put.run(settlementId, workerId, hostOfPaymail(paymail), nowMs, JSON.stringify(delivery));
    }
  }

  record(attempt: PaymailAttempt): 'recorded' | 'repeated' {
    const { settlementId, workerId } = attempt;
    const delivery = this.#load(settlementId, workerId);
    if (delivery === null) throw new Error(`no paymail delivery of ${settlementId} to ${workerId}`);
    const after = afterPaymailAttempt(delivery, attempt);
    if (after === null) return 'repeated';
    this.#update.run(after.nextAttemptAtMs, JSON.stringify(after), settlementId, workerId);
    return 'recorded';
  }

  #load(settlementId: string, workerId: string): PaymailDeliveryRecord | null {
    return recordOf<PaymailDeliveryRecord>(this.#select.get(settlementId, workerId));
  }
}
