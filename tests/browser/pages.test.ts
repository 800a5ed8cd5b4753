import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './parts/looks.ts';
import {
  adminToken,
  imageTask,
  instructedTask,
  labelAll,
  otherWorker,
  startStand,
  textTask,
} from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { lookNow, signUp } from './parts/visitor.ts';

const open = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name, exact: true }).click();

test('the pages before the work look right and have no barrier', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${url}/work`);
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  assert.equal(page.url(), `${url}/work/sign-up`);
  await lookAt(page, 'sign-up');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('You must be at least 18').waitFor();
  await lookAt(page, 'sign-up-incomplete');
  await page.getByRole('link', { name: 'terms of work' }).click();
  await page.getByRole('heading', { name: 'Terms of work' }).waitFor();
  await lookAt(page, 'terms');
  await page.goto(`${url}/work/log-in`);
  await page.getByLabel('E-mail').fill('nobody@worker.example');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByText('The e-mail or the password is wrong.').waitFor();
  await lookAt(page, 'log-in');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the work in all its states looks right and has no barrier', async () => {
  await using stand = await startStand();
  const { host, customer, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${refinery.url}/work/`);
  await signUp(page, refinery.url, 'Robin', async () => {
    await page.getByRole('combobox', { name: 'Other languages' }).selectOption('fr');
    await page.getByRole('combobox', { name: 'Other languages' }).selectOption('ja');
    await lookAt(page, 'onboarding');
  });
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await lookAt(page, 'work-empty');

  const broken = imageTask(host, 2, { data_url: `${host.url}/broken/2.png` });
  await customer.tasks.submitBatch([instructedTask(host, 0), textTask(host, 1), broken]);
  await lookNow(page);
  // They open by themselves: the question is new.
  await page.getByRole('dialog', { name: 'Instructions' }).getByText('Reflections do not count').waitFor();
  await page.getByAltText('The image to label').waitFor();
  await lookAt(page, 'work-instructions');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('1');
  await lookAt(page, 'work-image');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await lookAt(page, 'work-keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('Enter');
  await page.getByText('The rucksack stopped closing').waitFor();
  await lookAt(page, 'work-text');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'This item does not load' }).waitFor();
  await lookAt(page, 'work-broken');
  await page.locator('.stage').getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await context.setOffline(true);
  await lookNow(page);
  await page.getByRole('heading', { name: 'No connection' }).waitFor();
  await lookAt(page, 'work-offline');
  await context.setOffline(false);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the pages about money, the account and its suspension look right and have no barrier', async () => {
  await using stand = await startStand();
  const { host, customer, api, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, refinery.url, 'Sasha');
  await open(page, 'Earnings');
  await page.getByRole('heading', { name: 'No payments yet' }).waitFor();
  await lookAt(page, 'earnings-empty');

  await customer.tasks.submitBatch([imageTask(host, 4), textTask(host, 0)]);
  await labelAll(await otherWorker(api, 'Alex'));
  await labelToTheEnd(page);
  await open(page, 'Earnings');
  await page
    .getByRole('link', { name: /^Transaction / })
    .first()
    .waitFor();
  await lookAt(page, 'earnings');
  const disputed = [5, 6, 7].map((number) => imageTask(host, number, { consensus_threshold: 3 }));
  await customer.tasks.submitBatch(disputed);
  for (const name of ['Robin', 'Kim']) await labelAll(await otherWorker(api, name), 1);
  await labelToTheEnd(page);
  await open(page, 'History');
  await page.getByText('others saw it differently').first().waitFor();
  await lookAt(page, 'history');
  await page.getByRole('button', { name: 'Contest' }).first().click();
  const label = page.getByRole('dialog', { name: 'Your label' });
  await label.getByText('Another answer than yours was decided.').waitFor();
  await label.getByRole('img').waitFor();
  await lookAt(page, 'history-contest');
  await page.getByLabel('Why do you think').fill('The sun is behind the cloud on the left.');
  await page.getByRole('button', { name: 'Send the appeal' }).click();
  await page.getByRole('link', { name: 'Contested: waiting for an answer' }).waitFor();
  await lookAt(page, 'history-contested');
  await page.getByRole('tab', { name: 'Appeals' }).click();
  await page.getByText('The sun is behind the cloud').waitFor();
  await lookAt(page, 'appeals');
  await open(page, 'Wallet');
  await page.getByRole('heading', { name: 'No wallet yet' }).waitFor();
  await page.getByLabel('Your wallet').fill('not an address');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('cannot be used').waitFor();
  await lookAt(page, 'wallet-refused');
  await page.getByLabel('Your wallet').fill('mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Payments go to' }).waitFor();
  await page.getByRole('button', { name: 'Move to my wallet' }).click();
  await page.getByRole('heading', { name: 'Moved to your wallet' }).waitFor();
  await lookAt(page, 'wallet');
  await open(page, 'Profile');
  await page.getByRole('heading', { name: 'Profile' }).waitFor();
  await lookAt(page, 'profile');
  await page.goto(`${refinery.url}/work/nowhere`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await lookAt(page, 'not-found');

  const me = (await (await page.request.get(`${refinery.url}/v1/workers/me`)).json()) as {
    worker_id: string;
  };
  await api.send({
    method: 'POST',
    path: `/v1/admin/workers/${me.worker_id}/suspend`,
    token: adminToken,
    body: { reason: 'Your last answers came faster than the items can be read.' },
  });
  await open(page, 'Work');
  await page.getByRole('heading', { name: 'Your account is suspended' }).waitFor();
  await page.getByText('faster than the items can be read').waitFor();
  await lookAt(page, 'suspended');
  await page.getByLabel('Why do you think').fill('I have seen many of these before.');
  await page.getByRole('button', { name: 'Send the appeal' }).click();
  await page.getByText('You have contested this').waitFor();
  await lookAt(page, 'suspended-contested');
  assert.deepEqual(complaints, []);
  await context.close();
});

/** Gives everything the first option, until the queue is empty. */
async function labelToTheEnd(page: Page): Promise<void> {
  const asked = page.waitForResponse((response) => response.url().endsWith('/v1/work/next'));
  await open(page, 'Work');
  await asked;
  const item = page.locator('.stage[data-kind=image] img, .stage[data-kind=text] p').first();
  const end = page.getByRole('heading', { name: 'No work right now' });
  for (;;) {
    await item.or(end).waitFor();
    if (await end.isVisible()) return;
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  }
}
