import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Numbers reserved at a time; a restart skips what is left of them. */
const chunk = 10_000;

/** Ever growing numbers: never given twice, not even after a restart with an empty queue. */
export class Sequence {
  readonly #name: string;
  readonly #select: StatementSync;
  readonly #reserve: StatementSync;
  #next: number;
  #reserved: number;

  constructor(db: DatabaseSync, name: string) {
    this.#name = name;
    this.#select = db.prepare('select reserved from counter where name = ?');
    this.#reserve = db.prepare(
      'insert into counter (name, reserved) values (?1, ?2) on conflict (name) do update set reserved = ?2',
    );
    this.#reserved = this.#read();
    this.#next = this.#reserved;
  }

  #read(): number {
    return (this.#select.get(this.#name) as { reserved: number } | undefined)?.reserved ?? 1;
  }

  /** Inside a transaction. */
  take(): number {
    if (this.#next >= this.#reserved) {
      this.#reserved = this.#next + chunk;
      this.#reserve.run(this.#name, this.#reserved);
    }
    return this.#next++;
  }

  /** A reservation may have been rolled back with its transaction. */
  afterRollback(): void {
    this.#reserved = this.#read();
  }
}
