const pollMsDefault = 1_000;

/**
 * Tells those who wait for a key that something about it changed, in this process. A hint, not a fact: the waiter
 * looks at the store again, and every `pollMs` without a hint, for what other processes change.
 */
export class SignalBoard {
  readonly pollMs: number;
  readonly #waiters = new Map<string, Set<() => void>>();

  constructor({ pollMs = pollMsDefault }: { readonly pollMs?: number } = {}) {
    this.pollMs = pollMs;
  }

  notify(key: string): void {
    const waiting = this.#waiters.get(key);
    if (waiting === undefined) return;
    this.#waiters.delete(key);
    for (const wake of waiting) wake();
  }

  /** A promise of the next notification for `key`. Call `cancel` when it is no longer wanted. */
  next(key: string): { readonly changed: Promise<void>; readonly cancel: () => void } {
    let wake: () => void = () => {};
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const waiting = this.#waiters.get(key) ?? new Set();
    waiting.add(wake);
    this.#waiters.set(key, waiting);
    const cancel = (): void => {
      waiting.delete(wake);
      if (waiting.size === 0 && this.#waiters.get(key) === waiting) this.#waiters.delete(key);
    };
    return { changed, cancel };
  }

  get size(): number {
    return this.#waiters.size;
  }
}
