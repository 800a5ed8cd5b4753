import { ChainUnavailable, type HeaderSource } from '../port.ts';
import type { HeaderChain, HeaderChange } from './header-chain.ts';

/** For all that one source is asked for in one step, ms. */
const stepMsMax = 30_000;
/** While the first source does well, the others are asked so seldom: often enough to notice that the first one is stuck. */
const steps = 10;

/** What a step changed. `isBelieved`: one source at least showed nothing that is not to be believed. */
export interface HeadersFollowed extends Pick<HeaderChange, 'added' | 'removed'> {
  readonly isBelieved: boolean;
  /** Sources that gave no usable answer, each with why. */
  readonly failures: readonly string[];
  /** Sources whose headers are not believed, each with why. */
  readonly refusals: readonly string[];
}

/** Several sources of headers. Headers with valid proof of work are accepted from any of them; one that fails or lies is skipped. */
export class HeaderSources {
  readonly #sources: readonly HeaderSource[];
  readonly #nowMs: () => number;
  #step = 0;

  constructor(sources: readonly HeaderSource[], clock: { nowMs(): number }) {
    this.#sources = sources;
    this.#nowMs = () => clock.nowMs();
  }

  /** Goes on towards the best tip. Rejects with `ChainUnavailable` only if no source answered at all. */
  async follow(headers: HeaderChain, pagesMax: number): Promise<HeadersFollowed> {
    const isForAll = this.#step++ % steps === 0;
    const changes: HeaderChange[] = [];
    const [failures, refusals]: [string[], string[]] = [[], []];
    for (const source of this.#sources) {
      try {
        const change = await headers.sync(this.#bounded(source), pagesMax);
        changes.push(change);
        if (change.refusal !== null) refusals.push(`${source.name}: ${change.refusal.message}`);
        else if (!isForAll) break;
      } catch (error) {
        if (!(error instanceof ChainUnavailable)) throw error;
        failures.push(error.message);
      }
    }
    if (changes.length === 0) throw new ChainUnavailable(failures.join('; '));
    return {
      added: changes.reduce((sum, change) => sum + change.added, 0),
      removed: changes.flatMap((change) => change.removed),
      isBelieved: refusals.length < changes.length,
      failures,
      refusals,
    };
  }

  /** Makes the window reach down to `height`, from any source. Rejects with `ChainUnavailable` if nobody answered. */
  async reachDown(headers: HeaderChain, height: number): Promise<void> {
    const failures: string[] = [];
    for (const source of this.#sources) {
      if (headers.baseHeight === null || headers.baseHeight <= height) return;
      try {
        await headers.reachDown(this.#bounded(source), height);
      } catch (error) {
        if (!(error instanceof ChainUnavailable)) throw error;
        failures.push(error.message);
      }
    }
    if (failures.length === this.#sources.length) throw new ChainUnavailable(failures.join('; '));
  }

  /** The same source, which is not asked any more once its time is over. */
  #bounded(source: HeaderSource): Pick<HeaderSource, 'tip' | 'headers'> {
    const endMs = this.#nowMs() + stepMsMax;
    const assertTime = (): void => {
      if (this.#nowMs() > endMs) throw new ChainUnavailable(`${source.name}: too slow with its headers`);
    };
    return {
      tip: () => source.tip(),
      headers: async (fromHeight, limit) => {
        assertTime();
        return source.headers(fromHeight, limit);
      },
    };
  }
}
