import type { DatabaseSync } from 'node:sqlite';
import type { FlatWriter } from '@asg/storage';
import { Accounts } from './accounts.ts';
import { AppealTable } from './appeals.ts';
import { CarriedTable } from './carried.ts';
import { SpentCoins } from './coins.ts';
import { ConsoleSessionTable } from './console-sessions.ts';
import { CustomerTable } from './customers.ts';
import { EventTable } from './events.ts';
import { GoldTable } from './gold.ts';
import { HeldCoinTable } from './held-coins.ts';
import { Intake, type OpenRows } from './intake.ts';
import { JobTable } from './jobs.ts';
import { LaneTable } from './lanes.ts';
import { LeaseTable } from './leases.ts';
import { Leasing } from './leasing.ts';
import { Ledger } from './ledger.ts';
import { ModelTable } from './models.ts';
import { PaymailDeliveryTable } from './paymail-deliveries.ts';
import { QueueClasses } from './queue-classes.ts';
import { Reservations } from './reservations.ts';
import { Sequence } from './sequence.ts';
import { SettlementTable } from './settlements.ts';
import { TaskTable } from './task-table.ts';
import { TreasuryMoves } from './treasury-moves.ts';
import { TrustTable } from './trust.ts';
import { UsageTable } from './usage.ts';
import { DeliveryTable, WebhookTable } from './webhooks.ts';
import { Work } from './work.ts';
import { WorkerTable } from './workers.ts';

/**
 * What each write is given and gives: the port's, but for `openTasks`, whose rows come ready made, and
 * `reserveForSettlement`, which gives ids: who asked reads the tasks for themselves. `probe` only finds out whether there is space.
 */
export type WriteArguments = {
  [Name in keyof FlatWriter]: Name extends 'openTasks' ? OpenRows : Parameters<FlatWriter[Name]>[0];
} & { probe: undefined };
export type WriteResults = {
  [Name in keyof FlatWriter]: Name extends 'reserveForSettlement'
    ? readonly string[] | 'fenced'
    : Awaited<ReturnType<FlatWriter[Name]>>;
} & { probe: undefined };
export type WriteName = keyof FlatWriter | 'probe';

/** About as much as a group of writes adds to the log. */
const probeBytes = 131_072;

type Writes = { readonly [Name in WriteName]: (argument: WriteArguments[Name]) => WriteResults[Name] };

/** Carries out writes on the one write connection. Each runs inside a transaction that the caller opened. */
export class Executor {
  readonly #sequence: Sequence;
  readonly #classes: QueueClasses;
  readonly #writes: Writes;

  constructor(db: DatabaseSync) {
    this.#sequence = new Sequence(db, 'queue');
    this.#classes = new QueueClasses(db);
    this.#writes = writesOn(db, this.#sequence, this.#classes);
  }

  execute<Name extends WriteName>(name: Name, argument: WriteArguments[Name]): WriteResults[Name] {
    return this.#writes[name](argument);
  }

  /** Makes what is kept in memory agree with the file again. */
  afterRollback(): void {
    this.#sequence.afterRollback();
    this.#classes.load();
  }
}

