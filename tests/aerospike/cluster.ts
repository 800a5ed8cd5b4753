import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalChain } from '@asg/chain';
import { type Random, seededRandom, systemRandom } from '@asg/runtime';
import { asdProgram, type RunningAsd, type RunningCluster, startAsd, startCluster } from '@asg/testing';
import { pick, workerFacts } from '../worker-facts.ts';
import { type Ask, anyOf } from './parts/any-gateway.ts';
import { startReceiver } from './parts/receiver.ts';

/** ASG_CLUSTER=full: the size that the product promises; without it, a smaller one that fits a run of all tests. */
const isFull = process.env.ASG_CLUSTER === 'full';
const size = isFull
  ? { workers: 200, tasks: 20_000, killGapMs: 5_000, batch: 500, lookMs: 5_000 }
  : { workers: 20, tasks: 600, killGapMs: 2_500, batch: 100, lookMs: 500 };
const processes = { gateway: 2, router: 2, settler: 2, webhooks: 3, jobs: 1 };
const claimCount = 20;
const payoutSats = 325;
const options = ['yes', 'no'];
const threshold = 3;
const deadlineMs = isFull ? 3_600_000 : 240_000;
const adminToken = 'operator-token-16';
const skip = asdProgram() === null ? 'not run: there is no asd on the PATH, and ASG_ASD names none' : false;

interface Worker {
  readonly token: string;
  readonly address: string;
  /** What a gateway said yes to: task and label. */
  /** By the number of the task, as its instructions say it. */
  readonly acknowledged: Map<number, string>;
}

async function newWorker(ask: Ask, n: number, random: Random): Promise<Worker> {
  const { account, profile, address } = workerFacts(n, random);
  // Its first answer may be lost with its gateway: then the account is there, and opens with the same password.
  const made = await ask<{ token: string }>('POST', '/v1/workers', null, account);
  const { token } =
    made.status === 201
      ? made.body
      : (await ask<{ token: string }>('POST', '/v1/workers/login', null, account)).body;
  assert.equal((await ask('PUT', '/v1/workers/me/profile', token, profile)).status, 200);
  assert.equal((await ask('PUT', '/v1/workers/me/wallet', token, { address })).status, 200);
  return { token, address, acknowledged: new Map() };
}

async function submitAll(ask: Ask, key: string): Promise<readonly { batchId: string; taskIds: string[] }[]> {
  const batches: { batchId: string; taskIds: string[] }[] = [];
  for (let b = 0; b * size.batch < size.tasks; b++) {
    const tasks = Array.from({ length: size.batch }, (_, i) => ({
      type: 'moderation',
      data_url: `https://example.com/${b}/${i}`,
      label_spec: { question: 'Allowed?', options, instructions: `${b * size.batch + i}` },
      consensus: { max_labels: 5 },
      consensus_threshold: threshold,
    }));
    const headers = { 'idempotency-key': `batch-${b}` };
    const { status, body } = await ask<{ batch_id: string; task_ids: string[] }>(
      'POST',
      '/v1/tasks/batch',
      key,
      { tasks },
      headers,
    );
    assert.ok(status === 202 || status === 200, `batch ${b}: ${status} ${JSON.stringify(body)}`);
    batches.push({ batchId: body.batch_id, taskIds: body.task_ids });
  }
  return batches;
}

async function work(ask: Ask, worker: Worker, random: Random, isDone: () => boolean): Promise<void> {
  interface Next {
    readonly assignments: readonly { readonly assignment_id: string; readonly instructions: string }[];
  }
  interface Outcomes {
    readonly outcomes: readonly { readonly accepted: boolean }[];
  }
  while (!isDone()) {
    const next = await ask<Next | null>('POST', '/v1/work/next', worker.token, { count: claimCount });
    if (next.body === null) {
      await sleep(200);
      continue;
    }
    assert.equal(next.status, 200, JSON.stringify(next.body));
    const labels = next.body.assignments.map(({ assignment_id }) => ({
      assignment_id,
      // Five in six see the same: enough disagreement for extra rounds.
      label: options[pick(random, 6) === 0 ? 1 : 0]!,
    }));
    const given = await ask<Outcomes>('POST', '/v1/work/labels', worker.token, { labels });
    assert.equal(given.status, 200, JSON.stringify(given.body));
    for (const [i, { accepted }] of given.body.outcomes.entries()) {
      const number = Number(next.body.assignments[i]!.instructions);
      if (accepted) worker.acknowledged.set(number, labels[i]!.label);
    }
  }
}

