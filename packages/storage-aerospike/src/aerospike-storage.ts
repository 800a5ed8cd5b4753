import type * as port from '@asg/storage';
import { Customers } from './accounts/customers.ts';
import { Quota } from './accounts/quota.ts';
import { ConsoleSessions } from './accounts/sessions.ts';
import { Workers } from './accounts/workers.ts';
import { Billing } from './billing/store.ts';
import { Events } from './events/store.ts';
import { Jobs } from './jobs/store.ts';
import { Leases } from './leadership/store.ts';
import { HeldCoins } from './payouts/held-coins.ts';
import { PaymailDeliveries } from './payouts/paymail.ts';
import { Ledger } from './payouts/write.ts';
import type { RecordStore } from './records/record-store.ts';
import { AerospikeRowTarget } from './rows/row-target.ts';
import { SpentCoins } from './settlement/coins.ts';
import { Lanes } from './settlement/lanes.ts';
import { Reservations } from './settlement/reservations.ts';
import { TreasuryMoves } from './settlement/treasury.ts';
import { Settlements } from './settlement/write.ts';
import { Stats } from './stats/store.ts';
import { DueTasks } from './tasks/due-tasks.ts';
import { Intake } from './tasks/intake.ts';
import { Tasks } from './tasks/write.ts';
import { Appeals } from './trust/appeals.ts';
import { Golds } from './trust/gold.ts';
import { Models } from './trust/models.ts';
import { Trust } from './trust/store.ts';
import { Deliveries } from './webhooks/deliveries.ts';
import { Webhooks } from './webhooks/webhooks.ts';
import { Queue } from './work/queue.ts';
import { Leasing } from './work/store.ts';

/** How long a record has been left alone, Unix ms, before a sweep finishes what was begun in it. */
const quietMsDefault = 2_000;

type All = port.FlatStorage & Pick<port.Storage, 'ping' | 'sweep'>;
type Method<Name extends keyof All> = All[Name];

