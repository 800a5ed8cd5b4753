import type { AssetRules, Assets } from '@asg/assets';
import { hexOf, openLocalChain, SigningKey } from '@asg/chain';
import { Deposits, Refunds } from '@asg/deposits';
import { type AllowanceTerms, ampleAllowance, sats, type WalletRules } from '@asg/domain';
import {
  Appeals,
  Balances,
  Billing,
  ConsensusReports,
  CustomerGold,
  EventFeed,
  GoldItems,
  History,
  Intake,
  Labelling,
  ListKeys,
  OutcomeDelays,
  OwnModels,
  Practice,
  Quality,
  Queues,
  Receipts,
  Reports,
  Router,
  SettlementAdmin,
  Stats,
  TaskList,
} from '@asg/engines';
import { Exports } from '@asg/exports';
import { type JobBounds, type JobRunner, type Jobs, jobBoundsDefault } from '@asg/jobs';
import type { Items, LookAhead, MediaProxy } from '@asg/media';
import { createOutbound } from '@asg/outbound';
import { Standings, Vitals, WorkerLabels } from '@asg/oversight';
import {
  ConsoleSessions,
  Customers,
  type EngineContext,
  Links,
  Organisations,
  Teams,
  Trail,
  TrailReader,
  Withdrawals,
  WorkerPay,
  Workers,
} from '@asg/people';
import { Pushes, ServerKeys } from '@asg/push';
import { resultParts } from '@asg/results';
import { ManualClock, Sealer, type SignalBoard } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Webhooks } from '@asg/webhooks';
import type { FastifyInstance } from 'fastify';
import { createGateway } from '../app.ts';
import type { GatewayOptions } from '../options.ts';
import { type Call, callerOf } from './call.ts';
import { closed } from './closed.ts';
import { settlerNotice, testWallets } from './local-treasury.ts';
import { testAssets } from './test-assets.ts';
import { testContext } from './test-context.ts';
import { type CountedPictures, testItems } from './test-items.ts';
import { resolveInTests, testJobs } from './test-jobs.ts';
import { newWorker, type TestPeople, testPeople } from './test-people.ts';

/** Gold is certain where there is some, so that tests do not depend on chance. */
const trustRules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 1, goldShareMin: 0 };
const startMs = Date.UTC(2026, 3, 9, 12);
/** Hundreds sign up here, and it is not their passwords that are tried. */
const cheapPasswords = { memoryKiB: 8, passes: 1 };
const treasury = new SigningKey(new Uint8Array(32).fill(7), 'local');

/** The gateway on real engines and a real store in memory, with a clock that stands still. */
export interface TestGateway extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly signals: SignalBoard;
  readonly context: EngineContext;
  readonly jobs: Jobs;
  readonly assets: Assets;
  readonly assetsFolder: string;
  readonly jobRunner: JobRunner;
  /** A runner as of another process. */
  readonly newJobRunner: (holder: string) => JobRunner;
  /** Where uploaded manifests are kept. */
  readonly uploadsDir: string;
  readonly customers: Customers;
  readonly trail: Trail;
  readonly lookAhead: LookAhead;
  /** What items cost, and memory of them; `newItems`: of another process. */
  readonly pictures: CountedPictures;
  readonly items: Items;
  readonly newItems: () => Items;
  readonly media: MediaProxy;
  readonly call: Call;
  readonly linkTo: TestPeople['linkTo'];
  readonly consoleMails: TestPeople['consoleMails'];
  readonly organisationLeaving: TestPeople['organisationLeaving'];
  newCustomer(email?: string): Promise<{ readonly key: string; readonly customerId: string }>;
  /** With a complete profile. */
  newWorker(email?: string): Promise<{ readonly token: string; readonly workerId: string }>;
}

