import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookAt } from '@asg/crowd';
import { systemRandom } from '@asg/runtime';
import { type ASGGatewayClient, ASGGatewayHTTPError, type ASGWorkerClient } from '@asg/sdk';
import { patienceMs, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { workerFacts } from '../worker-facts.ts';

const adminToken = 'admin-token-of-held-pay';
const payoutSats = 325;
const pollMs = 50;
const env = {
  ASG_ADMIN_TOKEN: adminToken,
  PAYOUT_HOLD_GOLD_RIGHT: '2',
  PAYOUT_HOLD_COUNT_SECONDS: '1',
  PAYOUT_HOLD_APPEAL_DAYS: '0',
  GOLD_PERCENT_NEW: '100',
  SETTLE_MAX_WAIT_MS: '20',
  LOCAL_BLOCK_SECONDS: '1',
};
const item = {
  type: 'moderation',
  data_url: 'https://example.com/1',
  label_spec: { question: 'Allowed?', options: ['yes', 'no'] },
} as const;

async function eventually<T>(ask: () => Promise<T | null>): Promise<T> {
  for (const untilMs = Date.now() + patienceMs; ; ) {
    const found = await ask().catch((error: unknown) => {
      if (error instanceof ASGGatewayHTTPError || error instanceof assert.AssertionError) throw error;
      // The server is down, for now.
      return null;
    });
    if (found !== null) return found;
    assert.ok(Date.now() < untilMs, 'it did not happen in time');
    await sleep(pollMs);
  }
}

/** With a wallet. */
async function newWorker(api: TestApi, n: number): Promise<ASGWorkerClient> {
  const { account, profile, address } = workerFacts(n, systemRandom);
  const worker = api.worker((await api.registerWorker(account)).token);
  await worker.setProfile(profile);
  await worker.setWallet({ address });
  return worker;
}

/** A task that the workers agree on, once it is settled; the transaction. */
async function paidTask(customer: ASGGatewayClient, workers: readonly ASGWorkerClient[]): Promise<string> {
  const { task_id: taskId } = await customer.tasks.submit({ ...item, consensus_threshold: workers.length });
  for (const worker of workers) {
    const [assignment] = await worker.next(1);
    await worker.label(assignment!.assignment_id, 'yes');
  }
  const result = await customer.tasks.outcome(taskId, { waitSeconds: 30, until: 'settled' });
  assert.ok('consensus_label' in result && result.bsv_txid !== null);
  return result.bsv_txid;
}

/** Looks at each item before: a label by somebody who did not is no evidence for them. */
async function labelAll(worker: ASGWorkerClient): Promise<void> {
  for (;;) {
    const labels = [];
    for (const assignment of await worker.next(5)) {
      const { assignment_id } = assignment;
      const { itemToken } = await lookAt(worker, assignment);
      labels.push({ assignment_id, label: 'yes', ...(itemToken === null ? {} : { item_token: itemToken }) });
    }
    if (labels.length === 0) return;
    await worker.labels(labels);
  }
}

async function audited(api: TestApi): Promise<void> {
  const { body } = await api.send({ method: 'GET', path: '/v1/admin/audit', token: adminToken });
  const { ok, results } = body as { ok: boolean; results: readonly { ok: boolean }[] };
  assert.ok(ok, JSON.stringify(results.filter((result) => !result.ok)));
}

test('pay of a new worker is held, said so everywhere, and goes to the wallet by itself once enough answers are right', async () => {
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const customer = api.customer(key);
  const kim = await newWorker(api, 1);
  const lee = await newWorker(api, 2);
  const txid = await paidTask(customer, [kim, lee]);

  const me = await eventually(async () => {
    const now = await kim.me();
    return now.pay_hold === null ? null : now;
  });
  const { pending_sats, right_answers_missing, contest_until, reason } = me.pay_hold!;
  assert.deepEqual([pending_sats, right_answers_missing, contest_until], [payoutSats, 2, null]);
  const seen = await api.admin(adminToken).workers.pay(me.worker_id);
  assert.deepEqual([seen.held_sats, seen.pay_hold, seen.forfeits], [payoutSats, me.pay_hold, []]);
  assert.match(reason, /2 more right answers to tasks whose answer is known, or on 20\d\d-/);
  assert.deepEqual([me.totals.paid_sats, me.totals.held_sats], [payoutSats, payoutSats]);
  const [earning] = (await kim.earnings()).data;
  assert.deepEqual([earning?.txid, earning?.paid_sats, earning?.pending], [txid, payoutSats, true]);
  await assert.rejects(kim.withdraw(), (error) => {
    assert.ok(error instanceof ASGGatewayHTTPError && error.status === 409);
    return /2 more right answers/.test(error.message);
  });

  for (const number of [1, 2]) {
    const body = { ...item, data_url: `https://example.com/gold/${number}`, gold_label: 'yes' };
    await api.send({ method: 'POST', path: '/v1/admin/gold', token: adminToken, body });
  }
  const more = [3, 4, 5].map((n) => ({
    ...item,
    data_url: `https://example.com/${n}`,
    consensus_threshold: 2,
  }));
  await customer.tasks.submitBatch(more);
  await labelAll(kim);
  await eventually(async () => ((await kim.me()).pay_hold === null ? true : null));
  const moved = await eventually(async () => {
    const { data } = await kim.withdrawals();
    return data.some(({ status }) => status === 'confirmed') ? data : null;
  });
  assert.ok(moved.every(({ problem }) => problem === null));
  assert.equal((await kim.earnings()).data.at(-1)?.pending, false);
  const before = (await kim.me()).totals.paid_sats;
  await labelAll(lee);
  await eventually(async () => {
    const { paid_sats: paid, held_sats: held } = (await kim.me()).totals;
    return paid >= before + 3 * payoutSats && held === 0 ? true : null;
  });
  await audited(api);
});

/** Kills the server so many times, at moments that come as they come. */
async function killed(refinery: RunningRefinery, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await sleep(50 + ((i * 137) % 400));
    await refinery.kill('SIGKILL');
    await refinery.start();
  }
}

