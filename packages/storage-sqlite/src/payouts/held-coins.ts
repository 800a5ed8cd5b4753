import type { DatabaseSync } from 'node:sqlite';
import { heldIn, type SettlementRecord } from '@asg/domain';
import { type Statement, statement } from '../sql.ts';

/** Coins at addresses held for workers. */
export class HeldCoinTable {
  readonly #insert: Statement;
  readonly #move: Statement;
  readonly #spend: Statement;
  readonly #free: Statement;
  readonly #insertWithdrawal: Statement;

  constructor(db: DatabaseSync) {
    this.#insert = statement(
      db,
      `insert into held_coin (txid, vout, worker_id, settlement_id, satoshis, locking_script, spent_by)
       values (?1, ?2, ?3, ?4, ?5, ?6, (select settlement_id from coin_spent where txid = ?1 and vout = ?2))
       on conflict (txid, vout) do nothing`,
    );
    this.#move = statement(db, 'update held_coin set txid = ?, settlement_id = ? where txid = ?');
    this.#spend = statement(db, 'update held_coin set spent_by = ? where txid = ? and vout = ?');
    this.#free = statement(
      db,
      'update held_coin set spent_by = null where txid = ? and vout = ? and spent_by = ?',
    );
    this.#insertWithdrawal = statement(
      db,
      'insert into withdrawal (worker_id, settlement_id) values (?, ?) on conflict do nothing',
    );
  }

  /** The settlement was seen: what it paid to held addresses can be withdrawn. */
  keep(settlement: SettlementRecord): void {
    for (const { workerId, coin } of heldIn(settlement)) {
      const { txid, vout, satoshis, lockingScript } = coin;
      this.#insert.run(txid, vout, workerId, settlement.settlementId, satoshis, lockingScript);
    }
  }

  /** One takes the place of the other: its outputs are the same, and who withdraws them goes on doing so. */
  takeOver(old: SettlementRecord, { settlementId, txid }: SettlementRecord): void {
    this.#move.run(txid, settlementId, old.txid);
    if (old.withdrawal === undefined) return;
    for (const coin of old.inputs) this.#free.run(coin.txid, coin.vout, old.settlementId);
  }

  /** A withdrawal or a forfeit is stored. */
  withdraw({ settlementId, purpose, inputs, withdrawal }: SettlementRecord): void {
    if (withdrawal === undefined) return;
    for (const { txid, vout } of inputs) this.#spend.run(settlementId, txid, vout);
    if (purpose === 'withdrawal') this.#insertWithdrawal.run(withdrawal.workerId, settlementId);
  }
}
