import { backoffMs } from '@asg/domain/backoff';
import { LRUCache } from 'lru-cache';
/** Why something failed, and until when it is not tried again. */
export interface Backoff {
  readonly reason: string;
  readonly untilMs: number;
}

export interface BackoffRules {
  /** The pause after the first failure, ms. */
  readonly baseMs: number;
  /** How much longer it is after each further failure in a row. */
  readonly growth: number;
  readonly maxMs: number;
}

const namesMax = 10_000;

/** Exponential back-off for each of many things by name: hosts, paymails, settlements. At most 10,000; the oldest is dropped. */
export class Backoffs {
  readonly #rules: BackoffRules;
  readonly #failing = new LRUCache<string, Backoff & { readonly count: number }>({ max: namesMax });

  constructor(rules: BackoffRules) {
    this.#rules = rules;
  }

  /** The back-off that the name is in; null where it may be tried. */
  of(name: string, nowMs: number): Backoff | null {
    const pause = this.#failing.peek(name);
    return pause === undefined || pause.untilMs <= nowMs ? null : pause;
  }

  /** Failures while it is paused count once: they began before. */
  failed(name: string, reason: string, nowMs: number): void {
    if (this.of(name, nowMs) !== null) return;
    const count = (this.#failing.peek(name)?.count ?? 0) + 1;
    const { baseMs, growth, maxMs } = this.#rules;
    const untilMs = nowMs + backoffMs({ firstMs: baseMs, growth, maxMs }, count);
    this.#failing.set(name, { reason, untilMs, count });
  }

  worked(name: string): void {
    this.#failing.delete(name);
  }

  /** Whether its last try failed, paused or not. */
  isFailing(name: string): boolean {
    return this.#failing.has(name);
  }

  /** All whose last try failed, those that failed last at the end. */
  failing(): readonly (readonly [name: string, pause: Backoff])[] {
    return [...this.#failing.entries()].reverse();
  }
}
