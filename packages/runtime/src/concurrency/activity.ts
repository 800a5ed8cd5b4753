import type { Clock } from '../clock.ts';

/** Of how long nothing happened, the part that what then becomes due may be late. */
const latePart = 0.2;
/** A pause may be so much of itself, where that is when others wake. */
const nearlyPart = 0.9;

/**
 * When something last happened in this process, for whoever looks for work again and again: the longer nothing has happened,
 * the less often they look, and whatever happens wakes them. What only becomes due with time is late by a fifth of the quiet
 * before it at most, and never by more than `quietMsMax`; with 0 nothing is late. With `beatMs` all look at the same moments, so far
 * apart, until it is so quiet that they look every `quietMsMax`, and only those who then wait are woken.
 */
export class Activity {
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #quietMsMax: number;
  readonly #beatMs: number;
  readonly #sleepers = new Set<() => void>();
  #sinceMs: number;

  constructor(clock: Pick<Clock, 'nowMs'>, quietMsMax: number, beatMs = 0) {
    this.#clock = clock;
    this.#quietMsMax = quietMsMax;
    this.#beatMs = beatMs;
    this.#sinceMs = clock.nowMs();
  }

  /** Something happened: a change was stored, or arrived. */
  note(): void {
    const wakes = this.#beatMs === 0 || this.#lateMs() >= this.#quietMsMax;
    this.#sinceMs = this.#clock.nowMs();
    if (!wakes || this.#sleepers.size === 0) return;
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const wake of sleepers) wake();
  }

  /** For how long nothing has happened. */
  quietMs(): number {
    return this.#clock.nowMs() - this.#sinceMs;
  }

  /**
   * How long to pause after a look that found nothing, for one that looks every `idleMs` while things happen. Who waits
   * longest wakes at the same moments as the others: the process wakes once, and what they ask a store for can go together.
   */
  pauseMs(idleMs: number): number {
    if (this.#quietMsMax === 0) return idleMs;
    const lateMs = this.#lateMs();
    const beatMs = lateMs < this.#quietMsMax ? this.#beatMs : this.#quietMsMax;
    if (beatMs === 0) return Math.max(idleMs, lateMs);
    const toBeatMs = beatMs - (this.#clock.nowMs() % beatMs);
    if (idleMs < beatMs) return Math.max(idleMs, toBeatMs);
    // A look takes its time: the beat just before the pause would be over is as good.
    const missingMs = Math.max(0, idleMs * nearlyPart - toBeatMs);
    return toBeatMs + Math.ceil(missingMs / beatMs) * beatMs;
  }

  #lateMs(): number {
    return Math.round(this.quietMs() * latePart);
  }

  /** Calls `wake` when something happens next, unless the returned function was called before. */
  next(wake: () => void): () => void {
    this.#sleepers.add(wake);
    return () => this.#sleepers.delete(wake);
  }
}
