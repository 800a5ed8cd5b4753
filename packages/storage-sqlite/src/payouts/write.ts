import type { DatabaseSync } from 'node:sqlite';
import { type CarriedRecord, carriedFor, carriedSince, type PayeeRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import { type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** When pay that could not be sent to a paymail is tried again. */
export class PayoutWriter implements Sync<port.PayoutWriter> {
  readonly #setDue: Statement;
  readonly #drop: Statement;

  constructor(db: DatabaseSync) {
    this.#setDue = statement(db, 'update carried set due = ? where worker_id = ?');
    this.#drop = statement(db, drop);
  }

  setCarriedDue({ workerId, dueAtMs }: Parameters<port.PayoutWriter['setCarriedDue']>[0]): void {
    if (dueAtMs === null) this.#drop.run(workerId);
    else this.#setDue.run(dueAtMs, workerId);
  }
}

const drop = 'delete from carried where worker_id = ?';

/** Pay that could not be sent to a paymail, written with the settlement that carries it on. */
export class CarriedTable {
  readonly #select: Statement<CarriedRecord>;
  readonly #put: Statement;
  readonly #drop: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(
      db,
      'select worker_id as workerId, since as sinceMs, due as dueAtMs from carried where worker_id = ?',
    );
    this.#put = statement(
      db,
      `insert into carried (worker_id, since, due) values (?1, ?2, ?3)
       on conflict (worker_id) do update set since = ?2, due = ?3`,
    );
    this.#drop = statement(db, drop);
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
    const known = this.#select.get(carried.workerId) ?? null;
    const { workerId, sinceMs, dueAtMs } = carriedSince(known, carried);
    this.#put.run(workerId, sinceMs, dueAtMs);
  }
}
