import type * as port from '@asg/storage';
import { WithRecords } from '@asg/storage';
import { CustomerStore } from './accounts/customers.ts';
import { SessionStore } from './accounts/sessions.ts';
import { WorkerStore } from './accounts/workers.ts';
import { BalanceStore } from './balance/entries.ts';
import { Purses } from './balance/purses.ts';
import { BillingStore } from './billing/store.ts';
import { type CommandCount, CommandCounts } from './cluster/counts/counts.ts';
import { assertWrites, lowestFigure } from './cluster/figures.ts';
import { EventStore } from './events/store.ts';
import { JobStore } from './jobs/store.ts';
import { CarriedBackfill } from './payouts/carried-backfill.ts';
import { HeldCoins } from './payouts/held-coins.ts';
import { PaymailStore } from './payouts/paymail.ts';
import { PayoutStore } from './payouts/write.ts';
import { Pulse } from './pulse.ts';
import { recordKeeper } from './records/noun-keeper.ts';
import type { RecordStore } from './records/record-store.ts';
import { AerospikeRowTarget } from './rows/row-target.ts';
import { SpentCoins } from './settlement/coins.ts';
import { LaneStore } from './settlement/lanes.ts';
import { Reservations } from './settlement/reservations.ts';
import { SettlementStore } from './settlement/write.ts';
import { StatsStore } from './stats/store.ts';
import { TaskStore } from './tasks/write.ts';
import { AppealStore } from './trust/appeals.ts';
import { GoldStore } from './trust/gold.ts';
import { ModelStore } from './trust/models.ts';
import { TrustStore } from './trust/store.ts';
import { DeliveryStore } from './webhooks/deliveries.ts';
import { WorkStore } from './work/store.ts';

/** How long a record is left alone before a sweep finishes what was begun in it, ms. */
const quietMsDefault = 6_000;

/** The port on Aerospike: a store for each noun, on the same records. */
export class AerospikeStorage extends WithRecords implements port.Storage {
  readonly customers: CustomerStore;
  readonly workers: WorkerStore;
  readonly sessions: SessionStore;
  readonly tasks: TaskStore;
  readonly trust: TrustStore;
  readonly gold: GoldStore;
  readonly models: ModelStore;
  readonly appeals: AppealStore;
  readonly work: WorkStore;
  readonly jobs: JobStore;
  readonly balance: BalanceStore;
  readonly billing: BillingStore;
  readonly stats: StatsStore;
  readonly deliveries: DeliveryStore;
  readonly events: EventStore;
  readonly lanes: LaneStore;
  readonly payouts: PayoutStore;
  readonly paymail: PaymailStore;
  readonly settlement: SettlementStore;
  readonly rowTarget: AerospikeRowTarget;
  readonly #records: RecordStore;
  readonly #reservations: Reservations;
  readonly #carriedBackfill: CarriedBackfill;
  readonly #quietMs: number;
  readonly #counts: CommandCounts;
  readonly #pulse: Pulse;

  /** `quietMs`: how long a record is left alone before a sweep finishes what was begun in it. `counts`: what goes through its client. */
  constructor(records: RecordStore, quietMs = quietMsDefault, counts = new CommandCounts()) {
    super(recordKeeper(records.documents));
    this.#records = records;
    this.#quietMs = quietMs;
    records.documents.outbox.heed(quietMs);
    this.#counts = counts;
    this.#pulse = new Pulse(records.cluster);
    records.documents.onWritten = () => this.#pulse.written();
    // What an earlier version left in an outbox, to find a webhook's customer by.
    records.effects.register('webhook', async () => undefined);
    this.customers = new CustomerStore(records);
    this.workers = new WorkerStore(records);
    this.sessions = new SessionStore(records);
    this.balance = new BalanceStore(records);
    const purses = new Purses(records, this.balance);
    this.tasks = new TaskStore(records, purses);
    this.trust = new TrustStore(records);
    this.gold = new GoldStore(records, this.trust);
    this.models = new ModelStore(records);
    this.appeals = new AppealStore(records, this.tasks, this.workers);
    const { trust, models, gold } = this;
    this.work = new WorkStore(records, { tasks: this.tasks, trust, models, gold, purses });
    this.jobs = new JobStore(records);
    this.billing = new BillingStore(records);
    this.stats = new StatsStore(records, this.billing);
    this.deliveries = new DeliveryStore(records);
    this.events = new EventStore(records, this.deliveries);
    this.lanes = new LaneStore(records);
    this.payouts = new PayoutStore(records);
    this.paymail = new PaymailStore(records);
    const { tasks, lanes, moves, payouts, paymail } = this;
    const coins = new SpentCoins(records);
    const heldCoins = new HeldCoins(records, coins);
    const reservations = new Reservations(records, tasks, lanes);
    const parts = { tasks, lanes, reservations, coins, moves, payouts, heldCoins, paymail };
    this.settlement = new SettlementStore(records, parts);
    this.#reservations = reservations;
    this.#carriedBackfill = new CarriedBackfill(records, payouts);
    this.rowTarget = new AerospikeRowTarget(records);
  }

  async ping(): Promise<void> {
    await assertWrites(this.#records.cluster);
  }

  /** Each record was written over where it is; old blocks of the device are the namespace's to reuse (decision 41). */
  async scrub(): Promise<void> {}

  async sweep(request: Parameters<port.Storage['sweep']>[0]): ReturnType<port.Storage['sweep']> {
    const { limit } = request;
    let repaired = await this.#records.documents.outbox.sweep(limit, this.#quietMs);
    repaired += await this.tasks.sweep(request);
    repaired += await this.#reservations.sweep(limit);
    repaired += await this.#carriedBackfill.sweep(request);
    return { repaired };
  }

  /** On how many nodes each record is: the lowest figure that any node tells. */
  replicationFactor(): Promise<number> {
    return lowestFigure(this.#records.cluster, 'effective_replication_factor');
  }

  /** Has the listener called when this process wrote something that somebody may have work because of, and soon after another did. */
  onWritten(listener: () => void): void {
    this.#pulse.listen(listener);
  }

  /** What this process has asked of the cluster so far, by set and kind of command. */
  commandCounts(): readonly CommandCount[] {
    return this.#counts.report();
  }

  /** Ends what is on its way, and lets go of the cluster. */
  async close(): Promise<void> {
    this.#pulse.close();
    await this.tasks.close();
    await this.#records.documents.outbox.close();
    await this.#records.cluster.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
