import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PayeeRecord } from '@asg/domain';
import type { FlatStorage } from '@asg/storage';

/** Pay that could not be sent to a paymail, and when it is tried again. */
export class CarriedTable {
  readonly #put: StatementSync;
  readonly #setDue: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#put = db.prepare(
      `insert into carried (worker_id, since, due) values (?1, ?2, ?3)
       on conflict (worker_id) do update set since = min(since, ?2), due = ?3`,
    );
    this.#setDue = db.prepare('update carried set due = ? where worker_id = ?');
    this.#drop = db.prepare('delete from carried where worker_id = ?');
  }

  /** What a new settlement carries on, and what it pays out at last. */
  follow(payees: readonly PayeeRecord[]): void {
    for (const { workerId, carriedOutSats, carried } of payees) {
      if (carried !== undefined) this.#put.run(workerId, carried.sinceMs, carried.dueAtMs);
      else if (carriedOutSats === 0) this.#drop.run(workerId);
    }
  }

  setDue({ workerId, dueAtMs }: Parameters<FlatStorage['setCarriedDue']>[0]): void {
    if (dueAtMs === null) this.#drop.run(workerId);
    else this.#setDue.run(dueAtMs, workerId);
  }
}