/** The port on Aerospike. */
export class AerospikeFlat implements port.FlatStorage {
  readonly #records: RecordStore;
  readonly #sweeps: readonly ((request: Parameters<Method<'sweep'>>[0]) => Promise<number>)[];
  readonly rowTarget: port.RowTarget;
  readonly customer: Method<'customer'>;
  readonly customerByKeyHash: Method<'customerByKeyHash'>;
  readonly apiKeys: Method<'apiKeys'>;
  readonly customers: Method<'customers'>;
  readonly registerCustomer: Method<'registerCustomer'>;
  readonly addApiKey: Method<'addApiKey'>;
  readonly revokeApiKey: Method<'revokeApiKey'>;
  readonly recordKeyUses: Method<'recordKeyUses'>;
  readonly changeCustomer: Method<'changeCustomer'>;
  readonly openTasks: Method<'openTasks'>;
  readonly batch: Method<'batch'>;
  readonly task: Method<'task'>;
  readonly tasks: Method<'tasks'>;
  readonly tasksOf: Method<'tasksOf'>;
  readonly scanTasks: Method<'scanTasks'>;
  readonly changeTasks: Method<'changeTasks'>;
  readonly cancelTask: Method<'cancelTask'>;
  readonly lapseTasks: Method<'lapseTasks'>;
  readonly leaseWork: Method<'leaseWork'>;
  readonly workQueue: Method<'workQueue'>;
  readonly worker: Method<'worker'>;
  readonly workerByEmail: Method<'workerByEmail'>;
  readonly workers: Method<'workers'>;
  readonly workersPaidAt: Method<'workersPaidAt'>;
  readonly workerTotals: Method<'workerTotals'>;
  readonly payeeAccounts: Method<'payeeAccounts'>;
  readonly registerWorker: Method<'registerWorker'>;
  readonly changeWorker: Method<'changeWorker'>;
  readonly setWorkerStatus: Method<'setWorkerStatus'>;
  readonly openConsoleSession: Method<'openConsoleSession'>;
  readonly endConsoleSession: Method<'endConsoleSession'>;
  readonly consoleSession: Method<'consoleSession'>;
  readonly openSession: Method<'openSession'>;
  readonly endSession: Method<'endSession'>;
  readonly sessionByHash: Method<'sessionByHash'>;
  readonly trust: Method<'trust'>;
  readonly workerSignals: Method<'workerSignals'>;
  readonly history: Method<'history'>;
  readonly gold: Method<'gold'>;
  readonly goldItems: Method<'goldItems'>;
  readonly addGold: Method<'addGold'>;
  readonly retireGold: Method<'retireGold'>;
  readonly templateModel: Method<'templateModel'>;
  readonly workerModel: Method<'workerModel'>;
  readonly workerModels: Method<'workerModels'>;
  readonly doubtfulTasks: Method<'doubtfulTasks'>;
  readonly appeal: Method<'appeal'>;
  readonly appealsOf: Method<'appealsOf'>;
  readonly openAppeals: Method<'openAppeals'>;
  readonly openAppeal: Method<'openAppeal'>;
  readonly answerAppeal: Method<'answerAppeal'>;
  readonly job: Method<'job'>;
  readonly jobs: Method<'jobs'>;
  readonly unreadJobs: Method<'unreadJobs'>;
  readonly dueJobs: Method<'dueJobs'>;
  readonly rejectedLines: Method<'rejectedLines'>;
  readonly keptLines: Method<'keptLines'>;
  readonly saveJob: Method<'saveJob'>;
  readonly rejectLines: Method<'rejectLines'>;
  readonly keepLines: Method<'keepLines'>;
  readonly usageMonth: Method<'usageMonth'>;
  readonly usageMonths: Method<'usageMonths'>;
  readonly usageDays: Method<'usageDays'>;
  readonly openMonths: Method<'openMonths'>;
  readonly closeMonth: Method<'closeMonth'>;
  readonly stats: Method<'stats'>;
  readonly eventsAfter: Method<'eventsAfter'>;
  readonly newestEvent: Method<'newestEvent'>;
  readonly undispatchedEvents: Method<'undispatchedEvents'>;
  readonly dispatchEvents: Method<'dispatchEvents'>;
  readonly webhook: Method<'webhook'>;
  readonly webhooksOf: Method<'webhooksOf'>;
  readonly addWebhook: Method<'addWebhook'>;
  readonly changeWebhook: Method<'changeWebhook'>;
  readonly removeWebhook: Method<'removeWebhook'>;
  readonly delivery: Method<'delivery'>;
  readonly deliveriesOf: Method<'deliveriesOf'>;
  readonly failedDeliveries: Method<'failedDeliveries'>;
  readonly waitingEndpoints: Method<'waitingEndpoints'>;
  readonly dueDeliveries: Method<'dueDeliveries'>;
  readonly hasFailedDelivery: Method<'hasFailedDelivery'>;
  readonly addDelivery: Method<'addDelivery'>;
  readonly recordAttempt: Method<'recordAttempt'>;
  readonly replayDelivery: Method<'replayDelivery'>;
  readonly lease: Method<'lease'>;
  readonly holdLease: Method<'holdLease'>;

