import type { DatabaseSync } from 'node:sqlite';
import {
  areCarriesAsPlanned,
  carriesIn,
  earningsIn,
  type PayeeSum,
  type SettlementRecord,
} from '@asg/domain';
import { type Statement, statement } from '../sql.ts';

/** What workers were paid and what is carried on for them. */
export class Ledger {
  readonly #addCarry: Statement;
  readonly #addPaid: Statement;
  readonly #insertEarning: Statement;
  readonly #dropEarning: Statement;
  readonly #carried: Statement<{ readonly sats: number }>;

  constructor(db: DatabaseSync) {
    this.#addCarry = statement(
      db,
      `insert into worker_total (worker_id, carried_sats) values (?1, ?2)
       on conflict (worker_id) do update set carried_sats = carried_sats + ?2`,
    );
    this.#addPaid = statement(
      db,
      `insert into worker_total (worker_id, paid_labels, paid_sats) values (?1, ?2, ?3)
       on conflict (worker_id) do update set paid_labels = paid_labels + ?2, paid_sats = paid_sats + ?3`,
    );
    this.#insertEarning = statement(
      db,
      `insert into earning (worker_id, settlement_id, txid, labels, earned_sats, paid_sats, at)
       values (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#dropEarning = statement(db, 'delete from earning where worker_id = ? and settlement_id = ?');
    this.#carried = statement(db, 'select carried_sats as sats from worker_total where worker_id = ?');
  }

  /** Whether each payee's carried sum is the one that the plan used. */
  carriesAre(payees: readonly PayeeSum[]): boolean {
    const sums = payees.map(({ workerId }) => this.#carried.get(workerId)?.sats ?? 0);
    return areCarriesAsPlanned(payees, sums);
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
