import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CarriedRecord, carriedFor, carriedSince, type PayeeRecord } from '@asg/domain';
import type { FlatStorage } from '@asg/storage';

/** Pay that could not be sent to a paymail, and when it is tried again. */
export class CarriedTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;
  readonly #setDue: StatementSync;
  readonly #drop: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(
      'select worker_id as workerId, since as sinceMs, due as dueAtMs from carried where worker_id = ?',
    );
    this.#put = db.prepare(
      `insert into carried (worker_id, since, due) values (?1, ?2, ?3)
       on conflict (worker_id) do update set since = ?2, due = ?3`,
    );
    this.#setDue = db.prepare('update carried set due = ? where worker_id = ?');
    this.#drop = db.prepare('delete from carried where worker_id = ?');
  }

  /** What a new settlement carries on, and what it pays out at last. */
  follow(payees: readonly PayeeRecord[]): void {
    for (const payee of payees) {
      const carried = carriedFor(payee);
      if (carried === 'nothing') this.#drop.run(payee.workerId);
      else if (carried !== 'same') this.#join(carried);
    }
  }

  #join(carried: CarriedRecord): void {
    const known = this.#select.get(carried.workerId) as CarriedRecord | undefined;
    const { workerId, sinceMs, dueAtMs } = carriedSince(known ?? null, carried);
    this.#put.run(workerId, sinceMs, dueAtMs);
  }

  setDue({ workerId, dueAtMs }: Parameters<FlatStorage['setCarriedDue']>[0]): void {
    if (dueAtMs === null) this.#drop.run(workerId);
    else this.#setDue.run(dueAtMs, workerId);
  }
}
