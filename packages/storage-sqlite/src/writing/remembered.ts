/**
 * Rows as they were last read or written, by key, so that they are not read and parsed anew for each task: this connection alone
 * writes them. Those used longest ago go first. What is to be written waits for the end of the transaction; after a rollback all is
 * forgotten.
 */
export class Remembered<Value> {
  readonly #max: number;
  readonly #weightOf: (value: Value) => number;
  readonly #values = new Map<string, Value>();
  readonly #unwritten = new Map<string, { readonly value: Value; readonly write: () => void }>();
  #weight = 0;

  /** `max`: how much is kept at once: so many rows, or of what `weightOf` says. */
  constructor(max: number, weightOf: (value: Value) => number = () => 1) {
    this.#max = max;
    this.#weightOf = weightOf;
  }

  /** Null: it is not remembered. */
  known(key: string): Value | undefined {
    const waiting = this.#unwritten.get(key);
    if (waiting !== undefined) return waiting.value;
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
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
    this.drop(key);
    this.#values.set(key, value);
    this.#weight += this.#weightOf(value);
    for (const oldest of this.#values.keys()) {
      if (this.#weight <= this.#max) break;
      this.drop(oldest);
    }
  }

  /** What its row is to be: `write` runs before the transaction ends, unless a later change comes first. */
  change(key: string, value: Value, write: () => void): void {
    this.set(key, value);
    this.#unwritten.set(key, { value, write });
  }

  drop(key: string): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#weight -= this.#weightOf(value);
  }

  /** Before the transaction ends, and before these rows are read in it by others. */
  flush(): void {
    for (const { write } of this.#unwritten.values()) write();
    this.#unwritten.clear();
  }

  forget(): void {
    this.#unwritten.clear();
    this.#values.clear();
    this.#weight = 0;
  }
}
