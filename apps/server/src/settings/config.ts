import { type Sats, sats, type TrustRules } from '@asg/domain';
import { processRoles } from '@asg/domain/names';
import type { JobBounds } from '@asg/jobs';
import { type LogLevel, logLevels } from '@asg/runtime';
import type { DispatchRules } from '@asg/webhooks';
import { type StoreSettings, storeSettings, storeVariables } from '../stores/engines.ts';
import { allowedHostVariables, insecureHosts, isRealNetwork } from './allowed-hosts.ts';
import { type AssetSettings, assetSettings, assetVariables } from './asset-settings.ts';
import { type ChainSettings, chainSettings, chainVariables } from './chain-settings.ts';
import { type DepositSettings, depositSettings, depositVariables } from './deposit-settings.ts';
import { type EdgeSettings, edgeSettings, edgeVariables } from './edge-settings.ts';
import { type HoldSettings, holdSettings, holdVariables } from './hold-settings.ts';
import { jobVariables } from './job-variables.ts';
import { type MailSettings, mailSettings, mailVariables } from './mail-settings.ts';
import { type MoneySettings, moneySettings, moneyVariables } from './money-settings.ts';
import { type Roles, rolesOf, roleVariables } from './role-settings.ts';
import { type SettleSettings, settleSettings, settleVariables } from './settle-settings.ts';
import { type TreasuryKeySetting, treasuryKeySetting, treasuryKeyVariables } from './treasury-key-setting.ts';
import {
  type BsvPrice,
  ConfigError,
  flag,
  oneOf,
  price,
  text,
  token,
  type Variable,
  wholeNumber,
} from './variables.ts';

/** Every setting, read once at the start. Times in ms unless the name says otherwise, money in satoshis. */
export interface Config
  extends AssetSettings,
    DepositSettings,
    EdgeSettings,
    HoldSettings,
    MailSettings,
    MoneySettings,
    SettleSettings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  /** Of OpenTelemetry; empty: no traces are sent. */
  readonly otlpEndpoint: string;
  readonly roles: Roles;
  /** Among those that share the store; null: one is made up at each start. */
  readonly processName: string | null;
  readonly store: StoreSettings;
  readonly sandboxLabelQuota: number;
  readonly earlyStopDefault: boolean;
  readonly leaseMs: number;
  readonly claimsPerWorkerMax: number;
  readonly trustRules: TrustRules;
  /** Labels by who never fetched the item. */
  readonly unseenLabels: 'taken' | 'refused';
  readonly chain: ChainSettings;
  /** The process that is the local chain; null: this one, or there is none. */
  readonly localChainUrl: string | null;
  readonly treasuryKey: TreasuryKeySetting;
  readonly localBlockMs: number;
  readonly localFundSats: Sats;
  /** US dollars for one BSV, for estimates. */
  readonly bsvPrice: BsvPrice;
  readonly adminToken: string | null;
  /** Empty: one is made and kept. */
  readonly encryptionKeys: readonly string[];
  readonly webhookRules: DispatchRules;
  readonly jobBounds: JobBounds;
  readonly gcsEndpoint: string | null;
  /** Memory for items that workers are shown. */
  readonly mediaCacheBytes: number;
  /** Items that are looked at ahead of workers in a second; 0: none. */
  readonly looksPerSecond: number;
  /** Hosts that customers may name with http and that may be private. */
  readonly insecureHosts: readonly string[];
  /** For development: these are hosts of this machine, too. */
  readonly allowLoopback: boolean;
}

