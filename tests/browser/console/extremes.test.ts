import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGWorkerClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { adminToken, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signIn, signInAsOperator, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `extreme-${name}`, { whole: true });

/** So many characters, read from right to left and from left to right, hardly a place to break, and none to the left of a sign. */
const strange = (length: number): string =>
  `${`مرحبا‏(${'ש'.repeat(40)})\u202e ${'W'.repeat(70)}٪ `
    .repeat(Math.ceil(length / 120))
    .slice(0, length - 1)
    .trim()}ں`;
/** As long as an address of e-mail may be. */
const longEmail = (name: string): string => {
  const local = `${name}.`.padEnd(60, 'm');
  const domain = `${'d'.repeat(60)}.${'o'.repeat(60)}.${'n'.repeat(50)}`;
  return `${local}@${domain}.example`;
};
const longSpec = (end: string) => ({
  question: strange(1_990) + end,
  options: [strange(199), strange(198), 'no'],
  instructions: strange(4_000),
});
const allThereIs = 2_099_999_000_000_000;
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

async function admin({ api }: Stand, method: 'POST' | 'PATCH', path: string, body: object): Promise<void> {
  const { status, body: answer } = await api.send({
    method,
    path: `/v1/admin${path}`,
    token: adminToken,
    body,
  });
  assert.ok(status < 300, JSON.stringify(answer));
}

interface Account {
  readonly key: string;
  readonly customerId: string;
}

async function fundedAccount(stand: Stand, tag: string, sats: number): Promise<Account> {
  const { api } = stand;
  const name = strange(200);
  const { api_key: key } = await api.registerCustomer({ name, email: longEmail(tag) });
  const { customer_id: customerId } = await api.customer(key).customers.me();
  await admin(stand, 'PATCH', `/customers/${customerId}`, { tier: 'growth' });
  const grants = `/customers/${customerId}/grants`;
  await admin(stand, 'POST', grants, { sats, note: strange(500) });
  return { key, customerId };
}

async function pay({ api }: Stand, to: string, sats: number): Promise<void> {
  await api.send({ method: 'POST', path: '/chain/pay', body: { address: to, sats } });
}

interface Crowd {
  readonly token: string;
  readonly workerId: string;
  readonly client: ASGWorkerClient;
}

async function strangeWorker({ api }: Stand, tag: string): Promise<Crowd> {
  const { token, worker_id: workerId } = await api.registerWorker({
    email: longEmail(tag),
    password: 'correct horse',
  });
  const client = api.worker(token);
  await client.setProfile({ display_name: strange(50), country: 'DE', primary_language: 'en' });
  return { token, workerId, client };
}

/** Labels everything with the option at this place. */
async function labelEverything({ client }: Crowd, place: number): Promise<void> {
  for (let items = await client.next(20); items.length > 0; items = await client.next(20))
    await client.labels(
      items.map(({ assignment_id, options }) => ({ assignment_id, label: options[place]! })),
    );
}

test('whatever customers and the operator write and however much it is, the pages about money hold it', async () => {
  await using stand = await startStand({ LOCAL_BLOCK_SECONDS: '1' });
  const { refinery, api } = stand;
  const { key, customerId } = await fundedAccount(stand, 'rich', allThereIs);
  const customer = api.customer(key);
  for (let i = 0; i < 30; i++)
    await admin(stand, 'POST', `/customers/${customerId}/grants`, {
      sats: i + 1,
      note: i % 2 ? '۰' : strange(300),
    });
  await customer.deposits.open();
  const first = await customer.deposits.open(allThereIs);
  for (let i = 0; i < 12; i++) await pay(stand, first.address, i % 3 === 0 ? 1 : 1_000 + i);
  await customer.billing.setLimits({ spend_per_day_sats: 0, balance_low_sats: 2_100_000_000_000_000 });
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, key);
  await go(page, 'Balance');
  await page.getByText('Your balance is low').or(page.getByText('There is nothing to spend')).waitFor();
  await page.getByText('credited', { exact: true }).first().waitFor();
  await look(page, 'balance');
  await go(page, 'Keys');
  await look(page, 'keys');

  const refunds = `/customers/${customerId}/refunds`;
  await admin(stand, 'POST', refunds, { sats: allThereIs, address });
  await admin(stand, 'POST', refunds, { sats: 5_000_000_000, address });
  const poor = await fundedAccount(stand, 'poor', 400);
  const { job_id: waits } = await api.customer(poor.key).jobs.upload({
    name: 'n'.repeat(63),
    task_type: 'image_classification',
    label_spec: longSpec('1'),
    file: new Blob([JSON.stringify({ data_url: `https://e.example/${'p'.repeat(1_900)}` })]),
  });
  await context.clearCookies();
  await signIn(page, refinery.url, poor.key);
  await go(page, 'Jobs');
  await page.getByText('Waits', { exact: true }).waitFor();
  await page.getByText('insufficient funds').waitFor();
  await look(page, 'jobs-waiting');
  await page.goto(`${refinery.url}/console/jobs/${waits}`);
  await page.getByText('This job waits.').waitFor();
  await look(page, 'job-waiting');
  await page.getByRole('link', { name: 'See your balance' }).click();
  await page.getByRole('heading', { name: 'Balance', level: 1 }).waitFor();

  await signInAsOperator(page, refinery.url, adminToken);
  await go(page, 'Customers');
  await page.getByRole('table', { name: 'Customers' }).waitFor();
  await look(page, 'operator-customers');
  await page.goto(`${refinery.url}/console/operator/customers/${customerId}`);
  await page.getByRole('table', { name: 'Refunds' }).getByText('Refused').waitFor();
  await page.getByRole('table', { name: 'Statement' }).waitFor();
  await look(page, 'operator-customer');
  assert.deepEqual(complaints, []);
});

