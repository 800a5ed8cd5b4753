import assert from 'node:assert/strict';
import { freshWif, heldAddress, LocalChain, type TreasuryKey, treasuryKeyFromWif } from '@asg/chain';
import { ampleAllowance, payableLabels, sats, type WorkerRecord } from '@asg/domain';
import { Intake, Labelling, OutcomeDelays, Router, type SettlementRules, Settler } from '@asg/engines';
import { type EngineContext, Withdrawals } from '@asg/people';
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
import { FaultyChain } from './faulty-chain.ts';
import type { Randomness } from './randomness.ts';
import { storageWithFaults } from './storage-with-faults.ts';

const startMs = Date.UTC(2026, 0, 1);
const customerId = 'cust_1';
const options = ['cat', 'dog', 'bird'];
const workerCount = 6;
const leaseMs = 600_000;

/** Small batches and carries, so that a short run has many of them. */
const rules: Omit<SettlementRules, 'holder'> = {
  payoutSats: sats(325),
  feePercent: 10,
  payoutMinSats: sats(700),
  hold: null,
  feeScript: null,
  batchTasksMax: 8,
  batchWaitMs: 1_000,
  feeRateMax: 2_000,
  lanes: 3,
};

/** The real engines, store and chain, on simulated time and with seeded randomness. */
export interface World extends AsyncDisposable {
  readonly clock: ManualClock;
  readonly storage: Storage;
  readonly chain: LocalChain;
  readonly network: FaultyChain;
  readonly treasury: TreasuryKey;
  readonly ids: IdMint;
  readonly thiefScript: string;
  /** A settler as a new process has it. */
  readonly newSettler: (holder: string) => Settler;
  readonly submit: (count: number) => Promise<void>;
  /** Every worker labels up to `count` tasks, mostly right. */
  readonly label: (count: number) => Promise<void>;
  readonly fund: (satoshis: number) => void;
  /** Some worker is paid at their own address from now on, or at one held for them. */
  readonly changeWallet: () => Promise<void>;
  /** Some worker asks for what is held for them. */
  readonly withdraw: () => Promise<void>;
  /** What workers must have on the chain by the labels that were acknowledged to them, less what is carried. */
  readonly assertPaid: () => Promise<void>;
}

/** What is tried here is the money, not the workers. */
const trust = { floor: 0, suspendBelow: 0, goldShareNew: 0, goldShareMin: 0 };

