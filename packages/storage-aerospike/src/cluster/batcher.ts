import { at, entryOf } from '@asg/values/present';
/** Gathers what is wanted of one name while an earlier round for it is on its way, and sends it as one. */
export class Batcher<Item> {
  readonly #waiting = new Map<string, Waiting<Item>[]>();
  readonly #send: (name: string, items: readonly Item[]) => Promise<void>;
  readonly #max: number;

  /** `send` carries out a round of at most `max` items. */
  constructor(max: number, send: (name: string, items: readonly Item[]) => Promise<void>) {
    this.#max = max;
    this.#send = send;
  }

  async add(name: string, items: readonly Item[]): Promise<void> {
    const rounds: Promise<void>[] = [];
    for (let i = 0; i < items.length; i += this.#max)
      rounds.push(this.#addRound(name, items.slice(i, i + this.#max)));
    await Promise.all(rounds);
  }

  #addRound(name: string, items: readonly Item[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = { items, resolve, reject };
      const queue = this.#waiting.get(name);
      if (queue !== undefined) {
        queue.push(one);
        return;
      }
      this.#waiting.set(name, [one]);
      void this.#drain(name);
    });
  }

  async #drain(name: string): Promise<void> {
    // What is asked for in the same turn of the event loop goes together.
    await Promise.resolve();
    for (;;) {
      const queue = entryOf(this.#waiting, name);
      if (queue.length === 0) break;
      let count = 0;
      let taken = 0;
      while (taken < queue.length && (taken === 0 || count + at(queue, taken).items.length <= this.#max)) {
        count += at(queue, taken).items.length;
        taken++;
      }
      const round = queue.splice(0, taken);
      try {
        await this.#send(
          name,
          round.flatMap(({ items }) => items),
        );
        for (const { resolve } of round) resolve();
      } catch (error) {
        for (const { reject } of round) reject(error);
      }
    }
    this.#waiting.delete(name);
  }
}

interface Waiting<Item> {
  readonly items: readonly Item[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
