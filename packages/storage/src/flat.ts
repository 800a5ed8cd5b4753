import type { Storage, StorageWriter } from './port.ts';

/** What the engines still call each operation, until each noun has its folder there too. */
const names = {
  tasks: {
    get: 'task',
    many: 'tasks',
    scan: 'scanTasks',
    ofCustomer: 'tasksOf',
    batch: 'batch',
    open: 'openTasks',
    change: 'changeTasks',
    cancel: 'cancelTask',
    lapse: 'lapseTasks',
  },
  work: { waiting: 'workQueue', claim: 'leaseWork' },
  customers: {
    get: 'customer',
    byKeyHash: 'customerByKeyHash',
    keys: 'apiKeys',
    list: 'customers',
    register: 'registerCustomer',
    change: 'changeCustomer',
    addKey: 'addApiKey',
    revokeKey: 'revokeApiKey',
    recordKeyUses: 'recordKeyUses',
  },
  workers: {
    get: 'worker',
    byEmail: 'workerByEmail',
    list: 'workers',
    paidAt: 'workersPaidAt',
    totals: 'workerTotals',
    history: 'history',
    register: 'registerWorker',
    change: 'changeWorker',
    setStatus: 'setWorkerStatus',
  },
  sessions: {
    ofWorker: 'sessionByHash',
    ofConsole: 'consoleSession',
    openWorker: 'openSession',
    endWorker: 'endSession',
    openConsole: 'openConsoleSession',
    endConsole: 'endConsoleSession',
  },
  jobs: {
    get: 'job',
    list: 'jobs',
    countUnread: 'unreadJobs',
    due: 'dueJobs',
    rejectedLines: 'rejectedLines',
    keptLines: 'keptLines',
    save: 'saveJob',
    rejectLines: 'rejectLines',
    keepLines: 'keepLines',
  },
  events: {
    after: 'eventsAfter',
    newest: 'newestEvent',
    undispatched: 'undispatchedEvents',
    dispatch: 'dispatchEvents',
  },
  webhooks: {
    get: 'webhook',
    list: 'webhooksOf',
    add: 'addWebhook',
    change: 'changeWebhook',
    remove: 'removeWebhook',
  },
  deliveries: {
    get: 'delivery',
    ofWebhook: 'deliveriesOf',
    failed: 'failedDeliveries',
    waitingEndpoints: 'waitingEndpoints',
    due: 'dueDeliveries',
    hasFailed: 'hasFailedDelivery',
    add: 'addDelivery',
    recordAttempt: 'recordAttempt',
    replay: 'replayDelivery',
  },
  settlement: {
    get: 'settlement',
    byTxid: 'settlementByTxid',
    inStates: 'settlementsIn',
    list: 'settlements',
    coinsInUse: 'coinsInUse',
    paymentQueue: 'paymentQueue',
    reserve: 'reserveForSettlement',
    store: 'storeSettlement',
    revive: 'reviveSettlement',
    release: 'releaseReservation',
    advance: 'advanceSettlement',
    note: 'noteSettlement',
  },
  lanes: { get: 'lane', acquire: 'acquireLane', hold: 'holdLane' },
  treasury: {
    move: 'treasuryMove',
    openMoves: 'openTreasuryMoves',
    headerWindow: 'headerWindow',
    requestMove: 'requestTreasuryMove',
    refuseMove: 'refuseTreasuryMove',
    saveHeaderWindow: 'saveHeaderWindow',
  },
  payouts: {
    payees: 'payeeAccounts',
    earnings: 'earnings',
    carried: 'carriedPayees',
    heldCoins: 'heldCoins',
    heldSats: 'heldSats',
    withdrawals: 'withdrawals',
    setCarriedDue: 'setCarriedDue',
  },
  paymail: {
    get: 'paymailDelivery',
    waitingHosts: 'waitingPaymailHosts',
    due: 'duePaymailDeliveries',
    recordAttempt: 'recordPaymailAttempt',
  },
  billing: {
    month: 'usageMonth',
    months: 'usageMonths',
    days: 'usageDays',
    openMonths: 'openMonths',
    closeMonth: 'closeMonth',
  },
  stats: { get: 'stats' },
  trust: { sums: 'trust', signals: 'workerSignals' },
  gold: { get: 'gold', list: 'goldItems', add: 'addGold', retire: 'retireGold' },
  appeals: {
    get: 'appeal',
    ofWorker: 'appealsOf',
    waiting: 'openAppeals',
    open: 'openAppeal',
    answer: 'answerAppeal',
  },
  models: {
    template: 'templateModel',
    worker: 'workerModel',
    ofWorker: 'workerModels',
    doubtfulTasks: 'doubtfulTasks',
  },
  leadership: { get: 'lease', hold: 'holdLease' },
} as const;

type Names = typeof names;
type Noun = keyof Names;
type Union = {
  [N in Noun]: {
    [F in keyof Names[N]]: [Names[N][F], F extends keyof Storage[N] ? Storage[N][F] : never];
  }[keyof Names[N]];
}[Noun];
type WriteUnion = {
  [N in Noun & keyof StorageWriter]: {
    [F in keyof Names[N]]: F extends keyof StorageWriter[N] ? [Names[N][F], StorageWriter[N][F]] : never;
  }[keyof Names[N]];
}[Noun & keyof StorageWriter];
export type FlatWriter = { [Pair in WriteUnion as Pair[0] & string]: Pair[1] };
export type FlatReader = Omit<FlatStorage, keyof FlatWriter>;
export type FlatStorage = { [Pair in Union as Pair[0] & string]: Pair[1] };

/** The nouns of a store whose operations stand side by side. */
export function nounsOf(flat: FlatStorage): Pick<Storage, Noun> {
  const nouns = Object.entries(names).map(([noun, operations]) => [
    noun,
    Object.fromEntries(
      Object.entries(operations).map(([operation, name]) => [
        operation,
        (...given: unknown[]) => Reflect.apply(Reflect.get(flat, name), flat, given),
      ]),
    ),
  ]);
  return Object.fromEntries(nouns);
}