test('held pay of a suspended worker goes back to each customer once, in spite of kill -9', async () => {
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const customers = await Promise.all(
    ['a', 'b'].map(async (name) => api.registerCustomer({ name, email: `${name}@example.com` })),
  );
  const [a, b] = customers.map(({ api_key: key }) => api.customer(key));
  const kim = await newWorker(api, 1);
  const lee = await newWorker(api, 2);
  for (const customer of [a!, b!, b!]) await paidTask(customer, [kim, lee]);
  const { worker_id: kimId } = await kim.me();
  const path = `/v1/admin/workers/${kimId}/suspend`;
  await api.send({ method: 'POST', path, token: adminToken, body: { reason: 'did not look' } });
  await killed(refinery, 4);
  await eventually(async () => ((await kim.me()).totals.held_sats === 0 ? true : null));
  assert.equal((await lee.me()).totals.held_sats, 3 * payoutSats, 'the other one keeps theirs');
  assert.deepEqual((await kim.withdrawals()).data, []);
  await killed(refinery, 2);
  const given = async (customer: ASGGatewayClient): Promise<number> => {
    const lines = await Array.fromAsync(customer.billing.statement());
    return lines.reduce((sum, { kind, sats }) => sum + (kind === 'forfeit' ? sats : 0), 0);
  };
  await eventually(async () => {
    const sums = [await given(a!), await given(b!)];
    const what = `${sums.join(' and ')} satoshis came back`;
    assert.ok(sums[0]! <= payoutSats && sums[1]! <= 2 * payoutSats, what);
    return sums[0] === payoutSats && sums[1] === 2 * payoutSats ? true : null;
  });
  const gone = (await kim.forfeits()).data;
  assert.equal(
    gone.reduce((sum, { sats }) => sum + (sats ?? 0), 0),
    3 * payoutSats,
  );
  assert.deepEqual([...new Set(gone.map((one) => one.suspension_reason))], ['did not look']);
  assert.deepEqual((await lee.forfeits()).data, [], 'nobody sees those of others');
  await api.send({ method: 'POST', path: path.replace('suspend', 'reinstate'), token: adminToken });
  assert.deepEqual([...new Set((await kim.forfeits()).data.map((one) => one.suspension_reason))], [null]);
  await audited(api);
});
