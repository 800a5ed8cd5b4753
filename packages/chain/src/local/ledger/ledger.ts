import type { DatabaseSync } from 'node:sqlite';
import { closeFolded } from './database-file.ts';
import { type LedgerReads, openReads } from './ledger-reads.ts';
import { type LedgerWrites, openWrites } from './ledger-writes.ts';
import { inTransaction, openDatabase } from './schema.ts';

/** The stored chain: questions at any time, changes only inside `change`. */
export class Ledger {
  readonly reads: LedgerReads;
  readonly #database: DatabaseSync;
  readonly #writes: LedgerWrites;
  /** Called after each change. */
  onChange: () => void = () => {};

  constructor(path: string) {
    this.#database = openDatabase(path);
    this.reads = openReads(this.#database);
    this.#writes = openWrites(this.#database);
  }

  /** One durable, atomic change: on the disk when this returns, undone when `work` throws. */
  change<Result>(work: (writes: LedgerWrites) => Result): Result {
    const result = inTransaction(this.#database, () => work(this.#writes));
    this.onChange();
    return result;
  }

  close(): void {
    if (this.#database.isOpen) closeFolded(this.#database);
  }
}
