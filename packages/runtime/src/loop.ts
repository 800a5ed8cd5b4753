import { backoffMs } from '@asg/domain/backoff';
import type { Clock } from './clock.ts';
import { type LinkedSignal, linkedSignal } from './concurrency/linked-signal.ts';
import type { Logger } from './logger.ts';

export interface LoopOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Pause between rounds that found nothing to do. */
  readonly idleMs: number;
  /** Longest pause after a failure; failures double it from `idleMs`. */
  readonly failureMsMax: number;
  /** Told after each round how many have failed in a row, and why the last one did. */
  readonly onRound?: (failures: number, error: unknown) => void;
  /** One round. True: there was work, go on at once. */
  readonly round: (signal: AbortSignal) => Promise<boolean>;
}

/** A job that is done again and again at its own pace, until its signal aborts. It survives failures of a round. */
export class Loop implements AsyncDisposable {
  readonly #options: LoopOptions;
  readonly #stop: LinkedSignal;
  #wake = new AbortController();
  #poked = false;
  readonly #done: Promise<void>;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#stop = linkedSignal([options.signal]);
    this.#stop.signal.addEventListener('abort', () => this.#wake.abort(), { once: true });
    this.#done = this.#run();
  }

  /** There may be work: do not wait out the pause. */
  poke(): void {
    this.#poked = true;
    this.#wake.abort();
  }

  /** Ends after the round under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { name, clock, log, idleMs, failureMsMax, round, onRound } = this.#options;
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      this.#poked = false;
      let pauseMs = idleMs;
      try {
        const busy = await round(this.#stop.signal);
        failures = 0;
        onRound?.(failures, null);
        if (busy) continue;
      } catch (error) {
        failures++;
        pauseMs = backoffMs({ firstMs: 2 * idleMs, maxMs: failureMsMax }, failures);
        log.error(
          { loop: name, failures, retryInMs: pauseMs, err: error },
          'a round failed, it is tried again',
        );
        onRound?.(failures, error);
      }
      if (this.#poked && failures === 0) continue;
      this.#wake = new AbortController();
      if (!this.#stop.signal.aborted) await clock.sleep(pauseMs, this.#wake.signal);
    }
  }
}
