import { hostOfPaymail, type Sats } from '@asg/domain';
import { type PaymailClient, PaymailUnavailable, parsePaymail } from '@asg/paymail';
import type { Clock } from '@asg/runtime';
import { PaymailBlame } from './paymail-blame.ts';

export interface PaymailRules {
  /** Hosts (lower case, without port) that may be private and are asked with http. */
  readonly allowedHosts: readonly string[];
  /** A batch waits for all paymail hosts together no longer than this, ms. */
  readonly waitMs: number;
  /** Pause after the first failure of a host or of a delivery, ms; it grows. */
  readonly retryBaseMs: number;
  /** What could not be sent to a paymail for so long is paid to an address held for its worker, ms. */
  readonly heldAfterMs: number;
}

/** A sum to be paid to a worker's paymail. */
export interface WantedDestination {
  readonly workerId: string;
  /** `alias@host`. */
  readonly paymail: string;
  readonly satoshis: Sats;
}

export type Destinations = Awaited<ReturnType<PaymailClient['destinations']>>;
export type DestinationsResult =
  | { readonly ok: true; readonly destinations: Destinations }
  /** `reason` is for the worker to read; `retryAtMs`: when it is worth trying again. */
  | { readonly ok: false; readonly reason: string; readonly retryAtMs: number };

/** Each further failure in a row makes a pause four times as long. */
const growth = 4;
const pauseMsMax = 10 * 60_000;
const asksAtOnce = 64;
const asksPerHost = 16;
/** Destinations of a plan that came to nothing are used again for the same sum, so long, ms. */
const unusedMsMax = 10 * 60_000;
const unusedMax = 10_000;

type Given = WantedDestination & { readonly destinations: Destinations; readonly atMs: number };

/**
 * Asks paymail hosts where sums go, all at once and within one bounded wait: a slow host costs others at most that, once,
 * and is then left alone for a while. Who gets no answer is paid by a later batch.
 */
export class PaymailDestinations {
  readonly #client: Pick<PaymailClient, 'destinations'>;
  readonly #clock: Clock;
  readonly #rules: PaymailRules;
  readonly #blame: PaymailBlame;
  /** Of the latest plan. */
  #given: { readonly planId: string; readonly all: Given[] } = { planId: '', all: [] };
  /** By worker. */
  readonly #unused = new Map<string, Given>();

  constructor(parts: {
    readonly client: Pick<PaymailClient, 'destinations'>;
    readonly clock: Clock;
    readonly rules: PaymailRules;
  }) {
    this.#client = parts.client;
    this.#clock = parts.clock;
    this.#rules = parts.rules;
    this.#blame = new PaymailBlame({ baseMs: parts.rules.retryBaseMs, growth, maxMs: pauseMsMax });
  }

  get heldAfterMs(): number {
    return this.#rules.heldAfterMs;
  }

  /** An outcome for each worker. `planId` names what is planned; plans are made one after the other. */
  async ask(
    planId: string,
    wanted: readonly WantedDestination[],
  ): Promise<ReadonlyMap<string, DestinationsResult>> {
    const given: Given[] = [];
    this.#given = { planId, all: given };
    const results = new Map<string, DestinationsResult>();
    const atMs = this.#clock.nowMs();
    const open = wanted.filter((one) => {
      const known = this.#unused.get(one.workerId);
      this.#unused.delete(one.workerId);
      if (known?.paymail !== one.paymail || known.satoshis !== one.satoshis) return true;
      if (known.atMs + unusedMsMax <= atMs) return true;
      given.push(known);
      results.set(one.workerId, { ok: true, destinations: known.destinations });
      return false;
    });
    await this.#askAll(open, (one, result) => {
      results.set(one.workerId, result);
      if (result.ok) given.push({ ...one, destinations: result.destinations, atMs });
    });
    return results;
  }

  /** The plan came to nothing and never will: its destinations may serve another. No two payments ever share one. */
  release(planId: string): void {
    if (this.#given.planId !== planId) return;
    for (const given of this.#given.all) {
      if (this.#unused.size < unusedMax) this.#unused.set(given.workerId, given);
    }
    this.#given = { planId: '', all: [] };
  }

  async #askAll(
    wanted: readonly WantedDestination[],
    end: (one: WantedDestination, result: DestinationsResult) => void,
  ): Promise<void> {
    if (wanted.length === 0) return;
    const over = new AbortController();
    const waiting = new Map<string, WantedDestination[]>();
    for (const one of wanted) {
      const host = hostOfPaymail(one.paymail);
      waiting.set(host, [...(waiting.get(host) ?? []), one]);
    }
    const perHost = Math.max(1, Math.min(asksPerHost, Math.floor(asksAtOnce / waiting.size)));
    const done = new AbortController();
    const timer = this.#clock.sleep(this.#rules.waitMs, done.signal).then(() => over.abort());
    const round = this.#blame.begin();
    const failed: (readonly [one: WantedDestination, reason: string])[] = [];
    try {
      await this.#inTurns(waiting, perHost, async (one) => {
        const asked = await this.#askOne(one, round, over.signal);
        if (typeof asked === 'string') failed.push([one, asked]);
        else end(one, { ok: true, destinations: asked });
      });
      const nowMs = this.#clock.nowMs();
      round.end(nowMs);
      for (const [one, reason] of failed) {
        const pause = this.#blame.of(one.paymail, nowMs);
        end(one, { ok: false, reason, retryAtMs: pause?.untilMs ?? nowMs + this.#rules.retryBaseMs });
      }
    } finally {
      done.abort();
      await timer;
    }
  }

  /** Hosts side by side, at most `asksAtOnce`; at each of them at most `perHost` requests. */
  async #inTurns(
    waiting: ReadonlyMap<string, WantedDestination[]>,
    perHost: number,
    ask: (one: WantedDestination) => Promise<void>,
  ): Promise<void> {
    const hosts = [...waiting.values()];
    const serve = async (queue: WantedDestination[]): Promise<void> => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) await ask(one);
    };
    const visit = async (): Promise<void> => {
      for (let queue = hosts.shift(); queue !== undefined; queue = hosts.shift()) {
        const lines = queue;
        await Promise.all(Array.from({ length: Math.min(perHost, lines.length) }, () => serve(lines)));
      }
    };
    await Promise.all(Array.from({ length: Math.min(asksAtOnce, hosts.length) }, visit));
  }

  /** The destinations, or why there are none. */
  async #askOne(
    { paymail: address, satoshis }: WantedDestination,
    round: ReturnType<PaymailBlame['begin']>,
    over: AbortSignal,
  ): Promise<Destinations | string> {
    const parsed = parsePaymail(address, this.#rules.allowedHosts);
    if (!parsed.ok) return parsed.reason;
    const { paymail } = parsed;
    const pause = this.#blame.of(address, this.#clock.nowMs());
    if (pause !== null) return pause.reason;
    if (over.aborted) return `${paymail.host} could not be asked in time`;
    try {
      const asked = this.#client.destinations(paymail, satoshis, over);
      const destinations = await orOver(asked, over, `${paymail.host} did not answer in time`);
      round.worked(address);
      return destinations;
    } catch (error) {
      if (!(error instanceof PaymailUnavailable)) throw error;
      round.failed(address, error.fault, error.message, this.#clock.nowMs());
      return error.message;
    }
  }
}

/** The promise's outcome, or a failure of the host as soon as the signal aborts. */
async function orOver<T>(asked: Promise<T>, over: AbortSignal, reason: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => reject(new PaymailUnavailable(reason, 'silence'));
  over.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([asked, promise]);
  } finally {
    over.removeEventListener('abort', giveUp);
  }
}
