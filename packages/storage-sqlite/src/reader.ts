import type { DatabaseSync } from 'node:sqlite';
import type { ApiKeyRecord, CustomerRecord, Task, WorkerRecord } from '@asg/domain';
import type {
  BatchRecord,
  ConsoleSessionRecord,
  FlatReader,
  FlatStorage,
  LeadershipRecord,
  Page,
  PayeeAccount,
  WorkerTotals,
} from '@asg/storage';
import { SqliteAccountsReader } from './accounts-reader.ts';
import { SqliteBillingReader } from './billing-reader.ts';
import { type CustomerRow, customerOf } from './executor/customers.ts';
import { SqliteHeldCoinReader } from './held-coin-reader.ts';
import { SqliteJobReader } from './job-reader.ts';
import { SqliteLeaseReader } from './lease-reader.ts';
import { SqlitePaymailDeliveryReader } from './paymail-delivery-reader.ts';
import { Query } from './query.ts';
import { SqliteSettlementReader } from './settlement-reader.ts';
import { SqliteStatsReader } from './stats-reader.ts';
import { SqliteTaskListReader } from './task-list-reader.ts';
import { type TaskRow, taskColumns, taskOf } from './task-row.ts';
import { SqliteTrustReader } from './trust-reader.ts';
import { SqliteWebhookReader } from './webhook-reader.ts';
import { SqliteWorkerReader } from './worker-reader.ts';

const selects = {
  one: 'select 1',
  customer: 'select quota_left, record from customer where id = ?',
  key: `select key.record as key_record, quota_left, customer.record as record
        from api_key as key join customer on customer.id = key.customer_id where key.hash = ? and key.revoked_at is null`,
  tasks: `select ${taskColumns}, id from task where id in (select value from json_each(?))`,
  task: `select ${taskColumns} from task where id = ?`,
  scan: `select ${taskColumns} from task where ?1 is null or id > ?1 order by id limit ?2`,
  batch: 'select customer_id as customerId, created_at as createdAtMs, task_ids from batch where id = ?',
  countQueued: 'select count(*) as count from (select 1 from task where queue_seq is not null limit ?)',
} as const;

type Selects = { readonly [Name in keyof typeof selects]: Query };

/** Reads, each by an index. They see every write that was acknowledged before they were asked for. */
export class SqliteReader extends SqliteTrustReader implements FlatReader {
  readonly #select: Selects;
  readonly #workers: SqliteWorkerReader;
  readonly #accounts: SqliteAccountsReader;
  readonly #billing: SqliteBillingReader;
  readonly #settlements: SqliteSettlementReader;
  readonly #stats: SqliteStatsReader;
  readonly #taskLists: SqliteTaskListReader;
  readonly #jobs: SqliteJobReader;
  readonly #webhooks: SqliteWebhookReader;
  readonly #heldCoins: SqliteHeldCoinReader;
  readonly #paymailDeliveries: SqlitePaymailDeliveryReader;
  readonly #leases: SqliteLeaseReader;

  constructor(db: DatabaseSync) {
    super(db);
    this.#jobs = new SqliteJobReader(db);
    this.#webhooks = new SqliteWebhookReader(db);
    this.#heldCoins = new SqliteHeldCoinReader(db);
    this.#paymailDeliveries = new SqlitePaymailDeliveryReader(db);
    this.#leases = new SqliteLeaseReader(db);
    this.#workers = new SqliteWorkerReader(db);
    this.#accounts = new SqliteAccountsReader(db);
    this.#billing = new SqliteBillingReader(db);
    this.#settlements = new SqliteSettlementReader(db);
    this.#stats = new SqliteStatsReader(db);
    this.#taskLists = new SqliteTaskListReader(db);
    const prepared = Object.entries(selects).map(([name, sql]) => [name, new Query(db, sql)]);
    this.#select = Object.fromEntries(prepared) as Selects;
  }

  async ping(): Promise<void> {
    this.#select.one.get();
  }

  lease(name: string): Promise<LeadershipRecord | null> {
    return this.#leases.lease(name);
  }

  async customer(customerId: string): Promise<CustomerRecord | null> {
    const row = this.#select.customer.get(customerId) as CustomerRow | undefined;
    return row === undefined ? null : customerOf(row);
  }

  async customerByKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null> {
    const row = this.#select.key.get(hash) as (CustomerRow & { key_record: string }) | undefined;
    if (row === undefined) return null;
    return { customer: customerOf(row), key: JSON.parse(row.key_record) as ApiKeyRecord };
  }

  async task(taskId: string): Promise<Task | null> {
    return this.#task(taskId);
  }

