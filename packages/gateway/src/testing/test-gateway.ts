import { lockingScriptOfAddress, openLocalChain } from '@asg/chain';
import { sats } from '@asg/domain';
import {
  Appeals,
  Billing,
  ConsensusReports,
  ConsoleSessions,
  Customers,
  type EngineContext,
  EventFeed,
  GoldItems,
  Intake,
  type JobBounds,
  type JobRunner,
  type Jobs,
  jobBoundsDefault,
  Labelling,
  MediaProxy,
  Quality,
  Queues,
  Receipts,
  Router,
  SettlementAdmin,
  Stats,
  TaskList,
  Wallets,
  Webhooks,
  Withdrawals,
  Workers,
} from '@asg/engines';
import { createOutbound } from '@asg/outbound';
import { PaymailClient } from '@asg/paymail';
import {
  Conditions,
  createLogger,
  IdMint,
  ManualClock,
  Sealer,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createGateway } from '../app.ts';
import type { GatewayOptions } from '../options.ts';
import { resolveInTests, testJobs } from './test-jobs.ts';

/** Gold is certain where there is some, so that tests do not depend on chance. */
const trustRules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 1, goldShareMin: 0 };
const startMs = Date.UTC(2026, 3, 9, 12);

/** The gateway on real engines and a real store in memory, with a clock that stands still. */
export interface TestGateway extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly signals: SignalBoard;
  readonly context: EngineContext;
  readonly jobs: Jobs;
  readonly jobRunner: JobRunner;
  /** A runner as of another process. */
  readonly newJobRunner: (holder: string) => JobRunner;
  /** Where uploaded manifests are kept. */
  readonly uploadsDir: string;
  readonly customers: Customers;
  /** Sends JSON and takes it apart again. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    options?: CallOptions,
  ): Promise<Answer>;
  newCustomer(email?: string): Promise<{ readonly key: string; readonly customerId: string }>;
  /** With a complete profile. */
  newWorker(email?: string): Promise<{ readonly token: string; readonly workerId: string }>;
}

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly text: string;
}

