import assert from 'node:assert/strict';
import {
  ArcChain,
  freshWif,
  LocalChain,
  LookUp,
  type TreasuryKey,
  treasuryKeyFromWif,
  UnknownWords,
} from '@asg/chain';
import { ampleAllowance, sats } from '@asg/domain';
import { Intake, Settler, WatchedChain } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  ManualClock,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { wrapStorage } from '@asg/storage/faults';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { customer } from '../world.ts';
import { lookUpUrl, providerUrl, type SimulatedNetwork } from './simulated-network.ts';

const startMs = Date.UTC(2026, 0, 1);
const workerIds = ['wrk_1', 'wrk_2', 'wrk_3'];
/** Of a lane. The first task of a run must not wait for a coin. */
const coinSats = 1_000_000;
const lanes = 4;
const services = {
  ...({ feeRate: 'provider', broadcast: 'provider', status: 'provider' } as const),
  ...({
    otherProofs: 'look_up',
    unspent: 'look_up',
    spender: 'look_up',
    transaction: 'look_up',
    tip: 'look_up',
    headers: 'look_up',
  } as const),
};
const rules = {
  payoutSats: sats(325),
  feePercent: 0,
  payoutMinSats: sats(200),
  hold: null,
  feeScript: null,
  batchTasksMax: 4,
  batchWaitMs: 1_000,
  feeRateMax: 5_000,
  lanes,
  holder: 'settler',
};

/** The real settler on the real store, behind real adapters to a simulated provider and look-up, on simulated time. */
export interface Scene extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly storage: Storage;
  readonly chain: LocalChain;
  readonly conditions: Conditions;
  readonly settler: Settler;
  /** Status words that were told of. */
  readonly words: readonly string[];
  /** Tasks that are verified at once, by id. */
  verified(count: number): Promise<readonly string[]>;
  /** Lets time pass until it is so, or `forMs` are over. False: they are. */
  until(isSo: () => boolean, forMs: number): Promise<boolean>;
}

export async function openScene(
  seed: number,
  networkOf: (chain: LocalChain, clock: ManualClock) => SimulatedNetwork,
): Promise<Scene> {
  const clock = new ManualClock(startMs);
  const random = seededRandom(`providers ${seed}`);
  let underWay = 0;
  const kept = await openSqliteStorage({ path: ':memory:' });
  const storage = wrapStorage(kept, async (_operation, call) => {
    underWay += 1;
    try {
      return await call();
    } finally {
      underWay -= 1;
    }
  });
  const chain = new LocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const network = networkOf(chain, clock);
  const treasury = keyOf(random.bytes(32));
  for (let lane = 0; lane < lanes; lane++) assert.ok(chain.fund(treasury.address, sats(coinSats)).ok);
  chain.mine();
  const words: string[] = [];
  const { exchange } = network;
  const lookUp = new LookUp({ url: lookUpUrl, network: 'local', clock, gapMs: 350, exchange });
  const arc = new ArcChain({
    network: 'local',
    url: providerUrl,
    pathPrefix: '',
    apiKey: null,
    callback: null,
    lookUp,
    exchange,
    unknownWords: new UnknownWords((word) => words.push(word)),
  });
  const log = createLogger('silent');
  const conditions = new Conditions({ clock, log });
  const ids = new IdMint(clock, random);
  const context: EngineContext = {
    storage,
    clock,
    random,
    ids,
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    log,
    conditions,
    signals: new SignalBoard(),
  };
  const watched = new WatchedChain(arc, { conditions, services });
  const settler = new Settler(context, { chain: watched, treasury, rules });
  await storage.customers.register(customer);
  const intake = new Intake(context, {
    insecureHosts: [],
    earlyStopDefault: false,
    assetsBytesMax: 1_000_000,
    price: { payoutSats: sats(325), feePercent: 0 },
    allowance: ampleAllowance,
  });

  /** Whatever can go on without time passing has gone on. */
  const settled = async (): Promise<void> => {
    for (let calm = 0; calm < 3; calm = underWay === 0 ? calm + 1 : 0)
      await new Promise<void>((resolve) => void setImmediate(resolve));
  };

  return {
    clock,
    storage,
    chain,
    conditions,
    settler,
    words,
    verified: async (count) => {
      const input = {
        type: 'sentiment',
        data_url: 'https://example.com/1',
        label_spec: { question: 'Mood?', options: ['good', 'bad'] },
        consensus_threshold: workerIds.length,
      } as const;
      const opened = await intake.submitBatch(customer.customer, Array(count).fill(input), null);
      assert.ok(opened.kind === 'accepted');
      const taskIds = opened.tasks.map(({ taskId }) => taskId);
      for (const workerId of workerIds) {
        const given = { workerId, nonce: 'AAAAAA', nowMs: clock.nowMs() };
        const assign = { do: 'assign', leaseMs: 1_000, ...given } as const;
        await storage.tasks.change(taskIds.map((taskId) => ({ taskId, command: assign })));
        const label = { do: 'label', label: 'good', ...given } as const;
        await storage.tasks.change(taskIds.map((taskId) => ({ taskId, command: label })));
      }
      return taskIds;
    },
    until: async (isSo, forMs) => {
      const endMs = clock.nowMs() + forMs;
      for (;;) {
        await settled();
        if (isSo()) return true;
        const nextMs = clock.nextMs;
        if (nextMs === null || nextMs > endMs) return false;
        clock.advance(Math.max(0, nextMs - clock.nowMs()));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await kept[Symbol.asyncDispose]();
      await chain[Symbol.asyncDispose]();
    },
  };
}

function keyOf(bytes: Uint8Array): TreasuryKey {
  const result = treasuryKeyFromWif(
    freshWif('local', () => bytes),
    'local',
  );
  assert.ok(result.ok);
  return result.key;
}
