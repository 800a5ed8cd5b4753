import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConsoleSessionRecord } from '@asg/storage';

/** Sessions past their expiry that each new one takes away. */
const sweptMax = 10;

/** Sign-ins to the Console. */
export class ConsoleSessionTable {
  readonly #insert: StatementSync;
  readonly #sweep: StatementSync;
  readonly #delete: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'insert into console_session (hash, proof, expires_at) values (?, ?, ?) on conflict (hash) do nothing',
    );
    this.#sweep = db.prepare(
      `delete from console_session where hash in
       (select hash from console_session where expires_at <= ? order by expires_at limit ${sweptMax})`,
    );
    this.#delete = db.prepare('delete from console_session where hash = ?');
  }

  open({ session, nowMs }: { readonly session: ConsoleSessionRecord; readonly nowMs: number }): void {
    this.#sweep.run(nowMs);
    this.#insert.run(session.hash, session.proof, session.expiresAtMs);
  }

  end(hash: string): void {
    this.#delete.run(hash);
  }
}
