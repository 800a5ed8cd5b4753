import type { Statement } from '../sql.ts';

interface Row {
  readonly key: readonly (string | number)[];
  readonly by: number[];
}

/** What one transaction adds to rows of a table: summed up, and written once each before it ends. */
export class Additions {
  readonly #write: Statement;
  readonly #rows = new Map<string, Row>();

  /** `write` takes the key, and then what is added. */
  constructor(write: Statement) {
    this.#write = write;
  }

  /** Only the last part of the key may be any text. */
  add(key: readonly (string | number)[], by: readonly number[]): void {
    const name = key.join('\n');
    const row = this.#rows.get(name);
    if (row === undefined) {
      this.#rows.set(name, { key, by: [...by] });
      return;
    }
    for (let i = 0; i < by.length; i++) row.by[i] = (row.by[i] ?? 0) + (by[i] ?? 0);
  }

  flush(): void {
    for (const { key, by } of this.#rows.values()) this.#write.run(...key, ...by);
    this.#rows.clear();
  }

  forget(): void {
    this.#rows.clear();
  }
}
