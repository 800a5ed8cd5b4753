import type { Clock } from './clock.ts';
import { linkedSignal } from './concurrency/linked-signal.ts';

const pollMsDefault = 1_000;

/** A wait for the next notification of a key. */
export interface Waiting {
  readonly changed: Promise<void>;
  /** Resolves with the notification, after `ms`, or when the signal aborts, whichever comes first. */
  within(clock: Clock, ms: number, signal: AbortSignal): Promise<void>;
  /** Call it when the notification is no longer wanted. */
  readonly cancel: () => void;
}

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

  /** Waits for the next notification for `key`; whoever asks cancels. */
  next(key: string): Waiting {
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
    const within = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
      using pause = linkedSignal([signal]);
      void changed.then(() => pause.abort());
      await clock.sleep(ms, pause.signal);
    };
    return { changed, within, cancel };
  }

  get size(): number {
    return this.#waiters.size;
  }
}
