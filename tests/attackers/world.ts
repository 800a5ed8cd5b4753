import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArcCallbacks,
  freshWif,
  type LocalChain,
  openLocalChain,
  treasuryKeyFromWif,
  UnknownWords,
} from '@asg/chain';
import type { Task } from '@asg/domain';
import { Leadership, Queues } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { Pictures } from '@asg/pictures';
import {
  Activity,
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  Sealer,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import { type Config, readConfig } from '@asg/server/config';
import { measured } from '@asg/server/measured';
import { paymailParts } from '@asg/server/paymail-parts';
import { Rates } from '@asg/server/rates';
import type { ServerParts } from '@asg/server/server-parts';
import { startRoles } from '@asg/server/starts';
import type { Storage } from '@asg/storage';
import { wrapStorage } from '@asg/storage/faults';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { itemHost } from './town/item-host.ts';
import { VirtualClock } from './virtual-clock.ts';

const startMs = Date.UTC(2026, 0, 5, 9);
export const adminToken = 'the-operator-of-the-attackers';
const fundSats = 100_000_000;
const storeMs = 1;

/** An answer as its caller gets it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: whoever asked knows the shape
  readonly body: any;
  readonly text: string;
  readonly bytes: number;
  /** By the virtual clock, ms. */
  readonly tookMs: number;
}
interface Asked {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address that the request comes from. */
  readonly from?: string;
}
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The whole server in this process, wired as it is when it runs: on a store in memory, the local chain and virtual time. */
export interface World extends AsyncDisposable {
  readonly seed: number;
  readonly clock: VirtualClock;
  readonly storage: Storage;
  readonly chain: LocalChain;
  readonly config: Config;
  readonly context: EngineContext;
  /** What the last claim gave, in its order: the truth that no worker sees. */
  readonly claimed: () => readonly Task[];
  call(method: Method, url: string, asked?: Asked): Promise<Answer>;
  /** The same as the operator. */
  admin(method: Method, url: string, body?: unknown): Promise<Answer>;
  /** Time passes, ms, with `rounds` rounds of everything that the server does by itself. */
  rounds(rounds: number, ms: number): Promise<void>;
}

/** `settings`: variables of the environment that the operator sets. */
export async function openWorld(
  seed: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'asg-attackers-'));
  const config = readConfig({
    ASG_DATA_DIR: folder,
    ASG_ADMIN_TOKEN: adminToken,
    LOCAL_FUND_SATS: String(fundSats),
    ASG_ENCRYPTION_KEY: '5e'.repeat(32),
    ...settings,
  });
  const clock = new VirtualClock(startMs);
  const random = seededRandom(`attackers ${seed}`);
  const store = await openSqliteStorage({ path: ':memory:' });
  let claimed: readonly Task[] = [];
  // Each question to the store takes its time: how many there were is what an answer's time tells.
  const storage = wrapStorage(store, async (operation, ask) => {
    await clock.wait(storeMs);
    const answer = await ask();
    if (operation === 'work.claim') claimed = (answer as Awaited<ReturnType<Storage['work']['claim']>>).tasks;
    return answer;
  });
  const chain = openLocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const ids = new IdMint(clock, random);
  const log = createLogger('silent');
  const conditions = new Conditions({ clock, log });
  const signals = new SignalBoard();
  const context: EngineContext = {
    storage,
    clock,
    random,
    ids,
    assignmentIds: new AssignmentIds(() => config.encryptionKeys),
    log,
    signals,
    conditions,
  };
  const outbound = itemHost(clock);
  const own = new AsyncDisposableStack();
  const stopping = new AbortController();
  const wif = freshWif('local', () => random.bytes(32));
  const treasury = treasuryKeyFromWif(wif, 'local');
  assert.ok(treasury.ok);
  const { key } = treasury;
  const parts: ServerParts = {
    config,
    context,
    activity: new Activity(clock, 0),
    leadership: new Leadership(context, 'attackers'),
    holder: 'attackers',
    isAlone: false,
    network: 'local',
    rates: new Rates(config.bsvPrice, context),
    chain,
    statusWords: new UnknownWords(() => {}),
    local: { chain, callbacks: new ArcCallbacks(chain), routes: [] },
    tracing: null,
    metrics: measured(new Queues(context), conditions),
    outbound,
    pictures: own.use(new Pictures(clock)),
    paymail: paymailParts(context, { outbound, config }),
    publicUrl: () => 'http://localhost',
    encryptionKeys: () => config.encryptionKeys,
    sealer: () => new Sealer(config.encryptionKeys, random),
    treasury: () => key,
    own,
    stopping: stopping.signal,
  };
  const started = await startRoles(parts);
  const open = started.find(({ api }) => api !== undefined)?.api;
  assert.ok(open !== undefined);
  const app = await open({
    clock,
    ids,
    log,
    version: '0.0.0',
    network: 'local',
    metrics: parts.metrics,
    mounts: [],
    readiness: async () => ({ ready: true, checks: {} }),
  });
  await app.ready();
  await clock.countLoops();

  const call: World['call'] = async (method, url, { token, body, headers, from = '203.0.113.1' } = {}) => {
    const beganMs = clock.nowMs();
    const request = {
      method,
      url,
      remoteAddress: from,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    };
    const answer = await clock.request(async () => app.inject(request));
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson && answer.payload !== '' ? JSON.parse(answer.payload) : undefined,
      text: answer.payload,
      bytes: answer.rawPayload.length,
      tookMs: clock.nowMs() - beganMs,
    };
  };
  return {
    seed,
    clock,
    storage,
    chain,
    config,
    context,
    claimed: () => claimed,
    call,
    admin: (method, url, body) =>
      call(method, url, { token: adminToken, from: '127.0.0.1', ...(body === undefined ? {} : { body }) }),
    rounds: async (rounds, ms) => {
      for (let round = 0; round < rounds; round++) await clock.round(ms / rounds);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      clock.wakeAll();
      await clock.request(() => app.close());
      await own.disposeAsync();
      await store[Symbol.asyncDispose]();
      await chain[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
