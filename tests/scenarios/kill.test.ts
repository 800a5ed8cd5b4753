import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalChain } from '@asg/chain';
import { type ModelKeys, modelKeysOf, settlementStates, templateKey } from '@asg/domain';
import { auditDecisions, auditMoney } from '@asg/engines';
import { type Random, seededRandom, systemRandom } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { patienceMs, type RawRequest, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { pick, workerFacts } from '../worker-facts.ts';

const kills = 20;
const batchSize = 25;
const isOnCluster = process.env.ASG_TEST_STORE !== undefined;
const quotaBackMsMax = 90_000;
const sweptMsMax = 20_000;
const batches = 16;
const workerCount = 8;
const claimCount = 5;
const payoutSats = 325;
const adminToken = 'operator-of-this-scenario-0000000000';
/** More than all tasks can cost. */
const grantSats = 5_000_000;
/** Models count in parts of a whole. */
const unit = 65_536;
const options = ['yes', 'no'];
/** A kill waits for so many labels since the one before: the last ones come while tasks are decided, learnt from and paid. */
const labelsPerKill = 60;

interface Result {
  readonly status: string;
  readonly consensus_label: string;
  readonly confidence: number;
  readonly worker_count: number;
  readonly agreement_count: number;
  readonly bsv_txid: string;
}

interface Worker {
  readonly workerId: string;
  readonly token: string;
  readonly address: string;
  /** What the server said yes to: task and label. */
  /** By the number of the task, as its instructions say it. */
  readonly acknowledged: Map<number, string>;
}

/** Aborted where the test is over: nobody goes on asking a server that is gone. */
let over: AbortSignal;

/** Asks until there is an answer, as a client of a server that dies would; a refusal is an answer. Throws where the test is over. */
async function ask<T>(
  refinery: RunningRefinery,
  method: RawRequest['method'],
  path: string,
  token: string | null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: T }> {
  for (;;) {
    try {
      const call = { method, path, body, headers, token: token ?? undefined, expect: 'any' } as const;
      const answer = await new TestApi(refinery.url).send(call);
      if (answer.status < 500) return { status: answer.status, body: answer.body as T };
    } catch {
      // Refused or cut off: the server is down. The same request goes out again.
    }
    await sleep(20, null, { signal: over });
  }
}

/** A customer of a funded tier, with money: what their tasks teach is everybody's too. */
async function newCustomer(refinery: RunningRefinery): Promise<{ api_key: string; customer_id: string }> {
  const facts = { name: 'Demo', email: 'demo@example.com' };
  const { body } = await ask<{ api_key: string; customer_id: string }>(
    refinery,
    'POST',
    '/v1/customers',
    null,
    facts,
  );
  const path = `/v1/admin/customers/${body.customer_id}`;
  const raised = await ask(refinery, 'PATCH', path, adminToken, { tier: 'growth' });
  assert.equal(raised.status, 200);
  const grant = { sats: grantSats, note: 'of the scenario' };
  assert.equal((await ask(refinery, 'POST', `${path}/grants`, adminToken, grant)).status, 201);
  return body;
}

async function newWorker(refinery: RunningRefinery, n: number, random: Random): Promise<Worker> {
  const { account, profile, address } = workerFacts(n, random);
  const { body } = await ask<{ worker_id: string; token: string }>(
    refinery,
    'POST',
    '/v1/workers',
    null,
    account,
  );
  const set = await ask(refinery, 'PUT', '/v1/workers/me/profile', body.token, profile);
  assert.equal(set.status, 200);
  const wallet = await ask(refinery, 'PUT', '/v1/workers/me/wallet', body.token, { address });
  assert.equal(wallet.status, 200);
  return { workerId: body.worker_id, token: body.token, address, acknowledged: new Map() };
}

async function submitAll(refinery: RunningRefinery, key: string): Promise<string[]> {
  const taskIds: string[] = [];
  for (let b = 0; b < batches; b++) {
    const tasks = Array.from({ length: batchSize }, (_, i) => ({
      type: 'moderation',
      data_url: `https://example.com/${b}/${i}`,
      label_spec: { question: 'Allowed?', options, instructions: `${b * batchSize + i}` },
      consensus: { policy: (b + i) % 2 === 0 ? 'threshold' : 'adaptive', max_labels: workerCount },
    }));
    const headers = { 'idempotency-key': `batch-${b}` };
    const { status, body } = await ask<{ task_ids: string[] }>(
      refinery,
      'POST',
      '/v1/tasks/batch',
      key,
      { tasks },
      headers,
    );
    assert.ok(status === 202 || status === 200, `batch ${b}: ${status}`);
    taskIds.push(...body.task_ids);
  }
  return taskIds;
}

async function work(
  refinery: RunningRefinery,
  worker: Worker,
  random: Random,
  isDone: () => boolean,
): Promise<void> {
  interface Next {
    assignments: { assignment_id: string; instructions: string }[];
  }
  while (!isDone()) {
    const next = await ask<Next | null>(refinery, 'POST', '/v1/work/next', worker.token, {
      count: claimCount,
    });
    if (next.body === null) {
      await sleep(50);
      continue;
    }
    const labels = next.body.assignments.map((assignment) => ({
      assignment_id: assignment.assignment_id,
      // Three in four see the same: enough disagreement for extra rounds.
      label: options[pick(random, 4) === 0 ? 1 : 0]!,
    }));
    interface Outcome {
      outcomes: { accepted: boolean }[];
    }
    const given = await ask<Outcome>(refinery, 'POST', '/v1/work/labels', worker.token, { labels });
    assert.equal(given.status, 200);
    for (const [i, { accepted }] of given.body.outcomes.entries()) {
      const number = Number(next.body.assignments[i]!.instructions);
      if (accepted) worker.acknowledged.set(number, labels[i]!.label);
    }
  }
}

/**
 * No task was made twice, none without being told. On a cluster, what a death took for a submission is given back after a
 * minute at the latest, where nobody sent that submission again.
 */
async function assertQuota(refinery: RunningRefinery, key: string, wanted: number): Promise<void> {
  const untilMs = Date.now() + (isOnCluster ? quotaBackMsMax : 0);
  for (;;) {
    const me = await ask<{ label_quota: number }>(refinery, 'GET', '/v1/customers/me', key);
    const { label_quota: left } = me.body;
    assert.ok(left <= wanted, `${left} labels left, more than ${wanted}`);
    if (left === wanted) return;
    assert.ok(Date.now() < untilMs, `${left} labels left, not ${wanted}`);
    await sleep(500);
  }
}

/**
 * Each closed task was learnt from once: by everybody's record while the customer's share has room, else by their own. On a
 * cluster, what the last death left behind is a sweep away.
 */
async function assertLearnt(storage: Storage, { shared, own }: ModelKeys, wanted: number): Promise<void> {
  const untilMs = Date.now() + (isOnCluster ? sweptMsMax : 0);
  const learntBy = async (key: string | null): Promise<number> => {
    const model = key === null ? null : await storage.models.template(key);
    return (model?.statistics.tasks ?? 0) / unit;
  };
  for (;;) {
    const [ofAll, ofOne] = [await learntBy(shared), await learntBy(own)];
    const learnt = ofAll + ofOne;
    assert.ok(learnt <= wanted, `learnt from ${learnt} of ${wanted} tasks`);
    if (learnt === wanted) return assert.ok(ofAll > 0 && ofOne > 0, `${ofAll} and ${ofOne}`);
    assert.ok(Date.now() < untilMs, `learnt from ${learnt} of ${wanted} tasks`);
    await sleep(500);
    await storage.sweep({ nowMs: Date.now(), limit: 1_000 });
  }
}

test('twenty times kill -9 under load: nothing acknowledged is lost, each task is decided, trained on and settled once, no worker is paid twice', async (t) => {
  const seed = process.env.ASG_SEED ?? Buffer.from(systemRandom.bytes(4)).toString('hex');
  t.diagnostic(`seed ${seed} (ASG_SEED=${seed} repeats it)`);
  over = t.signal;
  const random = seededRandom(seed);
  await using refinery = await startRefinery({
    signal: over,
    env: {
      ASG_ADMIN_TOKEN: adminToken,
      SANDBOX_LABEL_QUOTA: '100000',
      LEASE_SECONDS: '3',
      SETTLE_MAX_TASKS: '40',
      SETTLE_MAX_WAIT_MS: '100',
    },
  });
  const account = await newCustomer(refinery);
  const workers = await Promise.all(
    Array.from({ length: workerCount }, (_, n) => newWorker(refinery, n, random)),
  );

  let done = false;
  const submitting = submitAll(refinery, account.api_key);
  const working = Promise.all(workers.map((worker) => work(refinery, worker, random, () => done)));
  // Where the test fails first, that is what it reports.
  for (const going of [submitting, working]) going.catch(() => undefined);
  const labelCount = (): number => workers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
  for (let k = 0; k < kills; k++) {
    for (const untilMs = Date.now() + patienceMs; labelCount() < k * labelsPerKill; await sleep(5))
      assert.ok(Date.now() < untilMs, `${labelCount()} labels before kill ${k}`);
    await sleep(pick(random, 300));
    await refinery.kill('SIGKILL');
    await refinery.start();
  }
  const taskIds = await submitting;
  assert.equal(new Set(taskIds).size, batches * batchSize);

  const results = new Map<string, Result>();
  const untilMs = Date.now() + patienceMs;
  for (const taskId of taskIds) {
    for (;;) {
      const path = `/v1/tasks/${taskId}/result?wait=5&until=settled`;
      const { status, body } = await ask<Result>(refinery, 'GET', path, account.api_key);
      assert.ok(
        status === 200 || status === 202,
        `${taskId} was acknowledged and is ${status} ${JSON.stringify(body)}`,
      );
      if (body.status === 'settled') {
        results.set(taskId, body);
        break;
      }
      assert.ok(Date.now() < untilMs, `${taskId} is not settled: ${JSON.stringify(body)}`);
    }
  }
  done = true;
  await working;
  await assertQuota(refinery, account.api_key, 100_000 - taskIds.length);

  await refinery.stop();
  await using chain = openLocalChain({ path: join(refinery.dataDir, 'chain.sqlite'), now: () => Date.now() });
  for (const worker of workers) {
    let agreed = 0;
    for (const [number, label] of worker.acknowledged)
      if (results.get(taskIds[number]!)!.consensus_label === label) agreed++;
    const coins = await chain.unspent(worker.address, 100_000);
    const paid = coins.reduce((sum, coin) => sum + coin.satoshis, 0);
    assert.equal(paid, agreed * payoutSats, `${worker.workerId} agreed ${agreed} times`);
  }
  await using storage = await refinery.openStorage();
  const settlements = await storage.settlement.inStates(settlementStates, 100_000);
  const paidTasks = settlements.flatMap((settlement) => settlement.tasks.map((task) => task.taskId));
  assert.deepEqual(paidTasks.sort(), [...taskIds].sort(), 'each task is in exactly one settlement');
  for (const settlement of settlements) {
    assert.ok(['seen', 'mined', 'final'].includes(settlement.state), settlement.state);
    assert.notEqual((await chain.status(settlement.txid)).kind, 'unknown');
  }
  const money = await auditMoney(storage, chain);
  assert.ok(money.ok, JSON.stringify(money.results.filter(({ ok }) => !ok)));
  assert.deepEqual([money.tasks, money.money.enteredSats], [taskIds.length, grantSats]);
  const audit = await auditDecisions(storage);
  assert.deepEqual(
    [audit.ok, audit.culprits],
    [true, []],
    'every decision comes out the same from its record',
  );
  assert.deepEqual(audit.decisions, { threshold: taskIds.length / 2, adaptive: taskIds.length / 2, gold: 0 });
  const stored = (await storage.tasks.many(taskIds)).map((task) => task!);
  for (const { taskId, decision } of stored) {
    const reported = results.get(taskId)!;
    assert.deepEqual(
      [reported.confidence, reported.worker_count],
      [decision!.confidence, decision!.workerCount],
    );
  }
  const template = templateKey(stored[0]!, (data) => createHash('sha256').update(data).digest());
  await assertLearnt(storage, modelKeysOf(stored[0]!, template), taskIds.length);
  t.diagnostic(`${taskIds.length} tasks, ${settlements.length} transactions, ${kills} kills`);
});
