/** What failed, and until when it is left alone. */
export interface HostPause {
  readonly reason: string;
  readonly untilMs: number;
}

const growth = 4;
const pauseMsMax = 10 * 60_000;
const namesMax = 10_000;

/** Pauses of hosts, or of single paymails, that failed: each further failure in a row makes the pause four times as long. */
export class HostPauses {
  readonly #baseMs: number;
  readonly #failing = new Map<string, HostPause & { readonly count: number }>();

  /** `baseMs`: the pause after the first failure. */
  constructor(baseMs: number) {
    this.#baseMs = baseMs;
  }

  /** The pause that the name is in; null where it may be asked. */
  of(name: string, nowMs: number): HostPause | null {
    const pause = this.#failing.get(name);
    return pause === undefined || pause.untilMs <= nowMs ? null : pause;
  }

  /** Failures while it is paused count once: they began before. */
  failed(name: string, reason: string, nowMs: number): void {
    if (this.of(name, nowMs) !== null) return;
    const count = (this.#failing.get(name)?.count ?? 0) + 1;
    const untilMs = nowMs + Math.min(pauseMsMax, this.#baseMs * growth ** (count - 1));
    this.#failing.delete(name);
    const [oldest] = this.#failing.keys();
    if (oldest !== undefined && this.#failing.size >= namesMax) this.#failing.delete(oldest);
    this.#failing.set(name, { reason, untilMs, count });
  }

  worked(name: string): void {
    this.#failing.delete(name);
  }
}
