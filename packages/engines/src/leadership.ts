import { createHash } from 'node:crypto';
import type { EngineContext } from '@asg/people/context';

/** When a leader dies, the others take over after this long, ms. */
const holdMsDefault = 10_000;

export interface LeadershipTerms {
  /** How long one term lasts, ms. It is renewed when half of it is over, so at least half is left when work begins. */
  readonly holdMs?: number;
  /** Stored with the leadership, for the other processes to read. */
  readonly note?: string | null;
}

/**
 * Work that one process at a time does, among all that share the store. Leadership saves double work; what must never
 * happen twice is refused by the records themselves, because a process may believe it leads when it no longer does.
 */
export class Leadership {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'log'>;
  readonly #holder: string;
  readonly #terms: number;
  readonly #held = new Map<string, { readonly untilMs: number; readonly note: string | null }>();

  /** `holder` names the process: no other that runs has this name. `terms`: each lasts so many times as long, where nobody waits for its end. */
  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'log'>, holder: string, terms = 1) {
    this.#context = context;
    this.#holder = holder;
    this.#terms = terms;
  }

  /** Whether this process leads; takes or renews the leadership where it can. */
  async hold(
    name: string,
    { holdMs: termMs = holdMsDefault, note = null }: LeadershipTerms = {},
  ): Promise<boolean> {
    const { storage, clock } = this.#context;
    const holdMs = termMs * this.#terms;
    const nowMs = clock.nowMs();
    const known = this.#held.get(name);
    if (known !== undefined && known.note === note && known.untilMs >= nowMs + holdMs / 2) return true;
    this.#held.delete(name);
    const term = await storage.leadership.hold({ name, holder: this.#holder, nowMs, holdMs, note });
    if (term === null) return false;
    this.#held.set(name, { untilMs: term.untilMs, note });
    return true;
  }

  /** Gives it up, so that another process can lead at once. */
  async release(name: string): Promise<void> {
    const known = this.#held.get(name);
    if (known === undefined) return;
    this.#held.delete(name);
    const { storage, clock } = this.#context;
    const request = { name, holder: this.#holder, nowMs: clock.nowMs(), note: known.note };
    await storage.leadership.hold({ ...request, holdMs: 0 });
  }

  /** Gives up everything; where the store cannot be reached the leadership ends by itself. */
  async releaseAll(): Promise<void> {
    const released = await Promise.allSettled([...this.#held.keys()].map((name) => this.release(name)));
    const failed = released.find((one) => one.status === 'rejected');
    if (failed !== undefined)
      this.#context.log.warn({ err: failed.reason }, 'leases were not handed over, they lapse');
  }
}

/** The shard that a key belongs to: one of `count` of its kind, the same in every process. */
export function shardOf(kind: string, key: string, count: number): string {
  return `${kind}/${createHash('sha256').update(key).digest().readUInt32BE() % count}`;
}
