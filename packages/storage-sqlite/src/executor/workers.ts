import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  changedWorker,
  type Registration,
  registrationOf,
  type WorkerChange,
  type WorkerRecord,
} from '@asg/domain';
import type { FlatStorage, SessionRecord } from '@asg/storage';

type RegisterWorker = Parameters<FlatStorage['registerWorker']>[0];

/** Workers and their sessions. */
export class WorkerTable {
  readonly #byEmail: StatementSync;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #insertSession: StatementSync;
  readonly #deleteSession: StatementSync;

  constructor(db: DatabaseSync) {
    this.#byEmail = db.prepare('select id from worker where email_key = ?');
    this.#select = db.prepare('select record from worker where id = ?');
    this.#insert = db.prepare('insert into worker (id, email_key, record) values (?, ?, ?)');
    this.#update = db.prepare('update worker set record = ? where id = ?');
    this.#insertSession = db.prepare(
      'insert into session (hash, worker_id, expires_at) values (?, ?, ?) on conflict (hash) do nothing',
    );
    this.#deleteSession = db.prepare('delete from session where hash = ?');
  }

  register({ worker, emailKey }: RegisterWorker): Registration {
    const owner = this.#byEmail.get(emailKey) as { id: string } | undefined;
    if (owner !== undefined) return registrationOf(worker.workerId, owner.id);
    this.#insert.run(worker.workerId, emailKey, JSON.stringify(worker));
    return 'registered';
  }

  change({ workerId, change }: { workerId: string; change: WorkerChange }): WorkerRecord | null {
    const row = this.#select.get(workerId) as { record: string } | undefined;
    if (row === undefined) return null;
    const after = changedWorker(JSON.parse(row.record) as WorkerRecord, change);
    this.#update.run(JSON.stringify(after), workerId);
    return after;
  }

  openSession({ hash, workerId, expiresAtMs }: SessionRecord): void {
    this.#insertSession.run(hash, workerId, expiresAtMs);
  }

  endSession(hash: string): void {
    this.#deleteSession.run(hash);
  }
}
