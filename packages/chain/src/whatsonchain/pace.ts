/** Where time comes from: Unix milliseconds, and a way to let some pass. */
export interface PaceClock {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

/** Lets calls begin one after another, each at least `gapMs` after the one before. */
export class Pace {
  readonly #clock: PaceClock;
  readonly #gapMs: number;
  #nextMs = 0;

  constructor(clock: PaceClock, gapMs: number) {
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  /** Resolves when the caller's turn has come; false, at once: it would come after `waitMsMax`, so there is none. */
  async turn(waitMsMax: number): Promise<boolean> {
    const nowMs = this.#clock.nowMs();
    const mineMs = Math.max(nowMs, this.#nextMs);
    if (mineMs - nowMs > waitMsMax) return false;
    this.#nextMs = mineMs + this.#gapMs;
    if (mineMs > nowMs) await this.#clock.sleep(mineMs - nowMs);
    return true;
  }

  /** No request may be sent before so long from now. */
  rest(ms: number): void {
    this.#nextMs = Math.max(this.#nextMs, this.#clock.nowMs() + ms);
  }
}
