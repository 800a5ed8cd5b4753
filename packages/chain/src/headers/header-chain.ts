import type { Network } from '@asg/domain';
import { at, last, present } from '@asg/values/present';
import { type ChainTip, ChainUnavailable, type HeaderSource } from '../port.ts';
import { type DifficultyRules, difficultyRules, historyBlocks } from './difficulty.ts';
import {
  type HeaderRefusal,
  type HeaderRefusalCode,
  type PlacedHeader,
  placeHeader,
  readHeader,
} from './header-rules.ts';

/** A deeper change of the chain is not followed without a person's decision. */
const reorgDepthMaxDefault = 100;
/** Two weeks of blocks. */
const windowMaxDefault = 2_016;
/** How far below the tip a new window begins: enough to change the chain as deep as allowed and still check targets. */
const startDepth = reorgDepthMaxDefault + historyBlocks;
const pageHeaders = 2_000;
/** A side branch with more headers than this and still less work is no candidate. */
const branchHeadersMax = 4_000;

/** What a call changed. `refusal`: why the rest of what was offered was not taken; what was taken before it stays. */
export interface HeaderChange {
  readonly added: number;
  /** Blocks that left the best chain, the highest first: what they held is to be looked at again. */
  readonly removed: readonly ChainTip[];
  readonly refusal: HeaderRefusal | null;
}

/** The window in a form to be stored: hex headers, ascending from `baseHeight`. */
export interface HeaderWindowData {
  readonly baseHeight: number;
  readonly headers: readonly string[];
}

export interface HeaderChainOptions {
  readonly network: Network;
  /** What `window` gave, to go on from there. Throws if it breaks the rules: the store is then damaged. */
  readonly window?: HeaderWindowData | null;
  /** Newest headers that are kept. Default 2,016. */
  readonly windowMax?: number;
  /** Default 100. */
  readonly reorgDepthMax?: number;
}

/** Where headers come from; they are believed only as far as they prove themselves. */
type Headers = Pick<HeaderSource, 'tip' | 'headers'>;

/**
 * Our own view of the best chain: the newest headers, linked, each with the proof of work that its network asks for, the
 * branch with the most work counting. The first headers of a new window are taken on the source's word.
 */
export class HeaderChain {
  readonly #rules: DifficultyRules;
  readonly #windowMax: number;
  readonly #reorgDepthMax: number;
  #placed: PlacedHeader[] = [];
  readonly #heights = new Map<string, number>();