export interface TestGatewayOptions extends Partial<GatewayOptions> {
  readonly sandboxLabelQuota?: number;
  readonly storagePath?: string;
  readonly jobBounds?: Partial<JobBounds>;
}

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { sandboxLabelQuota = 500, storagePath = ':memory:', jobBounds, ...overrides } = options;
  const storage = await openSqliteStorage({ path: storagePath });
  const clock = new ManualClock(startMs);
  const random = seededRandom('gateway');
  const ids = new IdMint(clock, random);
  const signals = new SignalBoard();
  const log = createLogger('silent');
  const conditions = new Conditions({ clock, log });
  const context: EngineContext = { storage, clock, random, ids, signals, log, conditions };
  const chain = openLocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const { jobs, runner, newRunner, uploadsDir, dispose } = testJobs(context, {
    ...jobBoundsDefault,
    uploadBytesMax: 1_000_000,
    ...jobBounds,
  });
  const allowedHosts = ['localhost', '127.0.0.1'];
  const outbound = createOutbound({ allowedHosts, resolve: resolveInTests });
  const sealer = new Sealer(['00'.repeat(32)], random);
  const customers = new Customers(context, { sandboxLabelQuota });
  const app = await createGateway({
    jobs,
    customers,
    sessions: new ConsoleSessions(context, { customers, adminToken: overrides.adminToken ?? null }),
    workers: new Workers(context),
    withdrawals: new Withdrawals(context),
    wallets: new Wallets(context, {
      checkPayoutAddress,
      paymail: new PaymailClient({ outbound, clock, allowedHosts }),
      allowedHosts,
      payoutSats: sats(100),
    }),
    intake: new Intake(context, {
      insecureHosts: ['localhost'],
      earlyStopDefault: false,
      price: { payoutSats: sats(325), feePercent: 0 },
    }),
    taskList: new TaskList(context),
    billing: new Billing(context, { price: { usd: 20, source: 'default' } }),
    stats: new Stats(context),
    consensus: new ConsensusReports(context),
    queues: new Queues(context),
    router: new Router(context, { leaseMs: 600_000, liveMax: 40, trust: trustRules }),
    receipts: new Receipts(context, 'local'),
    labelling: new Labelling(context),
    quality: new Quality(context, trustRules),
    appeals: new Appeals(context),
    gold: new GoldItems(context, {
      insecureHosts: ['localhost'],
      earlyStopDefault: false,
      price: { payoutSats: sats(325), feePercent: 0 },
    }),
    media: new MediaProxy(context, {
      outbound,
      readableUrl: async (task, untilMs) => (await jobs.readableUrls([task], untilMs))[0]!,
      rules: { cacheBytesMax: 1_000_000 },
    }),
    settlements: new SettlementAdmin(context, {
      chain,
      notice: async () => ({
        process: 'settler',
        status: { kind: 'running' },
        laneIds: ['lane-1', 'lane-2'],
        conditions: [],
        address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn',
      }),
    }),
    events: new EventFeed(context),
    webhooks: new Webhooks(context, { outbound, sealer }),
    clock,
    ids,
    log: context.log,
    version: '0.1.0',
    network: 'local',
    rewardSats: sats(100),
    feePercent: 0,
    bsvUsd: 20,
    readiness: async () => ({ ready: true, checks: { store: { ok: true } } }),
    explorerUrl: (txid) => `/local/tx/${txid}`,
    ...overrides,
  });
  await app.ready();

  const call: TestGateway['call'] = async (method, url, { token, body, headers } = {}) => {
    const request: InjectOptions = {
      method,
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    };
    const answer = await app.inject(request);
    const isJson = String(answer.headers['content-type'] ?? '').includes('/json');
    const parsed = isJson && answer.payload !== '' ? JSON.parse(answer.payload) : undefined;
    return { status: answer.statusCode, headers: answer.headers, body: parsed, text: answer.payload };
  };
  let made = 0;
  return {
    app,
    storage,
    clock,
    signals,
    context,
    jobs,
    jobRunner: runner,
    newJobRunner: newRunner,
    uploadsDir,
    customers,
    call,
    newCustomer: async (email = `customer-${made++}@example.com`) => {
      const { body } = await call('POST', '/v1/customers', { body: { name: 'Demo', email } });
      return { key: body.api_key, customerId: body.customer_id };
    },
    newWorker: async (email = `worker-${made++}@example.com`) => {
      const account = { email, password: 'correct horse', adult: true, terms_accepted: true };
      const { body } = await call('POST', '/v1/workers', { body: account });
      const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
      await call('PUT', '/v1/workers/me/profile', { token: body.token, body: profile });
      return { token: body.token, workerId: body.worker_id };
    },
    [Symbol.asyncDispose]: async () => {
      await closed(app, clock);
      await dispose();
      await storage[Symbol.asyncDispose]();
      await chain[Symbol.asyncDispose]();
      await outbound[Symbol.asyncDispose]();
    },
  };
}

/** What a stop waits for passes at once. */
async function closed(app: FastifyInstance, clock: ManualClock): Promise<void> {
  let isClosed = false;
  const closing = app.close().then(() => {
    isClosed = true;
  });
  for (; !isClosed; clock.advance(1_000)) await new Promise((resolve) => setImmediate(resolve));
  await closing;
}

function checkPayoutAddress(address: string) {
  const result = lockingScriptOfAddress(address, 'local');
  return result.ok ? ({ ok: true } as const) : ({ ok: false, reason: result.message } as const);
}

/** The task of the published quickstart. */
export const quickstartTask = {
  type: 'image_classification',
  data_url: 'https://example.com/image.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  consensus_threshold: 3,
};

/** Has the workers take the one task that waits and label it, each as given. */
export async function labelNext(
  gateway: TestGateway,
  tokens: readonly string[],
  labels: readonly string[],
): Promise<void> {
  for (const [i, label] of labels.entries()) {
    const { body } = await gateway.call('POST', '/v1/work/next', { token: tokens[i]! });
    const { assignment_id } = body.assignments[0];
    const given = await gateway.call('POST', `/v1/work/${assignment_id}/label`, {
      token: tokens[i]!,
      body: { label },
    });
    if (given.status !== 200) throw new Error(`the label was refused: ${given.text}`);
  }
}
