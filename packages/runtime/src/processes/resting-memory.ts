import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Activity } from '../concurrency/activity.ts';

/** Nobody waits then, most likely: it takes 50 to 250 ms. */
const quietMsDefault = 30_000;

/** Collects all garbage of this thread, and gives back what was reserved for more. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Gives memory back when nothing has happened for a while: V8 collects late, keeps what it had at its largest, and does neither
 * where nothing happens. `giveBackMore` is called beside it: for what other threads have. It keeps no process alive.
 */
export class RestingMemory implements Disposable {
  readonly #activity: Pick<Activity, 'quietMs' | 'next'>;
  readonly #quietMs: number;
  readonly #giveBackMore: () => void;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe = (): void => {};

  constructor(
    activity: Pick<Activity, 'quietMs' | 'next'>,
    giveBackMore: () => void = () => {},
    quietMs = quietMsDefault,
  ) {
    this.#activity = activity;
    this.#quietMs = quietMs;
    this.#giveBackMore = giveBackMore;
    this.#lookIn(quietMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  #lookIn(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    const leftMs = this.#quietMs - this.#activity.quietMs();
    if (leftMs > 0) {
      this.#lookIn(leftMs);
      return;
    }
    collect();
    this.#giveBackMore();
    this.#unsubscribe = this.#activity.next(() => this.#lookIn(this.#quietMs));
  }
}