  readonly lane: Method<'lane'>;
  readonly acquireLane: Method<'acquireLane'>;
  readonly holdLane: Method<'holdLane'>;
  readonly paymentQueue: Method<'paymentQueue'>;
  readonly reserveForSettlement: Method<'reserveForSettlement'>;
  readonly releaseReservation: Method<'releaseReservation'>;
  readonly storeSettlement: Method<'storeSettlement'>;
  readonly reviveSettlement: Method<'reviveSettlement'>;
  readonly advanceSettlement: Method<'advanceSettlement'>;
  readonly noteSettlement: Method<'noteSettlement'>;
  readonly setCarriedDue: Method<'setCarriedDue'>;
  readonly carriedPayees: Method<'carriedPayees'>;
  readonly settlement: Method<'settlement'>;
  readonly settlementByTxid: Method<'settlementByTxid'>;
  readonly settlementsIn: Method<'settlementsIn'>;
  readonly settlements: Method<'settlements'>;
  readonly coinsInUse: Method<'coinsInUse'>;
  readonly earnings: Method<'earnings'>;
  readonly treasuryMove: Method<'treasuryMove'>;
  readonly openTreasuryMoves: Method<'openTreasuryMoves'>;
  readonly requestTreasuryMove: Method<'requestTreasuryMove'>;
  readonly refuseTreasuryMove: Method<'refuseTreasuryMove'>;
  readonly headerWindow: Method<'headerWindow'>;
  readonly saveHeaderWindow: Method<'saveHeaderWindow'>;
  readonly heldCoins: Method<'heldCoins'>;
  readonly heldSats: Method<'heldSats'>;
  readonly withdrawals: Method<'withdrawals'>;
  readonly paymailDelivery: Method<'paymailDelivery'>;
  readonly waitingPaymailHosts: Method<'waitingPaymailHosts'>;
  readonly duePaymailDeliveries: Method<'duePaymailDeliveries'>;
  readonly recordPaymailAttempt: Method<'recordPaymailAttempt'>;

  /** `quietMs`: how long a record is left alone before a sweep finishes what was begun in it. */
  constructor(records: RecordStore, quietMs = quietMsDefault) {
    this.#records = records;
    this.rowTarget = new AerospikeRowTarget(records);
    const customers = new Customers(records);
    const consoleSessions = new ConsoleSessions(records);
    const tasks = new Tasks(records);
    const dueTasks = new DueTasks(records);
    const intake = new Intake(records, new Quota(records), tasks);
    const workers = new Workers(records);
    const trust = new Trust(records);
    const golds = new Golds(records);
    const models = new Models(records);
    const appeals = new Appeals(records, tasks, workers);
    const queue = new Queue(records);
    const leasing = new Leasing(records, { tasks, queue, trust, golds });
    const jobs = new Jobs(records);
    const billing = new Billing(records);
    const stats = new Stats(records, billing);
    const deliveries = new Deliveries(records);
    const events = new Events(records, deliveries);
    const webhooks = new Webhooks(records);
    const leases = new Leases(records);
    const lanes = new Lanes(records);
    const reservations = new Reservations(records, tasks, lanes);
    const ledger = new Ledger(records);
    const coins = new SpentCoins(records);
    const moves = new TreasuryMoves(records);
    const heldCoins = new HeldCoins(records, coins);
    const paymailDeliveries = new PaymailDeliveries(records);
    const rooms = { tasks, lanes, reservations, ledger, coins, moves, heldCoins, paymailDeliveries };
    const settlements = new Settlements(records, rooms);
    this.#sweeps = [
      ({ limit }) => records.documents.outbox.sweep(limit, quietMs),
      (request) => intake.sweep(request),
      ({ limit }) => reservations.sweep(limit),
      (request) => ledger.carriedBefore.sweep(request),
    ];
    this.customer = (customerId) => customers.customer(customerId);
    this.customerByKeyHash = (hash) => customers.byKeyHash(hash);
    this.apiKeys = (customerId) => customers.apiKeys(customerId);
    this.customers = (page) => customers.page(page);
    this.registerCustomer = (request) => customers.register(request);
    this.addApiKey = (request) => customers.addKey(request);
    this.revokeApiKey = (request) => customers.revokeKey(request);
    this.recordKeyUses = (request) => customers.recordUses(request);
    this.changeCustomer = (request) => customers.change(request);

    this.openTasks = (request) => intake.open(request);
    this.batch = (batchId) => intake.batch(batchId);
    this.task = (taskId) => tasks.task(taskId);
    this.tasks = (taskIds) => tasks.tasks(taskIds);
    this.tasksOf = (stretch) => tasks.tasksOf(stretch);
    this.scanTasks = (page) => tasks.scan(page);
    this.changeTasks = (changes) => tasks.change(changes);
    this.cancelTask = (request) => tasks.cancel(request);
    this.lapseTasks = (request) => tasks.lapse(request);
    this.leaseWork = (request) => leasing.lease(request);
    this.workQueue = (countMax) => queue.count(countMax);

