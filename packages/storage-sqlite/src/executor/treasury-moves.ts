import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FlatStorage, TreasuryMove } from '@asg/storage';

/** What was asked of the treasury beside payments, until it is made or refused. */
export class TreasuryMoves {
  readonly #insert: StatementSync;
  readonly #close: StatementSync;
  readonly #refuse: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'insert into treasury_move (settlement_id, is_open, record) values (?, 1, ?) on conflict do nothing',
    );
    this.#close = db.prepare('update treasury_move set is_open = 0 where settlement_id = ?');
    this.#refuse = db.prepare(
      `update treasury_move set is_open = 0, record = json_set(record, '$.refusal', ?2)
       where settlement_id = ?1 and is_open = 1`,
    );
  }

  request(move: TreasuryMove): void {
    this.#insert.run(move.settlementId, JSON.stringify(move));
  }

  /** Its settlement is stored. */
  close(settlementId: string): void {
    this.#close.run(settlementId);
  }

  refuse({ settlementId, refusal }: Parameters<FlatStorage['refuseTreasuryMove']>[0]): void {
    this.#refuse.run(settlementId, refusal);
  }
}
