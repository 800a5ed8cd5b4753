import type { DatabaseSync } from 'node:sqlite';
import { type Statement, statement } from '../sql.ts';

/** How many tasks a customer can still submit. */
export class QuotaTable {
  readonly #left: Statement<{ readonly quota_left: number }>;
  readonly #add: Statement;

  constructor(db: DatabaseSync) {
    this.#left = statement(db, 'select quota_left from customer where id = ?');
    this.#add = statement(db, 'update customer set quota_left = quota_left + ? where id = ?');
  }

  /** Throws if there is no such customer: whoever asks has authenticated one. */
  left(customerId: string): number {
    const row = this.#left.get(customerId);
    if (row === undefined) throw new Error(`no customer ${customerId}`);
    return row.quota_left;
  }

  /** A negative count takes from it, and the schema refuses to go below zero. */
  add(customerId: string, count: number): void {
    this.#add.run(count, customerId);
  }
}
