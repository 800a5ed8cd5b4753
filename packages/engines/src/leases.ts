import { createHash } from 'node:crypto';
import type { EngineContext } from './context.ts';

/** A process that is gone is waited for so long, ms. */
const holdMsDefault = 10_000;

export interface LeaseTerms {
  /** How long it is held, ms; asked for again when half of it is over, so half of it is there when work begins. */
  readonly holdMs?: number;
  /** What the others are told. */
  readonly note?: string | null;
}

/**
 * What this process does alone among all that share the store. A lease spares work; what may never happen twice is
 * refused by the records themselves, whatever a process believes to hold.
 */
export class Leases {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'log'>;
  readonly #holder: string;
  readonly #held = new Map<string, { readonly untilMs: number; readonly note: string | null }>();

  /** `holder` names the process: no other that runs has this name. */
  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'log'>, holder: string) {
    this.#context = context;
    this.#holder = holder;
  }

  /** Whether it is this process's turn. */
  async hold(name: string, { holdMs = holdMsDefault, note = null }: LeaseTerms = {}): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const known = this.#held.get(name);
    if (known !== undefined && known.note === note && known.untilMs >= nowMs + holdMs / 2) return true;
    this.#held.delete(name);
    const lease = await storage.leadership.hold({ name, holder: this.#holder, nowMs, holdMs, note });
    if (lease === null) return false;
    this.#held.set(name, { untilMs: lease.untilMs, note });
    return true;
  }

  /** Lets it go, so that another takes it at once. */
  async release(name: string): Promise<void> {
    const known = this.#held.get(name);
    if (known === undefined) return;
    this.#held.delete(name);
    const { storage, clock } = this.#context;
    const request = { name, holder: this.#holder, nowMs: clock.nowMs(), note: known.note };
    await storage.leadership.hold({ ...request, holdMs: 0 });
  }

  /** Hands everything over. What the store does not take lapses by itself. */
  async releaseAll(): Promise<void> {
    const released = await Promise.allSettled([...this.#held.keys()].map((name) => this.release(name)));
    const failed = released.find((one) => one.status === 'rejected');
    if (failed !== undefined)
      this.#context.log.warn({ err: failed.reason }, 'leases were not handed over, they lapse');
  }
}

/** The lease that a thing belongs to: one of `count` of a kind, the same for the same thing everywhere. */
export function leaseOf(kind: string, thing: string, count: number): string {
  return `${kind}/${createHash('sha256').update(thing).digest().readUInt32BE() % count}`;
}
