/** A limit: so many requests a minute in the long run, and so many at once. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** What a bucket answers. Seconds are rounded up. */
export interface Allowance {
  readonly allowed: boolean;
  /** Requests that may still be made at once. */
  readonly remaining: number;
  /** Until all of the burst is there again. */
  readonly resetSeconds: number;
  /** Until the next request is allowed; 0 where this one is. */
  readonly retrySeconds: number;
}

const minuteMs = 60_000;
/** More than what adding fractions can be off by, ms. */
const roundingMs = 0.001;

/**
 * Token buckets by name, one number each: the moment at which the bucket is full again (GCRA, ITU-T I.371).
 * Memory is bounded by two generations: when the young one is full it becomes the old one, and what the old one still
 * held, unused for a whole generation, is forgotten: a bucket that is forgotten is full.
 */
export class Buckets {
  readonly #generationMax: number;
  #young = new Map<string, number>();
  #old = new Map<string, number>();

  constructor(bucketsMax: number) {
    this.#generationMax = Math.ceil(bucketsMax / 2);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** Takes one request out of the bucket, if there is one in it. */
  take(name: string, rate: Rate, nowMs: number): Allowance {
    const intervalMs = minuteMs / rate.perMinute;
    const fullMs = Math.max(this.#fullAtMs(name), nowMs) + intervalMs;
    const overMs = fullMs - nowMs - intervalMs * rate.burst;
    if (overMs > roundingMs) {
      const resetSeconds = Math.ceil((fullMs - intervalMs - nowMs) / 1000);
      return { allowed: false, remaining: 0, resetSeconds, retrySeconds: Math.ceil(overMs / 1000) };
    }
    this.#remember(name, fullMs);
    const remaining = Math.max(0, Math.floor((roundingMs - overMs) / intervalMs));
    return { allowed: true, remaining, resetSeconds: Math.ceil((fullMs - nowMs) / 1000), retrySeconds: 0 };
  }

  /** Seconds until there is anything in the bucket; 0: there is. */
  emptySeconds(name: string, rate: Rate, nowMs: number): number {
    const overMs = this.#fullAtMs(name) - nowMs - (minuteMs / rate.perMinute) * rate.burst;
    return overMs < -roundingMs ? 0 : Math.max(1, Math.ceil(overMs / 1000));
  }

  /** Takes `amount` out, whatever is in it: it may go negative, by at most another burst. */
  charge(name: string, rate: Rate, amount: number, nowMs: number): void {
    const intervalMs = minuteMs / rate.perMinute;
    const fullMs = Math.max(this.#fullAtMs(name), nowMs) + intervalMs * amount;
    this.#remember(name, Math.min(fullMs, nowMs + 2 * rate.burst * intervalMs));
  }

  /** Puts back what one request took. */
  giveBack(name: string, rate: Rate): void {
    this.#remember(name, this.#fullAtMs(name) - minuteMs / rate.perMinute);
  }

  #fullAtMs(name: string): number {
    return this.#young.get(name) ?? this.#old.get(name) ?? 0;
  }

  #remember(name: string, fullMs: number): void {
    this.#young.set(name, fullMs);
    if (this.#young.size < this.#generationMax) return;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
