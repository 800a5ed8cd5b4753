import { systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import { isPassing } from './failures.ts';
import { Semaphore } from './semaphore.ts';

/** Commands on their way at a time: the client opens at most 100 connections to a node, and the sweep needs some. */
const commandsAtOnce = 80;
const attemptsMax = 8;
const firstPauseMs = 5;

/** The commands of a client that are on their way. */
export class InFlight {
  readonly #semaphore = new Semaphore(commandsAtOnce);
  readonly #onTheirWay = new Set<Promise<unknown>>();
  #closed = false;

  /** Tries again where the command was not carried out and soon may be. */
  async run<Result>(command: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new StorageUnavailable('the store is closed');
    const running = this.#attempt(command);
    this.#onTheirWay.add(running);
    try {
      return await running;
    } finally {
      this.#onTheirWay.delete(running);
    }
  }

  /** Resolves once all have come back, and takes no more; false: it was closed before. */
  async close(): Promise<boolean> {
    if (this.#closed) return false;
    this.#closed = true;
    await Promise.allSettled(this.#onTheirWay);
    return true;
  }

  #attempt<Result>(command: () => Promise<Result>): Promise<Result> {
    return this.#semaphore.run(async () => {
      for (let attempt = 1, waitMs = firstPauseMs; ; attempt++, waitMs *= 2) {
        try {
          return await command();
        } catch (error) {
          if (attempt === attemptsMax || !isPassing(error)) throw error;
          await systemClock.sleep(waitMs);
        }
      }
    });
  }
}
