import { ASGGatewayHTTPError, type Assignment } from '@asg/sdk';
import { api } from '../api/clients.ts';
import { type FeedState, type HeldItem, type MediaState, type Refusal, refusalOf } from './feed-state.ts';
import type { HeldBefore } from './held-before.ts';
import { ItemLoads, letGo } from './kinds/item-loads.ts';
import { Looks } from './looks.ts';
import { itemsAtOnce, itemsWanted, nextPace } from './today/pace.ts';
import { LeftItems } from './undo/left-items.ts';

/** An item with less of its lease left is not begun, ms. */
const leaseLeftMsMin = 5_000;

/**
 * The worker's items: the current one and, loaded and decoded, those that come next. Asks for more before they run
 * out, and again by itself while there are none. Shown by React through `subscribe` and `state`.
 */
export class WorkFeed {
  readonly #listeners = new Set<() => void>();
  readonly #stop = new AbortController();
  readonly #loads = new ItemLoads((id, media) => this.#setMedia(id, media));
  readonly #looks = new Looks(() => void this.#claim());
  readonly #held: HeldBefore;
  readonly #onLost: (why: 'late' | 'elsewhere') => void;
  readonly left = new LeftItems();
  #items: readonly HeldItem[] = [];
  #state: FeedState = { phase: 'starting' };
  #claiming = false;
  /** Labels have arrived since the server was asked. */
  #isFreed = false;
  #paceMs: number | null = null;
  #leaseMs = 600_000;
  #shownAtMs = 0;
  #away = true;
  #choice: string | null = null;
  /** What they chose goes before what was there. */
  #isFirst = false;

