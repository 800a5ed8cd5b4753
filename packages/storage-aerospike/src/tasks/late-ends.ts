import { idle, systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { Purses } from '../balance/purses.ts';
import type { Effects } from '../records/effects.ts';
import { keptMs } from '../records/outbox.ts';
import type { Opening } from './opening.ts';
import { staleAfterMs } from './submissions.ts';

/** A taking that opened a task, by which what follows from that is noted. */
export interface Opener {
  readonly customerId: string;
  readonly name: string;
  readonly openings: readonly Opening[];
  readonly beganMs: number;
}

/** No sweep looks at one so young. */
export const isYoung = ({ beganMs }: Pick<Opener, 'beganMs'>): boolean =>
  systemClock.nowMs() - beganMs < staleAfterMs / 2;

/** Ends takings as long after their tasks are opened as notes are kept, many at a time. */
export class LateEnds {
  readonly #purses: Purses;
  readonly #effects: Effects;
  readonly #abort = new AbortController();
  #waiting: Opener[] = [];
  #ending: Promise<void> | null = null;

  constructor(purses: Purses, effects: Effects) {
    this.#purses = purses;
    this.#effects = effects;
  }

  add(opener: Opener): void {
    this.#waiting.push(opener);
    this.#ending ??= this.#endSoon();
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#ending;
  }

  async #endSoon(): Promise<void> {
    while (this.#waiting.length > 0) {
      await idle(keptMs, this.#abort.signal);
      const all = this.#waiting;
      this.#waiting = [];
      await Promise.all(all.map((opener) => this.#end(opener)));
    }
    this.#ending = null;
  }

  async #end(opener: Opener): Promise<void> {
    try {
      const wasOpen = await this.#purses.end(opener.customerId, opener.name);
      if (wasOpen && isYoung(opener))
        for (const { name, effects } of opener.openings) this.#effects.forget(effects, name);
    } catch (error) {
      // A sweep ends it.
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }
}
