import { idle, systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { Cluster } from './cluster/cluster.ts';

/** The record of the set of documents that has the count; no document, and in no backup. */
export const pulseRecord = 'pulse';

/** How often a process looks whether others wrote something, at the same moments as all who look rarely. */
const lookMs = 2_500;
/** How often a process that writes says so. */
const sayMs = 5_000;

/**
 * Tells a process that somebody wrote something, itself or another: a count in one record, which who writes adds to now and
 * then. A hint, not a fact: whoever has work looks for it now and then without one, too.
 */
export class Pulse {
  readonly #cluster: Cluster;
  #listener: (() => void) | null = null;
  readonly #closed = new AbortController();
  #saidMs = Number.NEGATIVE_INFINITY;
  /** The count as it was last seen; null: not yet. */
  #seen: number | null = null;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** From now on the listener is called at once when this process writes, and soon when another does. */
  listen(listener: () => void): void {
    this.#listener = listener;
    void this.#watch();
  }

  /** This process wrote something that somebody may have work because of. */
  written(): void {
    this.#listener?.();
    const nowMs = systemClock.nowMs();
    if (Math.abs(nowMs - this.#saidMs) < sayMs) return;
    this.#saidMs = nowMs;
    void this.#say();
  }

  close(): void {
    this.#closed.abort();
  }

  async #say(): Promise<void> {
    const { operations } = this.#cluster.driver;
    const add = [operations.incr('n', 1), operations.read('n')];
    try {
      const said = await this.#cluster.write('doc', pulseRecord, add, { must: 'either' });
      const count = said.kind === 'written' ? said.bins.n : null;
      // Where another's is counted in between, the next look tells.
      if (typeof count === 'number' && count - 1 === this.#seen) this.#seen = count;
    } catch (error) {
      this.#saidMs = Number.NEGATIVE_INFINITY;
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closed;
    for (;;) {
      await idle(lookMs - (systemClock.nowMs() % lookMs), signal);
      if (signal.aborted) return;
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    const { operations } = this.#cluster.driver;
    try {
      const found = await this.#cluster.get('doc', pulseRecord, [operations.read('n')]);
      const count = typeof found?.bins.n === 'number' ? found.bins.n : 0;
      if (this.#seen !== null && this.#seen !== count) this.#listener?.();
      this.#seen = count;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }
}
