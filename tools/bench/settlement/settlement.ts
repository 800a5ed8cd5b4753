import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningKey, sha256 } from '@asg/chain';
import { ampleAllowance, type Coin, type LaneRecord, sats } from '@asg/domain';
import { Holding, Intake, Payees, signBatch } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  SignalBoard,
  systemClock,
  systemRandom,
} from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { type Figure, median } from '../figures.ts';
import { benchBeside } from './beside.ts';

const taskCount = 1_000;
const payeeCount = 500;
const labelsPerTask = 3;
const warmUpRounds = 10;
const rounds = 21;
const cpuMsAim = 60;
const hourMs = 3_600_000;
const option = 'cat';

const steps = ['reserved', 'payees found', 'planned, signed, checked', 'stored'] as const;

const rules = { payoutSats: sats(325), feePercent: 5, payoutMinSats: sats(200) };

interface Stage {
  readonly context: EngineContext;
  readonly treasury: SigningKey;
  readonly payees: Payees;
  readonly intake: Intake;
  readonly customerId: string;
  readonly workerIds: readonly string[];
}

const newKey = (name: string): SigningKey => new SigningKey(sha256(Buffer.from(name)), 'local');

/**
 * CPU time, all threads counted, from due tasks to a batch that may be sent: tasks reserved, payees looked up, the
 * transaction planned, signed and checked, all of it on disk. Once the network has it, its tasks are settled: that is apart.
 */
