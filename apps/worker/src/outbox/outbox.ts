import { backoffMs } from '@asg/domain/backoff';
import { at } from '@asg/domain/present';
import { ASGGatewayHTTPError, isRetryable } from '@asg/sdk';
import { api } from '../api/clients.ts';
import type { OutboxDatabase } from './database.ts';
import { type Delivery, deliveryOf, type OutboxEntry, skipDeliveryOf } from './entry.ts';

/** One tab sends at a time. The API takes a repeated label as one, so this only saves requests. */
const lockName = 'asg-outbox';
const entriesMax = 100;
const pauses = { firstMs: 1_250, maxMs: 37_500, jitter: 0.4 };

export interface OutboxEvents {
  /** Something was added or answered: so many wait now, and whether the last attempt to send failed. */
  readonly onChange: (waiting: number, failing: boolean) => void;
  readonly onDelivery: (entry: OutboxEntry, delivery: Delivery) => void;
  /** The session has ended, or the account was suspended: nothing is sent until that changes. */
  readonly onRefused: (error: ASGGatewayHTTPError) => void;
}

/** Keeps what the worker decided until the server has answered, and sends it as soon as it can. */
export class Outbox {
  readonly #database: OutboxDatabase;
  readonly #workerId: string;
  readonly #events: OutboxEvents;
  /** In memory as well: where storage is refused (private windows), labels still go out. */
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #stop = new AbortController();
  /** What an earlier visit left is in `#entries`. */
  readonly #loaded = Promise.withResolvers<void>();
  #sending = false;
  #failures = 0;
  #timer = 0;

  constructor(database: OutboxDatabase, workerId: string, events: OutboxEvents) {
    this.#database = database;
    this.#workerId = workerId;
    this.#events = events;
  }

  /** Takes up what an earlier visit left, and sends it. */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    window.addEventListener('online', () => this.flush(), { signal });
    const left = await this.#database.waiting(this.#workerId).catch(() => []);
    for (const entry of left) this.#entries.set(entry.assignmentId, entry);
    this.#loaded.resolve();
    this.#changed();
    this.flush();
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  /** The assignments that wait here, those of an earlier visit too. */
  async decided(): Promise<ReadonlySet<string>> {
    await this.#loaded.promise;
    return new Set(this.#entries.keys());
  }

  /** Keeps it on this device first, then sends. Resolves once it is kept. */
  async add(entry: OutboxEntry): Promise<void> {
    this.#entries.set(entry.assignmentId, entry);
    this.#changed();
    await this.#database.add(entry).catch(() => {});
    this.flush();
  }

  /** Sends what waits, now. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#sending || this.#stop.signal.aborted || this.#entries.size === 0) return;
    this.#sending = true;
    void this.#trySending();
  }

  async #trySending(): Promise<void> {
    try {
      await this.#sendAll();
      this.#sending = false;
      this.#changed();
    } catch (error) {
      this.#sending = false;
      this.#failed(error);
    }
  }

  async #sendAll(): Promise<void> {
    await navigator.locks.request(lockName, { signal: this.#stop.signal }, async () => {
      while (this.#entries.size > 0) {
        const entries = [...this.#entries.values()].slice(0, entriesMax);
        await this.#sendLabels(entries.filter(({ label }) => label !== null));
        for (const skip of entries.filter(({ label }) => label === null)) await this.#sendSkip(skip);
        this.#failures = 0;
      }
    });
  }

  async #sendLabels(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const labels = entries.map(({ assignmentId, label, itemToken = null }) => ({
      assignment_id: assignmentId,
      label: label ?? '',
      ...(itemToken !== null && { item_token: itemToken }),
    }));
    const body = await api.labels(labels, { signal: this.#stop.signal });
    await this.#settle(entries.map((entry, i) => [entry, deliveryOf(at(body.outcomes, i))]));
  }

  async #sendSkip(entry: OutboxEntry): Promise<void> {
    try {
      await api.skip(entry.assignmentId, entry.reason ?? undefined, { signal: this.#stop.signal });
      await this.#settle([[entry, 'skipped']]);
    } catch (error) {
      if (!(error instanceof ASGGatewayHTTPError) || ![404, 409, 410].includes(error.status)) throw error;
      await this.#settle([[entry, skipDeliveryOf(error.status)]]);
    }
  }

  async #settle(answered: readonly (readonly [OutboxEntry, Delivery])[]): Promise<void> {
    for (const [entry] of answered) this.#entries.delete(entry.assignmentId);
    await this.#database.remove(answered.map(([entry]) => entry.assignmentId)).catch(() => {});
    this.#changed();
    for (const [entry, delivery] of answered) this.#events.onDelivery(entry, delivery);
  }

  #failed(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#failures += 1;
    this.#changed();
    if (error instanceof ASGGatewayHTTPError && !isRetryable(error)) {
      this.#events.onRefused(error);
      return;
    }
    const asked = error instanceof ASGGatewayHTTPError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    const pauseMs = Math.max(asked, backoffMs(pauses, Math.max(1, this.#failures), Math.random()));
    this.#timer = window.setTimeout(() => this.flush(), pauseMs);
  }

  #changed(): void {
    this.#events.onChange(this.#entries.size, this.#failures > 0);
  }
}