    this.worker = (workerId) => workers.worker(workerId);
    this.workerByEmail = (emailKey) => workers.byEmail(emailKey);
    this.workers = (page) => workers.page(page);
    this.workersPaidAt = (payout, limit) => workers.paidAt(payout, limit);
    this.workerTotals = (workerId) => workers.totals(workerId);
    this.payeeAccounts = (workerIds) => workers.payeeAccounts(workerIds);
    this.registerWorker = (request) => workers.register(request);
    this.changeWorker = (request) => workers.change(request);
    this.setWorkerStatus = (request) => workers.setStatus(request);
    this.openConsoleSession = (request) => consoleSessions.open(request);
    this.endConsoleSession = (hash) => consoleSessions.end(hash);
    this.consoleSession = (hash) => consoleSessions.find(hash);
    this.openSession = (session) => workers.openSession(session);
    this.endSession = (hash) => workers.endSession(hash);
    this.sessionByHash = (hash) => workers.sessionByHash(hash);

    this.trust = (workerId, template) => trust.load(workerId, template);
    this.workerSignals = (workerId) => trust.signals(workerId);
    this.history = (workerId, page) => trust.history(workerId, page);
    this.gold = (goldId) => golds.gold(goldId);
    this.goldItems = (page) => golds.items(page);
    this.addGold = (items) => golds.add(items);
    this.retireGold = (request) => golds.retire(request);
    this.templateModel = (template) => models.templateModel(template);
    this.workerModel = (workerId, template) => models.workerModel(workerId, template);
    this.workerModels = (workerId, page) => models.workerModels(workerId, page);
    this.doubtfulTasks = (customerId, page) => models.doubtfulTasks(customerId, page);
    this.appeal = (appealId) => appeals.appeal(appealId);
    this.appealsOf = (workerId, page) => appeals.appealsOf(workerId, page);
    this.openAppeals = (page) => appeals.openAppeals(page);
    this.openAppeal = (request) => appeals.open(request);
    this.answerAppeal = (request) => appeals.answer(request);
    this.job = (jobId) => jobs.job(jobId);
    this.jobs = (customerId, page) => jobs.jobs(customerId, page);
    this.unreadJobs = (customerId, countMax) => jobs.unreadJobs(customerId, countMax);
    this.dueJobs = (nowMs, limit) => jobs.dueJobs(nowMs, limit);
    this.rejectedLines = (jobId, page) => jobs.rejectedLines(jobId, page);
    this.keptLines = (jobId, page) => jobs.keptLines(jobId, page);
    this.saveJob = (job) => jobs.saveJob(job);
    this.rejectLines = (request) => jobs.rejectLines(request);
    this.keepLines = (request) => jobs.keepLines(request);
    this.usageMonth = (customerId, month) => billing.usageMonth(customerId, month);
    this.usageMonths = (customerId, page) => billing.usageMonths(customerId, page);
    this.usageDays = (customerId, month) => billing.usageDays(customerId, month);
    this.openMonths = (before, limit) => billing.openMonths(before, limit);
    this.closeMonth = (request) => billing.close(request);
    this.stats = (customerId, range) => stats.stats(customerId, range);

