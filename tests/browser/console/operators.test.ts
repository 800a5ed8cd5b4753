import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode } from '@asg/testing';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { follow, mailTo } from '../parts/mails.ts';
import { adminToken, otherWorker, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signInAsOperator } from './parts.ts';

const password = 'correct horse battery';
const moderator = 'robin@house.example';
const longMail = `${'kim'.repeat(20)}@${'sehr-lang.'.repeat(16)}example`;

const look = (page: Page, name: string): Promise<void> => lookAt(page, `operators-${name}`, { whole: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function invite(page: Page, email: string, role: string): Promise<void> {
  await button(page, 'Invite an operator').click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role', { exact: true }).selectOption(role);
  await button(page, 'Send the invitation').click();
  await page.getByText(`A mail is on its way to ${email}`).waitFor();
}

async function menuOf(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents();
}

test('the machine token invites a moderator, who sees and does what the role may, and is made something else', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { customer_id: customerId } = await stand.customer.customers.me();
  const { worker_id: workerId } = await (await otherWorker(stand.api, 'Kim')).me();
  const { page: tokens, complaints } = await visit(stand);
  await signInAsOperator(tokens, url, adminToken);
  assert.ok((await menuOf(tokens)).includes('Operators'));
  await tokens.getByText('machine token', { exact: true }).waitFor();
  await go(tokens, 'Operators');
  await tokens.getByText('Nobody yet').waitFor();
  await look(tokens, 'nobody');
  await button(tokens, 'Invite an operator').click();
  await tokens.getByLabel('E-mail').fill('nobody');
  await tokens.keyboard.press('Enter');
  await tokens.getByText('must be an e-mail address').waitFor();
  await look(tokens, 'invite');
  await tokens.keyboard.press('Escape');
  await invite(tokens, longMail, 'finance');
  await tokens.keyboard.press('Escape');
  await invite(tokens, moderator, 'moderator');
  await button(tokens, 'Done').click();

  const other = await visit(stand);
  const { page } = other;
  await follow(stand, page, await mailTo(stand, page, moderator, 'invitation'));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Join').click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await page.goto(`${url}/console/operator`);
  await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
  assert.deepEqual(await menuOf(page), [
    'Health',
    'Workers',
    'Appeals',
    'Reports',
    'Customers',
    'Audit logs',
  ]);
  await page.getByText('Operator: moderator').waitFor();
  await page.getByText(moderator, { exact: true }).waitFor();
  await look(page, 'moderator');
  for (const path of ['operator/treasury', 'operator/settlements', 'operator/operators']) {
    await page.goto(`${url}/console/${path}`);
    await page.getByRole('heading', { name: 'This page is for other roles', level: 1 }).waitFor();
  }
  await page.getByText('You are moderator').waitFor();
  await look(page, 'refused');
  await page.goto(`${url}/console/operator/customers/${customerId}`);
  await page.getByText('active', { exact: true }).waitFor();
  for (const name of ['Suspend', 'Change the tier', 'Give', 'Refund', 'Lost their phone'])
    assert.equal(await button(page, name).count(), 0, name);
  await look(page, 'moderator-customer');
  await page.goto(`${url}/console/operator/workers/${workerId}`);
  await button(page, 'Suspend').waitFor();
  assert.equal(await button(page, 'Lost their phone').count(), 0);
  await look(page, 'moderator-worker');

  await tokens.reload();
  await button(tokens, `Change the role of ${moderator}`).click();
  await tokens.getByLabel('Role', { exact: true }).selectOption('finance');
  await button(tokens, /^Change the role$/).click();
  await tokens.getByText(`${moderator} is finance now.`).waitFor();
  await look(tokens, 'list');
  await page.goto(`${url}/console/operator/customers/${customerId}`);
  await button(page, 'Change the tier').waitFor();
  await button(page, 'Give').waitFor();
  assert.ok((await menuOf(page)).includes('Treasury'));

  await button(tokens, `Withdraw the invitation to ${longMail}`).click();
  await tokens.getByText('Nobody is invited now.').waitFor();
  await button(tokens, `Remove ${moderator}`).click();
  await button(tokens, 'Remove the operator').click();
  await tokens.getByText('Nobody yet').waitFor();
  await page.goto(`${url}/console/operator`);
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
});

test('the operator ends second factors that were lost, of a worker and of somebody of the Console', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { customer_id: customerId } = await stand.customer.customers.me();
  const worker = await otherWorker(stand.api, 'Kim');
  const { worker_id: workerId } = await worker.me();
  const { secret, ticket } = await worker.factors.offerSecondFactor({ password: 'correct horse' });
  await worker.factors.turnOnSecondFactor({ ticket, code: phoneCode(secret, Date.now()) });
  const { page, complaints } = await visit(stand);
  await signInAsOperator(page, url, adminToken);
  await page.goto(`${url}/console/operator/workers/${workerId}`);
  await button(page, 'Lost their phone').click();
  await button(page, 'End it in 24 hours').click();
  await page.getByText('signs in without a code').waitFor();
  await look(page, 'factor-ends');
  assert.notEqual((await worker.factors.get()).second_factor?.ends_at ?? null, null);
  await page.goto(`${url}/console/operator/customers/${customerId}`);
  await button(page, 'Lost their phone').click();
  await button(page, 'End it in 24 hours').click();
  await page.getByText('nobody of the Console has this e-mail').waitFor();
  await look(page, 'factor-nobody');
  assert.deepEqual(complaints, []);
});
