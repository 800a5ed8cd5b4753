import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLocalChain } from '@asg/chain';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, labelAll, otherWorker, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, scriptText, signIn, signInAsOperator, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `console-${name}`, { whole: true });
/** The longest that there can be, in a script that is written from right to left, without a place to break. */
const longNote = `יתרה־${'א'.repeat(240)} ${'x'.repeat(254)}`.slice(0, 500);
const allThereIs = 2_099_999_999_999_999;

async function customerIdOf({ customer }: Stand): Promise<string> {
  return (await customer.customers.me()).customer_id;
}

async function grant({ api }: Stand, customerId: string, sats: number, note: string): Promise<void> {
  const path = `/v1/admin/customers/${customerId}/grants`;
  await api.send({ method: 'POST', path, token: adminToken, body: { sats, note } });
}

async function leaveSandbox({ api }: Stand, customerId: string): Promise<void> {
  const path = `/v1/admin/customers/${customerId}`;
  await api.send({ method: 'PATCH', path, token: adminToken, body: { tier: 'growth' } });
}

test('a customer sees what can be spent, sets limits by keyboard, and is led there where money is missing', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, apiKey } = stand;
  const customerId = await customerIdOf(stand);
  await leaveSandbox(stand, customerId);
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Balance');
  await page.getByText('There is nothing to spend').waitFor();
  await page.getByRole('heading', { name: 'No entries yet' }).waitFor();
  await look(page, 'balance-empty');

  await go(page, 'Submit');
  await page.getByLabel('URL of the data').fill(`${host.url}/image/1.png`);
  await page.getByLabel('Question').fill('Is there a hill?');
  await page.getByLabel('Options').fill('yes\nno');
  await page.getByRole('button', { name: 'Submit the task' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'are missing' });
  await refusal.waitFor();
  await look(page, 'submit-unfunded');
  await refusal.getByRole('link', { name: 'See your balance' }).click();
  await page.getByRole('heading', { name: 'Balance', level: 1 }).waitFor();

  await grant(stand, customerId, 100_000, 'Welcome');
  await grant(stand, customerId, 1, longNote);
  await grant(stand, customerId, 7, scriptText('grant'));
  await customer.tasks.submitBatch([imageTask(host, 1), imageTask(host, 2)]);
  for (const name of ['kim', 'lee']) await labelAll(await otherWorker(stand.api, name));
  await until('the payment', async () => (await customer.billing.balance()).reserved_sats === 0);
  await customer.tasks.submit(imageTask(host, 3));
  await page.reload();
  await page.getByText('Spent on tasks').waitFor();
  await page.getByText('2 tasks', { exact: true }).waitFor();
  await page.getByText(scriptText('grant')).waitFor();
  const { available_sats: available } = await customer.billing.balance();
  const spendable = `${available.toLocaleString('en')} sats`;
  await page.locator('.ui-figures').getByText(spendable, { exact: true }).waitFor();
  const rows = page.getByRole('table', { name: 'Statement' }).locator('tbody tr');
  assert.equal(await rows.count(), 4);

  await page.getByLabel('At most a day, in sats').focus();
  await page.keyboard.type('12.5');
  await page.getByText('Write a whole number of sats').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save the limits' }).isDisabled(), true);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('90000');
  await page.keyboard.press('Tab');
  await page.keyboard.type(String(allThereIs));
  await page.keyboard.press('Enter');
  await page.getByText('Saved.').waitFor();
  await page.getByText('Your balance is low: less than 2,099,999,999,999,999 sats can be spent.').waitFor();
  const { limits } = await customer.billing.balance();
  assert.deepEqual(limits, { spend_per_day_sats: 90_000, balance_low_sats: allThereIs });
  await look(page, 'balance');

  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Statement as CSV' }).click();
  const csv = await readFile(await (await saving).path(), 'utf8');
  assert.match(csv, /^date,at,kind,sats,tasks,note,ref,entry_id\r\n/);
  assert.deepEqual(complaints, []);
  await context.close();
});

/** The local chain pays, and the transaction is in the network. */
async function pay({ api }: Stand, address: string, sats: number): Promise<string> {
  const { body } = await api.send({ method: 'POST', path: '/chain/pay', body: { address, sats } });
  return (body as { readonly txid: string }).txid;
}