/**
 * Kills a process, starts it again and lets it be for a while, until told to stop; how often. One at a time: on a slow
 * machine there are fewer kills, and not fewer processes.
 */
async function killMembers(cluster: RunningCluster, random: Random, stop: AbortSignal): Promise<number> {
  let kills = 0;
  while (!stop.aborted) {
    await sleep(size.killGapMs, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) break;
    const { refinery } = cluster.members[pick(random, cluster.members.length)]!;
    await refinery.kill('SIGKILL');
    kills++;
    await refinery.start();
  }
  return kills;
}

/** A node that comes back to a busy machine needs minutes until it holds each record again. */
const nodeReadyMsMax = 900_000;

/** Kills a node of the server and starts it again. */
async function killNode(asd: RunningAsd, node: number): Promise<void> {
  await asd.kill(node);
  await sleep(1_000);
  await asd.start(node, nodeReadyMsMax);
}

test('processes are killed all the time and the server twice: nothing is lost, nothing is paid twice', {
  skip,
}, async (t) => {
  const seed = process.env.ASG_SEED ?? Buffer.from(systemRandom.bytes(4)).toString('hex');
  t.diagnostic(`seed ${seed} (ASG_SEED=${seed} repeats it)`);
  const random = seededRandom(seed);
  // An existing cluster is not killed.
  const given = process.env.AEROSPIKE_HOSTS;
  await using asd = given === undefined ? await startAsd({ nodes: 2 }) : null;
  const prefix = `c${Buffer.from(systemRandom.bytes(4)).toString('hex')}_`;
  const store =
    asd?.store(prefix) ??
    `aerospike://${given}/${process.env.AEROSPIKE_NAMESPACE ?? 'test'}?set_prefix=${prefix}`;
  await using cluster = await startCluster({
    store,
    processes,
    env: {
      SANDBOX_LABEL_QUOTA: '1000000',
      LEASE_SECONDS: '20',
      SETTLE_MAX_TASKS: '500',
      SETTLE_MAX_WAIT_MS: '500',
      GOLD_PERCENT_NEW: '0',
      GOLD_PERCENT_MIN: '0',
      ASG_ADMIN_TOKEN: adminToken,
      WEBHOOK_RETRY_BASE_MS: '200',
      WEBHOOK_TIMEOUT_MS: '2000',
      LOCAL_BLOCK_SECONDS: '2',
    },
  });
  await using receiver = await startReceiver();
  const ask = anyOf(cluster.gateways, random);
  const startMs = performance.now();

  const { body: account } = await ask<{ api_key: string }>('POST', '/v1/customers', null, {
    name: 'Demo',
    email: 'demo@example.com',
  });
  const hook = { callback_url: receiver.url, events: ['task.settled'] };
  assert.equal((await ask('POST', '/v1/webhooks', account.api_key, hook)).status, 201);
  const workers: Worker[] = [];
  for (let n = 0; n < size.workers; n += 10) {
    const some = Array.from({ length: Math.min(10, size.workers - n) }, (_, i) =>
      newWorker(ask, n + i, random),
    );
    workers.push(...(await Promise.all(some)));
  }

  const over = new AbortController();
  const killing = killMembers(cluster, random, over.signal);
  let isDone = false;
  const working = workers.map((worker) => work(ask, worker, random, () => isDone));
  let serverKills = 0;
  const untilMs = Date.now() + deadlineMs;
  const taskIds: string[] = [];
  try {
    const batches = await submitAll(ask, account.api_key);
    taskIds.push(...batches.flatMap((batch) => batch.taskIds));
    assert.equal(new Set(taskIds).size, size.tasks);
    const open = new Map(batches.map(({ batchId }) => [batchId, 0]));
    for (;;) {
      const ended = await endedOf(ask, account.api_key, open);
      if (asd !== null && ended >= (size.tasks * (serverKills + 1)) / 3 && serverKills < 2) {
        await killNode(asd, serverKills++);
        continue;
      }
      if (ended === size.tasks && (asd === null || serverKills === 2)) break;
      assert.ok(Date.now() < untilMs, `${ended} of ${size.tasks} tasks have ended`);
      if (isFull) t.diagnostic(`${ended} of ${size.tasks} tasks have ended`);
      await sleep(size.lookMs);
    }
  } finally {
    over.abort();
    isDone = true;
    await Promise.allSettled([killing, ...working]);
  }
  const kills = await killing;
  await Promise.all(working);
  const seconds = (performance.now() - startMs) / 1000;

  const results = await resultsOf(ask, account.api_key, taskIds);
  assert.equal(results.size, size.tasks);
  while (receiver.taskIds.size < [...results.values()].filter((one) => one.status === 'settled').length) {
    assert.ok(Date.now() < untilMs, `${receiver.taskIds.size} of the settled tasks were told of`);
    await sleep(200);
  }
  const me = await ask<{ label_quota: number }>('GET', '/v1/customers/me', account.api_key);
  assert.equal(
    me.body.label_quota,
    1_000_000 - size.tasks,
    'no task was made twice, none without being told',
  );

  interface Audit {
    readonly ok: boolean;
    readonly results: readonly { ok: boolean; proves: string; culprits: readonly string[] }[];
    readonly tasks: number;
    readonly settlements: number;
    readonly labels_paid: number;
  }
  const audit = (await ask<Audit>('GET', '/v1/admin/audit', adminToken)).body;
  assert.ok(
    audit.ok,
    JSON.stringify(
      audit.results.filter(({ ok }) => !ok),
      null,
      2,
    ),
  );
  assert.equal(audit.tasks, size.tasks);
  await cluster.stop();

  await using chain = openLocalChain({
    path: join(cluster.chain.dataDir, 'chain.sqlite'),
    now: () => Date.now(),
  });
  let labelsPaid = 0;
  for (const [n, worker] of workers.entries()) {
    let agreed = 0;
    for (const [number, label] of worker.acknowledged)
      if (results.get(taskIds[number]!)!.label === label) agreed++;
    const coins = await chain.unspent(worker.address, 1_000_000);
    const paid = coins.reduce((sum, coin) => sum + coin.satoshis, 0);
    assert.equal(paid, agreed * payoutSats, `worker ${n} agreed ${agreed} times`);
    labelsPaid += agreed;
  }
  assert.equal(audit.labels_paid, labelsPaid);
  t.diagnostic(
    `${size.tasks} tasks, ${labelsPaid} labels paid by ${audit.settlements} transactions in ${seconds.toFixed(0)} s, ` +
      `${kills} processes and ${serverKills} nodes of the server killed, ${receiver.count} deliveries`,
  );
});

