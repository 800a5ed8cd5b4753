import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './parts/looks.ts';
import { imageTask, otherWorker, startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft & Söhne';

/** Signs up by the page that an invitation leads to, and comes back to it. */
async function joinAnew(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Create an account and join' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('I am at least 18 years old.').check();
  await page.getByLabel('I accept the').check();
  await page.getByRole('button', { name: 'Sign up' }).click();
}

test('an own annotator’s first label: from the link of an invitation to a result that is marked as own', async () => {
  await using stand = await startStand();
  const { api, refinery, host } = stand;
  const { api_key } = await api.registerCustomer({ name: long, email: 'own@customer.example' });
  const customer = api.customer(api_key);
  const { link } = await customer.pool.invite({ uses_max: 5 });
  assert.ok(link !== null, 'a link that lets people in');
  assert.ok(link.startsWith(`${refinery.url}/work/join#`));
  const { context, page, complaints } = await visit(stand);
  await page.goto(link);
  await page.getByRole('heading', { name: `${long} invites you` }).waitFor();
  await lookAt(page, 'join', { whole: true });
  await joinAnew(page, 'mara@worker.example');
  await page.getByRole('button', { name: 'Join' }).waitFor();
  await lookAt(page, 'join-as', { whole: true });
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText(`You are one of ${long}’s people now.`).waitFor();
  await lookAt(page, 'joined');
  const { task_id } = await customer.tasks.submit(imageTask(host, 0, { crowd: 'own' }));
  await page.getByRole('link', { name: 'To the work' }).click();
  await page.getByLabel('Display name').fill('Mara');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Language you know best').selectOption('en');
  await page.getByRole('button', { name: 'Start to work' }).click();
  await page.getByText('unpaid', { exact: true }).waitFor();
  await lookAt(page, 'own-work');
  await page.getByRole('radio', { name: 'yes' }).check();
  await page.getByRole('button', { name: 'Submit' }).click();

  const outsider = await otherWorker(api, 'oskar');
  assert.deepEqual(await outsider.next(5), [], 'it is for nobody else');
  const second = await otherWorker(api, 'nele');
  await second.joinPool(link.slice(link.indexOf('#') + 1));
  const [held] = await second.next(1);
  assert.equal(held?.organisation, long);
  const { itemToken } = await second.item(held.assignment_id);
  await second.label(held.assignment_id, 'yes', { itemToken });
  const result = await customer.tasks.waitForResult(task_id, { until: 'settled' });
  assert.deepEqual([result.crowd, result.unpaid_count, result.settlement.total_cost_sats], ['own', 2, 0]);
  const receipt = await customer.tasks.receipt(task_id);
  assert.deepEqual([receipt.leaf.crowd, receipt.leaf.unpaid_count], ['own', 2]);

  await page.goto(`${refinery.url}/work/profile`);
  await page.getByRole('heading', { name: 'You label for' }).waitFor();
  await lookAt(page, 'profile-pools', { whole: true });
  await page.getByRole('button', { name: `Leave ${long}` }).click();
  await page.getByRole('heading', { name: 'You label for' }).waitFor({ state: 'detached' });
  await page.goto(`${link}x`);
  await page.getByText('This invitation does not work any more').waitFor();
  await lookAt(page, 'join-invalid');
  assert.deepEqual(complaints, []);
  await context.close();
});
