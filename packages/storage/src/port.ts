import type {
  ApiKeyRecord,
  CustomerRecord,
  Registration,
  Task,
  TaskCommand,
  TaskOrder,
  TaskOutcome,
  WorkerChange,
  WorkerRecord,
} from '@asg/domain';
import type { AccountsReader, AccountsWriter } from './accounts.ts';
import type { BillingReader, BillingWriter } from './billing.ts';
import type { CarriedReader, CarriedWriter } from './carried.ts';
import type { EventReader, EventWriter } from './events.ts';
import type { HeldCoinReader } from './held-coins.ts';
import type { JobReader, JobWriter } from './jobs.ts';
import type { LeaseReader, LeaseWriter } from './leases.ts';
import type { ModelReader } from './models.ts';
import type { PaymailDeliveryReader, PaymailDeliveryWriter } from './paymail-deliveries.ts';
import type { BatchRecord, EarningRecord, PayeeAccount, SessionRecord, WorkerTotals } from './records.ts';
import type { SettlementReader, SettlementWriter } from './settlements.ts';
import type { StatsReader } from './stats.ts';
import type { TaskListReader } from './task-lists.ts';
import type { LeaseTrust, TrustReader, TrustWriter } from './trust.ts';
import type { WebhookReader, WebhookWriter } from './webhooks.ts';

/**
 * The store as the engines see it. Three promises hold for every write:
 *  1. It is one atomic change of one record, conditional on what the record says; what spans records is derived from it,
 *     at most one `sweep` behind. A promise that resolves means durable.
 *  2. Its arguments name it (ids and nonces come from the caller): sent again after a lost answer, it changes nothing
 *     and gives the first answer again.
 *  3. Time comes from the caller, and no cost grows with what is stored, only with the page asked for.
 * Refusals are values. A rejected promise is a `StorageUnavailable` (outcome unknown, send again) or a bug.
 */
export interface Storage extends StorageReader, StorageWriter, AsyncDisposable {
  /** Resolves if the store answers and can write: after a write that failed for want of space or the like, another one is tried. */
  ping(): Promise<void>;
  /**
   * Restores what is derived, up to `limit` records; 0: nothing was amiss. Run at start and now and then.
   */
  sweep(request: { readonly nowMs: number; readonly limit: number }): Promise<{ readonly repaired: number }>;
}

