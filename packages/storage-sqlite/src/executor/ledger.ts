import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  areCarriesAsPlanned,
  carriesIn,
  earningsIn,
  type PayeeSum,
  type SettlementRecord,
} from '@asg/domain';

/** What workers were paid and what is carried on for them. */
export class Ledger {
  readonly #addCarry: StatementSync;
  readonly #addPaid: StatementSync;
  readonly #insertEarning: StatementSync;
  readonly #dropEarning: StatementSync;
  readonly #carried: StatementSync;

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
    this.#dropEarning = db.prepare('delete from earning where worker_id = ? and settlement_id = ?');
    this.#carried = db.prepare('select carried_sats as sats from worker_total where worker_id = ?');
  }

  /** Whether each payee's carried sum is what the plan took. */
  carriesAre(payees: readonly PayeeSum[]): boolean {
    const sums = payees.map(({ workerId }) => this.#carriedOf(workerId));
    return areCarriesAsPlanned(payees, sums);
  }

  #carriedOf(workerId: string): number {
    const row = this.#carried.get(workerId) as { sats: number } | undefined;
    return row?.sats ?? 0;
  }

  carry({ payees }: SettlementRecord): void {
    for (const { workerId, bySats } of carriesIn(payees)) this.#addCarry.run(workerId, bySats);
  }

  /** Books the payouts. */
  pay(settlement: SettlementRecord, nowMs: number): void {
    for (const { workerId, line } of earningsIn(settlement, nowMs)) {
      const { settlementId, txid, labels, earnedSats, paidSats, atMs } = line;
      this.#insertEarning.run(workerId, settlementId, txid, labels, earnedSats, paidSats, atMs);
      this.#addPaid.run(workerId, labels, paidSats);
    }
  }

  /** Undoes `pay`, for a settlement that another takes the place of. */
  takeBack({ settlementId, payees }: SettlementRecord): void {
    for (const { workerId, labels, paidSats } of payees) {
      this.#dropEarning.run(workerId, settlementId);
      this.#addPaid.run(workerId, 0 - labels, 0 - paidSats);
    }
  }
}