test('a customer deposits by keyboard, and sees a payment come, too small, taken back and lost', async () => {
  await using stand = await startStand({ LOCAL_BLOCK_SECONDS: '1' });
  const { refinery, customer, apiKey } = stand;
  await leaveSandbox(stand, await customerIdOf(stand));
  const { context, page, complaints } = await visit(stand);
  await context.addInitScript(() => {
    // As of a page that came without https.
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Balance');
  const amount = page.getByLabel('Sats to pay');
  await amount.focus();
  await page.keyboard.type('1.5');
  await page.getByText('Write a whole number of sats, or nothing.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Get an address' }).isDisabled(), true);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await page.getByText('amount_sats must be at least 1').first().waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(String(allThereIs));
  await page.keyboard.press('Enter');
  await page.getByText('waits for a payment').waitFor();
  const [deposit] = (await customer.deposits.page()).data;
  assert.ok(deposit);
  const { address, payment_uri: uri } = deposit;
  const code = page.getByRole('img', { name: `Payment to ${address}` });
  await code.waitFor();
  assert.equal(await page.getByRole('link', { name: uri }).getAttribute('href'), uri);
  for (const [what, text] of [
    ['address', address],
    ['payment URI of', uri],
  ]) {
    await page.getByRole('button', { name: `Copy the ${what} …${address.slice(-8)}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Selected: now copy it by keyboard or menu' }).waitFor();
    assert.equal(await page.evaluate(() => String(getSelection()).trim()), text);
  }
  await look(page, 'balance-deposit-empty');
  assert.equal(
    await code.evaluate((svg) => getComputedStyle(svg.parentElement!).backgroundColor),
    'rgb(255, 255, 255)',
  );

  const txid = await pay(stand, address, 1_234_567);
  await pay(stand, address, 999);
  const payments = page.getByRole('list', { name: `Payments to …${address.slice(-8)}` });
  await payments.getByText('too small', { exact: true }).waitFor();
  await payments.getByText('credited', { exact: true }).waitFor();
  await page.locator('.ui-figures').getByText('1,234,567 sats').first().waitFor();
  await page.getByRole('table', { name: 'Statement' }).getByText('+1,234,567').waitFor();
  await look(page, 'balance-deposit-credited');

  await refinery.stop();
  {
    const path = join(refinery.dataDir, 'chain.sqlite');
    await using chain = openLocalChain({ path, now: () => Date.now() });
    chain.reorganise(chain.lastBlock().height - 101);
    assert.ok(chain.evict(txid));
  }
  await refinery.start();
  await until('the payment is taken back', async () => (await customer.billing.balance()).free_sats === 0);
  await page.reload();
  await page.getByRole('table', { name: 'Statement' }).getByText('Deposit taken back').waitFor();
  await payments.getByText('not in your balance').or(payments.getByText('have it sent again')).waitFor();
  await look(page, 'balance-deposit-reversed');
  assert.deepEqual(complaints, []);
});

test('a sandbox account reads who pays for it, and what it means where nobody does', async () => {
  await using stand = await startStand({ SANDBOX_ALLOWANCE_SATS: '0' });
  const { refinery, customer, host, apiKey } = stand;
  const { page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Balance');
  await page.getByText('which is 0 on this server until the operator sets it').waitFor();
  await page.getByText('What you deposit is kept for you').waitFor();
  await look(page, 'balance-sandbox');
  for (const [place, name] of [
    ['Submit', 'submit-sandbox'],
    ['Overview', 'overview-sandbox'],
  ] as const) {
    await go(page, place);
    await page.getByText('which is 0 on this server until the operator sets it').waitFor();
    await look(page, name);
  }
  await go(page, 'Balance');
  await assert.rejects(customer.tasks.submit(imageTask(host, 1)), /quota exhausted/);
  await page.route('**/v1/billing/balance', (route) => route.abort());
  await page.reload();
  await page.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
  await page.unroute('**/v1/billing/balance');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('This is a sandbox account').waitFor();
  assert.deepEqual(complaints, []);
});

test('the operator sees a customer’s balance and gives sats, once however the answer goes', async () => {
  await using stand = await startStand();
  const { refinery, customer } = stand;
  const customerId = await customerIdOf(stand);
  await leaveSandbox(stand, customerId);
  const { page, complaints } = await visit(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await page.goto(`${refinery.url}/console/operator/customers/${customerId}`);
  const give = page.getByRole('button', { name: 'Give', exact: true });
  await give.click();
  await page.getByText('sats must be at least 1').first().waitFor();
  await page.getByLabel('Sats', { exact: true }).fill(String(allThereIs));
  await page.getByLabel('Note').fill(longNote);
  await page.route('**/grants', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await give.click();
  await page.getByText('No connection to the server').waitFor();
  await page.unroute('**/grants');
  await give.click();
  await page.getByText('2,099,999,999,999,999 sats are given.').waitFor();
  await page.getByRole('table', { name: 'Statement' }).getByText('+2,099,999,999,999,999').waitFor();
  await page.locator('.ui-figures').getByText('2,099,999,999,999,999 sats').first().waitFor();
  assert.equal((await customer.billing.balance()).entered_sats, allThereIs);
  await look(page, 'operator-customer-balance');
  assert.deepEqual(complaints, []);
});
