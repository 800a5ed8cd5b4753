import type { DatabaseSync } from 'node:sqlite';
import type { LeaseReader, LeaseRecord } from '@asg/storage';
import { Query } from './query.ts';

export const columnsOfLease = 'name, holder, token, held_until as untilMs, note';

/** Reads who does what alone. */
export class SqliteLeaseReader implements LeaseReader {
  readonly #one: Query;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `select ${columnsOfLease} from process_lease where name = ?`);
  }

  async lease(name: string): Promise<LeaseRecord | null> {
    const row = this.#one.get(name) as LeaseRecord | undefined;
    return row === undefined ? null : { ...row };
  }
}
