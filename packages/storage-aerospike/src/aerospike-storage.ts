import type * as port from '@asg/storage';
import { ConsoleSessions } from './accounts/console-sessions.ts';
import { Customers } from './accounts/customers.ts';
import { Billing } from './figures/billing.ts';
import { Stats } from './figures/stats.ts';
import { Intake } from './intake/intake.ts';
import { Quota } from './intake/quota.ts';
import { Jobs } from './jobs/jobs.ts';
import type { Keeper } from './keeping/keeper.ts';
import { Leases } from './processes/leases.ts';
import { AerospikeRowTarget } from './rows/row-target.ts';
import { SpentCoins } from './settling/coins.ts';
import { HeldCoins } from './settling/held-coins.ts';
import { Lanes } from './settling/lanes.ts';
import { Ledger } from './settling/ledger.ts';
import { PaymailDeliveries } from './settling/paymail-deliveries.ts';
import { Reservations } from './settling/reservations.ts';
import { Settlements } from './settling/settlements.ts';
import { TreasuryMoves } from './settling/treasury-moves.ts';
import { DueTasks } from './tasks/due-tasks.ts';
import { Tasks } from './tasks/tasks.ts';
import { Deliveries } from './telling/deliveries.ts';
import { Events } from './telling/events.ts';
import { Webhooks } from './telling/webhooks.ts';
import { Appeals } from './trust/appeals.ts';
import { Golds } from './trust/gold.ts';
import { Models } from './trust/models.ts';
import { Trust } from './trust/trust.ts';
import { Leasing } from './work/leasing.ts';
import { Queue } from './work/queue.ts';
import { Workers } from './workers/workers.ts';

/** How long a record has been left alone, Unix ms, before a sweep finishes what was begun in it. */
const quietMsDefault = 2_000;

type All = port.FlatStorage & Pick<port.Storage, 'ping' | 'sweep'>;
type Method<Name extends keyof All> = All[Name];

/** The port on Aerospike. */
export class AerospikeFlat implements port.FlatStorage {
  readonly #keeper: Keeper;
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
  constructor(keeper: Keeper, quietMs = quietMsDefault) {
    this.#keeper = keeper;
    this.rowTarget = new AerospikeRowTarget(keeper);
    const customers = new Customers(keeper);
    const consoleSessions = new ConsoleSessions(keeper);
    const tasks = new Tasks(keeper);
    const dueTasks = new DueTasks(keeper);
    const intake = new Intake(keeper, new Quota(keeper), tasks);
    const workers = new Workers(keeper);
    const trust = new Trust(keeper);
    const golds = new Golds(keeper);
    const models = new Models(keeper);
    const appeals = new Appeals(keeper, tasks, workers);
    const queue = new Queue(keeper);
    const leasing = new Leasing(keeper, { tasks, queue, trust, golds });
    const jobs = new Jobs(keeper);
    const billing = new Billing(keeper);
    const stats = new Stats(keeper, billing);
    const deliveries = new Deliveries(keeper);
    const events = new Events(keeper, deliveries);
    const webhooks = new Webhooks(keeper);
    const leases = new Leases(keeper);
    const lanes = new Lanes(keeper);
    const reservations = new Reservations(keeper, tasks, lanes);
    const ledger = new Ledger(keeper);
    const coins = new SpentCoins(keeper);
    const moves = new TreasuryMoves(keeper);
    const heldCoins = new HeldCoins(keeper, coins);
    const paymailDeliveries = new PaymailDeliveries(keeper);
    const rooms = { tasks, lanes, reservations, ledger, coins, moves, heldCoins, paymailDeliveries };
    const settlements = new Settlements(keeper, rooms);
    this.#sweeps = [
      ({ limit }) => keeper.documents.outbox.sweep(limit, quietMs),
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
    await this.#keeper.cluster.assertWrites();
  }

  async sweep(request: Parameters<Method<'sweep'>>[0]): ReturnType<Method<'sweep'>> {
    let repaired = 0;
    for (const sweep of this.#sweeps) repaired += await sweep(request);
    return { repaired };
  }

  /** On how many nodes each record is: the lowest figure that any node tells. */
  replicationFactor(): Promise<number> {
    return this.#keeper.cluster.lowestFigure('effective_replication_factor');
  }

  /** Ends what is on its way, and lets go of the cluster. */
  async close(): Promise<void> {
    await this.#keeper.documents.outbox.close();
    await this.#keeper.cluster.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
