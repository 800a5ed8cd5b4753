import { join } from 'node:path';
import { UnknownWords } from '@asg/chain';
import { Billing, type EngineContext, Leadership, Queues, Router } from '@asg/engines';
import { createOperationsServer } from '@asg/gateway';
import { createOutbound } from '@asg/outbound';
import {
  Conditions,
  EventLoopWatch,
  IdMint,
  type Logger,
  SignalBoard,
  systemClock,
  systemRandom,
} from '@asg/runtime';
import { openChain } from './chain/chain.ts';
import { openDataDir } from './data-folder/data-dir.ts';
import { keepNetwork } from './data-folder/network-mark.ts';
import { loadSealer } from './keys/encryption-keys.ts';
import { assertSharedKeys } from './keys/shared-keys.ts';
import { loadTreasuryKey } from './keys/treasury-key.ts';
import { endWithin } from './process/end-within.ts';
import { measured } from './process/measured.ts';
import { processName } from './process/process-name.ts';
import { readinessOf } from './process/readiness.ts';
import { type Gateway, openGateway } from './roles/gateway.ts';
import { jobParts } from './roles/job-parts.ts';
import { runJobs } from './roles/jobs.ts';
import { runLocalChain } from './roles/local-chain.ts';
import { paymailParts } from './roles/paymail-parts.ts';
import { runRouter } from './roles/router.ts';
import type { Mounts, ServerParts } from './roles/server-parts.ts';
import { runSettler } from './roles/settler.ts';
import { runWatch, watchStore } from './roles/watch.ts';
import { runWebhooks } from './roles/webhooks.ts';
import type { Config } from './settings/config.ts';
import { isShared } from './stores/engines.ts';
import { openStore } from './stores/open.ts';
import { version } from './version.ts';

/** How often waiting requests look at a store that other processes change, ms. */
const sharedPollMs = 200;
/** In all less than the 10 s that whoever stops a process commonly gives it, with the time for the last line of the log. */
const stopBounds = { runningMsMax: 8_000, allMsMax: 9_500 };

/** A running system. Disposing of it takes no more requests, ends those under way and leaves nothing half done. */
export interface Refinery extends AsyncDisposable {
  /** Where it accepts requests, e.g. http://127.0.0.1:8081. */
  readonly url: string;
}

/** Wires and starts everything that this process does. The one place that knows every part. */
export async function startRefinery(
  config: Config,
  log: Logger,
  options: { /** Adds routes before it listens. */ readonly extend?: (gateway: Gateway) => void } = {},
): Promise<Refinery> {
  /** What holds records: closed last, and whatever became of the rest. */
  await using kept = new AsyncDisposableStack();
  await using own = new AsyncDisposableStack();
  const { roles } = config;
  assertSharedKeys(config);
  openDataDir(config.dataDir, log);
  keepNetwork(config.dataDir, config.chain.network);
  const store = await openStore(config, config.chain.network);
  kept.use(store.storage);
  const warning = await store.warning();
  if (warning !== null) log.warn({ warning }, 'the store does not keep everything safe');
  if (config.allowLoopback)
    log.warn(
      'ASG_ALLOW_LOOPBACK is true: customers can reach the services of this machine; for development alone',
    );
  const clock = systemClock;
  const random = systemRandom;
  const ids = new IdMint(clock, random);
  const signals = new SignalBoard(isShared(config.store) ? { pollMs: sharedPollMs } : {});
  const conditions = new Conditions({ clock, log });
  own.use(new EventLoopWatch({ clock, log, conditions }));
  const context: EngineContext = { storage: store.storage, clock, random, ids, log, signals, conditions };
  const holder = processName(isShared(config.store), config.processName, random);
  const leadership = new Leadership(context, holder);
  kept.defer(() => leadership.releaseAll());
  const statusWords = new UnknownWords((word) =>
    log.warn({ word }, 'the ARC provider uses a status that is not known here: it is taken for "sending"'),
  );
  const { chain, local } = kept.use(
    openChain(config.chain, join(config.dataDir, 'chain.sqlite'), clock, statusWords),
  );
  const { network } = chain;
  const outbound = own.use(createOutbound({ allowedHosts: config.insecureHosts }));
  const stopping = new AbortController();
  const parts: ServerParts = {
    config,
    context,
    leadership,
    network,
    chain,
    statusWords,
    local,
    metrics: measured(new Queues(context), conditions),
    outbound,
    paymail: paymailParts(context, { outbound, config }),
    sealer: () => {
      const file = join(config.dataDir, 'encryption.key');
      return loadSealer({ keys: config.encryptionKeys, file }, random);
    },
    treasury: () => {
      const file = local === null ? null : join(config.dataDir, 'treasury-local.wif');
      return loadTreasuryKey({ setting: config.treasuryKey, network, file }, random);
    },
    own,
    stopping: stopping.signal,
  };

  const router = new Router(context, {
    leaseMs: config.leaseMs,
    liveMax: config.claimsPerWorkerMax,
    trust: config.trustRules,
  });
  const billing = new Billing(context, { price: config.bsvUsdPrice });
  const mounts: Mounts[] = [];
  runWatch(parts);
  watchStore(parts, store);
  if (local !== null) mounts.push(await runLocalChain(parts, local));
  if (roles.has('settler')) mounts.push(await runSettler(parts, holder));
  if (roles.has('webhooks')) runWebhooks(parts);
  if (roles.has('router')) runRouter(parts, router);
  const job = roles.has('jobs') || roles.has('gateway') ? jobParts(parts) : null;
  if (job !== null && roles.has('jobs')) runJobs(parts, { ...job, billing });

  const foundation = {
    clock,
    ids,
    log,
    version,
    network,
    metrics: parts.metrics,
    mounts: mounts.flat(),
    readiness: () => readinessOf({ store, clock, conditions, process: holder }),
  };
  const isGateway = job !== null && roles.has('gateway');
  const gateway = isGateway
    ? await openGateway(parts, { router, billing, jobs: job.jobs }, foundation)
    : await createOperationsServer({
        ...foundation,
        metricsToken: config.metricsToken,
        metricsAddresses: config.metricsAddresses,
        rateLimits: config.rateLimits,
        bounds: config.bounds,
        trustProxy: config.trustedProxies.length === 0 ? false : config.trustedProxies,
      });
  own.defer(async () => {
    await gateway.close();
  });
  options.extend?.(gateway);
  const url = await gateway.listen({ port: config.port, host: config.host });
  const stack = { running: own.move(), kept: kept.move() };
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await endWithin(stopBounds, stack, { clock, log });
    },
  };
}
