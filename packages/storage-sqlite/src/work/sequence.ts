import type { DatabaseSync } from 'node:sqlite';
import { type Statement, statement } from '../sql.ts';

/** Numbers reserved at a time; a restart skips what is left of them. */
const chunk = 10_000;

/** Ever growing numbers: never given twice, not even after a restart with an empty queue. */
export class Sequence {
  readonly #name: string;
  readonly #select: Statement<{ readonly reserved: number }>;
  readonly #reserve: Statement;
  #next: number;
  #reserved: number;

  constructor(db: DatabaseSync, name: string) {
    this.#name = name;
    this.#select = statement(db, 'select reserved from counter where name = ?');
    this.#reserve = statement(
      db,
      'insert into counter (name, reserved) values (?1, ?2) on conflict (name) do update set reserved = ?2',
    );
    this.#reserved = this.#read();
    this.#next = this.#reserved;
  }

  #read(): number {
    return this.#select.get(this.#name)?.reserved ?? 1;
  }

  /** The first of so many numbers, one after the other. Inside a transaction. */
  take(count = 1): number {
    const first = this.#next;
    this.#next += count;
    if (this.#next > this.#reserved) {
      this.#reserved = this.#next + chunk;
      this.#reserve.run(this.#name, this.#reserved);
    }
    return first;
  }

  /** A reservation may have been rolled back with its transaction. */
  afterRollback(): void {
    this.#reserved = this.#read();
  }
}
