import type { CustomerReader, CustomerStore, CustomerWriter } from './accounts/customers.ts';
import type { SessionReader, SessionStore, SessionWriter } from './accounts/sessions.ts';
import type { WorkerReader, WorkerStore, WorkerWriter } from './accounts/workers.ts';
import type { BalanceReader, BalanceStore, BalanceWriter } from './balance/store.ts';
import type { BillingReader, BillingStore, BillingWriter } from './billing/store.ts';
import type { EventReader, EventStore, EventWriter } from './events/store.ts';
import type { JobReader, JobStore, JobWriter } from './jobs/store.ts';
import type { PaymailReader, PaymailStore, PaymailWriter } from './payouts/paymail.ts';
import type { PayoutReader, PayoutStore, PayoutWriter } from './payouts/store.ts';
import type { RecordReaders, RecordStores, RecordWriters } from './records/nouns.ts';
import type { LaneReader, LaneStore, LaneWriter } from './settlement/lanes.ts';
import type { SettlementReader, SettlementStore, SettlementWriter } from './settlement/store.ts';
import type { StatsReader } from './stats/store.ts';
import type { TaskReader, TaskStore, TaskWriter } from './tasks/store.ts';
import type { AppealReader, AppealStore, AppealWriter } from './trust/appeals.ts';
import type { GoldReader, GoldStore, GoldWriter } from './trust/gold.ts';
import type { ModelReader } from './trust/models.ts';
import type { TrustReader } from './trust/store.ts';
import type { DeliveryReader, DeliveryStore, DeliveryWriter } from './webhooks/deliveries.ts';
import type { WorkReader, WorkStore, WorkWriter } from './work/store.ts';

/**
 * The store as the engines see it. Three promises hold for every write:
 *  1. It is one atomic change of one record, conditional on what the record says; what spans records is derived from it,
 *     at most one `sweep` behind. A promise that resolves means durable.
 *  2. Its arguments name it (ids and nonces come from the caller): sent again after a lost answer, it changes nothing
 *     and gives the first answer again.
 *  3. Time comes from the caller, and no cost grows with what is stored, only with the page asked for.
 * Refusals are values. A rejected promise is a `StorageUnavailable` (outcome unknown, send again) or a bug.
 */
export interface Storage extends RecordStores, AsyncDisposable {
  readonly tasks: TaskStore;
  readonly work: WorkStore;
  readonly customers: CustomerStore;
  readonly workers: WorkerStore;
  readonly sessions: SessionStore;
  readonly jobs: JobStore;
  readonly events: EventStore;
  readonly deliveries: DeliveryStore;
  readonly settlement: SettlementStore;
  readonly lanes: LaneStore;
  readonly payouts: PayoutStore;
  readonly paymail: PaymailStore;
  readonly balance: BalanceStore;
  readonly billing: BillingStore;
  readonly stats: StatsReader;
  readonly trust: TrustReader;
  readonly gold: GoldStore;
  readonly appeals: AppealStore;
  readonly models: ModelReader;
  /** Resolves if the store answers and can write: after a write that failed for want of space or the like, another one is tried. */
  ping(): Promise<void>;
  /** Resolves once what was erased or removed can be read from no file of the store, as far as the engine can do that. */
  scrub(): Promise<void>;
  /**
   * Restores what is derived, up to `limit` records; 0: nothing was amiss. Run at start and now and then.
   */
  sweep(request: { readonly nowMs: number; readonly limit: number }): Promise<{ readonly repaired: number }>;
}

/** What can be read, noun by noun. */
export interface StorageReader extends RecordReaders {
  readonly tasks: TaskReader;
  readonly work: WorkReader;
  readonly customers: CustomerReader;
  readonly workers: WorkerReader;
  readonly sessions: SessionReader;
  readonly jobs: JobReader;
  readonly events: EventReader;
  readonly deliveries: DeliveryReader;
  readonly settlement: SettlementReader;
  readonly lanes: LaneReader;
  readonly payouts: PayoutReader;
  readonly paymail: PaymailReader;
  readonly balance: BalanceReader;
  readonly billing: BillingReader;
  readonly stats: StatsReader;
  readonly trust: TrustReader;
  readonly gold: GoldReader;
  readonly appeals: AppealReader;
  readonly models: ModelReader;
}

/** What can be written, noun by noun. */
export interface StorageWriter extends RecordWriters {
  readonly tasks: TaskWriter;
  readonly work: WorkWriter;
  readonly customers: CustomerWriter;
  readonly workers: WorkerWriter;
  readonly sessions: SessionWriter;
  readonly jobs: JobWriter;
  readonly events: EventWriter;
  readonly deliveries: DeliveryWriter;
  readonly settlement: SettlementWriter;
  readonly lanes: LaneWriter;
  readonly payouts: PayoutWriter;
  readonly paymail: PaymailWriter;
  readonly balance: BalanceWriter;
  readonly billing: BillingWriter;
  readonly gold: GoldWriter;
  readonly appeals: AppealWriter;
}