/** The environment's variables: the documentation is made from the same table. */
export const variables = {
  PORT: wholeNumber('8081', 0, 65_535, 'Port of the HTTP server; 0 takes a free one.'),
  HOST: text('127.0.0.1', 'Address to listen on.'),
  ASG_DATA_DIR: text('./data', 'Folder of the database and the local chain.'),
  ...storeVariables,
  ...roleVariables,
  LOG_LEVEL: oneOf('info', logLevels, 'What is logged, as JSON lines on standard error.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: text(
    '',
    'Where traces are sent, by OTLP over HTTP, e.g. http://127.0.0.1:4318. The other variables of OpenTelemetry count too (observability.md). Not set: no traces, and nothing of it is loaded.',
  ),
  SANDBOX_LABEL_QUOTA: wholeNumber('500', 0, 1e9, 'Tasks that a new customer may submit.'),
  EARLY_STOP: flag(
    'false',
    'Stop asking for labels once the majority cannot be lost, unless the task says otherwise.',
  ),
  LEASE_SECONDS: wholeNumber('600', 1, 86_400, 'How long a worker may hold a task.'),
  LEASES_PER_WORKER_MAX: wholeNumber('100', 1, 1_000, 'Tasks that one worker may hold at once.'),
  TRUST_FLOOR: wholeNumber('40', 0, 100, 'Trust, in percent, below which workers get gold alone; 0: nobody.'),
  TRUST_SUSPEND: wholeNumber('15', 0, 100, 'Workers whose trust, in percent, is below it are suspended.'),
  GOLD_PERCENT_NEW: wholeNumber(
    '50',
    0,
    100,
    'Share of gold tasks among those of a new worker; more of the very first, and of those whose trust is near the floor.',
  ),
  GOLD_PERCENT_MIN: wholeNumber('5', 0, 100, 'Share of gold tasks among those of a proven worker.'),
  REFUSE_UNSEEN_LABELS: flag(
    'false',
    'Refuse a label whose worker has not fetched the item. Else it counts and is paid, and earns no trust.',
  ),
  ...settleVariables,
  ...holdVariables,
  ...moneyVariables,
  ...depositVariables,
  ...chainVariables,
  ...treasuryKeyVariables,
  LOCAL_BLOCK_SECONDS: wholeNumber('5', 1, 3_600, 'Time between blocks of the local chain.'),
  LOCAL_FUND_SATS: wholeNumber(
    '1000000000',
    0,
    1e15,
    'What the local chain pays the treasury when it runs low.',
  ),
  ASG_ENCRYPTION_KEY: text(
    '',
    'Keys (64 hex digits each, separated by commas) that secrets are encrypted under at rest: the first encrypts, all decrypt. The ids of assignments that workers see are sealed under keys derived from them. One is made and kept in the data folder where none is set.',
  ),
  ...jobVariables,
  ...assetVariables,
  MEDIA_CACHE_BYTES: wholeNumber(
    '67108864',
    0,
    1e11,
    'Memory for images and texts that workers were shown before.',
  ),
  ASG_LOOK_AHEAD_PER_SECOND: wholeNumber(
    '5',
    0,
    1_000,
    'Items that the server looks at ahead of workers in a second, to mark those that nobody can see; 0: none, and no task ends for it.',
  ),
  ASG_GCS_ENDPOINT: text(
    '',
    'Server in place of Google Cloud Storage, e.g. an emulator; asked without a token.',
  ),
  WEBHOOK_RETRY_MAX: wholeNumber(
    '10',
    1,
    30,
    'Attempts at a webhook delivery before it is listed as failed.',
  ),
  WEBHOOK_RETRY_BASE_MS: wholeNumber(
    '1000',
    1,
    3_600_000,
    'Gap after the first failed attempt; each further one is four times as long, up to an hour.',
  ),
  WEBHOOK_TIMEOUT_MS: wholeNumber('10000', 1, 60_000, 'A webhook’s receiver must have answered by then.'),
  ...allowedHostVariables,
  ASG_ADMIN_TOKEN: token(
    'Opens the routes under /v1/admin to whoever has it, at least 16 characters; without it they are off.',
  ),
  ...edgeVariables,
  ...mailVariables,
  BSV_USD_PRICE: price(
    'US dollars for one BSV, for the estimates in billing; 20 where it is not set. Or the path of a JSON file, read again every minute: `{"at": "2026-12-01T09:00:00Z", "source": "who says so", "per_bsv": {"USD": 21.5, "EUR": 18.4}}`. By it workers see their earnings in their currency too, while it is less than a week old; by a price that stands here for a week from the start.',
  ),
} as const satisfies Record<string, Variable<unknown>>;