export interface StorageReader
  extends AccountsReader,
    JobReader,
    LeaseReader,
    BillingReader,
    StatsReader,
    TaskListReader,
    EventReader,
    SettlementReader,
    PaymailDeliveryReader,
    CarriedReader,
    HeldCoinReader,
    TrustReader,
    ModelReader,
    WebhookReader {
  customer(customerId: string): Promise<CustomerRecord | null>;
  customerByKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null>;
  task(taskId: string): Promise<Task | null>;
  /** In the order asked for; null where there is none. */
  tasks(taskIds: readonly string[]): Promise<readonly (Task | null)[]>;
  /** Every task, page by page, for audits: those after this id. `next`: where to go on; null: there is no more. */
  scanTasks(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<{ readonly tasks: readonly Task[]; readonly next: string | null }>;
  batch(batchId: string): Promise<BatchRecord | null>;
  worker(workerId: string): Promise<WorkerRecord | null>;
  workerByEmail(emailKey: string): Promise<WorkerRecord | null>;
  workerTotals(workerId: string): Promise<WorkerTotals>;
  /** One for each, in the order asked for. */
  payeeAccounts(workerIds: readonly string[]): Promise<readonly PayeeAccount[]>;
  /** Payments to a worker, the newest first; `before`: the last settlement id of the page before. */
  earnings(
    workerId: string,
    page: { limit: number; before: string | null },
  ): Promise<readonly EarningRecord[]>;
  sessionByHash(hash: string): Promise<{ session: SessionRecord; worker: WorkerRecord } | null>;
  /** How many tasks want workers, counted up to `countMax`. */
  workQueue(countMax: number): Promise<number>;
}

export interface StorageWriter
  extends AccountsWriter,
    JobWriter,
    LeaseWriter,
    BillingWriter,
    EventWriter,
    SettlementWriter,
    PaymailDeliveryWriter,
    CarriedWriter,
    TrustWriter,
    WebhookWriter {
  registerCustomer(request: RegisterCustomer): Promise<Registration>;
  openTasks(request: OpenTasks): Promise<OpenTasksOutcome>;
  /** Applies each command to its own task; one outcome each, in order; null where there is no such task. */
  changeTasks(changes: readonly TaskChange[]): Promise<readonly (TaskOutcome | null)[]>;
  /** Cancels and gives the quota back if no label had arrived. Null where there is no such task. */
  cancelTask(request: { taskId: string; nowMs: number }): Promise<TaskOutcome | null>;
  leaseWork(request: LeaseWork): Promise<LeaseWorkOutcome>;
  /** Returns leases that ended and closes tasks past their deadline, up to `limit`; gives those that closed. */
  lapseTasks(request: {
    nowMs: number;
    limit: number;
  }): Promise<{ examined: number; closed: readonly Task[] }>;

  registerWorker(request: { worker: WorkerRecord; emailKey: string }): Promise<Registration>;
  openSession(session: SessionRecord): Promise<void>;
  endSession(hash: string): Promise<void>;
  /** Null where there is no such worker. */
  changeWorker(request: { workerId: string; change: WorkerChange }): Promise<WorkerRecord | null>;
}

export interface RegisterCustomer {
  readonly customer: CustomerRecord;
  /** Lower-cased e-mail: unique among customers. */
  readonly emailKey: string;
  readonly key: ApiKeyRecord;
}

/** Tasks to be opened together: all, or none. Each new one takes 1 from the customer's quota. */
export interface OpenTasks {
  readonly customerId: string;
  readonly tasks: readonly NewTask[];
  /** Set for a batch; the record is stored with the ids that were really used. */
  readonly batch: { readonly batchId: string; readonly idempotency: Idempotency | null } | null;
  readonly nowMs: number;
}
export interface NewTask {
  readonly order: TaskOrder;
  readonly idempotency: Idempotency | null;
}
/** The customer's own key, and the hash of what it was first sent with. */
export interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
}
export type OpenTasksOutcome =
  | {
      readonly kind: 'opened';
      /** In order; the earlier task where a key was known. */
      readonly tasks: readonly OpenedTask[];
      readonly batchId: string | null;
      readonly batchRepeated: boolean;
    }
  | { readonly kind: 'quota_exhausted'; readonly quotaLeft: number }
  /** `index` is null where it is the batch's own key. */
  | { readonly kind: 'idempotency_conflict'; readonly index: number | null };
export interface OpenedTask {
  readonly taskId: string;
  readonly createdAtMs: number;
  /** An earlier submission with the same key made it. */
  readonly repeated: boolean;
}

export interface TaskChange {
  readonly taskId: string;
  readonly command: TaskCommand;
}

export interface LeaseWork {
  readonly workerId: string;
  /** BCP 47, lower case. */
  readonly languages: readonly string[];
  readonly count: number;
  /** Names this request: sent again, it gives the same leases. 6 Crockford characters. */
  readonly nonce: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  /** A worker holds at most this many live leases. */
  readonly liveMax: number;
  /** Without it trust does not matter, and no gold tasks are mixed in. */
  readonly trust?: LeaseTrust;
}
export interface LeaseWorkOutcome {
  readonly tasks: readonly Task[];
  /** The search stopped at its bound, not at the end of the queue: ask again. */
  readonly more: boolean;
  /** Gold alone was to be given, and the worker has met all there is. */
  readonly isGoldUsedUp: boolean;
}

/** What keeps a store from its work until somebody does something: no space, a disk that only reads or fails, a file that is not sound. */
export type StoreTrouble = 'full' | 'read_only' | 'disk' | 'damaged';

/** The store could not be reached or the outcome is unknown. Sending the same again is safe. */
export class StorageUnavailable extends Error {
  readonly code = 'STORAGE_UNAVAILABLE';
  override readonly name = 'StorageUnavailable';
  /** Null: it passes by itself, or nothing more is known. */
  readonly trouble: StoreTrouble | null;

  constructor(message?: string, options: ErrorOptions & { readonly trouble?: StoreTrouble | null } = {}) {
    super(message, options);
    this.trouble = options.trouble ?? null;
  }
}
