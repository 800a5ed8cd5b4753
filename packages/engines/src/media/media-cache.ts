import type { Clock } from '@asg/runtime';

interface Entry<Kept> {
  readonly value: Kept;
  readonly bytes: number;
  readonly untilMs: number;
}

/** What an entry takes up beside its bytes. */
const entryBytes = 512;

/** Values by key, the least recently used leaving first, bounded by their bytes; what is being made is made once. */
export class MediaCache<Kept> {
  readonly #clock: Clock;
  readonly #bytesMax: number;
  readonly #entries = new Map<string, Entry<Kept>>();
  readonly #underWay = new Map<string, Promise<Kept>>();
  #bytes = 0;

  constructor(clock: Clock, bytesMax: number) {
    this.#clock = clock;
    this.#bytesMax = bytesMax;
  }

  /** How many bytes are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The kept value, the one that another caller waits for, or a new one. `cost` tells its bytes and how long it is kept, ms. */
  async get(
    key: string,
    make: () => Promise<Kept>,
    cost: (value: Kept) => { readonly bytes: number; readonly keepMs: number },
  ): Promise<Kept> {
    const found = this.#entries.get(key);
    if (found !== undefined) {
      this.#entries.delete(key);
      if (found.untilMs > this.#clock.nowMs()) {
        this.#entries.set(key, found);
        return found.value;
      }
      this.#bytes -= found.bytes;
    }
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
      this.#keep(key, { value, bytes: bytes + entryBytes, untilMs: this.#clock.nowMs() + keepMs });
      return value;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #keep(key: string, entry: Entry<Kept>): void {
    if (entry.bytes > this.#bytesMax) return;
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
