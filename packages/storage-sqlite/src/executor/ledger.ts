import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SettlementRecord } from '@asg/storage';

/** What workers were paid and what is carried on for them. */
export class Ledger {
  readonly #addCarry: StatementSync;
  readonly #addPaid: StatementSync;
  readonly #insertEarning: StatementSync;

  constructor(db: DatabaseSync) {
    this.#addCarry = db.prepare(
      `insert into worker_total (worker_id, carried_sats) values (?1, ?2)
       on conflict (worker_id) do update set carried_sats = carried_sats + ?2`,
    );
    this.#addPaid = db.prepare(
      `insert into worker_total (worker_id, paid_labels, paid_sats) values (?1, ?2, ?3)
       on conflict (worker_id) do update set paid_labels = paid_labels + ?2, paid_sats = paid_sats + ?3`,
    );
    this.#insertEarning = db.prepare(
      `insert into earning (worker_id, settlement_id, txid, labels, earned_sats, paid_sats, at)
       values (?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  /** Differences, so that settlements of two lanes add up in any order. */
  carry({ payees }: SettlementRecord): void {
    for (const { workerId, carriedInSats, carriedOutSats } of payees) {
      if (carriedOutSats !== carriedInSats) this.#addCarry.run(workerId, carriedOutSats - carriedInSats);
    }
  }

  carryBack({ payees }: SettlementRecord): void {
    for (const { workerId, carriedInSats, carriedOutSats } of payees) {
      if (carriedOutSats !== carriedInSats) this.#addCarry.run(workerId, carriedInSats - carriedOutSats);
    }
  }

  /** Books the payouts; a payee whose sum is carried on gets a line of 0. */
  pay({ settlementId, txid, payees }: SettlementRecord, nowMs: number): void {
    for (const { workerId, labels, earnedSats, paidSats } of payees) {
      this.#insertEarning.run(workerId, settlementId, txid, labels, earnedSats, paidSats, nowMs);
      this.#addPaid.run(workerId, labels, paidSats);
    }
  }
}
