import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SettlementRecord } from '@asg/domain';
import type { PaymailAttempt, PaymailDeliveryRecord } from '@asg/storage';

/** Payments by paymail whose receivers are to be told. */
export class PaymailDeliveryTable {
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(
      'select record from paymail_delivery where settlement_id = ? and worker_id = ?',
    );
    this.#insert = db.prepare(
      `insert into paymail_delivery (settlement_id, worker_id, host, next_at, record) values (?, ?, ?, ?, ?)
       on conflict (settlement_id, worker_id) do update set next_at = excluded.next_at, record = excluded.record
       where json_extract(record, '$.state') = 'given_up'`,
    );
    this.#update = db.prepare(
      'update paymail_delivery set next_at = ?, record = ? where settlement_id = ? and worker_id = ?',
    );
  }

  /** The settlement was seen: its deliveries are due at once. One given up while another took its place is due again. */
  open({ settlementId, payees, withdrawal }: SettlementRecord, nowMs: number): void {
    for (const { workerId, paymail } of withdrawal === undefined ? payees : [withdrawal]) {
      if (paymail === undefined) continue;
      const delivery: PaymailDeliveryRecord = {
        settlementId,
        workerId,
        paymail: paymail.address,
        reference: paymail.reference,
        state: 'pending',
        attempts: 0,
        nextAttemptAtMs: nowMs,
        note: null,
      };
      const host = paymail.address.slice(paymail.address.indexOf('@') + 1);
      this.#insert.run(settlementId, workerId, host, nowMs, JSON.stringify(delivery));
    }
  }

  record({ number, ...attempt }: PaymailAttempt): 'recorded' | 'repeated' {
    const { settlementId, workerId, nextAttemptAtMs } = attempt;
    const row = this.#select.get(settlementId, workerId) as { record: string } | undefined;
    if (row === undefined) throw new Error(`no paymail delivery of ${settlementId} to ${workerId}`);
    const delivery = JSON.parse(row.record) as PaymailDeliveryRecord;
    if (number !== delivery.attempts + 1) return 'repeated';
    const after = { ...delivery, ...attempt, attempts: number };
    this.#update.run(nextAttemptAtMs, JSON.stringify(after), settlementId, workerId);
    return 'recorded';
  }
}
