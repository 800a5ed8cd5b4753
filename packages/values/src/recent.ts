/**
 * What was used of late, by key, under a bound. Two maps, of which the older goes as a whole once the younger is half of what may be
 * kept: a use is a look-up, and none moves an entry to the end of a list.
 */
export class Recent<Value> {
  readonly #half: number;
  readonly #weightOf: (value: Value) => number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #weight = 0;

  /** `max`: how much is kept at once: so many entries, or of what `weightOf` says. */
  constructor(max: number, weightOf: (value: Value) => number = () => 1) {
    this.#half = max / 2;
    this.#weightOf = weightOf;
  }

  get(key: string): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const old = this.#old.get(key);
    if (old === undefined) return undefined;
    this.#old.delete(key);
    this.#add(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    this.#add(key, value);
  }

  #add(key: string, value: Value): void {
    const weight = this.#weightOf(value);
    if (this.#weight > 0 && this.#weight + weight > this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#young.set(key, value);
    this.#weight += weight;
  }

  delete(key: string): void {
    const value = this.#young.get(key);
    if (value === undefined) {
      if (this.#old.size > 0) this.#old.delete(key);
      return;
    }
    this.#young.delete(key);
    this.#weight -= this.#weightOf(value);
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#weight = 0;
  }
}
