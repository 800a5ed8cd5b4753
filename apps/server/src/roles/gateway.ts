import { lockingScriptOfAddress } from '@asg/chain';
import { Deposits, Refunds } from '@asg/deposits';
import type { Realm } from '@asg/domain/names';
import {
  Appeals,
  Balances,
  type Billing,
  ConsensusReports,
  CustomerGold,
  EventFeed,
  GoldItems,
  History,
  Intake,
  Labelling,
  ListKeys,
  type OutcomeDelays,
  OwnModels,
  Practice,
  Quality,
  Queues,
  Receipts,
  Reports,
  type Router,
  SettlementAdmin,
  Stats,
  settlerNotice,
  TaskList,
} from '@asg/engines';
import { Exports } from '@asg/exports';
import { createGateway, type GatewayOptions } from '@asg/gateway';
import type { Jobs } from '@asg/jobs';
import { type Items, type LookAhead, LookMarks, MediaProxy } from '@asg/media';
import { Standings, Vitals, WorkerLabels } from '@asg/oversight';
import {
  ConsoleLeaving,
  ConsoleSessions,
  Customers,
  type Leaving,
  Links,
  type OrganisationLeaving,
  Organisations,
  type People,
  type PeopleMails,
  type Pools,
  Teams,
  type Trail,
  TrailReader,
  Wallets,
  Withdrawals,
  WorkerPay,
  Workers,
} from '@asg/people';
import { Pushes } from '@asg/push';
import { resultParts } from '@asg/results';
import { Webhooks } from '@asg/webhooks';
import { depositRules } from '../settings/deposit-settings.ts';
import { walletRules } from '../settings/hold-settings.ts';
import { tracedEngines } from '../tracing/traced-engines.ts';
import { intakeRules } from './intake-rules.ts';
import { leftWalletMark } from './people/people-parts.ts';
import { pushKeysOf } from './people/push.ts';
import { walletChangesOf } from './people/wallet-changes.ts';
import { loneLoop, loop, type ServerParts } from './server-parts.ts';
import { builtWebApps } from './web-apps.ts';

const keyUsesIdleMs = 60_000;
const standingsIdleMs = 10_000;

export type Gateway = Awaited<ReturnType<typeof createGateway>>;

/** What every process's server is made of. */
export type Foundation = Pick<
  GatewayOptions,
  | 'clock'
  | 'ids'
  | 'log'
  | 'version'
  | 'network'
  | 'readiness'
  | 'mounts'
  | 'metrics'
  | 'basePath'
  | 'tls'
  | 'front'
>;

/** What stands before the pages of a local chain: they are of this server, or of the process that is the chain. */
const explorerPlace = ({ config, local }: Pick<ServerParts, 'config' | 'local'>): string =>
  local === null ? (config.localChainUrl ?? '') : config.basePath;

