import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PaymailServer, startPaymailServer } from '@asg/paymail/testing';
import { type ASGGatewayClient, type ASGWorkerClient, isStatus } from '@asg/sdk';
import { startRefinery, TestApi } from '@asg/testing';
import type { Withdrawal } from '@asg/wire';

const payoutSats = 325;
const env = { PAYMAIL_RETRY_BASE_MS: '50', SETTLE_MAX_WAIT_MS: '20', LOCAL_BLOCK_SECONDS: '1' };
const pollMs = 50;

interface Accounts {
  readonly customer: ASGGatewayClient;
  readonly kim: ASGWorkerClient;
  /** Has no wallet. */
  readonly lee: ASGWorkerClient;
}

async function accounts(api: TestApi): Promise<Accounts> {
  const { api_key: key } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const newWorker = async (name: string): Promise<ASGWorkerClient> => {
    const session = await api.registerWorker({ email: `${name}@example.com`, password: 'correct horse' });
    const worker = api.worker(session.token);
    await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
    return worker;
  };
  return { customer: api.customer(key), kim: await newWorker('Kim'), lee: await newWorker('Lee') };
}

/** A task that both agree on, once it is settled; the transaction. */
async function paidTask({ customer, kim, lee }: Accounts): Promise<string> {
  const { task_id: taskId } = await customer.tasks.submit({
    type: 'moderation',
    data_url: 'https://example.com/1',
    label_spec: { question: 'Allowed?', options: ['yes', 'no'] },
    consensus_threshold: 2,
  });
  for (const worker of [kim, lee]) {
    const [assignment] = await worker.next(1);
    await worker.label(assignment!.assignment_id, 'yes');
  }
  const result = await customer.tasks.outcome(taskId, { waitSeconds: 30, until: 'settled' });
  assert.ok('consensus_label' in result && result.bsv_txid !== null);
  return result.bsv_txid;
}

/** What arrived at the host, payment by payment. */
const arrived = ({ payments }: PaymailServer) => payments.filter(({ txids }) => txids.length > 0);

test('a worker is paid at a paymail; its host, which does not answer at first, is notified of the payment in spite of kill -9', async () => {
  await using host = await startPaymailServer();
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const all = await accounts(api);
  const { kim } = all;
  await kim.setWallet({ paymail: `Kim@${host.host}` });
  host.mode = 'deaf';
  const txid = await paidTask(all);
  await host.until(() => host.requests.some((request) => request.includes('/receive/kim@')));
  await refinery.kill('SIGKILL');
  assert.deepEqual(arrived(host), []);
  host.mode = 'good';
  await refinery.start();
  await host.until(() => arrived(host).length > 0);
  const [payment] = arrived(host);
  assert.deepEqual([payment?.txids[0], payment?.satoshis], [txid, payoutSats]);
  const { data } = await kim.earnings();
  assert.deepEqual(
    data.map((earning) => [earning.txid, earning.paid_sats]),
    [[txid, payoutSats]],
  );
  const { wallet } = await kim.me();
  assert.deepEqual(wallet, {
    wanted: false,
    address: null,
    paymail: `kim@${host.host}`,
    problem: null,
    pending: null,
  });
});

test('what was held for a worker moves to their paymail, all of it, once', async () => {
  await using host = await startPaymailServer();
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const all = await accounts(api);
  const { lee } = all;
  await paidTask(all);
  await paidTask(all);
  assert.equal((await lee.me()).totals.held_sats, 2 * payoutSats);
  await assert.rejects(lee.withdraw(), /set a wallet first/);
  await lee.setWallet({ paymail: `lee@${host.host}` });
  const withdrawal = await untilAccepted(lee);
  await host.until(() => arrived(host).length > 0);
  const [payment] = arrived(host);
  const { data } = await lee.withdrawals();
  const [made] = data;
  assert.equal(data.length, 1);
  assert.deepEqual(
    [made?.withdrawal_id, made?.sats, made?.txid],
    [withdrawal.withdrawal_id, payment?.satoshis, payment?.txids[0]],
  );
  assert.equal((await lee.me()).totals.held_sats, 2 * payoutSats - made!.sats!);
});

/** Asks until what is held is in a block. */
async function untilAccepted(worker: ASGWorkerClient): Promise<Withdrawal> {
  for (;;) {
    try {
      return await worker.withdraw();
    } catch (error) {
      if (!isStatus(error, 409)) throw error;
      await sleep(pollMs);
    }
  }
}

test('what is owed to a paymail whose host is down is carried, with the reason, and paid once when it is back', async () => {
  await using host = await startPaymailServer();
  await using refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const all = await accounts(api);
  const { kim } = all;
  await kim.setWallet({ paymail: `kim@${host.host}` });
  host.mode = 'down';
  const first = await paidTask(all);
  const carried = await kim.me();
  assert.deepEqual([carried.totals.paid_sats, carried.totals.carried_sats], [0, payoutSats]);
  assert.match(carried.wallet.problem?.reason ?? '', /gave no answer/);
  assert.deepEqual(
    (await kim.earnings()).data.map((earning) => [earning.txid, earning.paid_sats]),
    [[first, 0]],
  );
  await refinery.kill('SIGKILL');
  host.mode = 'good';
  await refinery.start();
  // Nobody labels anything more: it comes when the pause of the host is over.
  await host.until(() => arrived(host).length === 1);
  assert.deepEqual(
    arrived(host).map(({ satoshis, txids }) => [satoshis, new Set(txids).size]),
    [[payoutSats, 1]],
  );
  const { totals } = await kim.me();
  assert.deepEqual([totals.paid_sats, totals.paid_labels, totals.carried_sats], [payoutSats, 1, 0]);
  assert.deepEqual(
    (await kim.earnings()).data.map(({ labels, earned_sats, paid_sats }) => [labels, earned_sats, paid_sats]),
    [
      [0, 0, payoutSats],
      [1, payoutSats, 0],
    ],
  );
  assert.equal((await kim.me()).wallet.problem, null);
});
