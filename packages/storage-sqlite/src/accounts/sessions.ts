import type { DatabaseSync } from 'node:sqlite';
import type { WorkerRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import { parsed, Query, type RecordRow, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** Console sessions past their expiry that each new one takes away. */
const sweptMax = 10;

/** Reads who is signed in. */
export class SessionReader implements port.SessionReader {
  readonly #ofWorker: Query<RecordRow & Omit<port.SessionRecord, 'hash'>>;
  readonly #ofConsole: Query<port.ConsoleSessionRecord>;

  constructor(db: DatabaseSync) {
    this.#ofWorker = new Query(
      db,
      `select session.worker_id as workerId, expires_at as expiresAtMs, record
       from session join worker on worker.id = session.worker_id where hash = ?`,
    );
    this.#ofConsole = new Query(
      db,
      'select hash, proof, expires_at as expiresAtMs from console_session where hash = ?',
    );
  }

  async ofWorker(hash: string): Promise<{ session: port.SessionRecord; worker: WorkerRecord } | null> {
    const row = this.#ofWorker.get(hash);
    if (row === undefined) return null;
    const { workerId, expiresAtMs, record } = row;
    return { session: { hash, workerId, expiresAtMs }, worker: parsed(record) };
  }

  async ofConsole(hash: string): Promise<port.ConsoleSessionRecord | null> {
    const row = this.#ofConsole.get(hash);
    return row === undefined ? null : { ...row };
  }
}

/** Sign-ins of workers, and to the Console. */
export class SessionWriter implements Sync<port.SessionWriter> {
  readonly #insertWorker: Statement;
  readonly #deleteWorker: Statement;
  readonly #insertConsole: Statement;
  readonly #sweepConsole: Statement;
  readonly #deleteConsole: Statement;

  constructor(db: DatabaseSync) {
    this.#insertWorker = statement(
      db,
      'insert into session (hash, worker_id, expires_at) values (?, ?, ?) on conflict (hash) do nothing',
    );
    this.#deleteWorker = statement(db, 'delete from session where hash = ?');
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

  openWorker({ hash, workerId, expiresAtMs }: port.SessionRecord): void {
    this.#insertWorker.run(hash, workerId, expiresAtMs);
  }

  endWorker(hash: string): void {
    this.#deleteWorker.run(hash);
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
