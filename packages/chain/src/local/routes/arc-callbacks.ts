import { LRUCache } from 'lru-cache';
import type { LocalChain } from '../local-chain.ts';
import { arcStatusName, statusBody } from './arc-status.ts';
import type { ChainRequest } from './http.ts';

const subscriptionsMax = 1_000;
const urlLengthMax = 2_000;
/** The statuses that are reported without X-FullStatusUpdates. */
const toldAlways: readonly string[] = ['MINED', 'MINED_IN_STALE_BLOCK', 'REJECTED', 'DOUBLE_SPEND_ATTEMPTED'];

/** A callback to be sent: POST `body` as JSON to `url`, the token as a bearer's. */
export interface ArcCallback {
  readonly url: string;
  readonly token: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Subscription {
  readonly url: string;
  readonly token: string | null;
  readonly isFull: boolean;
  reported: string;
}

/**
 * Subscriptions to transactions, as X-CallbackUrl makes with ARC. Nothing is sent from here: `take` gives what
 * is due, and the caller sends it to those hosts that it allows. Kept in memory: callbacks are hints.
 */
export class ArcCallbacks {
  readonly #chain: LocalChain;
  readonly #subscriptions = new LRUCache<string, Subscription>({ max: subscriptionsMax });
  #times = 1;
  #pick: ((count: number) => number) | null = null;

  constructor(chain: LocalChain) {
    this.#chain = chain;
  }

  /** Remembers the callback that the headers of a broadcast ask for; the oldest is forgotten beyond 1,000. */
  subscribe(txid: string, headers: ChainRequest['headers']): void {
    const url = one(headers['x-callbackurl']);
    if (url === null || url.length > urlLengthMax || !URL.canParse(url)) return;
    this.#subscriptions.set(txid, {
      url,
      token: one(headers['x-callbacktoken']),
      isFull: one(headers['x-fullstatusupdates']) === 'true',
      reported: 'UNKNOWN',
    });
  }

  /** The callbacks that have become due since the last call. */
  take(): readonly ArcCallback[] {
    const due: ArcCallback[] = [];
    for (const [txid, subscription] of [...this.#subscriptions.entries()].reverse()) {
      const { url, token, isFull, reported } = subscription;
      const standing = this.#chain.standing(txid);
      const name = arcStatusName(standing);
      if (name === reported || name === 'UNKNOWN') continue;
      const txStatus = reported === 'MINED' ? 'MINED_IN_STALE_BLOCK' : name;
      subscription.reported = name;
      if (!isFull && !toldAlways.includes(txStatus)) continue;
      const body = { ...statusBody(this.#chain, txid, standing), txStatus };
      for (let time = 0; time < this.#times; time++) due.push({ url, token, body });
    }
    return this.#pick === null ? due : drawn(due, this.#pick);
  }

  /** Test knob: every callback is sent so many times. */
  repeat(times: number): void {
    this.#times = times;
  }

  /** Test knob: callbacks are sent in an order drawn by `pick`, which gives a whole number below its argument. */
  reorder(pick: ((count: number) => number) | null): void {
    this.#pick = pick;
  }
}

function one(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function drawn<Item>(items: readonly Item[], pick: (count: number) => number): readonly Item[] {
  const rest = [...items];
  const order: Item[] = [];
  while (rest.length > 0) order.push(...rest.splice(pick(rest.length), 1));
  return order;
}