export async function benchSettlement(beside: string | undefined): Promise<readonly Figure[]> {
  if (beside !== undefined) return benchBeside(beside);
  const folder = await mkdtemp(join(tmpdir(), 'asg-bench-settlement-'));
  try {
    await using storage = await openSqliteStorage({ path: join(folder, 'refinery.sqlite') });
    const ids = new IdMint(systemClock, systemRandom);
    const parts = { storage, ids, clock: systemClock, random: systemRandom };
    const assignmentIds = new AssignmentIds(() => ['5a'.repeat(32)]);
    const log = createLogger('silent');
    const conditions = new Conditions({ clock: systemClock, log });
    return figures(await measure({ ...parts, assignmentIds, log, signals: new SignalBoard(), conditions }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(context: EngineContext): Promise<readonly (readonly number[])[]> {
  const { storage, clock } = context;
  const treasury = newKey('treasury');
  const stage: Stage = {
    context,
    treasury,
    payees: new Payees(context, treasury, { destinations: null, holding: new Holding(context, null) }),
    intake: new Intake(context, {
      insecureHosts: [],
      earlyStopDefault: false,
      assetsBytesMax: 0,
      price: { payoutSats: sats(325), feePercent: 0 },
      allowance: ampleAllowance,
    }),
    customerId: await newCustomer(context),
    workerIds: await newWorkers(context),
  };
  let lane = await storage.lanes.acquire({
    laneId: 'lane-1',
    holder: 'bench',
    nowMs: clock.nowMs(),
    holdMs: hourMs,
  });
  assert.ok(lane);
  let coin: Coin = {
    txid: '11'.repeat(32),
    vout: 0,
    satoshis: sats(1e12),
    lockingScript: treasury.lockingScript,
  };
  const measured: (readonly number[])[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    await verifiedTasks(stage, round);
    const { cpuMs, change } = await settlementOf(stage, lane, coin);
    coin = change;
    lane = (await storage.lanes.get('lane-1'))!;
    if (round >= warmUpRounds) measured.push(cpuMs);
  }
  return measured;
}

/** One settlement; the CPU time in ms of each step, and of what follows once the network has it. */
async function settlementOf(
  { context, treasury, payees }: Stage,
  { laneId, token, position }: LaneRecord,
  coin: Coin,
): Promise<{ readonly cpuMs: readonly number[]; readonly change: Coin }> {
  const { storage, ids, clock } = context;
  const settlementId = ids.next('settlement');
  const nowMs = clock.nowMs();
  const times = [process.cpuUsage()];
  const tasks = await storage.settlement.reserve({ settlementId, laneId, token, limit: taskCount, nowMs });
  times.push(process.cpuUsage());
  assert.ok(tasks !== 'fenced' && tasks.length === taskCount);
  const found = await payees.of(settlementId, tasks, rules);
  times.push(process.cpuUsage());
  const plan = { settlementId, laneId, lanePosition: position + 1, tasks, payees: found, rules, nowMs };
  const feeScript = treasury.lockingScript;
  const signed = signBatch({ ...plan, coins: [coin], feeScript, feeRateSatsPerKb: 100 }, treasury);
  times.push(process.cpuUsage());
  assert.ok(signed.ok && signed.settlement.payees.length === payeeCount && signed.settlement.change);
  assert.equal(await storage.settlement.store({ settlement: signed.settlement, token }), 'stored');
  times.push(process.cpuUsage());
  await storage.settlement.advance({ settlementId, to: 'broadcasting', nowMs, note: null });
  const seen = await storage.settlement.advance({ settlementId, to: 'seen', nowMs, note: null });
  times.push(process.cpuUsage());
  assert.ok(seen.kind === 'advanced' && seen.settled.length === taskCount);
  const totals = times.map(({ user, system }) => (user + system) / 1000);
  return {
    cpuMs: totals.slice(1).map((total, step) => total - totals[step]!),
    change: signed.settlement.change,
  };
}

async function newCustomer({ storage, ids, clock }: EngineContext): Promise<string> {
  const [customerId, nowMs] = [ids.next('customer'), clock.nowMs()];
  const quota = taskCount * (warmUpRounds + rounds);
  const customer = {
    customerId,
    name: 'Bench',
    email: 'bench@example.com',
    tier: 'scale',
    quotaTotal: quota,
    quotaLeft: quota,
    suspended: false,
    createdAtMs: nowMs,
  } as const;
  const key = { keyId: ids.next('key'), customerId, hash: 'hash', hint: 'sk', createdAtMs: nowMs };
  await storage.customers.register({ customer, emailKey: customer.email, key });
  return customerId;
}

async function newWorkers({ storage, ids, clock }: EngineContext): Promise<readonly string[]> {
  const workerIds = Array.from({ length: payeeCount }, () => ids.next('worker'));
  await Promise.all(
    workerIds.map((workerId) => {
      const email = `${workerId}@example.com`;
      const payout = { kind: 'address', address: newKey(workerId).address } as const;
      const account = {
        workerId,
        email,
        passwordHash: 'none',
        status: 'active',
        profile: null,
        payout,
      } as const;
      return storage.workers.register({
        worker: { ...account, createdAtMs: clock.nowMs() },
        emailKey: email,
      });
    }),
  );
  return workerIds;
}

/** Tasks of their own URLs, labelled alike by workers in turns, so that everybody earns. */
async function verifiedTasks(
  { context, intake, customerId, workerIds }: Stage,
  round: number,
): Promise<void> {
  const { storage, clock } = context;
  const inputs = Array.from({ length: taskCount }, (_, index) => ({
    type: 'image_classification' as const,
    data_url: `https://data.example.com/pictures/${round}/${index}.jpg`,
    label_spec: { question: 'What is in the picture?', options: [option, 'dog', 'neither'] },
    consensus_threshold: labelsPerTask,
  }));
  const opened = await intake.submitBatch({ customerId, tier: 'sandbox' }, inputs, null);
  assert.ok(opened.kind === 'accepted');
  for (let turn = 0; turn < labelsPerTask; turn++) {
    const given = opened.tasks.map(({ taskId }, index) => ({
      taskId,
      label: {
        nonce: 'AAAAAA',
        workerId: workerIds[(index * labelsPerTask + turn) % payeeCount]!,
        nowMs: clock.nowMs(),
      },
    }));
    await storage.tasks.change(
      given.map(({ taskId, label }) => ({ taskId, command: { do: 'assign', ...label, leaseMs: hourMs } })),
    );
    await storage.tasks.change(
      given.map(({ taskId, label }) => ({ taskId, command: { do: 'label', ...label, label: option } })),
    );
  }
}

function figures(measured: readonly (readonly number[])[]): readonly Figure[] {
  const sum = (cpuMs: readonly number[], from = 0): number =>
    cpuMs.slice(from, steps.length).reduce((all, one) => all + one, 0);
  const totals = measured.map((cpuMs) => sum(cpuMs));
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const total = median(totals);
  const spread = `${Math.min(...totals).toFixed(1)}–${ms(Math.max(...totals))}`;
  return [
    ...[...steps, 'settled, once seen'].map((what, index): Figure => {
      return { what, value: ms(median(measured.map((cpuMs) => cpuMs[index]!))) };
    }),
    // What the promise names, with the look-up of payees.
    { what: 'after the reservation', value: ms(median(measured.map((cpuMs) => sum(cpuMs, 1)))) },
    { what: 'all of it, median', value: ms(total), aim: `< ${cpuMsAim} ms`, reached: total < cpuMsAim },
    { what: `all of it, ${rounds} runs`, value: spread },
  ];
}
