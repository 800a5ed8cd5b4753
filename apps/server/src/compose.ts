import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockingScriptOfAddress } from '@asg/chain';
import {
  Appeals,
  Billing,
  Customers,
  type EngineContext,
  EventFeed,
  GoldDesk,
  Intake,
  Labelling,
  MediaProxy,
  Quality,
  Receipts,
  Router,
  SettlementDesk,
  Settler,
  Stats,
  TaskList,
  Wallets,
  WebhookDispatcher,
  Webhooks,
  Withdrawals,
  Workers,
} from '@asg/engines';
import { createGateway } from '@asg/gateway';
import { createOutbound } from '@asg/outbound';
import { IdMint, type Logger, Loop, SignalBoard, systemClock, systemRandom } from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { arcCallbackRoute } from './arc-callback-route.ts';
import { openChain } from './chain.ts';
import type { Config } from './config.ts';
import { loadSealer } from './encryption-keys.ts';
import { jobParts } from './job-parts.ts';
import { LocalCallbacks } from './local-callbacks.ts';
import { LocalMiner } from './local-miner.ts';
import { measured } from './measured.ts';
import { keepNetwork } from './network-mark.ts';
import { paymailParts } from './paymail-parts.ts';
import { readinessOf } from './readiness.ts';
import { loadTreasuryKey } from './treasury-key.ts';
import { version } from './version.ts';
import { builtWebApps } from './web-apps.ts';

const settleIdleMs = 100;
const jobsIdleMs = 200;
const webhooksIdleMs = 200;
const paymailIdleMs = 200;
const lapseIdleMs = 500;
const invoicesIdleMs = 60_000;
const callbacksIdleMs = 200;
const keyUsesIdleMs = 60_000;
const failureMsMax = 30_000;

type Gateway = Awaited<ReturnType<typeof createGateway>>;

/** A running system. Disposing of it takes no more requests, ends those under way and leaves nothing half done. */
export interface Refinery extends AsyncDisposable {
  /** Where it accepts requests, e.g. http://127.0.0.1:8081. */
  readonly url: string;
}

