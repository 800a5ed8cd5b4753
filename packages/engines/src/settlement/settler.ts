import { type Chain, ChainUnavailable, type TreasuryKey } from '@asg/chain';
import type { EngineContext } from '@asg/people/context';
import { StorageUnavailable } from '@asg/storage';
import { Headers } from './chain/headers.ts';
import { Forfeits } from './holds/forfeits.ts';
import { Holding } from './holds/holding.ts';
import { Lanes } from './lanes/lanes.ts';
import { Treasury } from './lanes/treasury.ts';
import { Mutex } from './mutex.ts';
import { Payees } from './payees/payees.ts';
import type { PaymailDestinations } from './payees/paymail-destinations.ts';
import { MovePlanner } from './paying/move-planner.ts';
import { Payer } from './paying/payer.ts';
import type { SettlementRules } from './rules.ts';
import { BroadcastScheduler } from './sending/broadcast-scheduler.ts';
import { Broadcaster } from './sending/broadcaster.ts';
import { Replacer } from './sending/replacer.ts';
import { SettlementConditions, type SettlerStatus } from './settlement-conditions.ts';
import { ConfirmationTracker } from './tracking/confirmation-tracker.ts';

/** At shutdown, broadcasts under way are waited for so long, ms; the next settler finds them in the store. */
const sentMs = 3_000;
/** Then so long until the lanes are released, ms; both together are well below what a stop may take. */
const releaseMs = 3_000;

export interface SettlerParts {
  readonly chain: Chain;
  readonly treasury: TreasuryKey;
  readonly rules: SettlementRules;
  /** Without it, what is owed to paymails is carried. */
  readonly paymail?: PaymailDestinations;
}

/**
 * Pays agreeing workers: one transaction per batch, stored whole before it is sent, the same bytes sent again until it is
 * seen, tracked until it is deep in our own chain of headers. Three loops that do not wait for each other: `pay` plans,
 * one plan after the other; `deliver` sends, each lane for itself; `follow` looks at every settlement by itself. What
 * changes the lanes runs one at a time (docs/decisions/0025).
 */
export class Settler {
  /** Our own chain of headers, which `follow` keeps up to date. */
  readonly headers: Headers;
  readonly #context: EngineContext;
  readonly #mutex = new Mutex();
  readonly #conditions: SettlementConditions;
  readonly #lanes: Lanes;
  readonly #payer: Payer;
  readonly #scheduler: BroadcastScheduler;
  readonly #tracker: ConfirmationTracker;

  constructor(context: EngineContext, { chain, treasury: key, rules, paymail }: SettlerParts) {
    this.#context = context;
    const mutex = this.#mutex;
    const conditions = new SettlementConditions(context.conditions);
    const lanes = new Lanes(context, rules);
    const holding = new Holding(context, rules.hold);
    const payees = new Payees(context, key, { destinations: paymail ?? null, holding });
    const treasury = new Treasury(context, { chain, key, lanes, feeRateMax: rules.feeRateMax });
    const moves = new MovePlanner(context, { treasury, payees, forfeits: new Forfeits(context, rules.hold) });
    const headers = new Headers(context, chain);
    const broadcaster = new Broadcaster(context, { chain, headers });
    const shared = { rules, mutex, lanes, treasury, broadcaster, conditions };
    const replacer = new Replacer(context, shared);
    this.#conditions = conditions;
    this.#lanes = lanes;
    this.#scheduler = new BroadcastScheduler(context, { lanes, broadcaster, replacer, conditions });
    this.#payer = new Payer(context, { ...shared, payees, moves, scheduler: this.#scheduler });
    this.#tracker = new ConfirmationTracker(context, {
      chain,
      headers,
      broadcaster,
      lanes,
      mutex,
      conditions,
    });
    this.headers = headers;
  }

  get laneIds(): readonly string[] {
    return this.#lanes.ids;
  }

  get status(): SettlerStatus {
    return this.#conditions.status;
  }

  /** Called when something got on: `pay` and `deliver` may have more to do at once. */
  set onProgress(listener: () => void) {
    this.#scheduler.onProgress = listener;
  }

  /** Ends its work here: another settler takes the lanes at once. */
  async handOver(): Promise<void> {
    await this.#within(sentMs, this.#scheduler.idle());
    const released = this.#mutex.run(() => this.#lanes.release());
    await this.#within(releaseMs, released);
    this.retire();
  }

  /** Resolves when it is done, or its time is over. */
  async #within(ms: number, work: Promise<void>): Promise<void> {
    const over = new AbortController();
    const late = this.#context.clock.sleep(ms, over.signal);
    try {
      await Promise.race([work, late]);
    } finally {
      over.abort();
    }
  }

  /** Another process settles now: problems of this one are no longer reported. */
  retire(): void {
    this.#conditions.retire();
  }

  /** A hint that the network has news of this transaction: it is checked in the next step of `follow`. */
  hint(txid: string): void {
    this.#tracker.hint(txid);
  }

  /** Makes what is due, and does not send it. True: there is something to send. */
  async pay(): Promise<boolean> {
    return (await this.#hold()) && (await this.#payer.makeDue()) > 0;
  }

  /** Begins to send what is stored and not with the network; does not wait for the network. */
  async deliver(): Promise<void> {
    if (await this.#hold()) await this.#scheduler.start();
  }

  /** Resolves when no broadcast is under way. */
  sent(): Promise<void> {
    return this.#scheduler.idle();
  }

  /** One bounded step through what the network has. True: there is more to look at. */
  async follow(stop?: AbortSignal): Promise<boolean> {
    return (await this.#hold()) && (await this.#tracker.follow(stop));
  }

  /** A step of all three and of all that they begin, for those who keep no loops. True: go on at once. */
  async round(): Promise<boolean> {
    const before = this.#scheduler.seen;
    const sent = (): Promise<void> => this.deliver().then(() => this.#scheduler.idle());
    let failure: unknown = null;
    let made = false;
    for (const step of [() => this.follow(), sent, async () => (made = await this.pay()), sent]) {
      // What fails in one is not to stop the others, as in loops of their own.
      await step().catch((error: unknown) => {
        if (!(error instanceof ChainUnavailable || error instanceof StorageUnavailable)) throw error;
        failure ??= error;
      });
    }
    if (failure !== null) throw failure;
    return made && this.#scheduler.seen > before;
  }

  async #hold(): Promise<boolean> {
    const isHeld = this.#lanes.isHeld || (await this.#mutex.run(() => this.#lanes.hold()));
    this.#conditions.heldElsewhere(!isHeld);
    return isHeld;
  }
}
