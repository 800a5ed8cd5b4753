import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { imageTask, labelAll, otherWorker, startStand, textTask } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const longWord = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4);
const question = `Which of these is it? ${'It may be hard to say, so take your time. '.repeat(45)}`.trim();

test('history shows each item, what was answered and decided, what it earns and why, and contests it there', async () => {
  await using stand = await startStand();
  const { host, customer, api, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, refinery.url, 'Sasha', async () => {
    await page.getByLabel('Also give me items that may disturb').check();
  });
  const cookie = (await context.cookies()).find(({ name }) => name === 'asg_worker');
  const sasha = api.worker(cookie!.value);
  // The page that gives out work is left first: it would claim what is labelled from here.
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await page.getByRole('heading', { name: 'No labels yet' }).waitFor();
  const long = { label_spec: { question, options: [longWord, `${longWord} perhaps`] } };
  await customer.tasks.submitBatch([
    imageTask(host, 0),
    textTask(host, 1, { consensus_threshold: 3, language: null, ...long }),
    imageTask(host, 2, { sensitive: true, consensus_threshold: 3 }),
    imageTask(host, 0, { data_url: `${host.url}/broken/2.png` }),
  ]);
  await labelAll(sasha);
  const others = [await otherWorker(api, 'Alex'), await otherWorker(api, 'Robin')];
  for (const other of others) {
    await other.setProfile({ display_name: 'Other', country: 'DE', primary_language: 'en', sensitive: true });
    await labelAll(other, 1);
  }
  await page.reload();
  const rows = page.getByRole('row');
  await rows.nth(4).waitFor();
  await page.locator('.preview[data-kind=text] span').first().waitFor();
  await page.locator('.preview[data-kind=sign]').nth(1).waitFor();
  await lookAt(page, 'history-items', { whole: true });

  const opened = page.getByRole('dialog', { name: 'Your label' });
  await rows.filter({ hasText: 'Which of these' }).getByRole('button').first().click();
  await opened.getByText('The rucksack stopped closing').waitFor();
  await opened.getByText('Not paid: only answers that agree are paid.').waitFor();
  await lookAt(page, 'history-text');
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'hidden' });

  const covered = rows.filter({ has: page.locator('.preview[data-kind=sign]') });
  await covered.first().getByRole('button').first().click();
  await opened.getByText('This item cannot be shown now.').waitFor();
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'hidden' });
  await covered.nth(1).getByRole('button').first().click();
  await opened.getByText('May disturb').waitFor();
  await lookAt(page, 'history-covered');
  await opened.getByRole('button', { name: 'Show the item' }).click();
  await opened.getByRole('img').waitFor();
  await lookAt(page, 'history-picture');
  await page.keyboard.press('Escape');
  await opened.waitFor({ state: 'hidden' });

  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/v1/workers/me/appeals') && response.request().method() === 'POST',
  );
  await page
    .getByRole('button', { name: /^Contest the outcome/ })
    .first()
    .click();
  await opened.getByLabel('Why do you think').fill('The sun is behind the cloud on the left.');
  await opened.getByRole('button', { name: 'Send the appeal' }).click();
  assert.equal((await answered).status(), 201);
  await page.getByRole('link', { name: 'Contested: waiting for an answer' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
