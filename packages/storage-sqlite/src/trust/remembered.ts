/**
 * Rows as they were last read or written, by key, so that they are not read and parsed anew for each task: this connection alone
 * writes them. What a transaction wrote that was rolled back is forgotten with all the rest.
 */
export class Remembered<Value> {
  readonly #max: number;
  readonly #values = new Map<string, Value>();

  /** `max`: how many are kept at once. */
  constructor(max: number) {
    this.#max = max;
  }

  get(key: string, read: () => Value): Value {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = read();
    this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (this.#values.size >= this.#max && !this.#values.has(key)) this.#values.clear();
    this.#values.set(key, value);
  }

  forget(): void {
    this.#values.clear();
  }
}
