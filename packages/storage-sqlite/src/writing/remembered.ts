import { Recent } from '@asg/values/recent';

/**
 * Rows as they were last read or written, by key, so that they are not read and parsed anew for each task: this connection alone
 * writes them. Those used longest ago go first. What is to be written waits for the end of the transaction; after a rollback all is
 * forgotten.
 */
export class Remembered<Value> {
  readonly #values: Recent<Value>;
  readonly #unwritten = new Map<string, { readonly value: Value; readonly write: () => void }>();

  /** `max`: how much is kept at once: so many rows, or of what `weightOf` says. */
  constructor(max: number, weightOf?: (value: Value) => number) {
    this.#values = new Recent(max, weightOf);
  }

  /** Undefined: it is not remembered. */
  known(key: string): Value | undefined {
    const value = this.#values.get(key);
    return value === undefined ? this.#unwritten.get(key)?.value : value;
  }

  get(key: string, read: () => Value): Value {
    const known = this.known(key);
    if (known !== undefined) return known;
    const value = read();
    this.set(key, value);
    return value;
  }

  /** What its row is, or is made within this transaction. */
  set(key: string, value: Value): void {
    this.#values.set(key, value);
  }

  /** What its row is to be: `write` runs before the transaction ends, unless a later change comes first. */
  change(key: string, value: Value, write: () => void): void {
    this.#values.set(key, value);
    this.#unwritten.set(key, { value, write });
  }

  drop(key: string): void {
    this.#values.delete(key);
  }

  /** Before the transaction ends, and before these rows are read in it by others. */
  flush(): void {
    for (const { write } of this.#unwritten.values()) write();
    this.#unwritten.clear();
  }

  forget(): void {
    this.#unwritten.clear();
    this.#values.clear();
  }
}
