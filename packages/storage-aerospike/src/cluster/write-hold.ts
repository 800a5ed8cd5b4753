import { systemClock } from '@asg/runtime';
import type { Bins, Driver, Key, Operation } from './driver.ts';

/** The record of the set of documents by which a backup holds all writes; no document. */
export const holdRecord = 'write hold';
/** From when to when it holds, Unix ms. */
const bins = ['from', 'until'] as const;

const lookMs = 1_000;
const heldLookMs = 200;
/** No process waits longer, whatever the record and clocks say. */
const heldMsMax = 30_000;

/** What is read of it. */
export const holdRow = (
  { operations }: Driver,
  key: Key,
): { readonly key: Key; readonly ops: readonly Operation[] } => ({
  key,
  ops: bins.map((bin) => operations.read(bin)),
});

/** Lets the writes of this process wait while a backup holds those of all. What they wait for ends by itself. */
export class WriteHold {
  readonly #look: () => Promise<Bins>;
  #askedMs = 0;
  #fromMs = 0;
  #untilMs = 0;
  /** The end of a hold that was waited for as long as may be. */
  #overMs = 0;
  #waiting: Promise<void> | null = null;

  /** `look`: reads the record. */
  constructor(look: () => Promise<Bins>) {
    this.#look = look;
  }

  /** Whether it is time to look again, with something that is read anyway; then who asks does so. */
  isDue(): boolean {
    const nowMs = systemClock.nowMs();
    if (Math.abs(nowMs - this.#askedMs) < lookMs) return false;
    this.#askedMs = nowMs;
    return true;
  }

  /** What the record says; nothing where there is none. */
  heard({ from, until }: Bins): void {
    this.#fromMs = typeof from === 'number' ? from : 0;
    this.#untilMs = typeof until === 'number' && until !== this.#overMs ? until : 0;
  }

  /** Resolves at once, or when writes go on. */
  passed(): Promise<void> {
    if (!this.#isHeld()) return Promise.resolve();
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = null;
    });
    return this.#waiting;
  }

  #isHeld(): boolean {
    const nowMs = systemClock.nowMs();
    return nowMs >= this.#fromMs && nowMs < this.#untilMs;
  }

  async #wait(): Promise<void> {
    const endMs = systemClock.nowMs() + heldMsMax;
    while (this.#isHeld() && systemClock.nowMs() < endMs) {
      await systemClock.sleep(heldLookMs);
      this.heard(await this.#look().catch(() => ({ from: this.#fromMs, until: this.#untilMs })));
    }
    // A clock that is wrong holds nobody twice.
    if (!this.#isHeld()) return;
    this.#overMs = this.#untilMs;
    this.#untilMs = 0;
  }
}
