import { lockingScriptOfAddress } from '@asg/chain';
import { at } from '@asg/domain/present';
import {
  Appeals,
  type Billing,
  ConsensusReports,
  ConsoleSessions,
  Customers,
  EventFeed,
  GoldItems,
  Intake,
  type Jobs,
  Labelling,
  MediaProxy,
  Quality,
  Queues,
  Receipts,
  type Router,
  SettlementAdmin,
  Stats,
  settlerNotice,
  TaskList,
  Wallets,
  Webhooks,
  Withdrawals,
  Workers,
} from '@asg/engines';
import { createGateway, type GatewayOptions } from '@asg/gateway';
import { intakeRules } from './intake-rules.ts';
import { loop, type ServerParts } from './server-parts.ts';
import { builtWebApps } from './web-apps.ts';

const keyUsesIdleMs = 60_000;

export type Gateway = Awaited<ReturnType<typeof createGateway>>;

/** What every process's server is made of. */
export type Foundation = Pick<
  GatewayOptions,
  'clock' | 'ids' | 'log' | 'version' | 'network' | 'readiness' | 'mounts' | 'metrics'
>;

/** The HTTP API, ready to listen. */
export function openGateway(
  parts: ServerParts,
  engines: { readonly router: Router; readonly jobs: Jobs; readonly billing: Billing },
  foundation: Foundation,
): Promise<Gateway> {
  const { config, context, chain, network, outbound, paymail } = parts;
  const { storage, log } = context;
  const { insecureHosts } = config;
  const rules = intakeRules(config);
  const customers = new Customers(context, { sandboxLabelQuota: config.sandboxLabelQuota });
  loop(parts, 'key uses', keyUsesIdleMs, async () => {
    await customers.recordUses();
    return false;
  });
  // After the gateway, which is closed first, has answered its last request.
  parts.own.defer(() => customers.recordUses());
  const { router, jobs, billing } = engines;
  return createGateway({
    ...foundation,
    customers,
    workers: new Workers(context),
    wallets: new Wallets(context, {
      checkPayoutAddress: (address) => {
        const script = lockingScriptOfAddress(address, network);
        return script.ok ? { ok: true } : { ok: false, reason: script.message };
      },
      paymail: paymail.client,
      allowedHosts: insecureHosts,
      payoutSats: config.payoutSats,
    }),
    withdrawals: new Withdrawals(context),
    intake: new Intake(context, rules),
    events: new EventFeed(context),
    webhooks: new Webhooks(context, { outbound, sealer: parts.sealer() }),
    jobs,
    taskList: new TaskList(context),
    billing,
    stats: new Stats(context),
    consensus: new ConsensusReports(context),
    queues: new Queues(context),
    sessions: new ConsoleSessions(context, { customers, adminToken: config.adminToken }),
    receipts: new Receipts(context, network),
    router,
    labelling: new Labelling(context),
    quality: new Quality(context, config.trustRules),
    appeals: new Appeals(context),
    gold: new GoldItems(context, rules),
    media: new MediaProxy(context, {
      outbound,
      readableUrl: async (task, untilMs) => at(await jobs.readableUrls([task], untilMs), 0),
      rules: { cacheBytesMax: config.mediaCacheBytes },
    }),
    settlements: new SettlementAdmin(context, { chain, notice: () => settlerNotice(storage) }),
    rewardSats: config.payoutSats,
    feePercent: config.platformFeePercent,
    bsvUsd: config.bsvUsdPrice.usd,
    explorerUrl: (txid) => (config.localChainUrl ?? '') + chain.explorerUrl(txid),
    adminToken: config.adminToken,
    metricsToken: config.metricsToken,
    metricsAddresses: config.metricsAddresses,
    corsOrigins: config.corsOrigins,
    rateLimits: config.rateLimits,
    bounds: config.bounds,
    trustProxy: config.trustedProxies.length === 0 ? false : config.trustedProxies,
    webApps: builtWebApps(log),
  });
}
