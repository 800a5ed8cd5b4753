import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Each sample wakes the process: so rarely that an idle one sleeps. */
const sampleMs = 250;
const nanosecondsPerMs = 1e6;

/** How late the event loop was since the last `reset`, sampled four times a second. */
export class LoopDelay {
  readonly #histogram = monitorEventLoopDelay({ resolution: sampleMs });

  constructor() {
    this.#histogram.enable();
  }

  /** So many of 100 samples were no later, ms. */
  percentileMs(percent: number): number {
    return this.#lateMs(this.#histogram.percentile(percent));
  }

  get minMs(): number {
    return this.#lateMs(this.#histogram.min);
  }

  get maxMs(): number {
    return this.#lateMs(this.#histogram.max);
  }

  get meanMs(): number {
    return this.#lateMs(this.#histogram.mean);
  }

  get deviationMs(): number {
    return this.#histogram.count === 0 ? 0 : this.#histogram.stddev / nanosecondsPerMs;
  }

  reset(): void {
    this.#histogram.reset();
  }

  [Symbol.dispose](): void {
    this.#histogram.disable();
  }

  /** What is measured is from one sample to the next. */
  #lateMs(nanoseconds: number): number {
    return this.#histogram.count === 0 ? 0 : Math.max(0, nanoseconds / nanosecondsPerMs - sampleMs);
  }
}
