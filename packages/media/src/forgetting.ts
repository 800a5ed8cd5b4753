import type { Clock } from '@asg/runtime';
import { forgottenPlace, type Storage } from '@asg/storage';

/** Other processes' clocks may be late by so much, and their writes under way, ms. */
const overlapMs = 60_000;
const page = 500;

/** Follows what was deleted, whoever deleted it: a read now and then, and none for a view. */
export class Deletions {
  readonly #storage: Pick<Storage, 'forgotten'>;
  readonly #clock: Clock;
  /** Those of the overlap that were told already, by place. */
  #told: ReadonlySet<string> = new Set();
  /** When it last came to the end; null: never. */
  #followedAtMs: number | null = null;

  constructor({ storage, clock }: { readonly storage: Pick<Storage, 'forgotten'>; readonly clock: Clock }) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Calls `forget` with the key of everything that was deleted since the last time. */
  async follow(forget: (key: string) => void): Promise<void> {
    const nowMs = this.#clock.nowMs();
    const sinceMs = Math.max(0, (this.#followedAtMs ?? nowMs) - overlapMs);
    const told = new Set<string>();
    for (let after: string | null = forgottenPlace({ key: '', atMs: sinceMs }); after !== null; ) {
      const found: Awaited<ReturnType<Storage['forgotten']['recent']>> = await this.#storage.forgotten.recent(
        { limit: page, after },
      );
      for (const note of found) {
        const place = forgottenPlace(note);
        told.add(place);
        if (!this.#told.has(place)) forget(note.key);
      }
      const last = found.at(-1);
      after = last === undefined || found.length < page ? null : forgottenPlace(last);
    }
    this.#told = told;
    this.#followedAtMs = nowMs;
  }
}