    this.eventsAfter = (customerId, page) => events.eventsAfter(customerId, page);
    this.newestEvent = (customerId) => events.newestEvent(customerId);
    this.undispatchedEvents = (limit) => events.undispatchedEvents(limit);
    this.dispatchEvents = (dispatched) => events.dispatch(dispatched);
    this.webhook = (webhookId) => webhooks.webhook(webhookId);
    this.webhooksOf = (customerId) => webhooks.of(customerId);
    this.addWebhook = (request) => webhooks.add(request);
    this.changeWebhook = (request) => webhooks.change(request);
    this.removeWebhook = (request) => webhooks.remove(request);
    this.delivery = (deliveryId) => deliveries.delivery(deliveryId);
    this.deliveriesOf = (webhookId, page) => deliveries.ofWebhook(webhookId, page);
    this.failedDeliveries = (customerId, page) => deliveries.failedOf(customerId, page);
    this.waitingEndpoints = (page) => deliveries.waitingEndpoints(page);
    this.dueDeliveries = (request) => deliveries.due(request);
    this.hasFailedDelivery = (taskId) => deliveries.hasFailed(taskId);
    this.addDelivery = (delivery) => deliveries.add(delivery);
    this.recordAttempt = (request) => deliveries.record(request);
    this.replayDelivery = (request) => deliveries.replay(request);

    this.lease = (name) => leases.lease(name);
    this.holdLease = (request) => leases.holdLease(request);

    this.lane = (laneId) => lanes.lane(laneId);
    this.acquireLane = (request) => lanes.acquire(request);
    this.holdLane = (request) => lanes.hold(request);
    this.paymentQueue = (countMax) => dueTasks.paymentQueue(countMax);
    this.reserveForSettlement = (request) => settlements.reserve(request);
    this.releaseReservation = (settlementId) => settlements.release(settlementId);
    this.storeSettlement = (request) => settlements.store(request);
    this.reviveSettlement = (request) => settlements.revive(request);
    this.advanceSettlement = (request) => settlements.advance(request);
    this.setCarriedDue = (request) => ledger.carriedPay.setDue(request);
    this.carriedPayees = (request) => ledger.carriedPay.carriedPayees(request);
    this.noteSettlement = (request) => settlements.note(request);
    this.settlement = (settlementId) => settlements.settlement(settlementId);
    this.settlementByTxid = (txid) => settlements.byTxid(txid);
    this.settlementsIn = (states, limit, after) => settlements.settlementsIn(states, limit, after);
    this.settlements = (page) => settlements.summaries(page);
    this.coinsInUse = (asked) => settlements.coinsInUse(asked);
    this.earnings = (workerId, page) => ledger.earnings(workerId, page);
    this.treasuryMove = (settlementId) => moves.move(settlementId);
    this.openTreasuryMoves = (limit) => moves.open(limit);
    this.requestTreasuryMove = (move) => moves.request(move);
    this.refuseTreasuryMove = (request) => moves.refuse(request);
    this.headerWindow = () => moves.headerWindow();
    this.saveHeaderWindow = (window) => moves.saveHeaderWindow(window);
    this.heldCoins = (workerId, limit) => heldCoins.coins(workerId, limit);
    this.heldSats = (workerId) => heldCoins.sum(workerId);
    this.withdrawals = (workerId, page) => heldCoins.withdrawals(workerId, page);
    this.paymailDelivery = (...ids) => paymailDeliveries.paymailDelivery(...ids);
    this.waitingPaymailHosts = (page) => paymailDeliveries.waitingPaymailHosts(page);
    this.duePaymailDeliveries = (request) => paymailDeliveries.duePaymailDeliveries(request);
    this.recordPaymailAttempt = (attempt) => paymailDeliveries.recordPaymailAttempt(attempt);
  }

  async ping(): Promise<void> {
    await this.#records.cluster.assertWrites();
  }

  async sweep(request: Parameters<Method<'sweep'>>[0]): ReturnType<Method<'sweep'>> {
    let repaired = 0;
    for (const sweep of this.#sweeps) repaired += await sweep(request);
    return { repaired };
  }

  /** On how many nodes each record is: the lowest figure that any node tells. */
  replicationFactor(): Promise<number> {
    return this.#records.cluster.lowestFigure('effective_replication_factor');
  }

  /** Ends what is on its way, and lets go of the cluster. */
  async close(): Promise<void> {
    await this.#records.documents.outbox.close();
    await this.#records.cluster.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
