import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';

/** `failing`: this process cannot do its own work. `degraded`: something of it waits or is weaker, the rest goes on. */
export type Severity = 'failing' | 'degraded';

/** Something that is wrong now. */
export interface Condition {
  /** Snake case, from a small fixed set: a label of metrics, a key of `GET /v1/ready`. */
  readonly name: string;
  readonly severity: Severity;
  /** What is wrong and what to do, for people. */
  readonly detail: string;
  readonly sinceMs: number;
  /** It is not of this process alone: every process that shares the store tells it. */
  readonly isShared: boolean;
}

const conditionsMax = 64;
const detailMax = 500;

/**
 * What is wrong now, by name, for `GET /v1/ready`, metrics, the log and the Console. A part reports its trouble as often
 * as it meets it and clears it when it is over; the log tells the beginning and the end.
 */
export class Conditions {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #current = new Map<string, Condition>();

  constructor({ clock, log }: { readonly clock: Clock; readonly log: Logger }) {
    this.#clock = clock;
    this.#log = log;
  }

  report(
    name: string,
    trouble: { readonly severity: Severity; readonly detail: string; readonly isShared?: boolean },
  ): void {
    const { severity, isShared = false } = trouble;
    const detail = trouble.detail.slice(0, detailMax);
    const before = this.#current.get(name);
    if (before === undefined && this.#current.size >= conditionsMax) {
      this.#log.error({ condition: name, severity, detail }, 'more is wrong than can be told');
      return;
    }
    const sinceMs = before?.sinceMs ?? this.#clock.nowMs();
    this.#current.set(name, { name, severity, detail, sinceMs, isShared });
    if (before?.severity === severity) return;
    const level = severity === 'failing' ? 'error' : 'warn';
    this.#log[level]({ condition: name, severity, detail }, 'something is wrong');
  }

  clear(name: string): void {
    const before = this.#current.get(name);
    if (before === undefined) return;
    this.#current.delete(name);
    const lastedMs = this.#clock.nowMs() - before.sinceMs;
    this.#log.info({ condition: name, lastedMs, detail: before.detail }, 'it is over');
  }

  /** The longest first. */
  list(): readonly Condition[] {
    return [...this.#current.values()];
  }
}
