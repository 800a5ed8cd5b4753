import type { Clock } from '@asg/runtime';
import { LRUCache } from 'lru-cache';

interface Entry<Kept> {
  readonly value: Kept;
  readonly bytes: number;
  readonly untilMs: number;
}

/** Whatever the clock of its entry says, ms. */
const keptMsMax = 900_000;
/** After a drop, ms. */
const unkeptMs = 60_000;
const droppedMax = 10_000;
/** What an entry takes up beside its bytes. */
const entryBytes = 512;

/** Values by key, the least recently used leaving first, bounded by their bytes; what is being made is made once. */
export class MediaCache<Kept> {
  readonly #clock: Clock;
  readonly #entries: LRUCache<string, Entry<Kept>>;
  /** Until when nothing is kept under a key, Unix ms. */
  readonly #dropped = new LRUCache<string, number>({ max: droppedMax });
  readonly #underWay = new Map<string, Promise<Kept>>();

  constructor(clock: Clock, bytesMax: number) {
    this.#clock = clock;
    this.#entries = new LRUCache({
      maxSize: Math.max(1, bytesMax),
      sizeCalculation: ({ bytes }) => bytes,
      // Nothing stays in memory for long after it was deleted elsewhere.
      ttl: keptMsMax,
      ttlAutopurge: true,
    });
  }

  /** Lets go of the value. What is being made of it now, or soon, is not kept: it may have been read before it was deleted. */
  drop(key: string): void {
    this.#entries.delete(key);
    this.#dropped.set(key, this.#clock.nowMs() + unkeptMs);
  }

  /** How many bytes are kept now. */
  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  /** The kept value, the one that another caller waits for, or a new one. `cost`: its bytes and how long it is kept, ms. */
  async get(
    key: string,
    make: () => Promise<Kept>,
    cost: (value: Kept) => { readonly bytes: number; readonly keepMs: number },
  ): Promise<Kept> {
    const found = this.#entries.get(key);
    if (found !== undefined && found.untilMs > this.#clock.nowMs()) return found.value;
    this.#entries.delete(key);
    const underWay = this.#underWay.get(key) ?? this.#make(key, make, cost);
    this.#underWay.set(key, underWay);
    return underWay;
  }

  async #make(
    key: string,
    make: () => Promise<Kept>,
    cost: (value: Kept) => { readonly bytes: number; readonly keepMs: number },
  ): Promise<Kept> {
    try {
      const value = await make();
      const { bytes, keepMs } = cost(value);
      const nowMs = this.#clock.nowMs();
      if ((this.#dropped.get(key) ?? 0) <= nowMs)
        this.#entries.set(key, { value, bytes: bytes + entryBytes, untilMs: nowMs + keepMs });
      return value;
    } finally {
      this.#underWay.delete(key);
    }
  }
}
