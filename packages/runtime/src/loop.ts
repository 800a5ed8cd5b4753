import { backoffMs } from '@asg/domain/backoff';
import type { Clock } from './clock.ts';
import type { Activity } from './concurrency/activity.ts';
import { type LinkedSignal, linkedSignal } from './concurrency/linked-signal.ts';
import type { Logger } from './logger.ts';

/** What a round found. `true`: there was work, go on at once. `stands_by`: another process does it, and may end at any moment. */
export type RoundOutcome = boolean | 'stands_by';

export interface LoopOptions {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Pause between rounds that found nothing to do. */
  readonly idleMs: number;
  /** With it the pauses grow while nothing happens, and end when something does. */
  readonly activity?: Pick<Activity, 'pauseMs' | 'next'>;
  /** Longest pause after a failure; failures double it from `idleMs`. */
  readonly failureMsMax: number;
  /** Told after each round how many have failed in a row, and why the last one did. */
  readonly onRound?: (failures: number, error: unknown) => void;
  readonly round: (signal: AbortSignal) => Promise<RoundOutcome>;
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
    const { name, log, idleMs, activity, failureMsMax, round, onRound } = this.#options;
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      this.#poked = false;
      let pauseMs = idleMs;
      try {
        const outcome = await round(this.#stop.signal);
        failures = 0;
        onRound?.(failures, null);
        if (outcome === true) continue;
        if (outcome === false) pauseMs = activity?.pauseMs(idleMs) ?? idleMs;
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
      await this.#pause(pauseMs, failures === 0 && pauseMs > idleMs);
    }
  }

  /** `isLong`: whatever happens ends it, not a poke alone. */
  async #pause(ms: number, isLong: boolean): Promise<void> {
    const { clock, activity } = this.#options;
    const wake = new AbortController();
    this.#wake = wake;
    if (this.#stop.signal.aborted) return;
    const cancel = isLong ? activity?.next(() => wake.abort()) : undefined;
    await clock.sleep(ms, wake.signal);
    cancel?.();
  }
}
