import type { AssetReader, Assets, Erasing } from '@asg/assets';
import type { Deposits, Refunds } from '@asg/deposits';
import type { ExchangeRates, Network, Sats } from '@asg/domain';
import type { Realm } from '@asg/domain/names';
import type {
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
import type { Exports } from '@asg/exports';
import type { Jobs } from '@asg/jobs';
import type { LookMarks, MediaProxy } from '@asg/media';
import type { Standings, Vitals, WorkerLabels } from '@asg/oversight';
import type {
  ConsoleLeaving,
  ConsoleSessions,
  Customers,
  Leaving,
  Links,
  OrganisationLeaving,
  Organisations,
  People,
  Pools,
  Teams,
  Trail,
  TrailReader,
  WalletChanges,
  Wallets,
  Withdrawals,
  WorkerPay,
  Workers,
} from '@asg/people';
import type { Pushes } from '@asg/push';
import type { Accuracies, Distributions, Rankings, Relabels, Reviews } from '@asg/results';
import type { Clock, IdMint, Logger, Severity, Tracing } from '@asg/runtime';
import type { Metrics } from '@asg/runtime/metrics';
import type { Webhooks } from '@asg/webhooks';
import type { FrontOptions } from './front/routes.ts';
import type { RateLimitSettings } from './rate-limits/settings.ts';

/** What the gateway serves. It owns none of it: closing the gateway closes the HTTP server alone. */
export interface GatewayOptions extends FoundationOptions {
  readonly customers: Customers;
  readonly sessions: ConsoleSessions;
  readonly workers: Workers;
  readonly links: Links;
  readonly wallets: Wallets;
  readonly walletChanges: WalletChanges;
  readonly withdrawals: Withdrawals;
  readonly intake: Intake;
  readonly rankings: Rankings;
  readonly relabels: Relabels;
  readonly reviews: Reviews;
  readonly events: EventFeed;
  readonly webhooks: Webhooks;
  readonly ownModels: OwnModels;
  readonly taskList: TaskList;
  readonly listKeys: ListKeys;
  readonly distributions: Distributions;
  readonly accuracies: Accuracies;
  readonly billing: Billing;
  readonly deposits: Deposits;
  readonly refunds: Refunds;
  readonly balances: Balances;
  readonly standings: Standings;
  readonly stats: Stats;
  readonly consensus: ConsensusReports;
  readonly queues: Queues;
  readonly vitals: Vitals;
  readonly jobs: Jobs;
  readonly exports: Exports;
  readonly receipts: Receipts;
  readonly people: People;
  readonly consolePeople: People;
  readonly organisations: Organisations;
  readonly pools: Pools;
  readonly pushes: Pushes;
  readonly teams: Teams;
  readonly consoleLeaving: ConsoleLeaving;
  readonly organisationLeaving: OrganisationLeaving;
  readonly leavings: Readonly<Record<Realm, Leaving>>;
  readonly router: Router;
  readonly practice: Practice;
  readonly labelling: Labelling;
  readonly media: MediaProxy;
  readonly looks: LookMarks;
  readonly quality: Quality;
  readonly history: History;
  readonly workerLabels: WorkerLabels;
  readonly pay: WorkerPay;
  readonly appeals: Appeals;
  readonly reports: Reports;
  readonly assets: Assets;
  readonly assetReader: AssetReader;
  readonly erasing: Erasing;
  readonly gold: GoldItems;
  readonly customerGold: CustomerGold;
  readonly settlements: SettlementAdmin;
  readonly trail: Trail;
  readonly trailReader: TrailReader;
  /** Paid to a worker for each agreeing label, of tasks that are submitted now. */
  readonly rewardSats: Sats;
  /** On top of what workers are paid. */
  readonly feePercent: number;
  /** US dollars for one BSV, for estimates. */
  readonly bsvUsd: () => number;
  /** What workers are told of their earnings in other money; null: nothing. */
  readonly rates: () => ExchangeRates | null;
  /** A smaller sum is not sent by itself. */
  readonly payoutMinSats: Sats;
  /** Where a person can look at a transaction. */
  readonly explorerUrl: (txid: string) => string;
  /** Built web apps, served beside the API. */
  readonly webApps?: readonly WebApp[];
  /** Opens the operator's routes. Default: null, they are off. */
  readonly adminToken?: string | null;
  /** Origins of pages that may call the API from a browser, e.g. https://app.example.com. */
  readonly corsOrigins?: readonly string[];
}

/** What the server of any process is made of. */
export interface FoundationOptions {
  readonly clock: Clock;
  readonly ids: IdMint;
  readonly log: Logger;
  /** Of the program, for /v1/health and the docs. */
  readonly version: string;
  readonly network: Network;
  /** Asked at every GET /v1/ready. */
  readonly readiness: () => Promise<Readiness>;
  /** Routes of others, served beside the API. */
  readonly mounts?: readonly MountedRoute[];
  /** Where the whole server stands below its host, e.g. /labels. Default: at the root. */
  readonly basePath?: string;
  /** Serves TLS by itself, HTTP/1.1 within. Default: null, plain HTTP. */
  readonly tls?: Certificate | null;
  /** Addresses of the proxies whose X-Forwarded-* headers count (Fastify's `trustProxy`). Default: none. */
  readonly trustProxy?: boolean | string | readonly string[];
  /** Default: null, no limits. */
  readonly rateLimits?: RateLimitSettings | null;
  /** What /metrics shows; without it there is no such route. */
  readonly metrics?: Metrics;
  /** Opens /metrics to whoever has it. Default: null, no token does. */
  readonly metricsToken?: string | null;
  /** Addresses and networks that /metrics is open to, without a token. Default: none. */
  readonly metricsAddresses?: readonly string[];
  readonly bounds?: ConnectionBounds;
  /** Told of each request; without it nothing is done for it. */
  readonly tracing?: Tracing | undefined;
  /** Pages that the server writes itself; without it there are none but of what is not there. */
  readonly front?: FrontOptions;
}

/** In PEM: a certificate with the chain that follows it, and its private key. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A web app of static files. */
export interface WebApp {
  /** Where it is served, e.g. /work. */
  readonly path: string;
  /** Where its built files are: an absolute path, with `index.html` in it. */
  readonly folder: string;
  /** Each path below has a page of its own, `NAME.html` in the folder, or is not found. */
  readonly isSite?: true;
}

/** What one client may take up, so that others are served. */
export interface ConnectionBounds {
  /** Open connections; a further one takes the place of one that is idle, or is turned away. */
  readonly connectionsMax: number;
  /** The same of one address; those of trusted proxies are not counted. */
  readonly connectionsPerAddressMax: number;
  /** The head of a request must have arrived by then, ms. */
  readonly headersMsMax: number;
  /** A whole request must have arrived by then, ms; an upload may take longer. */
  readonly requestMsMax: number;
  /** Bytes of an upload that must arrive each second, on the average of `requestMsMax`. */
  readonly uploadBytesPerSecondMin: number;
}

/** What `GET /v1/ready` answers. */
export interface Readiness {
  /** False: this process cannot do its own work. */
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
}

export interface ReadinessCheck {
  readonly ok: boolean;
  /** What it means that it is not ok. */
  readonly severity?: Severity;
  readonly detail?: string;
}

/** A route that knows no HTTP framework. */
export interface MountedRoute {
  readonly method: 'GET' | 'POST';
  /** Parameters are written `:name`. */
  readonly path: string;
  readonly handle: (request: MountedRequest) => MountedReply | Promise<MountedReply>;
}

export interface MountedRequest {
  readonly params: Readonly<Record<string, string | undefined>>;
  /** The first value where a name is repeated. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, text or bytes, by the content type. */
  readonly body?: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The nonce that a `<style>` element of an HTML page must carry. */
  readonly styleNonce: string;
  /** The address on its host of a page or route of this server: `link('/chain')`, which may be below a base path. */
  readonly link: (path: string) => string;
  /** The client is on this machine, and asked for it by a name of its own: no other site's name leads here. */
  readonly isLocal: boolean;
}

export interface MountedReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** A page that loads this server's own styles and scripts, as its front page does. */
  readonly isShell?: boolean;
  /** Where it sends who asked: an address on this host. */
  readonly location?: string;
}
