import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type BuildResult,
  buildTransaction,
  lockingScriptOfAddress,
  openLocalChain,
  SigningKey,
  sha256,
} from '@asg/chain';
import { type Coin, sats } from '@asg/domain';
import type { ASGGatewayClient } from '@asg/sdk';
import { customerTask, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import type { AnswerOf, routes } from '@asg/wire';

type Ready = AnswerOf<typeof routes.getReadiness>['body'];

const adminToken = 'the-operator-of-this-test';
const donorSats = sats(1_000_000);
const fundingSats = sats(500_000);
const taskCount = 3;
const waitsMax = 60;
const looksMax = 2_000;
const donor = new SigningKey(sha256(Buffer.from('donor')), 'local');

/** A mined coin of somebody who is not the treasury, on the chain that a server is then started on. */
async function donorCoin(dataDir: string): Promise<Coin> {
  await using chain = openLocalChain({ path: join(dataDir, 'chain.sqlite'), now: () => Date.now() });
  const funded = chain.fund(donor.address, donorSats);
  assert.ok(funded.ok);
  chain.mine();
  return funded.coin;
}

async function labelledTasks(api: TestApi, customer: ASGGatewayClient): Promise<readonly string[]> {
  const { task_ids: taskIds } = await customer.tasks.submitBatch(
    Array.from({ length: taskCount }, () => customerTask({ consensus_threshold: 2 })),
  );
  for (const email of ['a@example.com', 'b@example.com']) {
    const worker = api.worker((await api.registerWorker({ email, password: 'a good password' })).token);
    await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'de' });
    for (const { assignment_id: id } of await worker.next(taskCount)) await worker.label(id, 'cat');
  }
  return taskIds;
}

/** Asks `look` between waits for the payment of a task, until it finds something. */
async function whilePaymentWaits<T>(
  customer: ASGGatewayClient,
  taskId: string,
  look: () => Promise<T | null>,
): Promise<T> {
  for (let waits = 0; waits < waitsMax; waits++) {
    const found = await look();
    if (found !== null) return found;
    await customer.tasks.outcome(taskId, { waitSeconds: 1, until: 'settled' });
  }
  throw new assert.AssertionError({ message: `nothing in ${waitsMax} waits` });
}

async function readiness(url: string): Promise<{ readonly status: number; readonly body: Ready }> {
  const answer = await new TestApi(url).send({ method: 'GET', path: '/v1/ready', expect: 'any' });
  return { status: answer.status, body: answer.body as Ready };
}

/** Sends satoshis to an address as anybody's wallet would: a signed transaction, through the broadcaster. */
async function send(refinery: RunningRefinery, coin: Coin, address: string): Promise<void> {
  const script = lockingScriptOfAddress(address, 'local');
  assert.ok(script.ok);
  const built: BuildResult = buildTransaction({
    coins: [coin],
    outputs: [{ satoshis: fundingSats, lockingScript: script.lockingScript }],
    changeScript: donor.lockingScript,
    feeRateSatsPerKb: 100,
    keys: [donor],
  });
  assert.ok(built.ok);
  const body = { rawTx: built.transaction.extended };
  const call = { method: 'POST', path: '/chain/arc/v1/tx', body } as const;
  assert.equal((await new TestApi(refinery.url).send(call)).status, 200);
}

test('with an empty treasury payments wait, ready says why and where to send money, and funding settles all with no restart', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'asg-empty-treasury-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const coin = await donorCoin(dataDir);
  await using refinery = await startRefinery({
    dataDir,
    env: {
      LOCAL_FUND_SATS: '0',
      LOCAL_BLOCK_SECONDS: '1',
      SETTLE_MAX_WAIT_MS: '0',
      ASG_ADMIN_TOKEN: adminToken,
    },
  });
  const { pid } = refinery;
  const api = new TestApi(refinery.url);
  const { api_key: apiKey } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const customer = api.customer(apiKey);
  assert.equal((await readiness(refinery.url)).status, 200, 'nothing is due yet');
  const taskIds = await labelledTasks(api, customer);

  const { checks, told } = await whilePaymentWaits(customer, taskIds[0]!, async () => {
    const { status, body } = await readiness(refinery.url);
    assert.equal(status, 200, 'labels can be collected all the same');
    if (!('status' in body && body.status === 'degraded')) return null;
    // The settler posts how it stands in its next round.
    const treasury = await api.admin(adminToken).treasury.get();
    return treasury.status === 'running' ? null : { checks: body.checks, told: treasury };
  });
  const { address, status, detail, balance_sats: balance } = told;
  assert.match(checks.treasury?.detail ?? '', /^the treasury lacks \d+ satoshis/);
  assert.ok(checks.treasury?.detail?.endsWith(`fund ${address}`), checks.treasury?.detail);
  assert.deepEqual([status, balance], ['treasury_too_low', 0]);
  assert.ok(detail?.includes(address), detail ?? 'no detail');
  for (const taskId of taskIds) {
    const reply = await customer.tasks.outcome(taskId);
    assert.ok(reply.status === 'verified', 'decided, not paid, not lost');
  }

  await send(refinery, coin, address);
  for (const taskId of taskIds) {
    const reply = await customer.tasks.outcome(taskId, { waitSeconds: 60, until: 'settled' });
    assert.ok(reply.status === 'settled');
  }
  const isWell = async (): Promise<boolean> => {
    const [{ body }, { status: now }] = [
      await readiness(refinery.url),
      await api.admin(adminToken).treasury.get(),
    ];
    return 'status' in body && body.status === 'ok' && now === 'running';
  };
  // The settler posts how it stands in its next round.
  let looks = 0;
  while (!(await isWell())) assert.ok(++looks < looksMax, 'the trouble is over and still told');
  assert.equal(refinery.pid, pid, 'the same process all along');
});
