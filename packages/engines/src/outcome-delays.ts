import { houseCustomerId, isFunded, type Task } from '@asg/domain';
import { at } from '@asg/values/present';

/** Before this process has seen tasks close, ms: what a small crowd takes. */
const expectedMs = [0, 0, 5_000, 15_000, 60_000, 180_000] as const;
const keptMax = 600;
/** Of one customer's tasks: else who has their own labelled at once would tell everybody when gold comes out. */
const keptOfCustomerMax = 60;
/** So many are enough to draw from those alone that customers paid for from money of their own: other accounts cost nothing. */
const enough = 60;
/** What took longer is not imitated: nobody's pay is put off for longer by somebody else's tasks. */
const delayMaxMs = 7 * 24 * 3_600_000;

interface Kept {
  readonly customerId: string;
  readonly delayMs: number;
}

/**
 * How long after their labels workers see what became of them, as far as this process saw lately. Gold is known at once: its
 * outcome is shown, and its pay is due, as late as one of these.
 */
export class OutcomeDelays {
  /** Of tasks paid from a balance, the oldest first. */
  readonly #funded: Kept[] = [];
  readonly #counts = new Map<string, number>();
  /** While those are few: what was expected, and then of all other tasks, the oldest first, ms. */
  readonly #others: number[] = [...expectedMs];

  /** Tasks that closed: each of their labels came out now. */
  saw(tasks: readonly Task[]): void {
    for (const task of tasks) {
      const { customerId, labels, closedAtMs, crowd } = task;
      if (customerId === houseCustomerId || closedAtMs === null || crowd !== undefined) continue;
      const delays = labels.map(({ atMs }) => Math.max(0, closedAtMs - atMs));
      for (const delayMs of delays.filter((one) => one <= delayMaxMs)) {
        if (isFunded(task)) this.#keep({ customerId, delayMs });
        else if (this.#funded.length < enough) this.#keepOther(delayMs);
      }
    }
  }

  /** `randomness`: from 0 to 1. In ms. */
  draw(randomness: number): number {
    const count = this.#funded.length + this.#others.length;
    const place = Math.min(count - 1, Math.floor(randomness * count));
    const other = place - this.#funded.length;
    return other < 0 ? at(this.#funded, place).delayMs : at(this.#others, other);
  }

  /** The oldest go first; each takes the place of one that says less. */
  #keep(seen: Kept): void {
    const { customerId } = seen;
    const isMost = (this.#counts.get(customerId) ?? 0) >= keptOfCustomerMax;
    const goes = isMost ? this.#funded.findIndex((one) => one.customerId === customerId) : 0;
    const isFull = isMost || this.#funded.length >= keptMax;
    for (const gone of this.#funded.splice(goes, isFull ? 1 : 0)) this.#count(gone.customerId, -1);
    this.#funded.push(seen);
    this.#count(customerId, 1);
    this.#others.shift();
  }

  #count(customerId: string, change: number): void {
    this.#counts.set(customerId, (this.#counts.get(customerId) ?? 0) + change);
  }

  #keepOther(delayMs: number): void {
    if (this.#funded.length + this.#others.length >= enough) this.#others.shift();
    this.#others.push(delayMs);
  }
}
