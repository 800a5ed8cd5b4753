import type { DatabaseSync } from 'node:sqlite';
import { StorageUnavailable } from '@asg/storage';
import { closeFolded, foldLog } from '../file/connection.ts';
import { type Statement, statement } from '../sql.ts';
import { type WrittenNoun, writersOn } from './writers.ts';

/** One write of a group. */
export interface Write {
  readonly noun: WrittenNoun;
  /** A method of the noun's writer. */
  readonly operation: string;
  readonly argument: unknown;
}
/** What became of it, once its transaction ended. */
export type WriteAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: unknown };

const none = (): readonly Write[] => [];

/** Runs groups of writes, a transaction for each group, on a connection of its own. */
export class GroupWriter {
  readonly #db: DatabaseSync;
  readonly #writers: ReturnType<typeof writersOn>;
  readonly #begin: Statement;
  readonly #commit: Statement;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#writers = writersOn(db);
    this.#begin = statement(db, 'begin immediate');
    this.#commit = statement(db, 'commit');
  }

  /**
   * An answer for each write, in order, and for those that came meanwhile: `more` tells them before the commit, so that they share it.
   * If a group fails, each runs in a transaction of its own: only the culprit fails.
   */
  run(first: readonly Write[], more: () => readonly Write[] = none): WriteAnswer[] {
    const group = [...first];
    try {
      return this.#folded(group, this.#transact(group, more));
    } catch (error) {
      if (group.length === 1) return [{ ok: false, error }];
      return group.flatMap((write) => this.run([write]));
    }
  }

  /** Empties the log where a write of the group asks for it: within its transaction that cannot be. */
  #folded(group: readonly Write[], answers: WriteAnswer[]): WriteAnswer[] {
    const asks = ({ noun, operation }: Write): boolean => noun === 'space' && operation === 'fold';
    if (!group.some(asks) || foldLog(this.#db)) return answers;
    const error = new StorageUnavailable('another program reads the store, and keeps its log');
    return answers.map((answer, index) => {
      const write = group[index];
      return write !== undefined && asks(write) ? { ok: false, error } : answer;
    });
  }

  /** Adds to the group what comes while it is written. */
  #transact(group: Write[], more: () => readonly Write[]): WriteAnswer[] {
    this.#begin.run();
    try {
      const answers = group.map((write) => this.#answer(write));
      for (let late = more(); late.length > 0; late = more()) {
        group.push(...late);
        for (const write of late) answers.push(this.#answer(write));
      }
      this.#writers.beforeCommit();
      this.#commit.run();
      return answers;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      this.#writers.afterRollback();
      throw error;
    }
  }

  #answer({ noun, operation, argument }: Write): WriteAnswer {
    const writer = this.#writers[noun];
    return { ok: true, result: Reflect.apply(Reflect.get(writer, operation), writer, [argument]) };
  }

  /** What is in the write-ahead log goes into the file, so that the file alone is the whole database. */
  close(): void {
    closeFolded(this.#db);
  }
}