/** Wires and starts everything in this process. The one place that knows every part. */
export async function startRefinery(
  config: Config,
  log: Logger,
  options: { /** Adds routes before it listens. */ readonly extend?: (gateway: Gateway) => void } = {},
): Promise<Refinery> {
  await using parts = new AsyncDisposableStack();
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  keepNetwork(config.dataDir, config.chain.network);
  const storage = parts.use(await openSqliteStorage({ path: join(config.dataDir, 'refinery.sqlite') }));
  const clock = systemClock;
  const random = systemRandom;
  const ids = new IdMint(clock, random);
  const { chain, local } = parts.use(openChain(config.chain, join(config.dataDir, 'chain.sqlite'), clock));
  const { network } = chain;
  const keyFile = local === null ? null : join(config.dataDir, 'treasury-local.wif');
  const treasury = loadTreasuryKey({ setting: config.treasuryKey, network, file: keyFile }, random);

  const sealer = loadSealer(
    { keys: config.encryptionKeys, file: join(config.dataDir, 'encryption.key') },
    random,
  );

  const context: EngineContext = { storage, clock, random, ids, log, signals: new SignalBoard() };
  const customers = new Customers(context, { sandboxLabelQuota: config.sandboxLabelQuota });
  const workers = new Workers(context);
  const { insecureHosts, earlyStopDefault } = config;
  const outbound = parts.use(createOutbound({ allowedHosts: insecureHosts }));
  const paymail = paymailParts(context, { outbound, config });
  const wallets = new Wallets(context, {
    checkPayoutAddress: (address) => {
      const script = lockingScriptOfAddress(address, network);
      return script.ok ? { ok: true } : { ok: false, reason: script.message };
    },
    paymail: paymail.client,
    allowedHosts: insecureHosts,
    payoutSats: config.payoutSats,
  });
  const intake = new Intake(context, { insecureHosts, earlyStopDefault });
  const billing = new Billing(context, { price: config.bsvUsdPrice });
  const { jobs, runner } = jobParts(context, {
    outbound,
    sealer,
    rules: { insecureHosts, earlyStopDefault },
    uploadsDir: join(config.dataDir, 'uploads'),
    gcsEndpoint: config.gcsEndpoint,
  });
  const metrics = measured(storage);
  const webhooks = new Webhooks(context, { outbound, sealer });
  const dispatcher = parts.use(
    new WebhookDispatcher(context, { outbound, sealer, rules: config.webhookRules, metrics }),
  );
  const router = new Router(context, {
    leaseMs: config.leaseMs,
    liveMax: config.leasesPerWorkerMax,
    trust: config.trustRules,
  });
  const labelling = new Labelling(context);
  const settler = new Settler(context, {
    chain,
    treasury,
    paymail: paymail.destinations,
    rules: {
      payoutSats: config.payoutSats,
      feePercent: config.platformFeePercent,
      payoutMinSats: config.payoutMinSats,
      feeScript: config.platformFeeScript,
      batchTasksMax: config.settleTasksMax,
      batchWaitMs: config.settleWaitMs,
      feeRateMax: config.feeRateMax,
      lanes: config.settleLanes,
      holder: 'settler',
    },
  });
  const miner = local && new LocalMiner(local.chain, treasury, config.localFundSats, log);
  await miner?.round();

  const stopping = new AbortController();
  const loop = (name: string, idleMs: number, round: (stop: AbortSignal) => Promise<boolean>): Loop =>
    parts.use(new Loop({ name, clock, log, signal: stopping.signal, idleMs, failureMsMax, round }));
  loop('settle', settleIdleMs, () => settler.round());
  loop('jobs', jobsIdleMs, (stop) => runner.round(stop));
  const dispatching = loop('webhooks', webhooksIdleMs, () => dispatcher.round());
  dispatcher.onFree(() => dispatching.poke());
  loop('paymail', paymailIdleMs, (stop) => paymail.deliveries.round(stop));
  loop('lapse', lapseIdleMs, () => router.lapse());
  loop('invoices', invoicesIdleMs, () => billing.closeMonths());
  loop('key uses', keyUsesIdleMs, async () => {
    await customers.recordUses();
    return false;
  });
  if (local !== null && miner !== null) {
    const callbacks = new LocalCallbacks(local.callbacks, outbound, log);
    loop('mine', config.localBlockMs, async () => {
      await miner.round();
      return false;
    });
    loop('callbacks', callbacksIdleMs, () => callbacks.round());
  }

  const callback = config.chain.kind === 'arc' ? config.chain.callback : null;
  // After the gateway, which is closed first, has answered its last request.
  parts.defer(() => customers.recordUses());
  const gateway = await createGateway({
    customers,
    workers,
    wallets,
    withdrawals: new Withdrawals(context),
    intake,
    events: new EventFeed(context),
    webhooks,
    jobs,
    jobUploadBytesMax: config.jobUploadBytesMax,
    taskList: new TaskList(context),
    billing,
    stats: new Stats(context),
    receipts: new Receipts(context, network),
    router,
    labelling,
    quality: new Quality(context, config.trustRules),
    appeals: new Appeals(context),
    gold: new GoldDesk(context, { insecureHosts, earlyStopDefault }),
    media: new MediaProxy(context, {
      outbound,
      readableUrl: async (task, untilMs) => (await jobs.readableUrls([task], untilMs))[0]!,
      rules: { cacheBytesMax: config.mediaCacheBytes },
    }),
    settlements: new SettlementDesk(context, { chain, treasury, settler }),
    clock,
    ids,
    log,
    version,
    network,
    rewardSats: config.payoutSats,
    explorerUrl: (txid) => chain.explorerUrl(txid),
    adminToken: config.adminToken,
    metrics,
    metricsToken: config.metricsToken,
    corsOrigins: config.corsOrigins,
    rateLimits: config.rateLimits,
    bounds: config.bounds,
    trustProxy: config.trustedProxies.length === 0 ? false : config.trustedProxies,
    webApps: builtWebApps(log),
    readiness: () => readinessOf({ storage, chain, settler }),
    mounts: [
      ...(local?.routes ?? []),
      ...(callback === null ? [] : [arcCallbackRoute(callback.token, (txid) => settler.hint(txid))]),
    ],
  });
  parts.defer(async () => {
    await gateway.close();
  });
  options.extend?.(gateway);
  const url = await gateway.listen({ port: config.port, host: config.host });
  const running = parts.move();
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running.disposeAsync();
    },
  };
}
