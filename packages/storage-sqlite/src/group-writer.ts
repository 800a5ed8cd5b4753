import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { closeFolded } from './connection.ts';
import { Executor, type WriteArguments, type WriteName, type WriteResults } from './executor/executor.ts';

/** One write of a group. */
export interface Write<Name extends WriteName = WriteName> {
  readonly name: Name;
  readonly argument: WriteArguments[Name];
}
/** What became of it, once its transaction ended. */
export type WriteAnswer =
  | { readonly ok: true; readonly result: WriteResults[WriteName] }
  | { readonly ok: false; readonly error: unknown };

/** Runs groups of writes, a transaction for each group, on a connection of its own. */
export class GroupWriter {
  readonly #db: DatabaseSync;
  readonly #executor: Executor;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#executor = new Executor(db);
    this.#begin = db.prepare('begin immediate');
    this.#commit = db.prepare('commit');
  }

  /** An answer for each write, in order. If the group fails, each runs in a transaction of its own: only the culprit fails. */
  run(group: readonly Write[]): WriteAnswer[] {
    try {
      return this.#transact(group);
    } catch (error) {
      if (group.length === 1) return [{ ok: false, error }];
      return group.flatMap((write) => this.run([write]));
    }
  }

  #transact(group: readonly Write[]): WriteAnswer[] {
    this.#begin.run();
    try {
      const answers = group.map(
        ({ name, argument }): WriteAnswer => ({ ok: true, result: this.#executor.execute(name, argument) }),
      );
      this.#commit.run();
      return answers;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      this.#executor.afterRollback();
      throw error;
    }
  }

  /** What is in the write-ahead log goes into the file, so that the file alone is the whole database. */
  close(): void {
    closeFolded(this.#db);
  }
}
