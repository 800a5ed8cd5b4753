import { join } from 'node:path';
import { UnknownWords } from '@asg/chain';
import { Leadership, Queues } from '@asg/engines';
import { doorsOf } from '@asg/front';
import { createOperationsServer } from '@asg/gateway';
import { createOutbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import { Pictures } from '@asg/pictures';
import {
  Activity,
  AssignmentIds,
  Conditions,
  EventLoopWatch,
  IdMint,
  type Logger,
  RestingMemory,
  Sealer,
  SignalBoard,
  systemClock,
  systemRandom,
} from '@asg/runtime';
import { openChain } from './chain/chain.ts';
import { openDataDir } from './data-folder/data-dir.ts';
import { keepNetwork } from './data-folder/network-mark.ts';
import { loadEncryptionKeys } from './keys/encryption-keys.ts';
import { assertSharedKeys } from './keys/shared-keys.ts';
import { loadTreasuryKey } from './keys/treasury-key.ts';
import { runVitals } from './measuring/vitals.ts';
import { endWithin } from './process/end-within.ts';
import { measured } from './process/measured.ts';
import { processName } from './process/process-name.ts';
import { readinessOf } from './process/readiness.ts';
import { Rates } from './rates/rates.ts';
import type { Gateway } from './roles/gateway.ts';
import { paymailParts } from './roles/paymail-parts.ts';
import type { ServerParts } from './roles/server-parts.ts';
import { startRoles } from './roles/starts.ts';
import { runWatch, watchStore } from './roles/watch.ts';
import { builtFront } from './roles/web-apps.ts';
import type { Config } from './settings/config.ts';
import { sandboxNote } from './settings/money-settings.ts';
import { isShared } from './stores/engines.ts';
import { openStore } from './stores/open.ts';
import { loadCertificate } from './tls/certificate.ts';
import { followCertificate } from './tls/renewal.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { tracedChain, tracedStorage } from './tracing/traced.ts';
import { version } from './version.ts';

/** How often waiting requests look at a store that other processes change, ms. */
const sharedPollMs = 200;
/** How often each loop looks at least while nothing happens, ms. */
const quietMsMax = 5_000;
/** How often it looks at most where processes share a store, ms: who else may have written is not told with each write. */
const sharedBeatMs = 1_000;
/** Where no other process can have the store, terms of leadership are so many times as long: they are renewed for nobody. */
const aloneTerms = 40;
/** In all less than the 10 s that whoever stops a process commonly gives it, with the time for the last line of the log. */
const stopBounds = { runningMsMax: 8_000, allMsMax: 9_500 };

/** A running system. Disposing of it takes no more requests, ends those under way and leaves nothing half done. */
export interface Refinery extends AsyncDisposable {
  /** Where it accepts requests, e.g. http://127.0.0.1:8081, with the base path. */
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
  assertSharedKeys(config);
  const certificate = config.tls === null ? null : loadCertificate(config.tls);
  openDataDir(config.dataDir, log);
  keepNetwork(config.dataDir, config.chain.network);
  const store = await openStore(config, config.chain.network);
  kept.use(store.storage);
  const tracing = kept.use(await openTracing(config, process.env, log));
  const warning = await store.warning();
  if (warning !== null) log.warn({ warning }, 'the store does not keep everything safe');
  if (config.allowLoopback)
    log.warn(
      'ASG_ALLOW_LOOPBACK is true: customers can reach the services of this machine; for development alone',
    );
  const sandbox = sandboxNote(config);
  if (sandbox !== null) log.info({ sandbox }, 'what sandbox accounts may spend');
  const clock = systemClock;
  const isAlone = !isShared(config.store);
  const activity = new Activity(clock, quietMsMax, isAlone ? 0 : sharedBeatMs);
  const random = systemRandom;
  const ids = new IdMint(clock, random);
  const signals = new SignalBoard(isAlone ? {} : { pollMs: sharedPollMs });
  const conditions = new Conditions({ clock, log });
  own.use(new EventLoopWatch({ clock, log, conditions }));
  const encryptionKeys = (): readonly string[] =>
    loadEncryptionKeys({ keys: config.encryptionKeys, file: join(config.dataDir, 'encryption.key') }, random);
  const context: EngineContext = {
    storage: tracing === null ? store.storage : tracedStorage(store.storage, tracing, clock),
    clock,
    random,
    ids,
    assignmentIds: new AssignmentIds(encryptionKeys),
    log,
    signals,
    conditions,
  };
  const holder = processName(!isAlone, config.processName, random);
  const leadership = new Leadership(context, holder, isAlone ? aloneTerms : 1);
  kept.defer(() => leadership.releaseAll());
  const statusWords = new UnknownWords((word) =>
    log.warn({ word }, 'the ARC provider uses a status that is not known here: it is taken for "sending"'),
  );
  const opened = kept.use(openChain(config.chain, join(config.dataDir, 'chain.sqlite'), clock, statusWords));
  const { local } = opened;
  const noted = (): void => activity.note();
  store.onWritten(noted);
  own.use(new RestingMemory(activity, store.giveBack));
  if (local !== null) local.chain.onChange = noted;
  const chain = tracing === null ? opened.chain : tracedChain(opened.chain, store.storage, tracing, clock);
  const { network } = chain;
  const outbound = own.use(createOutbound({ allowedHosts: config.insecureHosts }));
  const stopping = new AbortController();
  let listening: string | null = null;
  const parts: ServerParts = {
    config,
    context,
    activity,
    leadership,
    holder,
    isAlone,
    network,
    chain,
    statusWords,
    local,
    tracing,
    metrics: measured(new Queues(context), conditions, store.commands),
    rates: new Rates(config.bsvPrice, context),
    outbound,
    pictures: own.use(new Pictures(clock)),
    paymail: paymailParts(context, { outbound, config }),
    publicUrl: () =>
      config.publicUrl ??
      listening ??
      `${certificate === null ? 'http' : 'https'}://${config.host}:${config.port}${config.basePath}`,
    encryptionKeys,
    sealer: () => new Sealer(encryptionKeys(), random),
    treasury: () => {
      const file = local === null ? null : join(config.dataDir, 'treasury-local.wif');
      return loadTreasuryKey({ setting: config.treasuryKey, network, file }, random);
    },
    own,
    stopping: stopping.signal,
  };

  runWatch(parts);
  runVitals(parts);
  watchStore(parts, store);
  const started = await startRoles(parts);
  const foundation = {
    clock,
    ids,
    log,
    version,
    network,
    basePath: config.basePath,
    tls: certificate,
    metrics: parts.metrics,
    mounts: started.flatMap(({ mounts = [] }) => mounts),
    readiness: () => readinessOf({ store, clock, conditions, process: holder, sandbox }),
    front: {
      folder: builtFront(log),
      doors: doorsOf({ apps: config.roles.has('gateway'), chain: local !== null }),
      isLocal: network === 'local',
      site: parts.publicUrl,
    },
  };
  const api = started.find((role) => role.api !== undefined)?.api;
  const gateway = await (api === undefined
    ? createOperationsServer({
        ...foundation,
        metricsToken: config.metricsToken,
        metricsAddresses: config.metricsAddresses,
        rateLimits: config.rateLimits,
        bounds: config.bounds,
        trustProxy: config.trustedProxies.length === 0 ? false : config.trustedProxies,
      })
    : api(foundation));
  own.defer(async () => {
    await gateway.close();
  });
  options.extend?.(gateway);
  if (config.tls !== null && certificate !== null)
    followCertificate(parts, gateway.server, config.tls, certificate);
  const address = await gateway.listen({ port: config.port, host: config.host });
  const url = (certificate === null ? address : address.replace('http:', 'https:')) + config.basePath;
  listening = url;
  const stack = { running: own.move(), kept: kept.move() };
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await endWithin(stopBounds, stack, { clock, log });
    },
  };
}
