import type { DatabaseSync } from 'node:sqlite';
import type * as port from '@asg/storage';
import { Query, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** Console sessions past their expiry that each new one takes away. */
const sweptMax = 10;

/** Reads who is signed in to the Console. */
export class SessionReader implements port.SessionReader {
  readonly #ofConsole: Query<port.ConsoleSessionRecord>;

  constructor(db: DatabaseSync) {
    this.#ofConsole = new Query(
      db,
      'select hash, proof, expires_at as expiresAtMs from console_session where hash = ?',
    );
  }

  async ofConsole(hash: string): Promise<port.ConsoleSessionRecord | null> {
    const row = this.#ofConsole.get(hash);
    return row === undefined ? null : { ...row };
  }
}

/** Sign-ins to the Console. */
export class SessionWriter implements Sync<port.SessionWriter> {
  readonly #insertConsole: Statement;
  readonly #sweepConsole: Statement;
  readonly #deleteConsole: Statement;

  constructor(db: DatabaseSync) {
    this.#insertConsole = statement(
      db,
      'insert into console_session (hash, proof, expires_at) values (?, ?, ?) on conflict (hash) do nothing',
    );
    this.#sweepConsole = statement(
      db,
      `delete from console_session where hash in
       (select hash from console_session where expires_at <= ? order by expires_at limit ${sweptMax})`,
    );
    this.#deleteConsole = statement(db, 'delete from console_session where hash = ?');
  }

  openConsole({
    session,
    nowMs,
  }: {
    readonly session: port.ConsoleSessionRecord;
    readonly nowMs: number;
  }): void {
    this.#sweepConsole.run(nowMs);
    this.#insertConsole.run(session.hash, session.proof, session.expiresAtMs);
  }

  endConsole(hash: string): void {
    this.#deleteConsole.run(hash);
  }
}
