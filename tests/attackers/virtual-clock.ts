import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '@asg/runtime';

interface Sleeper {
  readonly atMs: number;
  readonly ofRequest: boolean;
  readonly wake: () => void;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Turns of the event loop without change after which a request waits for nothing but time. */
const stillTurns = 3;
const turnsMax = 1_000_000;

/**
 * Time that passes only when told. What a request waits for passes at once, and moves the time on; loops wake in `round`
 * alone, so that a day costs as little as it should.
 */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<Sleeper>();
  readonly #requests = new AsyncLocalStorage<true>();
  #loops = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  /** Time passes, and nobody wakes. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const ofRequest = this.#requests.getStore() === true;
      const sleeper = { atMs: this.#nowMs + ms, ofRequest, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }

  /** A request waits so long; loops have time. */
  async wait(ms: number): Promise<void> {
    if (this.#requests.getStore() === true) await this.sleep(ms);
  }

  /** Does the request; where it sleeps, time passes. */
  async request<Result>(ask: () => Promise<Result>): Promise<Result> {
    let isDone = false;
    const asked = this.#requests.run(true, ask).finally(() => {
      isDone = true;
    });
    asked.catch(() => {});
    for (let still = 0, known = ''; !isDone; ) {
      await turn();
      const sleeping = [...this.#sleepers].filter(({ ofRequest }) => ofRequest);
      const now = sleeping.map(({ atMs }) => atMs).join();
      still = now === known ? still + 1 : 0;
      known = now;
      if (sleeping.length === 0 || still < stillTurns) continue;
      const first = sleeping.reduce((one, other) => (other.atMs < one.atMs ? other : one));
      this.#nowMs = Math.max(this.#nowMs, first.atMs);
      first.wake();
      still = 0;
    }
    return asked;
  }

  /** All loops sleep: there are so many as sleep now. */
  async countLoops(): Promise<void> {
    for (let i = 0; i < 50; i++) await turn();
    this.#loops = this.#resting();
  }

  /** Time passes and each loop that is due has one round. */
  async round(ms: number): Promise<void> {
    this.#nowMs += ms;
    for (const sleeper of [...this.#sleepers].sort((a, b) => a.atMs - b.atMs))
      if (sleeper.atMs <= this.#nowMs) sleeper.wake();
    for (let turns = 0, still = 0; still < stillTurns; turns++) {
      if (turns > turnsMax) throw new Error('a loop does not come to rest');
      await turn();
      still = this.#resting() >= this.#loops ? still + 1 : 0;
    }
  }

  /** Wakes everybody: the end. */
  wakeAll(): void {
    for (const sleeper of [...this.#sleepers]) sleeper.wake();
  }

  #resting(): number {
    let count = 0;
    for (const { ofRequest } of this.#sleepers) if (!ofRequest) count++;
    return count;
  }
}
