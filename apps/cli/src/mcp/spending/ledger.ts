import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

const lockedMsMax = 10_000;
const schema = `
  CREATE TABLE IF NOT EXISTS calls (
    call TEXT PRIMARY KEY,        -- what was asked for, as a hash
    session TEXT NOT NULL,        -- where it is counted
    tasks INTEGER NOT NULL,
    sats INTEGER NOT NULL,
    open INTEGER NOT NULL,        -- attempts whose end is not known
    accepted INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS calls_of_session ON calls (session);
`;

export interface Amount {
  readonly tasks: number;
  readonly sats: number;
}

/** Null: no limit. */
export type Limits = { readonly [K in keyof Amount]: number | null };

export type Counted =
  | { readonly ok: true }
  /** `counted`: of the session, without this call. */
  | { readonly ok: false; readonly over: keyof Amount; readonly counted: Amount };

/**
 * What was submitted, kept over restarts and for all processes of this user: a call is counted before it is sent, once, and
 * stays counted unless the server refused it.
 */
export class Ledger implements Disposable {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #sum: StatementSync;
  readonly #insert: StatementSync;
  readonly #again: StatementSync;
  readonly #accept: StatementSync;
  readonly #refuse: StatementSync;
  readonly #drop: StatementSync;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(file, { timeout: lockedMsMax });
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
    const prepare = (sql: string): StatementSync => this.#database.prepare(sql);
    this.#find = prepare('SELECT 1 FROM calls WHERE call = ?');
    this.#sum = prepare(
      'SELECT coalesce(sum(tasks), 0) AS tasks, coalesce(sum(sats), 0) AS sats FROM calls WHERE session = ?',
    );
    this.#insert = prepare(
      'INSERT INTO calls (call, session, tasks, sats, open, accepted) VALUES (?, ?, ?, ?, 1, 0)',
    );
    this.#again = prepare('UPDATE calls SET open = open + 1 WHERE call = ?');
    this.#accept = prepare('UPDATE calls SET open = open - 1, accepted = 1 WHERE call = ?');
    this.#refuse = prepare('UPDATE calls SET open = open - 1 WHERE call = ?');
    this.#drop = prepare('DELETE FROM calls WHERE call = ? AND open = 0 AND accepted = 0');
  }

  /** What is counted of a session. */
  counted(session: string): Amount {
    const row = this.#sum.get(session);
    return { tasks: Number(row?.tasks), sats: Number(row?.sats) };
  }

  /** Counts a call ahead of it, or says which limit it would go beyond. A repeated one is counted already. */
  count(call: string, session: string, amount: Amount, limits: Limits): Counted {
    return this.#atomically(() => {
      if (this.#find.get(call) !== undefined) {
        this.#again.run(call);
        return { ok: true };
      }
      const counted = this.counted(session);
      for (const over of ['tasks', 'sats'] as const) {
        const limit = limits[over];
        if (limit !== null && counted[over] + amount[over] > limit) return { ok: false, over, counted };
      }
      this.#insert.run(call, session, amount.tasks, amount.sats);
      return { ok: true };
    });
  }

  accepted(call: string): void {
    this.#accept.run(call);
  }

  /** The server said no: it costs nothing, unless the same call was accepted before or is under way. */
  refused(call: string): void {
    this.#atomically(() => {
      this.#refuse.run(call);
      this.#drop.run(call);
    });
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #atomically<T>(change: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
