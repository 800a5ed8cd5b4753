import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  addressOfLockingScript,
  type Chain,
  freshWif,
  LocalChain,
  type TreasuryKey,
  treasuryKeyFromWif,
} from '@asg/chain';
import { ampleAllowance, type SettlementRecord, sats, type Task } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
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
import { startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Intake } from '../intake/intake.ts';
import type { SettlementRules } from '../settlement/rules.ts';
import { Settler } from '../settlement/settler.ts';

const option = 'good';

export interface Bench {
  readonly context: EngineContext;
  readonly clock: ManualClock;
  readonly storage: Storage;
  readonly chain: LocalChain;
  /** Gives the treasury a mined coin. */
  readonly fund: (satoshis: number) => void;
  readonly treasury: TreasuryKey;
  /** A settler as after a (re)start of the process. */
  readonly newSettler: (rules?: Partial<SettlementRules>, chain?: Chain, seenBy?: EngineContext) => Settler;
}

export const settlementRules: SettlementRules = {
  payoutSats: sats(325),
  feePercent: 0,
  payoutMinSats: sats(200),
  hold: null,
  feeScript: null,
  batchTasksMax: 100,
  batchWaitMs: 1_000,
  feeRateMax: 1_000,
  lanes: 2,
  holder: 'settler',
};

export async function bench(t: TestContext, fundSats = 1_000_000, storagePath = ':memory:'): Promise<Bench> {
  const clock = new ManualClock(startMs);
  const random = seededRandom(t.name);
  const storage = await openSqliteStorage({ path: storagePath });
  const chain = new LocalChain({ path: ':memory:', now: () => clock.nowMs() });
  t.after(async () => {
    await storage[Symbol.asyncDispose]();
    await chain[Symbol.asyncDispose]();
  });
  const key = treasuryKeyFromWif(
    freshWif('local', (count) => random.bytes(count)),
    'local',
  );
  assert.ok(key.ok);
  const fund = (satoshis: number): void => {
    assert.ok(chain.fund(key.key.address, sats(satoshis)).ok);
    chain.mine();
  };
  if (fundSats > 0) fund(fundSats);
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
  const newSettler: Bench['newSettler'] = (changed = {}, seen = chain, seenBy = context) =>
    new Settler(seenBy, {
      chain: seen,
      treasury: key.key,
      rules: { ...settlementRules, ...changed },
    });
  return { context, clock, storage, chain, fund, treasury: key.key, newSettler };
}

/** Tasks with a label from each of these workers, all the same: verified, to be paid. */
export async function verifiedTasks(
  { context, storage, clock }: Bench,
  count: number,
  workerIds = ['wrk_1', 'wrk_2', 'wrk_3'],
  feePercent = 0,
): Promise<readonly string[]> {
  const key = { keyId: 'key_1', customerId: 'cust_1', hash: 'hash', hint: 'sk', createdAtMs: startMs };
  const customer = {
    customerId: 'cust_1',
    name: 'Demo',
    email: 'demo@example.com',
    tier: 'sandbox',
    quotaTotal: 10_000,
    quotaLeft: 10_000,
    suspended: false,
    createdAtMs: startMs,
  } as const;
  await storage.customers.register({ customer, emailKey: customer.email, key });
  const intake = new Intake(context, {
    insecureHosts: [],
    earlyStopDefault: false,
    assetsBytesMax: 1_000_000,
    price: { payoutSats: sats(325), feePercent },
    allowance: ampleAllowance,
  });
  const input = {
    type: 'sentiment',
    data_url: 'https://example.com/1',
    label_spec: { question: 'Mood?', options: [option, 'bad'] },
    consensus_threshold: workerIds.length,
  } as const;
  const opened = await intake.submitBatch(customer, Array(count).fill(input), null);
  assert.equal(opened.kind, 'accepted');
  const taskIds = opened.kind === 'accepted' ? opened.tasks.map((task) => task.taskId) : [];
  for (const workerId of workerIds) {
    const nowMs = clock.nowMs();
    const nonce = 'AAAAAA';
    await storage.tasks.change(
      taskIds.map((taskId) => ({
        taskId,
        command: { do: 'assign', workerId, nonce, leaseMs: 1_000, nowMs },
      })),
    );
    await storage.tasks.change(
      taskIds.map((taskId) => ({ taskId, command: { do: 'label', workerId, nonce, label: option, nowMs } })),
    );
  }
  return taskIds;
}

export async function tasksOf(storage: Storage, taskIds: readonly string[]): Promise<readonly Task[]> {
  return (await storage.tasks.many(taskIds)).map((task) => {
    assert.ok(task);
    return task;
  });
}

/** A batch of one task, on the network. */
export async function seenBatch(parts: Bench, settler = parts.newSettler()): Promise<SettlementRecord> {
  const [taskId] = await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  await settle(settler);
  const { payment } = (await parts.storage.tasks.get(taskId!))!;
  assert.ok(payment.kind === 'paid');
  const batch = await parts.storage.settlement.get(payment.settlementId);
  assert.equal(batch?.state, 'seen');
  return batch;
}

/** Every settlement that was signed and more, the oldest first. */
export function allSettlements({ storage }: Pick<Bench, 'storage'>): Promise<readonly SettlementRecord[]> {
  const states = [
    'broadcasting',
    'unknown',
    'seen',
    'mined',
    'final',
    'contested',
    'orphaned',
    'stale',
    'failed',
  ] as const;
  return storage.settlement.inStates(states, 100);
}

/** What the operator is told of: names and details. */
export const conditionsOf = ({ context }: Pick<Bench, 'context'>): Record<string, string> =>
  Object.fromEntries(context.conditions.list().map(({ name, detail }) => [name, detail]));

/** Rounds until there is nothing to go on with. */
export async function settle(settler: Pick<Settler, 'round'>): Promise<void> {
  while (await settler.round());
}

export async function paidTo(chain: LocalChain, script: string): Promise<number> {
  const coins = await chain.unspent(addressOfLockingScript(script, 'local')!, 1_000);
  return coins.reduce((sum, coin) => sum + coin.satoshis, 0);
}