/** `known`: how many of each batch had ended at the last look; what has ended whole is not asked for again. */
async function endedOf(ask: Ask, key: string, known: Map<string, number>): Promise<number> {
  interface Progress {
    readonly counts: Readonly<Record<string, number>>;
  }
  for (const [batchId, ended] of known) {
    if (ended === size.batch) continue;
    const { counts } = (await ask<Progress>('GET', `/v1/batches/${batchId}`, key)).body;
    known.set(batchId, (counts.settled ?? 0) + (counts.expired ?? 0));
  }
  return [...known.values()].reduce((sum, ended) => sum + ended, 0);
}

async function resultsOf(
  ask: Ask,
  key: string,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly status: string; readonly label: string | null }>> {
  interface Result {
    readonly status: string;
    readonly consensus_label?: string | null;
  }
  const results = new Map<string, { status: string; label: string | null }>();
  const waiting = [...taskIds];
  const readSome = async (): Promise<void> => {
    for (let taskId = waiting.pop(); taskId !== undefined; taskId = waiting.pop()) {
      const { status, body } = await ask<Result>('GET', `/v1/tasks/${taskId}/result`, key);
      assert.ok(status === 200 || status === 410, `${taskId} was acknowledged and is ${status}`);
      results.set(taskId, { status: body.status, label: body.consensus_label ?? null });
    }
  };
  await Promise.all(Array.from({ length: 16 }, readSome));
  return results;
}