export interface TestGatewayOptions extends Partial<GatewayOptions> {
  readonly sandboxLabelQuota?: number;
  readonly allowance?: AllowanceTerms;
  readonly storagePath?: string;
  /** Workers may sign up with any password. Default: true. */
  readonly isLenient?: boolean;
  readonly jobBounds?: Partial<JobBounds>;
  readonly assetRules?: Partial<AssetRules>;
  readonly unseenLabels?: 'taken' | 'refused';
  /** Default: new wallets are in force at once. */
  readonly walletRules?: WalletRules | null;
}

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const {
    sandboxLabelQuota = 500,
    allowance = ampleAllowance,
    storagePath = ':memory:',
    jobBounds,
    isLenient = true,
    assetRules: ownAssetRules = {},
    unseenLabels = 'taken',
    walletRules = null,
    ...overrides
  } = options;
  const storage = await openSqliteStorage({ path: storagePath });
  const clock = new ManualClock(startMs);
  const context = testContext(storage, clock);
  const { random, ids, signals } = context;
  const chain = openLocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const {
    assetsBytesMax,
    folder: assetsFolder,
    dispose: disposeAssets,
    ...assetParts
  } = testAssets(context, ownAssetRules);
  const { jobs, runner, newRunner, uploadsDir, dispose } = testJobs(
    context,
    {
      ...jobBoundsDefault,
      uploadBytesMax: 1_000_000,
      ...jobBounds,
    },
    assetParts.assets,
    allowance,
    (jobId) => lookAhead.note(jobId),
  );
  const allowedHosts = ['localhost', '127.0.0.1'];
  const outbound = createOutbound({ allowedHosts, resolve: resolveInTests });
  const delays = new OutcomeDelays();
  const quality = new Quality(context, trustRules, delays);
  const sealer = new Sealer(['00'.repeat(32)], random);
  const money = { price: { payoutSats: sats(325), feePercent: 0 }, allowance };
  const customers = new Customers(context, { ...money, sandboxLabelQuota });
  const links = new Links(context, { markOf: (wallet) => `left ${wallet}` });
  const trail = new Trail(context);
  const submissions = { insecureHosts: ['localhost'], earlyStopDefault: false, assetsBytesMax, ...money };
  const { assetReader } = assetParts;
  const { pictures, items, newItems, lookAhead, served } = testItems(context, {
    outbound,
    jobs,
    assetReader,
  });
  const { linkTo, dispose: closePeople, ...ofPeople } = testPeople(context, cheapPasswords, trail);
  const { people, consolePeople, mails } = ofPeople;
  const teams = new Teams(context, { people: consolePeople });
  const intake = new Intake(context, submissions, lookAhead.note);
  const app = await createGateway({
    ...assetParts,
    jobs,
    customers,
    sessions: new ConsoleSessions(context, { customers, adminToken: overrides.adminToken ?? null }),
    ...ofPeople,
    organisations: new Organisations(context, { people: consolePeople, customers, teams, trail, isLenient }),
    teams,
    workers: new Workers(context, people, { isLenient, sealer }),
    links,
    withdrawals: new Withdrawals(context, null),
    ...testWallets(context, { outbound, allowedHosts, mails, rules: walletRules }),
    intake,
    ...resultParts(context, intake),
    exports: new Exports(context),
    taskList: new TaskList(context),
    listKeys: new ListKeys(context),
    billing: new Billing(context, { price: () => ({ usd: 20, source: 'default' }) }),
    balances: new Balances(context, { allowance }),
    standings: new Standings(context, (worker) => quality.of(worker)),
    stats: new Stats(context),
    consensus: new ConsensusReports(context),
    queues: new Queues(context),
    vitals: new Vitals(context),
    practice: new Practice(context, served.media.looks),
    router: new Router(context, { leaseMs: 600_000, liveMax: 40, trust: trustRules, ...money }, delays),
    receipts: new Receipts(context, 'local'),
    labelling: new Labelling(context, {
      delays,
      afterGold: (...gold) => links.answered(...gold),
      seen: served.media.looks.seen,
      unseen: unseenLabels,
    }),
    quality,
    history: new History(context),
    workerLabels: new WorkerLabels(context),
    pay: new WorkerPay(context),
    appeals: new Appeals(context),
    reports: new Reports(context, assetParts.erasing),
    gold: new GoldItems(context, submissions),
    customerGold: new CustomerGold(context, submissions),
    ...served,
    deposits: new Deposits(context, {
      chain,
      rules: { confirmations: 1, minSats: 1_000 },
      treasuryPublicKey: async () => hexOf(treasury.publicKey),
    }),
    refunds: new Refunds(context, 'local'),
    settlements: new SettlementAdmin(context, {
      chain,
      notice: async () => settlerNotice(treasury),
    }),
    trail,
    trailReader: new TrailReader(context),
    events: new EventFeed(context),
    webhooks: new Webhooks(context, { outbound, sealer }),
    ownModels: new OwnModels(context, { outbound, sealer }),
    pushes: new Pushes(context, {
      outbound,
      sealer,
      keys: new ServerKeys(context, { sealer, subject: () => '' }),
    }),
    clock,
    ids,
    log: context.log,
    version: '0.1.0',
    network: 'local',
    rewardSats: sats(100),
    feePercent: 0,
    bsvUsd: () => 20,
    rates: () => null,
    payoutMinSats: sats(200),
    readiness: async () => ({ ready: true, checks: { store: { ok: true } } }),
    explorerUrl: (txid) => `/local/tx/${txid}`,
    ...overrides,
  });
  await app.ready();

  const call = callerOf(app);
  let made = 0;
  return {
    app,
    storage,
    clock,
    signals,
    context,
    jobs,
    assets: assetParts.assets,
    assetsFolder,
    jobRunner: runner,
    newJobRunner: newRunner,
    uploadsDir,
    customers,
    trail,
    lookAhead,
    pictures,
    items,
    newItems,
    media: served.media,
    linkTo,
    consoleMails: ofPeople.consoleMails,
    organisationLeaving: ofPeople.organisationLeaving,
    call,
    newCustomer: async (email = `customer-${made++}@example.com`) => {
      const { body } = await call('POST', '/v1/customers', { body: { name: 'Demo', email } });
      return { key: body.api_key, customerId: body.customer_id };
    },
    newWorker: (email = `worker-${made++}@example.com`) => newWorker(call, email),
    [Symbol.asyncDispose]: async () => {
      await closed(app, clock);
      await dispose();
      await storage[Symbol.asyncDispose]();
      await chain[Symbol.asyncDispose]();
      await outbound[Symbol.asyncDispose]();
      pictures[Symbol.dispose]();
      disposeAssets();
      await closePeople();
    },
  };
}

/** The task of the published quickstart. */
export const quickstartTask = {
  type: 'image_classification',
  data_url: 'https://example.com/image.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  consensus_threshold: 3,
};

export { labelNext } from './test-people.ts';