/** `open`: an empty store. */
export async function openWorld(
  seed: number,
  randomness: Randomness,
  open: () => Promise<Storage>,
): Promise<World> {
  const clock = new ManualClock(startMs);
  const random = seededRandom(`simulation ${seed}`);
  const storage = await open();
  const chain = new LocalChain({ path: ':memory:', now: () => clock.nowMs() });
  const network = new FaultyChain(chain, randomness);
  const ids = new IdMint(clock, random);
  const log = createLogger('silent');
  const [signals, conditions] = [new SignalBoard(), new Conditions({ clock, log })];
  const context: EngineContext = {
    storage,
    clock,
    random,
    ids,
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    log,
    signals,
    conditions,
  };
  const faulty: EngineContext = { ...context, storage: storageWithFaults(storage, randomness) };
  const treasury = keyOf(random.bytes(32));
  const platform = keyOf(random.bytes(32));
  const thief = keyOf(random.bytes(32));
  const workers = Array.from({ length: workerCount }, (_, index) => workerOf(ids.next('worker'), index));
  const addresses = workers.map(() => keyOf(random.bytes(32)).address);
  for (const worker of workers) await storage.workers.register({ worker, emailKey: worker.email });
  await storage.customers.register(customer);
  const money = { price: { payoutSats: sats(325), feePercent: 0 }, allowance: ampleAllowance };
  const intake = new Intake(context, {
    insecureHosts: [],
    earlyStopDefault: true,
    assetsBytesMax: 0,
    ...money,
  });
  const delays = new OutcomeDelays();
  const router = new Router(context, { leaseMs, liveMax: 100, trust, ...money }, delays);
  const labelling = new Labelling(context, {
    delays,
    afterGold: async () => undefined,
    seen: () => ({ extent: null }),
  });
  const acknowledged: { readonly workerId: string; readonly taskId: string }[] = [];

  const label = async (worker: WorkerRecord, count: number): Promise<void> => {
    const work = await router.next(worker, count);
    assert.equal(work.kind, 'work');
    if (work.kind !== 'work' || work.items.length === 0) return;
    const labels = work.items.map(({ assignmentId, task }) => {
      const truth = task.salt.charCodeAt(0) % options.length;
      return { assignmentId, label: options[randomness.chance(0.75) ? truth : randomness.between(0, 2)]! };
    });
    const results = await labelling.submit(worker, labels);
    for (const [i, { kind }] of results.entries()) {
      assert.ok(kind === 'accepted' || kind === 'lease_ended', kind);
      const { taskId } = work.items[i]!.task;
      if (kind === 'accepted') acknowledged.push({ workerId: worker.workerId, taskId });
    }
  };

  const assertPaid = async (): Promise<void> => {
    const earned = new Map<string, number>();
    for (const { workerId, taskId } of acknowledged) {
      const task = (await storage.tasks.get(taskId))!;
      assert.ok(
        task.labels.some((given) => given.workerId === workerId),
        'a label was lost',
      );
      if (task.payment.kind === 'none' || task.closedAtMs === null) continue;
      const agrees = payableLabels(task).some((given) => given.workerId === workerId);
      if (agrees) earned.set(workerId, (earned.get(workerId) ?? 0) + rules.payoutSats);
    }
    for (const [index, { workerId }] of workers.entries()) {
      const places = [heldAddress(treasury, workerId), addresses[index]!];
      const coins = (await Promise.all(places.map((place) => chain.unspent(place, 10_000)))).flat();
      const onChain = coins.reduce((sum, coin) => sum + coin.satoshis, 0);
      const { carriedSats } = await storage.workers.totals(workerId);
      assert.equal(
        onChain + carriedSats,
        earned.get(workerId) ?? 0,
        `${workerId}: on the chain and carried, earned`,
      );
    }
  };

  return {
    clock,
    storage,
    chain,
    network,
    treasury,
    ids,
    thiefScript: thief.lockingScript,
    newSettler: (holder) =>
      new Settler(faulty, {
        chain: network,
        treasury,
        rules: { ...rules, feeScript: platform.lockingScript, holder },
      }),
    submit: async (count) => {
      const input = {
        type: 'image_classification',
        data_url: 'https://example.com/1',
        label_spec: { question: 'What is it?', options },
        consensus_threshold: randomness.between(2, 3),
        // From the number, not at random: the draws that follow stay the same.
        ...(count % 2 === 0 ? { consensus: { policy: 'adaptive', max_labels: 4 } } : {}),
      } as const;
      await intake.submitBatch({ customerId, tier: 'sandbox' }, Array(count).fill(input), null);
    },
    label: async (count) => {
      for (const worker of workers) await label(worker, count);
    },
    fund: (satoshis) => {
      chain.fund(treasury.address, sats(satoshis));
    },
    changeWallet: async () => {
      const index = randomness.between(0, workerCount - 1);
      const { workerId } = workers[index]!;
      const payout = randomness.chance(0.5)
        ? null
        : ({ kind: 'address', address: addresses[index]! } as const);
      await storage.workers.change({ workerId, change: { set: 'payout', payout } });
    },
    withdraw: async () => {
      await new Withdrawals(faulty, null).request(randomness.pick(workers)!.workerId);
    },
    assertPaid,
    [Symbol.asyncDispose]: async () => {
      await storage[Symbol.asyncDispose]();
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

function workerOf(workerId: string, index: number): WorkerRecord {
  return {
    workerId,
    email: `${index}@example.com`,
    passwordHash: '',
    status: 'active',
    profile: { displayName: 'Ada', country: 'SE', primaryLanguage: 'en', languages: [] },
    payout: null,
    createdAtMs: startMs,
  };
}

/** Who pays for what is labelled. */
export const customer = {
  customer: {
    customerId,
    name: 'Demo',
    email: 'demo@example.com',
    tier: 'sandbox',
    quotaTotal: 100_000,
    quotaLeft: 100_000,
    suspended: false,
    createdAtMs: startMs,
  },
  emailKey: 'demo@example.com',
  key: { keyId: 'key_1', customerId, hash: 'hash', hint: 'sk', createdAtMs: startMs },
} as const;
