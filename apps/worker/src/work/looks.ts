import { lookAgainMs } from './today/pace.ts';

/** The server is asked again for work where it had none: ever more rarely, until it has some. */
export class Looks {
  readonly #look: () => void;
  #vain = 0;
  #timer = 0;

  constructor(look: () => void) {
    this.#look = look;
  }

  /** It had none: looks again, no sooner than the server asked for. How long that is, ms. */
  later(askedMs = 0): number {
    this.stop();
    this.#vain += 1;
    const waitMs = Math.max(askedMs, lookAgainMs(this.#vain, Math.random()));
    this.#timer = window.setTimeout(() => {
      // A hidden page sends no requests; it does as soon as it is visible again.
      if (!document.hidden) this.#look();
    }, waitMs);
    return waitMs;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** It has some, or may have: the next look after a vain one is soon again. */
  afresh(): void {
    this.#vain = 0;
  }
}