  /** `onLost` is called for a current item whose lease ended before it was labelled, or that was dealt with elsewhere. */
  constructor(held: HeldBefore, onLost: (why: 'late' | 'elsewhere') => void) {
    this.#held = held;
    this.#onLost = onLost;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): FeedState => this.#state;

  /** The length of the leases that the server gives, ms. */
  get leaseMs(): number {
    return this.#leaseMs;
  }

  /** The question whose tasks come first; null: the next best. */
  readonly chosen = (): string | null => this.#choice;

  choose(question: string | null): void {
    this.#choice = question;
    this.#isFirst = question !== null;
    for (const listener of this.#listeners) listener();
  }

  start(): void {
    const { signal } = this.#stop;
    window.addEventListener('online', () => this.look(), { signal });
    window.addEventListener('focus', () => void this.leaveAnswered(), { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (!document.hidden && !this.#away) this.resume();
      },
      { signal },
    );
  }

  /** The work is on the screen (again): what ran out meanwhile is gone, and more is asked for. */
  resume(): void {
    this.#away = false;
    this.#dropEnded();
    this.#shownAtMs = performance.now();
    // What was said of the queue before may no longer be so.
    if (this.#items.length === 0) this.#set({ phase: 'starting' });
    this.#publish();
    void this.leaveAnswered();
    this.look();
  }

  /** What was dealt with in another window or on another device of the worker meanwhile goes. */
  async leaveAnswered(): Promise<void> {
    if (this.#items.length === 0 || this.#away) return;
    const known = this.#items.map(({ assignment }) => assignment.assignment_id);
    const gone = await this.#held.goneOf(known, this.#stop.signal);
    const [current] = this.#items;
    for (const id of gone) this.#drop(id);
    if (gone.size === 0) return;
    this.#publish();
    if (current !== undefined && gone.has(current.assignment.assignment_id)) this.#onLost('elsewhere');
    void this.#claim();
  }

  /** Another page is on the screen: an empty queue is not asked meanwhile. Items stay held. */
  pause(): void {
    this.#away = true;
    this.#looks.stop();
  }

  stop(): void {
    this.#stop.abort();
    this.#looks.stop();
    this.#dropAll();
  }

  /** Asks for work now, and loads again what did not arrive. */
  look(): void {
    for (const item of this.#items) if (item.media.kind === 'waiting') this.#loads.start(item.assignment);
    void this.#claim();
  }

  /** Decisions have arrived: a worker who held all that they may and had nothing to do is given more at once. */
  freed(): void {
    if (this.#items.length > 0 || document.hidden) return;
    this.#looks.afresh();
    this.#isFreed = true;
    void this.#claim();
  }

  /** Loads the current item again. */
  retryMedia(): void {
    const item = this.#items[0];
    if (item === undefined) return;
    this.#setMedia(item.assignment.assignment_id, { kind: 'loading' });
    this.#loads.start(item.assignment);
  }

  /** The current item is dealt with: the next one takes its place at once. It can come back while it is in `left`. */
  next(): void {
    const nowMs = performance.now();
    if (this.#shownAtMs > 0) this.#paceMs = nextPace(this.#paceMs, nowMs - this.#shownAtMs);
    const [item] = this.#items;
    if (item !== undefined) this.left.keep(item);
    this.#drop(item?.assignment.assignment_id);
    this.#shownAtMs = nowMs;
    this.#publish();
    // It failed while it was fetched ahead: by now its host may be back.
    if (this.#items[0]?.media.kind === 'broken') this.retryMedia();
    void this.#claim();
  }

  /** The decision on an item was taken back: it is the current one again. */
  back(item: HeldItem): void {
    this.#items = [item, ...this.#items];
    if (item.media.kind !== 'ready') this.#loads.start(item.assignment);
    this.#publish();
  }

  /** The lease of the current item is over: it went back to the queue. */
  lapse(): void {
    const late = this.#items[0];
    if (late === undefined) return;
    this.#drop(late.assignment.assignment_id);
    this.#publish();
    this.#onLost('late');
    void this.#claim();
  }

  async #claim(): Promise<void> {
    this.#looks.stop();
    const { signal } = this.#stop;
    if (this.#claiming || this.#wanted() === 0 || this.#away || signal.aborted) return;
    this.#claiming = true;
    if (this.#items.length === 0) this.#publish();
    try {
      this.#goOnWith(await this.#held.takeUp(signal));
      // Another page came on the screen meanwhile: what is asked for now would lie there.
      const count = this.#away ? 0 : this.#wanted();
      this.#isFreed = false;
      const question = this.#choice ?? undefined;
      const assignments = count === 0 ? null : await api.next(count, { signal, question });
      this.#claiming = false;
      if (assignments !== null) this.#take(assignments);
    } catch (error) {
      this.#claiming = false;
      this.#claimFailed(error);
    }
  }

  /** How many to ask for; 0: not worth a request yet. */
  #wanted(): number {
    if (this.#isFirst) return itemsAtOnce;
    return itemsWanted(this.#items.length, this.#paceMs, this.#leaseMs);
  }

  #goOnWith(held: readonly Assignment[]): void {
    const known = new Set(this.#items.map(({ assignment }) => assignment.assignment_id));
    for (const assignment of held) if (!known.has(assignment.assignment_id)) this.#add(assignment);
    this.#dropEnded();
    this.#publish();
  }

  #add(assignment: Assignment): void {
    const leaseEndsAtMs = Date.parse(assignment.lease_expires_at);
    this.#items = [...this.#items, { assignment, leaseEndsAtMs, media: { kind: 'loading' } }];
    this.#loads.start(assignment);
  }

  #take(assignments: readonly Assignment[]): void {
    const before = this.#items;
    for (const assignment of assignments) {
      this.#leaseMs = Date.parse(assignment.lease_expires_at) - api.serverNowMs();
      this.#add(assignment);
    }
    if (this.#isFirst) this.#items = [...this.#items.slice(before.length), ...before];
    this.#isFirst = false;
    if (assignments.length > 0) this.#looks.afresh();
    else if (this.#isFreed) void this.#claim();
    else this.#lookLater('empty');
    this.#publish();
  }

  #claimFailed(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    const refusal = error instanceof ASGGatewayHTTPError ? refusalOf(error) : null;
    if (refusal !== null) {
      this.#refuse(refusal);
      return;
    }
    this.#held.lookAgain();
    const asked = error instanceof ASGGatewayHTTPError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    this.#lookLater('offline', asked);
    this.#publish();
  }

  /** What is left may still be labelled; then the app says why there is no more. */
  #refuse(refusal: Refusal): void {
    if (refusal === 'logged_out') this.#dropAll();
    if (this.#items.length > 0) return;
    this.#set({ phase: 'refused', refusal });
  }

  #lookLater(phase: 'empty' | 'offline', askedMs = 0): void {
    const waitMs = this.#looks.later(askedMs);
    if (this.#items.length > 0) return;
    this.#set({ phase, nextLookAtMs: Date.now() + waitMs, looking: false });
  }

  #setMedia(id: string, media: MediaState): void {
    this.#items = this.#items.map((item) =>
      item.assignment.assignment_id === id ? { ...item, media } : item,
    );
    this.#publish();
  }

  #drop(id: string | undefined): void {
    if (id === undefined) return;
    this.#letGo(id);
    this.#items = this.#items.filter(({ assignment }) => assignment.assignment_id !== id);
    this.#dropEnded();
  }

  /** Items whose lease is almost over are not begun: other workers get them. */
  #dropEnded(): void {
    const lastMs = api.serverNowMs() + leaseLeftMsMin;
    const ended = this.#items.filter(({ leaseEndsAtMs }) => leaseEndsAtMs < lastMs);
    for (const { assignment } of ended) this.#letGo(assignment.assignment_id);
    this.#items = this.#items.filter((item) => !ended.includes(item));
  }

  #dropAll(): void {
    for (const { assignment } of this.#items) this.#letGo(assignment.assignment_id);
    this.#items = [];
    this.left.keepOnly(new Set());
  }

  #letGo(id: string): void {
    this.#loads.stop(id);
    if (this.left.has(id)) return;
    letGo(this.#items.find(({ assignment }) => assignment.assignment_id === id)?.media);
  }

  #publish(): void {
    const [item, ...ahead] = this.#items;
    if (item !== undefined) {
      if (this.#state.phase !== 'working') this.#shownAtMs = performance.now();
      this.#set({ phase: 'working', item, ahead });
      return;
    }
    const { phase } = this.#state;
    if (phase === 'working') this.#set({ phase: 'starting' });
    else if (this.#claiming && (phase === 'empty' || phase === 'offline'))
      this.#set({ ...this.#state, looking: true } as FeedState);
  }

  #set(state: FeedState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