  constructor(options: HeaderChainOptions) {
    this.#rules = difficultyRules[options.network];
    this.#windowMax = options.windowMax ?? windowMaxDefault;
    this.#reorgDepthMax = options.reorgDepthMax ?? reorgDepthMaxDefault;
    if (this.#windowMax < this.#reorgDepthMax + historyBlocks)
      throw new RangeError(`windowMax must be at least ${this.#reorgDepthMax + historyBlocks}`);
    const { window } = options;
    if (window === undefined || window === null || window.headers.length === 0) return;
    const { refusal } = this.begin(window.baseHeight, window.headers);
    if (refusal !== null) throw new Error(`the stored block headers are damaged: ${refusal.message}`);
  }

  /** The newest block; undefined before there is any. */
  get tip(): PlacedHeader | undefined {
    return this.#placed.at(-1);
  }

  /** The lowest height in the window; null before there is any. */
  get baseHeight(): number | null {
    return this.#placed[0]?.height ?? null;
  }

  /** The header at a height of the best chain; undefined outside the window. */
  headerAt(height: number): PlacedHeader | undefined {
    return this.#placed[height - (this.#placed[0]?.height ?? 0)];
  }

  /** True if the block is in the window's best chain. */
  contains(hash: string): boolean {
    return this.#heights.has(hash);
  }

  get window(): HeaderWindowData {
    return { baseHeight: this.baseHeight ?? 0, headers: this.#placed.map(({ hex }) => hex) };
  }

  /** Starts an empty window at a height that the caller trusts. */
  begin(baseHeight: number, headers: readonly string[]): HeaderChange {
    if (this.#placed.length > 0) throw new Error('the header chain has begun already');
    const placed = this.#place(null, baseHeight, headers);
    return 'reason' in placed ? refusedChange(placed) : this.#adopt(baseHeight, placed);
  }

  /** Takes ascending headers that follow a block of the window; known ones at their front are skipped. */
  append(headers: readonly string[]): HeaderChange {
    const tip = this.#placed.at(-1);
    if (tip === undefined) return refusedChange(refusal('empty', 'the header chain has not begun'));
    const unknown = headers.findIndex((hex) => !this.contains(readHeader(hex)?.hash ?? ''));
    if (unknown === -1) return unchanged;
    const fresh = headers.slice(unknown);
    const first = readHeader(at(fresh, 0));
    if (first === undefined) return refusedChange(refusal('malformed', 'a block header is 80 bytes of hex'));
    const parentHeight = this.#heights.get(first.header.previousHash);
    if (parentHeight === undefined)
      return refusedChange(refusal('unlinked', `block ${first.hash} follows no known block`));
    if (tip.height - parentHeight > this.#reorgDepthMax) return refusedChange(this.#tooDeep());
    const placed = this.#place(present(this.headerAt(parentHeight), 'the parent'), parentHeight + 1, fresh);
    if ('reason' in placed) return refusedChange(placed);
    // Of two branches with the same work the one that was there first stays.
    return last(placed).work > tip.work ? this.#adopt(parentHeight + 1, placed) : unchanged;
  }

  /** Extends the window downwards by ascending headers that end below its base: the links alone prove them. */
  prepend(headers: readonly string[]): HeaderChange {
    const base = this.#placed[0];
    if (base === undefined) return refusedChange(refusal('empty', 'the header chain has not begun'));
    const lower = this.#place(null, base.height - headers.length, headers);
    if ('reason' in lower) return refusedChange(lower);
    if (lower.at(-1)?.hash !== base.header.previousHash)
      return refusedChange(refusal('unlinked', `the headers do not end below block ${base.hash}`));
    const below = last(lower).work;
    this.#placed = [...lower, ...this.#placed.map((block) => ({ ...block, work: block.work + below }))];
    for (const { hash, height } of lower) this.#heights.set(hash, height);
    return { ...unchanged, added: lower.length };
  }

  /**
   * Follows a source to its tip: finds the block both have, fetches from there in pages, and changes over if there is more
   * work. Ends after `pagesMax` pages that were taken; the next call goes on. Rejects with `ChainUnavailable` only if
   * nothing has changed.
   */
  async sync(source: Headers, pagesMax = Number.POSITIVE_INFINITY): Promise<HeaderChange> {
    const tip = await source.tip();
    // A source that is behind has nothing new.
    if (tip === null || this.contains(tip.hash)) return unchanged;
    if (this.#placed.length === 0) {
      const baseHeight = Math.max(0, tip.height - startDepth);
      const started = this.begin(baseHeight, await source.headers(baseHeight, pageHeaders));
      if (started.refusal !== null || this.tip === undefined) return started;
      return merged(started, await this.#follow(source, this.tip.height + 1, pagesMax - 1));
    }
    const from = await this.#fork(source, tip.height);
    return typeof from === 'number' ? this.#follow(source, from, pagesMax) : refusedChange(from);
  }

  /** Makes the window reach down to `height`, for proofs of older blocks. */
  async reachDown(source: Headers, height: number): Promise<HeaderChange> {
    let change = unchanged;
    while (this.baseHeight !== null && height < this.baseHeight) {
      const from = Math.max(height, this.baseHeight - pageHeaders);
      const wanted = this.baseHeight - from;
      const headers: string[] = [];
      while (headers.length < wanted) {
        const page = await source.headers(from + headers.length, wanted - headers.length);
        if (page.length === 0) break;
        headers.push(...page);
      }
      change = merged(change, this.prepend(headers.slice(0, wanted)));
      if (change.refusal !== null) break;
    }
    return change;
  }

  /** A height from which the source's headers follow a block that the window has, probing ever further down. */
  async #fork(source: Headers, sourceHeight: number): Promise<number | HeaderRefusal> {
    const ownHeight = last(this.#placed).height;
    const lowest = Math.max(
      present(this.baseHeight, 'the base of the window'),
      ownHeight - this.#reorgDepthMax,
    );
    let from = Math.min(ownHeight, sourceHeight);
    for (let step = 1; from >= lowest; step *= 2) {
      const [hex] = await source.headers(from, 1);
      const probe = readHeader(hex ?? '');
      if (probe !== undefined && this.contains(probe.hash)) return from + 1;
      if (probe !== undefined && this.contains(probe.header.previousHash)) return from;
      if (from === lowest) break;
      from = Math.max(lowest, from - step);
    }
    return this.#tooDeep();
  }

  /** Takes the source's headers page by page; while they hold less work than ours they are gathered. */
  async #follow(source: Headers, fromHeight: number, pagesMax: number): Promise<HeaderChange> {
    let change = unchanged;
    let gathered: string[] = [];
    let height = fromHeight;
    for (let taken = 0; taken < pagesMax && gathered.length <= branchHeadersMax; ) {
      const more = await nextPage(source, height, change);
      if (more.length === 0) break;
      height += more.length;
      gathered.push(...more);
      const step = this.append(gathered);
      change = merged(change, step);
      if (step.refusal !== null) break;
      if (step.added > 0) taken += 1;
      if (this.contains(present(readHeader(last(gathered)), 'a header').hash)) gathered = [];
    }
    return change;
  }

  #place(
    parent: PlacedHeader | null,
    fromHeight: number,
    headers: readonly string[],
  ): readonly PlacedHeader[] | HeaderRefusal {
    const placed: PlacedHeader[] = [];
    const at = (height: number) =>
      height >= fromHeight
        ? placed[height - fromHeight]
        : parent === null
          ? undefined
          : this.headerAt(height);
    for (const hex of headers) {
      const read = readHeader(hex);
      if (read === undefined) return refusal('malformed', 'a block header is 80 bytes of hex');
      const above = placed.at(-1) ?? parent;
      const next = placeHeader(read, above, fromHeight + placed.length, this.#rules, at);
      if ('reason' in next) return next;
      placed.push(next);
    }
    return placed;
  }

  /** Puts checked headers in the place of all from `fromHeight` on, and forgets the oldest beyond the window. */
  #adopt(fromHeight: number, placed: readonly PlacedHeader[]): HeaderChange {
    const kept = Math.max(0, fromHeight - (this.baseHeight ?? fromHeight));
    const removed = this.#placed.slice(kept).reverse();
    for (const { hash } of removed) this.#heights.delete(hash);
    this.#placed = [...this.#placed.slice(0, kept), ...placed];
    for (const { hash, height } of placed) this.#heights.set(hash, height);
    for (const { hash } of this.#placed.splice(0, Math.max(0, this.#placed.length - this.#windowMax)))
      this.#heights.delete(hash);
    return {
      added: placed.length,
      removed: removed.map(({ height, hash }) => ({ height, hash })),
      refusal: null,
    };
  }

  #tooDeep(): HeaderRefusal {
    const message = `the source's chain leaves ours more than ${this.#reorgDepthMax} blocks below the tip, or is another chain`;
    return refusal('reorg_too_deep', message);
  }
}

/** Blocks that left the chain must be reported, even if the source stops answering just then. */
async function nextPage(source: Headers, from: number, sofar: HeaderChange): Promise<readonly string[]> {
  try {
    return await source.headers(from, pageHeaders);
  } catch (error) {
    if (error instanceof ChainUnavailable && sofar.added > 0) return [];
    throw error;
  }
}

const unchanged: HeaderChange = { added: 0, removed: [], refusal: null };

function refusedChange(why: HeaderRefusal): HeaderChange {
  return { ...unchanged, refusal: why };
}

function refusal(reason: HeaderRefusalCode, message: string): HeaderRefusal {
  return { reason, message };
}

function merged(first: HeaderChange, then: HeaderChange): HeaderChange {
  return {
    added: first.added + then.added,
    removed: [...first.removed, ...then.removed],
    refusal: then.refusal,
  };
}
