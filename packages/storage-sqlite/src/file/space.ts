import type { DatabaseSync } from 'node:sqlite';
import { type Statement, statement } from '../sql.ts';

/** About as much as a group of writes adds to the log. */
const probeBytes = 131_072;

/** Finds out whether there is space to write. */
export class SpaceWriter {
  readonly #write: Statement;

  constructor(db: DatabaseSync) {
    // Other bytes each time: what is the same would not be written.
    this.#write = statement(
      db,
      `insert into write_probe (id, filler) values (1, randomblob(${probeBytes})) on conflict (id) do update set filler = excluded.filler`,
    );
  }

  probe(): void {
    this.#write.run();
  }

  /** Asks that the log be emptied once this group is committed. */
  fold(): void {}
}
