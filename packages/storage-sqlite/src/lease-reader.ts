import type { DatabaseSync } from 'node:sqlite';
import type { LeadershipRecord } from '@asg/storage';
import { Query } from './query.ts';

export const columnsOfLease = 'name, holder, token, held_until as untilMs, note';

/** Reads who does what alone. */
export class SqliteLeaseReader {
  readonly #one: Query;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `select ${columnsOfLease} from process_lease where name = ?`);
  }

  async lease(name: string): Promise<LeadershipRecord | null> {
    const row = this.#one.get(name) as LeadershipRecord | undefined;
    return row === undefined ? null : { ...row };
  }
}
