import { createHash } from 'node:crypto';
import { below, type SeededRandom, seededRandom } from '@asg/storage/faults';

/** Seeded randomness under a name: what one draws does not move what another does. */
export class Randomness {
  readonly #next: SeededRandom;

  constructor(seed: number, name: string) {
    this.#next = seededRandom(createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE());
  }

  /** From 0 up to, and never, 1. */
  share(): number {
    return this.#next();
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return below(this.#next, count);
  }

  shuffled<Item>(items: readonly Item[]): readonly Item[] {
    return items
      .map((item) => ({ item, place: this.#next() }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  }
}