/** Whether an address can be reached from this machine alone. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** The settings that an environment amounts to. Throws a ConfigError that names the variable and the rule. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  type Name = keyof typeof variables;
  const read = <N extends Name>(name: N): ReturnType<(typeof variables)[N]['parse']> =>
    variables[name].parse(name, environment[name]) as ReturnType<(typeof variables)[N]['parse']>;
  const host = read('HOST');
  const chainKind = read('ASG_CHAIN');
  const localChainUrl = read('ASG_LOCAL_CHAIN_URL');
  const roles = rolesHere(rolesOf(read('ASG_ROLES')), chainKind === 'local' && localChainUrl === null);
  const store = storeSettings('ASG_STORE', read('ASG_STORE'));
  const chain = chainSettings({
    kind: chainKind,
    isHere: roles.has('chain'),
    localChainUrl,
    network: read('ASG_NETWORK'),
    arcUrl: read('ARC_URL'),
    arcApiKey: read('ARC_API_KEY'),
    arcPathPrefix: read('ARC_PATH_PREFIX'),
    arcCallbackUrl: read('ARC_CALLBACK_URL'),
    arcCallbackToken: read('ARC_CALLBACK_TOKEN'),
    lookUpUrl: read('ASG_LOOKUP_URL'),
    nodeRpc: read('ASG_NODE_RPC'),
    treasuryCoins: read('ASG_TREASURY_COINS'),
  });
  return {
    port: read('PORT'),
    host,
    dataDir: read('ASG_DATA_DIR'),
    logLevel: read('LOG_LEVEL'),
    otlpEndpoint: read('OTEL_EXPORTER_OTLP_ENDPOINT'),
    roles,
    processName: read('ASG_PROCESS_NAME') || null,
    store,
    sandboxLabelQuota: read('SANDBOX_LABEL_QUOTA'),
    earlyStopDefault: read('EARLY_STOP'),
    leaseMs: read('LEASE_SECONDS') * 1000,
    claimsPerWorkerMax: read('LEASES_PER_WORKER_MAX'),
    trustRules: {
      floor: read('TRUST_FLOOR') / 100,
      suspendBelow: read('TRUST_SUSPEND') / 100,
      goldShareNew: read('GOLD_PERCENT_NEW') / 100,
      goldShareMin: read('GOLD_PERCENT_MIN') / 100,
    },
    unseenLabels: read('REFUSE_UNSEEN_LABELS') ? 'refused' : 'taken',
    ...settleSettings(read, { kind: chainKind, network: chain.network }),
    ...holdSettings(read, { kind: chainKind }),
    ...moneySettings(read, { kind: chainKind }),
    ...depositSettings(read, { kind: chainKind }),
    ...mailSettings(read, { kind: chainKind, basePath: read('BASE_PATH') }),
    chain,
    localChainUrl,
    treasuryKey: treasuryKeySetting({
      wif: read('ASG_TREASURY_WIF'),
      keyFile: read('ASG_TREASURY_KEY_FILE'),
      passphrase: read('ASG_TREASURY_PASSPHRASE'),
      passphraseFile: read('ASG_TREASURY_PASSPHRASE_FILE'),
    }),
    localBlockMs: read('LOCAL_BLOCK_SECONDS') * 1000,
    localFundSats: sats(read('LOCAL_FUND_SATS')),
    bsvPrice: read('BSV_USD_PRICE'),
    adminToken: read('ASG_ADMIN_TOKEN'),
    ...edgeSettings(read, isLoopback(host) && !isRealNetwork(chain.network)),
    webhookRules: {
      attemptsMax: read('WEBHOOK_RETRY_MAX'),
      baseMs: read('WEBHOOK_RETRY_BASE_MS'),
      timeoutMs: read('WEBHOOK_TIMEOUT_MS'),
    },
    encryptionKeys: read('ASG_ENCRYPTION_KEY')
      .split(',')
      .map((key) => key.trim())
      .filter((key) => key !== ''),
    jobBounds: {
      manifestBytesMax: read('MANIFEST_MAX_BYTES'),
      barrenBytesMax: read('MANIFEST_MAX_BYTES_WITHOUT_LINE'),
      rejectedLinesMax: read('MANIFEST_MAX_REJECTED_LINES'),
      uploadBytesMax: read('JOB_UPLOAD_MAX_BYTES'),
      customerUploadBytesMax: read('UPLOADS_MAX_BYTES_PER_CUSTOMER'),
      unreadJobsMax: read('JOBS_UNREAD_MAX_PER_CUSTOMER'),
      uploadKeepMs: read('UPLOAD_KEEP_HOURS') * 3_600_000,
    },
    ...assetSettings(read),
    mediaCacheBytes: read('MEDIA_CACHE_BYTES'),
    looksPerSecond: read('ASG_LOOK_AHEAD_PER_SECOND'),
    gcsEndpoint: read('ASG_GCS_ENDPOINT') || null,
    allowLoopback: read('ASG_ALLOW_LOOPBACK'),
    insecureHosts: insecureHosts({
      allowLoopback: read('ASG_ALLOW_LOOPBACK'),
      allowedHosts: read('ASG_ALLOWED_HOSTS'),
      network: chain.network,
    }),
  };
}

/** All where none is named. Throws a ConfigError where there is no local chain for the process to be. */
function rolesHere(named: Roles | null, mayBeChain: boolean): Roles {
  const roles = named ?? new Set(processRoles.filter((name) => name !== 'chain' || mayBeChain));
  if (roles.has('chain') && !mayBeChain)
    throw new ConfigError(
      'ASG_ROLES',
      'must not have chain where ASG_CHAIN is not local, or ASG_LOCAL_CHAIN_URL names another process',
    );
  return roles;
}
