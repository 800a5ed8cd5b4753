import type { DatabaseSync } from 'node:sqlite';
import type * as port from '@asg/storage';
import { Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** Of a block header in hex. */
const headerDigits = 160;

/** Reads what was asked of the treasury beside payments, and the block headers that are known. */
export class TreasuryReader implements port.TreasuryReader {
  readonly #move: Query<RecordRow>;
  readonly #openMoves: Query<RecordRow>;
  readonly #headers: Query<{ readonly baseHeight: number; readonly headers: string }>;

  constructor(db: DatabaseSync) {
    this.#move = new Query(db, 'select record from treasury_move where settlement_id = ?');
    this.#openMoves = new Query(
      db,
      'select record from treasury_move where is_open = 1 order by settlement_id limit ?',
    );
    this.#headers = new Query(db, 'select base_height as baseHeight, headers from header_window');
  }

  async move(settlementId: string): Promise<port.TreasuryMove | null> {
    return recordOf(this.#move.get(settlementId));
  }

  async openMoves(limit: number): Promise<readonly port.TreasuryMove[]> {
    return recordsOf(this.#openMoves.all(limit));
  }

  async headerWindow(): Promise<port.HeaderWindow | null> {
    const row = this.#headers.get();
    if (row === undefined) return null;
    const count = row.headers.length / headerDigits;
    const headers = Array.from({ length: count }, (_, index) =>
      row.headers.slice(index * headerDigits, (index + 1) * headerDigits),
    );
    return { baseHeight: row.baseHeight, headers };
  }
}

/** What is asked of the treasury beside payments, until it is made or refused. */
export class TreasuryWriter implements Sync<port.TreasuryWriter> {
  readonly #insert: Statement;
  readonly #refuse: Statement;
  readonly #saveHeaders: Statement;

  constructor(db: DatabaseSync) {
    this.#insert = statement(
      db,
      'insert into treasury_move (settlement_id, is_open, record) values (?, 1, ?) on conflict do nothing',
    );
    this.#refuse = statement(
      db,
      `update treasury_move set is_open = 0, record = json_set(record, '$.refusal', ?2)
       where settlement_id = ?1 and is_open = 1`,
    );
    this.#saveHeaders = statement(
      db,
      `insert into header_window (id, base_height, headers) values (1, ?1, ?2)
       on conflict (id) do update set base_height = ?1, headers = ?2`,
    );
  }

  requestMove(move: port.TreasuryMove): void {
    this.#insert.run(move.settlementId, JSON.stringify(move));
  }

  refuseMove({ settlementId, refusal }: Parameters<port.TreasuryWriter['refuseMove']>[0]): void {
    this.#refuse.run(settlementId, refusal);
  }

  saveHeaderWindow({ baseHeight, headers }: port.HeaderWindow): void {
    this.#saveHeaders.run(baseHeight, headers.join(''));
  }
}
