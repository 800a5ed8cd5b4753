import { backoffMs } from '@asg/domain/backoff';
import { ASGGatewayHTTPError, isRetryable } from '@asg/sdk';
import { keptAs } from '@asg/ui';
import { at } from '@asg/values/present';
import { api } from '../api/clients.ts';
import type { OutboxDatabase } from './database.ts';
import { type Delivery, deliveryOf, type OutboxEntry, skipDeliveryOf } from './entry.ts';

/** One tab sends at a time. The API takes a repeated label as one, so this only saves requests. */
const lockName = keptAs('asg-outbox');
const entriesMax = 100;
const pauses = { firstMs: 1_250, maxMs: 37_500, jitter: 0.4 };
/** Another tab sends what it made, or takes it back; so long after its time it is taken to be gone, ms. */
const graceMs = 1_000;

export interface OutboxEvents {
  /** Something was added or answered: so many wait now, and whether the last attempt to send failed. */
  readonly onChange: (waiting: number, failing: boolean) => void;
  /** What can be taken back now, the latest last. */
  readonly onHeld: (held: readonly OutboxEntry[]) => void;
  /** `isOwn`: this page has added it; else an earlier visit, or another tab. */
  readonly onDelivery: (entry: OutboxEntry, delivery: Delivery, isOwn: boolean) => void;
  /** The session has ended, or the account was suspended: nothing is sent until that changes. */
  readonly onRefused: (error: ASGGatewayHTTPError) => void;
}

/** Keeps what the worker decided until the server has answered, and sends it once it may no longer be taken back. */
export class Outbox {
  readonly #database: OutboxDatabase;
  readonly #workerId: string;
  readonly #events: OutboxEvents;
  /** In memory as well: where storage is refused (private windows), labels still go out. */
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #own = new Set<string>();
  /** Sent as the page was hidden, past the queue. */
  readonly #hurried = new Set<string>();
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
    // A page that is hidden may never be shown again, and is not told of its end.
    document.addEventListener('visibilitychange', () => document.hidden && this.hurry(), { signal });
    window.addEventListener('pagehide', () => this.hurry(), { signal });
    const left = await this.#database.waiting(this.#workerId).catch(() => []);
    for (const entry of left)
      if (!this.#entries.has(entry.assignmentId)) this.#entries.set(entry.assignmentId, entry);
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

  /** Keeps it on this device first, then sends it in its time. Resolves once it is kept. */
  async add(entry: OutboxEntry): Promise<void> {
    this.#own.add(entry.assignmentId);
    this.#entries.set(entry.assignmentId, entry);
    this.#changed();
    await this.#database.add(entry).catch(() => {});
    this.flush();
  }

  /** Takes back what this page added, and resolves once it is forgotten; false: it has left. */
  async takeBack(assignmentId: string): Promise<boolean> {
    const entry = this.#held().find((one) => one.assignmentId === assignmentId);
    if (entry === undefined) return false;
    this.#forget([entry]);
    this.#changed();
    return this.#database.takeBack(assignmentId).catch(() => true);
  }

  /** What can be taken back leaves at once, while this is called: there may be no time after it. */
  hurry(): void {
    const held = this.#held();
    if (held.length === 0) return;
    for (const entry of held) {
      this.#entries.set(entry.assignmentId, { ...entry, leavesAtMs: 0 });
      this.#hurried.add(entry.assignmentId);
    }
    this.#changed();
    void this.#sendPast(held);
  }

  /** Sends what waits and is due, now. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.#sending || this.#stop.signal.aborted) return;
    if (this.#due().length === 0) {
      this.#waitForNext();
      return;
    }
    this.#sending = true;
    void this.#trySending();
  }

  #leavesAtMs({ assignmentId, leavesAtMs = 0 }: OutboxEntry): number {
    return leavesAtMs === 0 || this.#own.has(assignmentId) ? leavesAtMs : leavesAtMs + graceMs;
  }

  #due(): readonly OutboxEntry[] {
    const nowMs = Date.now();
    return [...this.#entries.values()].filter(
      (entry) => this.#leavesAtMs(entry) <= nowMs && !this.#hurried.has(entry.assignmentId),
    );
  }

  #held(): readonly OutboxEntry[] {
    const nowMs = Date.now();
    return [...this.#entries.values()].filter(
      (entry) => this.#own.has(entry.assignmentId) && this.#leavesAtMs(entry) > nowMs,
    );
  }

  #waitForNext(): void {
    const times = [...this.#entries.values()]
      .filter(({ assignmentId }) => !this.#hurried.has(assignmentId))
      .map((entry) => this.#leavesAtMs(entry));
    if (times.length === 0) return;
    const next = (): void => {
      this.#changed();
      this.flush();
    };
    this.#timer = window.setTimeout(next, Math.max(0, Math.min(...times) - Date.now()));
  }

  async #trySending(): Promise<void> {
    try {
      await this.#sendAll();
      this.#sending = false;
      this.#changed();
      this.flush();
    } catch (error) {
      this.#sending = false;
      this.#failed(error);
    }
  }

  async #sendAll(): Promise<void> {
    await navigator.locks.request(lockName, { signal: this.#stop.signal }, async () => {
      for (;;) {
        const entries = await this.#stillThere(this.#due().slice(0, entriesMax));
        if (entries.length === 0 && this.#due().length === 0) return;
        await this.#sendLabels(entries.filter(({ label }) => label !== null));
        for (const skip of entries.filter(({ label }) => label === null)) await this.#sendSkip(skip);
        this.#failures = 0;
      }
    });
  }

  /** Without those that another tab has sent meanwhile, or taken back. From here on it can no more. */
  async #stillThere(entries: readonly OutboxEntry[]): Promise<readonly OutboxEntry[]> {
    const others = entries.filter(({ assignmentId }) => !this.#own.has(assignmentId));
    if (others.length === 0) return entries;
    const there = await this.#database.letGo(others.map(({ assignmentId }) => assignmentId));
    const gone = others.filter(({ assignmentId }) => !there.has(assignmentId));
    this.#forget(gone);
    this.#changed();
    return entries.filter((entry) => !gone.includes(entry));
  }

  async #sendPast(entries: readonly OutboxEntry[]): Promise<void> {
    try {
      await Promise.all([
        this.#sendLabels(entries.filter(({ label }) => label !== null)),
        ...entries.filter(({ label }) => label === null).map((skip) => this.#sendSkip(skip)),
      ]);
    } catch (error) {
      this.#failed(error);
    } finally {
      for (const { assignmentId } of entries) this.#hurried.delete(assignmentId);
    }
    if (this.#failures === 0) this.flush();
  }

  async #sendLabels(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const labels = entries.map(({ assignmentId, label, value, itemToken = null }) => ({
      assignment_id: assignmentId,
      ...(value === undefined ? { label: label ?? '' } : { value }),
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
    const told = answered.map(
      ([entry, delivery]) => [entry, delivery, this.#own.has(entry.assignmentId)] as const,
    );
    this.#forget(answered.map(([entry]) => entry));
    await this.#database.remove(answered.map(([entry]) => entry.assignmentId)).catch(() => {});
    this.#changed();
    for (const [entry, delivery, isOwn] of told) this.#events.onDelivery(entry, delivery, isOwn);
  }

  #forget(entries: readonly OutboxEntry[]): void {
    for (const { assignmentId } of entries) {
      this.#entries.delete(assignmentId);
      this.#own.delete(assignmentId);
    }
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
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.flush(), pauseMs);
  }

  #changed(): void {
    this.#events.onChange(this.#entries.size, this.#failures > 0);
    this.#events.onHeld(this.#held());
  }
}