/** The HTTP API, ready to listen. */
export function openGateway(
  parts: ServerParts,
  engines: {
    readonly router: Router;
    readonly delays: OutcomeDelays;
    readonly jobs: Jobs;
    readonly billing: Billing;
    readonly items: Items;
    readonly asset: Pick<GatewayOptions, 'assets' | 'assetReader' | 'erasing'>;
    readonly lookAhead: LookAhead;
    readonly trail: Trail;
    readonly people: Readonly<Record<Realm, People>>;
    readonly pools: Pools;
    readonly mails: PeopleMails;
    readonly leaving: Readonly<Record<Realm, Leaving>>;
    readonly organisationLeaving: OrganisationLeaving;
  },
  foundation: Foundation,
): Promise<Gateway> {
  const { config, context, chain, network, outbound, paymail } = parts;
  const { storage, log } = context;
  const { insecureHosts } = config;
  const rules = intakeRules(config);
  const balances = new Balances(context, rules);
  const customers = new Customers(context, { ...rules, sandboxLabelQuota: config.sandboxLabelQuota });
  loop(parts, 'key uses', keyUsesIdleMs, async () => {
    await customers.recordUses();
    return false;
  });
  // After the gateway, which is closed first, has answered its last request.
  parts.own.defer(() => customers.recordUses());
  const { router, delays, jobs, billing, items, lookAhead, asset, people, mails, pools, leaving } = engines;
  const { trail } = engines;
  const isLenient = network === 'local';
  const teams = new Teams(context, { people: people.console });
  const links = new Links(context, { markOf: leftWalletMark(parts) });
  const sealer = parts.sealer();
  const walletChanges = walletChangesOf(parts);
  const quality = new Quality(context, config.trustRules, delays);
  const standings = new Standings(context, (worker) => quality.of(worker));
  loneLoop(parts, 'standings', standingsIdleMs, async () => {
    await standings.round();
    return false;
  });
  const media = new MediaProxy(context, items, {
    wish: (taskId) => lookAhead.wish(taskId),
    assetKeepMs: config.assetRules.keepMs,
  });
  const intake = new Intake(context, rules, lookAhead.note);
  const options: GatewayOptions = {
    ...foundation,
    ...asset,
    customers,
    people: people.work,
    consolePeople: people.console,
    organisations: new Organisations(context, { people: people.console, customers, teams, trail, isLenient }),
    teams,
    leavings: leaving,
    organisationLeaving: engines.organisationLeaving,
    consoleLeaving: new ConsoleLeaving(context, { leaving: leaving.console }),
    workers: new Workers(context, people.work, { isLenient, sealer }),
    pools,
    pushes: new Pushes(context, { outbound, sealer, keys: pushKeysOf(parts) }),
    links,
    wallets: new Wallets(context, {
      checkPayoutAddress: (address) => {
        const script = lockingScriptOfAddress(address, network);
        return script.ok ? { ok: true } : { ok: false, reason: script.message };
      },
      paymail: paymail.client,
      allowedHosts: insecureHosts,
      payoutSats: config.payoutSats,
      changes: walletChanges,
      mails,
      rules: walletRules(config),
    }),
    walletChanges,
    withdrawals: new Withdrawals(context, config.payoutHold),
    intake,
    ...resultParts(context, intake),
    trail,
    trailReader: new TrailReader(context),
    events: new EventFeed(context),
    webhooks: new Webhooks(context, { outbound, sealer }),
    ownModels: new OwnModels(context, { outbound, sealer }),
    jobs,
    exports: new Exports(context),
    taskList: new TaskList(context),
    listKeys: new ListKeys(context),
    billing,
    standings,
    stats: new Stats(context),
    consensus: new ConsensusReports(context),
    queues: new Queues(context),
    vitals: new Vitals(context),
    sessions: new ConsoleSessions(context, { customers, adminToken: config.adminToken }),
    receipts: new Receipts(context, network),
    router,
    practice: new Practice(context, media.looks),
    labelling: new Labelling(context, {
      delays,
      afterGold: (...gold) => links.answered(...gold),
      seen: media.looks.seen,
      unseen: config.unseenLabels,
    }),
    quality,
    history: new History(context),
    workerLabels: new WorkerLabels(context),
    pay: new WorkerPay(context),
    appeals: new Appeals(context),
    reports: new Reports(context, asset.erasing),
    gold: new GoldItems(context, rules),
    customerGold: new CustomerGold(context, rules),
    looks: new LookMarks(context),
    media,
    deposits: new Deposits(context, {
      chain,
      rules: depositRules(config),
      treasuryPublicKey: async () => (await settlerNotice(storage))?.publicKey || null,
    }),
    refunds: new Refunds(context, network),
    balances,
    settlements: new SettlementAdmin(context, { chain, notice: () => settlerNotice(storage) }),
    rewardSats: config.payoutSats,
    feePercent: config.platformFeePercent,
    bsvUsd: () => parts.rates.usd().usd,
    rates: parts.rates.current,
    payoutMinSats: config.payoutMinSats,
    explorerUrl: (txid) => explorerPlace(parts) + chain.explorerUrl(txid),
    adminToken: config.adminToken,
    metricsToken: config.metricsToken,
    metricsAddresses: config.metricsAddresses,
    corsOrigins: config.corsOrigins,
    rateLimits: config.rateLimits,
    bounds: config.bounds,
    trustProxy: config.trustedProxies.length === 0 ? false : config.trustedProxies,
    webApps: builtWebApps(log),
  };
  return createGateway(parts.tracing === null ? options : tracedEngines(options, parts.tracing));
}
