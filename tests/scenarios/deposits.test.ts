import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLocalChain } from '@asg/chain';
import { auditMoney } from '@asg/engines';
import { type Random, seededRandom, systemRandom } from '@asg/runtime';
import { patienceMs, type RawRequest, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { pick, workerFacts } from '../worker-facts.ts';

const adminToken = 'operator-of-this-scenario-0000000000';
const refundTo = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
/** Of the two halves, before the blocks are taken back and after. */
const killsOfHalf = 10;
const depositCount = 4;
const depositSats = 40_000;
const refundSats = 15_000;
const tasksOfHalf = 8;
const workerCount = 3;
const payoutSats = 325;

interface Deposit {
  readonly deposit_id: string;
  readonly address: string;
  readonly credited_sats: number;
  readonly payments: readonly { readonly txid: string; readonly sats: number; readonly status: string }[];
}
interface Refund {
  readonly refund_id: string;
  readonly sats: number;
  readonly status: string;
}
interface Paid {
  readonly txid: string;
  readonly raw: string;
  readonly extended: string;
}
interface Next {
  readonly assignments: readonly { readonly assignment_id: string }[];
}

/** Aborted where the test is over: nobody goes on asking a server that is gone. */
let over: AbortSignal;

/** Asks until there is an answer; the server may be down. Throws where the test is over. */
async function ask<T>(
  refinery: RunningRefinery,
  method: RawRequest['method'],
  path: string,
  token: string | null,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly body: T }> {
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

/** When the server was last started after a kill. While it is killed again and again, little gets done. */
let startedMs = 0;

/** Throws where it takes longer than the deadline, counted from the last start. */
async function until<T>(what: string, look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  const fromMs = Date.now();
  for (;;) {
    const found = await look();
    if (isThere(found)) return found;
    assert.ok(Date.now() < Math.max(fromMs, startedMs) + patienceMs, `${what}: ${JSON.stringify(found)}`);
    await sleep(100);
  }
}

/** Labels all there is, always the same, until it is done. */
async function work(refinery: RunningRefinery, token: string, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    const next = await ask<Next | null>(refinery, 'POST', '/v1/work/next', token, { count: 5 });
    const found = next.body?.assignments ?? [];
    const labels = found.map(({ assignment_id }) => ({ assignment_id, label: 'yes' }));
    if (labels.length > 0) await ask(refinery, 'POST', '/v1/work/labels', token, { labels });
    else await sleep(100);
  }
}

async function newWorker(refinery: RunningRefinery, n: number, random: Random) {
  const { account, profile, address } = workerFacts(n, random);
  const { token } = (await ask<{ token: string }>(refinery, 'POST', '/v1/workers', null, account)).body;
  assert.equal((await ask(refinery, 'PUT', '/v1/workers/me/profile', token, profile)).status, 200);
  assert.equal((await ask(refinery, 'PUT', '/v1/workers/me/wallet', token, { address })).status, 200);
  return { token, address };
}

test('deposits, tasks paid from them, refunds and a reorganisation through 20 times kill -9: each counts once, audit ok', async (t) => {
  const seed = process.env.ASG_SEED ?? Buffer.from(systemRandom.bytes(4)).toString('hex');
  t.diagnostic(`seed ${seed} (ASG_SEED=${seed} repeats it)`);
  over = t.signal;
  const random = seededRandom(seed);
  const startedAtMs = Date.now();
  const passed = (what: string): void =>
    t.diagnostic(`${what} after ${Math.round((Date.now() - startedAtMs) / 1_000)} s`);
  await using refinery = await startRefinery({
    signal: over,
    env: {
      ASG_ADMIN_TOKEN: adminToken,
      LOCAL_BLOCK_SECONDS: '1',
      DEPOSIT_SWEEP_SECONDS: '1',
      LEASE_SECONDS: '3',
      SETTLE_MAX_WAIT_MS: '100',
    },
  });
  const facts = { name: 'Demo', email: 'demo@example.com' };
  const registered = await ask<{ api_key: string; customer_id: string }>(
    refinery,
    'POST',
    '/v1/customers',
    null,
    facts,
  );
  const { api_key: key, customer_id: customerId } = registered.body;
  const operated = `/v1/admin/customers/${customerId}`;
  // Of a funded tier: what tasks cost is what was paid in, and nothing else.
  assert.equal((await ask(refinery, 'PATCH', operated, adminToken, { tier: 'growth' })).status, 200);
  const workers = await Promise.all(
    Array.from({ length: workerCount }, (_, n) => newWorker(refinery, n, random)),
  );
  const killed = async (times: number): Promise<void> => {
    for (let kill = 0; kill < times && !over.aborted; kill++) {
      await sleep(50 + pick(random, 400));
      await refinery.kill('SIGKILL');
      await refinery.start();
      startedMs = Date.now();
    }
  };
  const deposits: string[] = [];
  /** What was paid, by deposit. */
  const paid = new Map<string, Paid>();
  const post = async (id: string, transaction: string): Promise<void> => {
    const path = `/v1/billing/deposits/${id}/transactions`;
    const posted = await ask<Deposit>(refinery, 'POST', path, key, { transaction });
    assert.equal(posted.status, 200, JSON.stringify(posted.body));
  };
  const depositing = async (): Promise<void> => {
    for (let n = 0; n < depositCount; n++) {
      const { status, body } = await ask<Deposit>(refinery, 'POST', '/v1/billing/deposits', key, {});
      assert.equal(status, 201);
      const { address, deposit_id: id } = body;
      deposits.push(id);
      const done = await ask<Paid>(refinery, 'POST', '/chain/pay', null, { address, sats: depositSats });
      assert.equal(done.status, 200, JSON.stringify(done.body));
      paid.set(id, done.body);
      // Every other one is found by its address alone.
      if (n % 2 === 0) await post(id, done.body.raw);
    }
  };
  const get = async (id: string): Promise<Deposit> =>
    (await ask<Deposit>(refinery, 'GET', `/v1/billing/deposits/${id}`, key)).body;
  /** Waits until all that was paid is credited; what a lost answer had the chain pay twice may be gone for good. */
  const allCredited = async (): Promise<void> => {
    for (const [id, { txid }] of paid)
      await until(
        `${id} is not credited`,
        () => get(id),
        ({ payments }) => payments.some((one) => one.txid === txid && one.status === 'credited'),
      );
  };
  const tasks: string[] = [];
  /** Submits as soon as there is the money for it. */
  const spending = async (): Promise<void> => {
    for (let n = 0; n < tasksOfHalf; n++) {
      const number = tasks.length;
      const task = {
        type: 'moderation',
        data_url: `https://example.com/${number}`,
        label_spec: { question: 'Allowed?', options: ['yes', 'no'] },
        consensus_threshold: workerCount,
      };
      const headers = { 'idempotency-key': `task-${number}` };
      const { body } = await until(
        'there is no money for a task',
        () => ask<{ task_id: string }>(refinery, 'POST', '/v1/tasks', key, task, headers),
        ({ status }) => status === 202 || status === 200,
      );
      tasks.push(body.task_id);
    }
  };
  const allSettled = async (): Promise<void> => {
    for (const id of tasks)
      await until(
        `${id} is not settled`,
        () => ask<{ status: string }>(refinery, 'GET', `/v1/tasks/${id}/result?wait=5&until=settled`, key),
        ({ body }) => body.status === 'settled',
      );
  };
  let done = false;
  const working = Promise.all(workers.map(({ token }) => work(refinery, token, () => done)));
  // Where the test fails first, that is what it reports.
  working.catch(() => undefined);
  await Promise.all([depositing(), spending(), killed(killsOfHalf - 1)]);
  passed('paid in, and spent from');
  await allCredited();
  passed('credited');

  // Blocks leave the chain, and two of the payments the network: they are not credited until they are sent again.
  await refinery.kill('SIGKILL');
  const lost = [...paid].slice(0, 2);
  {
    await using chain = openLocalChain({
      path: join(refinery.dataDir, 'chain.sqlite'),
      now: () => Date.now(),
    });
    chain.reorganise(Math.min(80, chain.lastBlock().height - 101));
    for (const [, { txid }] of lost) assert.ok(chain.evict(txid));
  }
  await refinery.start();
  for (const [id, { txid }] of lost)
    await until(
      `${id} is still credited`,
      () => get(id),
      ({ payments }) => payments.some((one) => one.txid === txid && one.status === 'waiting'),
    );
  passed('taken back');
  const sendingAgain = async (): Promise<void> => {
    // Others spent change of those two: they left with them.
    for (const [id, { extended }] of paid) await post(id, extended);
  };
  const refunds = `${operated}/refunds`;
  const refund = async (name: string, sats: number): Promise<void> => {
    const body = { sats, address: refundTo };
    const headers = { 'idempotency-key': name };
    const asked = await ask<Refund>(refinery, 'POST', refunds, adminToken, body, headers);
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
  };
  const asking = async (): Promise<void> => {
    for (let n = 0; n < 3; n++) {
      await refund('r1', refundSats);
      await sleep(500);
    }
  };
  /** The newest first, once nothing is to be done for any of them. */
  const refunded = (): Promise<readonly Refund[]> =>
    until(
      'a refund is not paid',
      async () => (await ask<{ data: readonly Refund[] }>(refinery, 'GET', refunds, adminToken)).body.data,
      (all) => all.every(({ status }) => status === 'confirmed' || status === 'refused'),
    );
  await Promise.all([sendingAgain(), spending(), asking(), killed(killsOfHalf)]);
  passed('sent again, spent and refunded');
  await allCredited();
  await allSettled();
  done = true;
  await working;
  assert.equal((await refunded()).length, 1);
  const { body: now } = await ask<{ free_sats: number }>(refinery, 'GET', '/v1/billing/balance', key);
  await refund('r2', now.free_sats);
  const [rest, first] = await refunded();
  assert.deepEqual([rest?.status, rest?.sats], ['confirmed', now.free_sats]);
  let credited = 0;
  for (const id of deposits) credited += (await get(id)).credited_sats;
  assert.ok(credited >= depositCount * depositSats);
  passed('the rest refunded');

  await refinery.stop();
  await using chain = openLocalChain({ path: join(refinery.dataDir, 'chain.sqlite'), now: () => Date.now() });
  const sumAt = async (address: string): Promise<number> =>
    (await chain.unspent(address, 100)).reduce((sum, { satoshis }) => sum + satoshis, 0);
  const paidBack = now.free_sats + (first?.status === 'refused' ? 0 : refundSats);
  assert.equal(await sumAt(refundTo), paidBack);
  for (const { address } of workers) assert.equal(await sumAt(address), 2 * tasksOfHalf * payoutSats);
  await using storage = await refinery.openStorage();
  const entries = await storage.balance.entries(customerId, { limit: 1_000, before: null });
  const sum = entries.reduce((total, { sats }) => total + sats, 0);
  assert.equal(sum, credited - paidBack);
  const audit = await auditMoney(storage, chain);
  assert.ok(audit.ok, JSON.stringify(audit.results.filter(({ ok }) => !ok)));
  assert.deepEqual([audit.tasks, audit.labelsPaid], [2 * tasksOfHalf, 2 * tasksOfHalf * workerCount]);
  const { freeSats, reservedSats, spentSats } = audit.money;
  assert.deepEqual([reservedSats, freeSats], [0, sum - spentSats]);
  const reversals = entries.filter(({ kind }) => kind === 'deposit_reversed').length;
  assert.ok(reversals >= lost.length);
  t.diagnostic(`${entries.length} entries, ${reversals} reversals, ${spentSats} spent, ${paidBack} refunded`);
});
