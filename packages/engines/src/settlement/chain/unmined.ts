import type { SettlementRecord } from '@asg/domain';

/** The best chain, as far as it is looked at. */
export interface Blocks {
  readonly tipHeight: number;
  /** How many of its newest blocks say that they were made after this moment. */
  readonly since: (ms: number) => number;
}

const keptMax = 20_000;

/**
 * Which transactions are seen and in no block, and for how many blocks. The height is kept from the first walk that meets
 * one; of those that were seen before this process began, block times tell it.
 */
export class Unmined {
  /** So many blocks without it are a reason to look at it. */
  readonly blocksMax = 12;
  readonly #startedMs: number;
  /** The height of the tip when it was first met, by id. */
  #heights = new Map<string, number>();
  /** Those of the present walk. */
  #walk = new Map<string, number | null>();

  constructor(startedMs: number) {
    this.#startedMs = startedMs;
  }

  /** A walk through all of them begins. */
  begin(): void {
    this.#walk = new Map();
  }

  add({ settlementId, seenAtMs }: SettlementRecord): void {
    if (this.#walk.size < keptMax) this.#walk.set(settlementId, seenAtMs);
  }

  mined(settlementId: string): void {
    this.#walk.delete(settlementId);
  }

  /** The walk is over: how many have waited too long, and the oldest of them. */
  end(blocks: Blocks): { readonly count: number; readonly oldestId: string | null } {
    const heights = new Map<string, number>();
    const late: string[] = [];
    for (const [id, seenAtMs] of this.#walk) {
      const height = this.#heights.get(id) ?? this.#firstHeight(seenAtMs, blocks);
      heights.set(id, height);
      const isLate = blocks.tipHeight - height >= this.blocksMax;
      // While our headers catch up, blocks come in that were made long before it was seen.
      if (isLate && blocks.since(seenAtMs ?? this.#startedMs) >= this.blocksMax) late.push(id);
    }
    this.#heights = heights;
    this.#walk = new Map();
    return { count: late.length, oldestId: late.toSorted()[0] ?? null };
  }

  #firstHeight(seenAtMs: number | null, { tipHeight, since }: Blocks): number {
    return seenAtMs === null || seenAtMs >= this.#startedMs ? tipHeight : tipHeight - since(seenAtMs);
  }
}
