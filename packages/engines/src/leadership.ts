import { createHash } from 'node:crypto';
import type { HoldLeadership } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { StorageUnavailable } from '@asg/storage';

/** When a leader dies, the others take over after this long, ms. */
const holdMsDefault = 10_000;
/** Renewed so much before half of a term is over: who looks every half of a term must not come a moment too early for it. */
const earlyMs = 500;
/** With such a part of a term left work begins at once, while it is renewed. */
const enoughPart = 0.4;

export interface LeadershipTerms {
  /** How long one term lasts, ms. It is renewed when about half of it is over, so that some of it is left when work begins. */
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
  readonly #renewals = new Map<string, Promise<void>>();

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
    const holdMs = termMs * this.#terms;
    const nowMs = this.#context.clock.nowMs();
    const request = { name, holder: this.#holder, nowMs, holdMs, note };
    const known = this.#held.get(name);
    const leftMs = known?.note === note ? known.untilMs - nowMs : 0;
    if (leftMs >= holdMs / 2 + earlyMs) return true;
    if (leftMs < holdMs * enoughPart) return this.#take(request);
    if (!this.#renewals.has(name)) this.#renewals.set(name, this.#renew(request));
    return true;
  }

  async #take(request: HoldLeadership): Promise<boolean> {
    const { name, note } = request;
    const term = await this.#context.storage.leadership.hold(request).catch((error: unknown) => {
      this.#held.delete(name);
      throw error;
    });
    if (term === null) this.#held.delete(name);
    else this.#held.set(name, { untilMs: term.untilMs, note });
    return term !== null;
  }

  /** Beside the work that it is for. Where the store cannot be reached whoever asks next is told. */
  async #renew(request: HoldLeadership): Promise<void> {
    try {
      await this.#take(request);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    } finally {
      this.#renewals.delete(request.name);
    }
  }

  /** Gives it up, so that another process can lead at once. */
  async release(name: string): Promise<void> {
    await this.#renewals.get(name);
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
