import type { Clock } from '../clock.ts';

/** Of how long nothing happened, the part that what then becomes due may be late. */
const latePart = 0.2;

/**
 * When something last happened in this process, for whoever looks for work again and again: the longer nothing has happened,
 * the less often they look, and whatever happens wakes them. What only becomes due with time is late by a fifth of the quiet
 * before it at most, and never by more than `quietMsMax`.
 */
export class Activity {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #quietMsMax: number;
  readonly #sleepers = new Set<() => void>();
  #sinceMs: number;

  constructor(clock: Pick<Clock, 'nowMs'>, quietMsMax: number) {
    this.#clock = clock;
    this.#quietMsMax = quietMsMax;
    this.#sinceMs = clock.nowMs();
  }

  /** Something happened: a change was stored, or arrived. */
  note(): void {
    this.#sinceMs = this.#clock.nowMs();
    if (this.#sleepers.size === 0) return;
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }

  /** For how long nothing has happened. */
  quietMs(): number {
    return this.#clock.nowMs() - this.#sinceMs;
  }

  /** How long to pause after a look that found nothing, for one that looks every `idleMs` while things happen. */
  pauseMs(idleMs: number): number {
    return Math.max(idleMs, Math.min(this.#quietMsMax, Math.round(this.quietMs() * latePart)));
  }

  /** Calls `wake` when something happens next, unless the returned function was called before. */
  next(wake: () => void): () => void {
    this.#sleepers.add(wake);
    return () => this.#sleepers.delete(wake);
  }
}