function writesOn(db: DatabaseSync, sequence: Sequence, classes: QueueClasses): Writes {
  const customers = new CustomerTable(db);
  const workers = new WorkerTable(db);
  const trust = new TrustTable(db);
  const gold = new GoldTable(db);
  const models = new ModelTable(db);
  const accounts = new Accounts(db, trust);
  const consoleSessions = new ConsoleSessionTable(db);
  const events = new EventTable(db);
  const jobs = new JobTable(db, events);
  const webhooks = new WebhookTable(db);
  const deliveries = new DeliveryTable(db);
  const tasks = new TaskTable(db, { sequence, classes, events, trust, gold, models });
  const appeals = new AppealTable(db, tasks, accounts);
  const intake = new Intake(db, customers, tasks);
  const work = new Work(db, customers, tasks);
  const leasing = new Leasing(db, { tasks, classes, trust, gold, models });
  const leases = new LeaseTable(db);
  const lanes = new LaneTable(db);
  const reservations = new Reservations(db, tasks);
  const ledger = new Ledger(db);
  const carried = new CarriedTable(db);
  const usage = new UsageTable(db);
  const moves = new TreasuryMoves(db);
  const paymailDeliveries = new PaymailDeliveryTable(db);
  const settlements = new SettlementTable(db, {
    tasks,
    lanes,
    reservations,
    ledger,
    carried,
    usage,
    coins: new SpentCoins(db),
    moves,
    heldCoins: new HeldCoinTable(db),
    paymailDeliveries,
  });
  const saveHeaders = db.prepare(
    `insert into header_window (id, base_height, headers) values (1, ?1, ?2)
     on conflict (id) do update set base_height = ?1, headers = ?2`,
  );
  // Other bytes each time: what is the same would not be written.
  const probe = db.prepare(
    `insert into write_probe (id, filler) values (1, randomblob(${probeBytes})) on conflict (id) do update set filler = excluded.filler`,
  );
  return {
    registerCustomer: (request) => customers.register(request),
    openTasks: (request) => intake.open(request),
    changeTasks: (changes) => work.change(changes),
    cancelTask: (request) => work.cancel(request),
    leaseWork: (request) => leasing.lease(request),
    lapseTasks: (request) => work.lapse(request),
    registerWorker: (request) => workers.register(request),
    openSession: (session) => workers.openSession(session),
    endSession: (hash) => workers.endSession(hash),
    changeWorker: (request) => workers.change(request),
    addApiKey: (request) => accounts.addKey(request),
    revokeApiKey: (request) => accounts.revokeKey(request),
    recordKeyUses: (request) => accounts.recordKeyUses(request),
    openConsoleSession: (request) => consoleSessions.open(request),
    endConsoleSession: (hash) => consoleSessions.end(hash),
    changeCustomer: (request) => accounts.changeCustomer(request),
    setWorkerStatus: (request) => accounts.setWorkerStatus(request),
    addGold: (items) => gold.add(items),
    retireGold: (request) => gold.retire(request),
    openAppeal: (request) => appeals.open(request),
    answerAppeal: (request) => appeals.answer(request),
    saveJob: (job) => jobs.save(job),
    rejectLines: (request) => jobs.reject(request),
    keepLines: (request) => jobs.keep(request),
    dispatchEvents: (dispatched) => events.dispatch(dispatched, deliveries),
    addWebhook: (request) => webhooks.add(request),
    changeWebhook: (request) => webhooks.change(request),
    removeWebhook: (request) => webhooks.remove(request),
    addDelivery: (delivery) => deliveries.add(delivery),
    recordAttempt: (request) => deliveries.record(request),
    replayDelivery: (request) => deliveries.replay(request),
    holdLease: (request) => leases.hold(request),
    acquireLane: (request) => {
      const lane = lanes.acquire(request);
      if (lane !== null) reservations.releaseOlder(lane.laneId, lane.token);
      return lane;
    },
    holdLane: (request) => lanes.hold(request),
    reserveForSettlement: (request) => settlements.reserve(request),
    storeSettlement: (request) => settlements.store(request),
    reviveSettlement: (request) => settlements.revive(request),
    releaseReservation: (settlementId) => settlements.release(settlementId),
    advanceSettlement: (request) => settlements.advance(request),
    setCarriedDue: (request) => carried.setDue(request),
    noteSettlement: (request) => settlements.note(request),
    requestTreasuryMove: (move) => moves.request(move),
    refuseTreasuryMove: (request) => moves.refuse(request),
    saveHeaderWindow: ({ baseHeight, headers }) => {
      saveHeaders.run(baseHeight, headers.join(''));
    },
    recordPaymailAttempt: (attempt) => paymailDeliveries.record(attempt),
    closeMonth: (request) => usage.close(request),
    probe: () => {
      probe.run();
      return undefined;
    },
  };
}
