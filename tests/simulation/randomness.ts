import { below, type SeededRandom, seededRandom } from '@asg/storage/faults';

/** Every fault that is injected, with its probability each time it could happen. */
export const faults = {
  'store: request refused': 0.02,
  'store: answer lost after the write': 0.02,
  'process: killed before a write': 0.004,
  'process: killed after a write': 0.006,
  'process: killed before a broadcast': 0.01,
  'process: killed after a broadcast': 0.02,
  'network: not reachable': 0.03,
  'network: server error, nothing done': 0.05,
  'network: answer dropped after accepting': 0.08,
  'network: accepted much later': 0.05,
  'network: says inputs are missing, wrongly': 0.03,
  'network: refuses the fee once': 0.03,
  'network: refuses the fee, and takes it later': 0.04,
  'network: shows a wrong Merkle path': 0.05,
  'network: forgets a transaction in its answer': 0.04,
  'network: shows an old tip': 0.05,
  'callback: repeated or out of order': 0.05,
  'chain: block taken back': 0.04,
  'chain: several blocks taken back': 0.02,
  'chain: one transaction evicted': 0.04,
  'chain: whole mempool lost': 0.02,
  'chain: an evicted transaction comes back': 0.25,
  'chain: a block stays empty': 0.1,
  'chain: minimum fee raised': 0.02,
  'chain: minimum fee lowered': 0.04,
  'thief: competing transaction that loses': 0.03,
  'thief: competing transaction that wins': 0.03,
  'settler: an old one comes back': 0.04,
  'treasury: empty for a while': 0.3,
  'clock: jumps ahead': 0.05,
} as const;
export type Fault = keyof typeof faults;

/** The seeded randomness of one run, and the faults that it injects. */
export class Randomness {
  readonly counts = new Map<Fault, number>();
  readonly #random: SeededRandom;
  /** While false, no fault is injected. */
  injectsFaults = true;

  /** The process under test died: nothing that it still does has an effect. */
  isDead = false;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Whether the fault happens now; counted if so. */
  strikes(fault: Fault): boolean {
    const drawn = this.#random();
    if (!this.injectsFaults || drawn >= faults[fault]) return false;
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1);
    return true;
  }

  /** The process ends here. */
  kill(where: string): never {
    this.isDead = true;
    throw new Killed(where);
  }

  assertAlive(): void {
    if (this.isDead) throw new Killed('before this already');
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A whole number from `min` to `max`. */
  between(min: number, max: number): number {
    return min + below(this.#random, max - min + 1);
  }

  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[below(this.#random, items.length)];
  }
}

/** The process died here: whatever it knew is gone, what was stored is not. */
export class Killed extends Error {
  override readonly name = 'Killed';
}