test('whatever workers, customers and the operator write, the pages about workers hold it', async () => {
  await using stand = await startStand({
    LOCAL_BLOCK_SECONDS: '1',
    PAYOUT_HOLD_GOLD_RIGHT: '1000000',
    PAYOUT_HOLD_DAYS: '3650',
    PAYOUT_HOLD_APPEAL_DAYS: '0',
    PAYOUT_HOLD_COUNT_SECONDS: '1',
  });
  const { refinery, api } = stand;
  const { key, customerId } = await fundedAccount(stand, 'rich', 1_000_000);
  const { tasks } = api.customer(key);
  const crowd = await Promise.all(['kim', 'lee', 'max'].map((name) => strangeWorker(stand, name)));
  const [kim, lee, max] = [crowd[0]!, crowd[1]!, crowd[2]!];
  const submit = (count: number, labels: number) =>
    tasks.submitBatch(
      Array.from({ length: count }, (_, i) => ({
        type: 'image_classification' as const,
        data_url: `https://e.example/${i}${'u'.repeat(1_900)}`,
        label_spec: longSpec(String(i)),
        consensus_threshold: labels,
      })),
    );
  await submit(3, 2);
  await labelEverything(kim, 0);
  await labelEverything(lee, 0);
  await submit(27, 3);
  await labelEverything(kim, 1);
  for (const one of [lee, max]) await labelEverything(one, 0);
  await until('the pay', async () => (await kim.client.me()).totals.paid_labels === 3);
  const { data: history } = await kim.client.history({ limit: 30 });
  const unpaid = history.filter(({ contestable }) => contestable);
  assert.ok(unpaid.length >= 27, 'all that was not paid can be contested');
  for (const { assignment_id } of unpaid.slice(0, 5))
    await kim.client.openAppeal({ assignment_id, message: strange(2_000) });
  const [waiting] = (await kim.client.appeals()).data;
  const answer = { upheld: false, answer: strange(2_000) };
  await admin(stand, 'POST', `/appeals/${waiting!.appeal_id}/answer`, answer);

  const { context, page, complaints } = await visit(stand);
  await context.addCookies([{ name: 'asg_worker', value: kim.token, url: refinery.url }]);
  await page.goto(`${refinery.url}/work/history`);
  await page.getByRole('link', { name: 'Contested: rejected' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Contested: waiting for an answer' }).count(), 4);
  await lookAt(page, 'extreme-history');
  await page.goto(`${refinery.url}/work/appeals`);
  await page.getByText('rejected', { exact: true }).waitFor();
  await lookAt(page, 'extreme-appeals');
  await page.goto(`${refinery.url}/work/earnings`);
  await page.getByText('after 1,000,000 more right answers').waitFor();
  await lookAt(page, 'extreme-earnings');
  await signInAsOperator(page, refinery.url, adminToken);
  await page.goto(`${refinery.url}/console/operator/workers/${lee.workerId}`);
  await page.getByRole('heading', { name: 'Held pay' }).waitFor();
  await page.getByText('more right answers').waitFor();
  await page.getByLabel('Customer ID').fill(customerId);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('Gets tasks of theirs').waitFor();
  await look(page, 'operator-worker-held');

  await admin(stand, 'POST', `/workers/${kim.workerId}/suspend`, { reason: strange(500) });
  await page.goto(`${refinery.url}/console/operator/workers/${kim.workerId}`);
  await until('the forfeit', async () => {
    await page.reload();
    await page.getByText('Held for them').waitFor();
    return (await page.getByRole('table', { name: 'Forfeits' }).count()) > 0;
  });
  await look(page, 'operator-worker-forfeit');
  await go(page, 'Workers');
  await page.getByRole('table', { name: 'Workers' }).waitFor();
  await look(page, 'operator-workers');
  await go(page, 'Appeals');
  await page.getByRole('button', { name: 'Uphold' }).first().waitFor();
  await look(page, 'operator-appeals');
  await page.goto(`${refinery.url}/work/`);
  await page.getByRole('heading', { name: 'Your account is suspended' }).waitFor();
  await lookAt(page, 'extreme-suspended');
  await page.goto(`${refinery.url}/work/earnings`);
  const gone = page.getByRole('table', { name: 'Gone back to those who paid it' });
  await gone.getByText('-975 sats').waitFor();
  assert.match((await gone.textContent()) ?? '', /WWWW/, 'with the reason');
  await lookAt(page, 'extreme-earnings-forfeit', { whole: true });
  assert.deepEqual(complaints, []);
});
