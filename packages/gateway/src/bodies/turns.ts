import { at } from '@asg/values/present';

/** Does long work piece by piece, one in each turn of the event loop, so that others are served in between. */
export class Turns {
  readonly #queue: (() => void)[] = [];

  /** Runs the piece after those that were there before it. It must not throw. */
  take(piece: () => void): void {
    this.#queue.push(piece);
    if (this.#queue.length === 1) setImmediate(this.#next);
  }

  readonly #next = (): void => {
    at(this.#queue, 0)();
    this.#queue.shift();
    if (this.#queue.length > 0) setImmediate(this.#next);
  };
}
