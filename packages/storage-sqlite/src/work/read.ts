import type { DatabaseSync } from 'node:sqlite';
import type * as port from '@asg/storage';
import { Query } from '../sql.ts';

/** Reads how much work there is. */
export class WorkReader implements port.WorkReader {
  readonly #count: Query<{ readonly count: number }>;

  constructor(db: DatabaseSync) {
    this.#count = new Query(
      db,
      'select count(*) as count from (select 1 from task where queue_seq is not null limit ?)',
    );
  }

  async waiting(countMax: number): Promise<number> {
    return this.#count.get(countMax)?.count ?? 0;
  }
}