  async tasks(taskIds: readonly string[]): Promise<readonly (Task | null)[]> {
    // One statement for all: a fifth of the time of one for each.
    const rows = this.#select.tasks.all(JSON.stringify(taskIds)) as unknown as readonly (TaskRow & {
      readonly id: string;
    })[];
    const byId = new Map(rows.map((row) => [row.id, taskOf(row)]));
    return taskIds.map((taskId) => byId.get(taskId) ?? null);
  }

  async scanTasks({
    after,
    limit,
  }: Parameters<FlatStorage['scanTasks']>[0]): ReturnType<FlatStorage['scanTasks']> {
    const rows = this.#select.scan.all(after, limit) as unknown as readonly TaskRow[];
    const tasks = rows.map(taskOf);
    return { tasks, next: tasks.length < limit ? null : tasks.at(-1)!.taskId };
  }

  #task(taskId: string): Task | null {
    const row = this.#select.task.get(taskId) as TaskRow | undefined;
    return row === undefined ? null : taskOf(row);
  }

  async batch(batchId: string): Promise<BatchRecord | null> {
    const row = this.#select.batch.get(batchId) as
      | { customerId: string; createdAtMs: number; task_ids: string }
      | undefined;
    if (row === undefined) return null;
    const { customerId, createdAtMs } = row;
    return { batchId, customerId, createdAtMs, taskIds: JSON.parse(row.task_ids) as string[] };
  }

  worker(workerId: string): Promise<WorkerRecord | null> {
    return this.#workers.worker(workerId);
  }
  workerByEmail(emailKey: string): Promise<WorkerRecord | null> {
    return this.#workers.workerByEmail(emailKey);
  }
  workerTotals(workerId: string): Promise<WorkerTotals> {
    return this.#workers.workerTotals(workerId);
  }
  payeeAccounts(workerIds: readonly string[]): Promise<readonly PayeeAccount[]> {
    return this.#workers.payeeAccounts(workerIds);
  }
  earnings(...request: Parameters<FlatStorage['earnings']>): ReturnType<FlatStorage['earnings']> {
    return this.#workers.earnings(...request);
  }
  sessionByHash(hash: string): ReturnType<FlatStorage['sessionByHash']> {
    return this.#workers.sessionByHash(hash);
  }

  settlement(...request: Parameters<FlatStorage['settlement']>): ReturnType<FlatStorage['settlement']> {
    return this.#settlements.settlement(...request);
  }
  settlementByTxid(
    ...request: Parameters<FlatStorage['settlementByTxid']>
  ): ReturnType<FlatStorage['settlementByTxid']> {
    return this.#settlements.settlementByTxid(...request);
  }
  settlementsIn(
    ...request: Parameters<FlatStorage['settlementsIn']>
  ): ReturnType<FlatStorage['settlementsIn']> {
    return this.#settlements.settlementsIn(...request);
  }
  lane(...request: Parameters<FlatStorage['lane']>): ReturnType<FlatStorage['lane']> {
    return this.#settlements.lane(...request);
  }
  coinsInUse(...request: Parameters<FlatStorage['coinsInUse']>): ReturnType<FlatStorage['coinsInUse']> {
    return this.#settlements.coinsInUse(...request);
  }
  paymentQueue(...request: Parameters<FlatStorage['paymentQueue']>): ReturnType<FlatStorage['paymentQueue']> {
    return this.#settlements.paymentQueue(...request);
  }
  treasuryMove(...request: Parameters<FlatStorage['treasuryMove']>): ReturnType<FlatStorage['treasuryMove']> {
    return this.#settlements.treasuryMove(...request);
  }
  openTreasuryMoves(
    ...request: Parameters<FlatStorage['openTreasuryMoves']>
  ): ReturnType<FlatStorage['openTreasuryMoves']> {
    return this.#settlements.openTreasuryMoves(...request);
  }
  headerWindow(): ReturnType<FlatStorage['headerWindow']> {
    return this.#settlements.headerWindow();
  }

  apiKeys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    return this.#accounts.apiKeys(customerId);
  }
  consoleSession(hash: string): Promise<ConsoleSessionRecord | null> {
    return this.#accounts.consoleSession(hash);
  }
  customers(page: Page): Promise<readonly CustomerRecord[]> {
    return this.#accounts.customers(page);
  }
  workers(page: Page): Promise<readonly WorkerRecord[]> {
    return this.#accounts.workers(page);
  }
  settlements(page: Parameters<FlatStorage['settlements']>[0]): ReturnType<FlatStorage['settlements']> {
    return this.#accounts.settlements(page);
  }

  eventsAfter(...request: Parameters<FlatStorage['eventsAfter']>): ReturnType<FlatStorage['eventsAfter']> {
    return this.#webhooks.eventsAfter(...request);
  }
  newestEvent(...request: Parameters<FlatStorage['newestEvent']>): ReturnType<FlatStorage['newestEvent']> {
    return this.#webhooks.newestEvent(...request);
  }
  undispatchedEvents(
    ...request: Parameters<FlatStorage['undispatchedEvents']>
  ): ReturnType<FlatStorage['undispatchedEvents']> {
    return this.#webhooks.undispatchedEvents(...request);
  }
  webhook(...request: Parameters<FlatStorage['webhook']>): ReturnType<FlatStorage['webhook']> {
    return this.#webhooks.webhook(...request);
  }
  webhooksOf(...request: Parameters<FlatStorage['webhooksOf']>): ReturnType<FlatStorage['webhooksOf']> {
    return this.#webhooks.webhooksOf(...request);
  }
  delivery(...request: Parameters<FlatStorage['delivery']>): ReturnType<FlatStorage['delivery']> {
    return this.#webhooks.delivery(...request);
  }
  deliveriesOf(...request: Parameters<FlatStorage['deliveriesOf']>): ReturnType<FlatStorage['deliveriesOf']> {
    return this.#webhooks.deliveriesOf(...request);
  }

  failedDeliveries(
    ...request: Parameters<FlatStorage['failedDeliveries']>
  ): ReturnType<FlatStorage['failedDeliveries']> {
    return this.#webhooks.failedDeliveries(...request);
  }
  waitingEndpoints(
    ...request: Parameters<FlatStorage['waitingEndpoints']>
  ): ReturnType<FlatStorage['waitingEndpoints']> {
    return this.#webhooks.waitingEndpoints(...request);
  }
  dueDeliveries(
    ...request: Parameters<FlatStorage['dueDeliveries']>
  ): ReturnType<FlatStorage['dueDeliveries']> {
    return this.#webhooks.dueDeliveries(...request);
  }
  hasFailedDelivery(
    ...request: Parameters<FlatStorage['hasFailedDelivery']>
  ): ReturnType<FlatStorage['hasFailedDelivery']> {
    return this.#webhooks.hasFailedDelivery(...request);
  }

  heldCoins(...request: Parameters<FlatStorage['heldCoins']>): ReturnType<FlatStorage['heldCoins']> {
    return this.#heldCoins.heldCoins(...request);
  }
  heldSats(workerId: string): ReturnType<FlatStorage['heldSats']> {
    return this.#heldCoins.heldSats(workerId);
  }
  withdrawals(...request: Parameters<FlatStorage['withdrawals']>): ReturnType<FlatStorage['withdrawals']> {
    return this.#heldCoins.withdrawals(...request);
  }

  carriedPayees(
    ...request: Parameters<FlatStorage['carriedPayees']>
  ): ReturnType<FlatStorage['carriedPayees']> {
    return this.#workers.carriedPayees(...request);
  }
  paymailDelivery(
    ...request: Parameters<FlatStorage['paymailDelivery']>
  ): ReturnType<FlatStorage['paymailDelivery']> {
    return this.#paymailDeliveries.paymailDelivery(...request);
  }
  waitingPaymailHosts(
    ...request: Parameters<FlatStorage['waitingPaymailHosts']>
  ): ReturnType<FlatStorage['waitingPaymailHosts']> {
    return this.#paymailDeliveries.waitingPaymailHosts(...request);
  }
  duePaymailDeliveries(
    ...request: Parameters<FlatStorage['duePaymailDeliveries']>
  ): ReturnType<FlatStorage['duePaymailDeliveries']> {
    return this.#paymailDeliveries.duePaymailDeliveries(...request);
  }

  job(jobId: string): ReturnType<FlatStorage['job']> {
    return this.#jobs.job(jobId);
  }
  jobs(...request: Parameters<FlatStorage['jobs']>): ReturnType<FlatStorage['jobs']> {
    return this.#jobs.jobs(...request);
  }
  unreadJobs(...request: Parameters<FlatStorage['unreadJobs']>): ReturnType<FlatStorage['unreadJobs']> {
    return this.#jobs.unreadJobs(...request);
  }
  dueJobs(...request: Parameters<FlatStorage['dueJobs']>): ReturnType<FlatStorage['dueJobs']> {
    return this.#jobs.dueJobs(...request);
  }
  rejectedLines(
    ...request: Parameters<FlatStorage['rejectedLines']>
  ): ReturnType<FlatStorage['rejectedLines']> {
    return this.#jobs.rejectedLines(...request);
  }

  keptLines(...request: Parameters<FlatStorage['keptLines']>): ReturnType<FlatStorage['keptLines']> {
    return this.#jobs.keptLines(...request);
  }

  tasksOf(stretch: Parameters<FlatStorage['tasksOf']>[0]): ReturnType<FlatStorage['tasksOf']> {
    return this.#taskLists.tasksOf(stretch);
  }
  usageMonth(...request: Parameters<FlatStorage['usageMonth']>): ReturnType<FlatStorage['usageMonth']> {
    return this.#billing.usageMonth(...request);
  }
  usageMonths(...request: Parameters<FlatStorage['usageMonths']>): ReturnType<FlatStorage['usageMonths']> {
    return this.#billing.usageMonths(...request);
  }
  usageDays(...request: Parameters<FlatStorage['usageDays']>): ReturnType<FlatStorage['usageDays']> {
    return this.#billing.usageDays(...request);
  }
  openMonths(...request: Parameters<FlatStorage['openMonths']>): ReturnType<FlatStorage['openMonths']> {
    return this.#billing.openMonths(...request);
  }

  stats(...request: Parameters<FlatStorage['stats']>): ReturnType<FlatStorage['stats']> {
    return this.#stats.stats(...request);
  }

  async workQueue(countMax: number): Promise<number> {
    return (this.#select.countQueued.get(countMax) as { count: number }).count;
  }
}
