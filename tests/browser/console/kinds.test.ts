import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGWorkerClient, Assignment, LabelValue } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt, sidewaysOverflow } from '../parts/looks.ts';
import { otherWorker, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `kinds-${name}`, { whole: true });
const narrowest = { width: 320, height: 640 };
const desk = { width: 1440, height: 900 };
const items = (page: Page) => page.getByRole('listbox', { name: 'Items' }).getByRole('option');
const panelOf = (page: Page) => page.getByRole('region', { name: 'The open item' });
const reviewIn = (page: Page) => page.getByRole('region', { name: 'Your review' });

type Say = (item: Assignment, worker: ASGWorkerClient, n: number) => Promise<LabelValue> | LabelValue;

/** Some workers label all that there is, each in their own way. */
async function labelled(stand: Stand, jobId: string, says: readonly Say[]): Promise<void> {
  await until('its tasks', async () => (await stand.customer.jobs.get(jobId)).status === 'labeling');
  for (const [i, say] of says.entries()) {
    const worker = await otherWorker(stand.api, `kinds-${jobId.slice(-6)}-${i}`);
    for (let n = 0; ; ) {
      const found = await worker.next(20);
      if (found.length === 0) break;
      const labels = await Promise.all(
        found.map(async (item) => ({
          assignment_id: item.assignment_id,
          value: await say(item, worker, n++),
        })),
      );
      const { outcomes } = await worker.labels(labels);
      for (const one of outcomes) assert.ok(one.error === undefined, JSON.stringify(one));
    }
  }
  await until('the payments', async () => (await stand.customer.jobs.get(jobId)).status === 'completed');
}

/** The file becomes a job, by the form as it is. The job's id. */
async function submitted(page: Page, url: string, file: string, fill: () => Promise<void>): Promise<string> {
  await page.setViewportSize(desk);
  await page.goto(`${url}/console/submit?from=file`);
  await fileDrop(page).setInputFiles({ name: 'kinds.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.getByLabel('Type', { exact: true }).waitFor();
  await fill();
  await page.getByRole('button', { name: /^Submit \d+ tasks$/ }).click();
  await page.waitForURL(/\/jobs\/job_/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

const workbench = (url: string, jobId: string) => `${url}/console/workbench?job_id=${jobId}`;

test('a rating is submitted with its scale, and looked through with a histogram, its median and corrections by key', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const texts = Array.from({ length: 12 }, (_, i) => `Answer ${i} on how to boil an egg.`);
  const jobId = await submitted(page, refinery.url, ['text', ...texts].join('\n'), async () => {
    await page.getByLabel('Type', { exact: true }).selectOption('rating');
    await page.getByLabel('Question', { exact: true }).fill('How helpful is the answer?');
    for (const [i, means] of ['useless', 'poor', 'fair', 'good', 'great'].entries())
      await page.getByLabel(String(i + 1), { exact: true }).fill(means);
  });
  await page.getByText('1: useless, 2: poor').first().waitFor();
  await page.getByText('Paid where it is at most 1 step off').waitFor();
  const step = (i: number): number => [2, 4, 4, 5][i % 4] ?? 4;
  const at = (n: number): number => step(n);
  await labelled(stand, jobId, [
    (_item, _worker, n) => at(n),
    (_item, _worker, n) => at(n),
    (_item, _worker, n) => (n % 4 === 0 ? 5 : Math.min(5, at(n) + 1)),
  ]);

  await page.goto(workbench(refinery.url, jobId));
  await page.getByText('Median 4: good').waitFor();
  await items(page).first().getByText('2: poor').waitFor();
  await look(page, 'bench-rating');
  await page.setViewportSize(desk);
  await page.getByRole('list', { name: 'Tasks by rating' }).getByRole('button', { name: '5: great' }).click();
  await page.getByRole('button', { name: 'Answer: 5' }).waitFor();
  assert.match(page.url(), /answer=5/);
  await until('the filter', async () => (await items(page).count()) === 3);
  await items(page).first().click();
  await panelOf(page).getByText('agrees').first().waitFor();
  // The keys are the steps: 3 is "fair".
  await items(page).first().focus();
  await page.keyboard.press('3');
  await page.getByText('Corrected: 3: fair, not 5: great.').waitFor();
  await until('the review', async () => {
    const { data } = await customer.tasks.page({ job_id: jobId, review: 'corrected' });
    return data[0]?.review?.label === '3';
  });
  await look(page, 'bench-rating-open');
  await page.setViewportSize(narrowest);
  assert.equal(await sidewaysOverflow(page), 0);
  assert.deepEqual(complaints, []);
});

test('sets of options are told as chips, with what goes together, and a correction puts a set together', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const texts = Array.from({ length: 8 }, (_, i) => `Comment ${i} on the football match.`);
  const jobId = await submitted(page, refinery.url, ['text', ...texts].join('\n'), async () => {
    await page.getByLabel('Type', { exact: true }).selectOption('multi_label');
    await page.getByLabel('Question', { exact: true }).fill('What is in the comment?');
    await page.getByLabel('Options', { exact: true }).fill('sport\nrude\nadvert');
  });
  const set = (n: number): LabelValue =>
    n % 4 === 3 ? { none: true } : { options: n % 2 === 0 ? ['sport', 'rude'] : ['sport'] };
  await labelled(stand, jobId, [
    (_item, _worker, n) => set(n),
    (_item, _worker, n) => set(n),
    (_item, _worker, n) => (n % 4 === 0 ? { options: ['rude'] } : set(n)),
  ]);

  await page.goto(workbench(refinery.url, jobId));
  const frequencies = page.getByRole('list', { name: 'Tasks by option' });
  await frequencies.getByText('sport').waitFor();
  const table = page.getByRole('table', { name: 'Tasks that have both options' });
  const rude = table.getByRole('row', { name: /^rude/ });
  await until(
    'the table',
    async () => (await rude.getByRole('cell').allTextContents()).join(' ') === '4 0 –itself 4',
  );
  await look(page, 'bench-multi-label');
  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'None of these 2' }).click();
  await page.getByRole('button', { name: 'Answer: None of these' }).waitFor();
  await until('the filter', async () => (await items(page).count()) === 2);
  await page.goBack();
  await page.getByRole('button', { name: /^rude, sport 4/ }).click();
  await until('the filter', async () => (await items(page).count()) === 4);
  await items(page).first().click();
  await reviewIn(page).getByText('Correct it').click();
  await reviewIn(page).getByLabel('advert').check();
  await look(page, 'bench-multi-label-open');
  // Beside the list again, and no more over it, it is another one.
  await page.setViewportSize(desk);
  await reviewIn(page).getByText('Correct it').click();
  await reviewIn(page).getByLabel('advert').check();
  await reviewIn(page).getByLabel('rude').uncheck();
  await reviewIn(page).getByRole('button', { name: 'Correct to it' }).click();
  await page.getByText('Corrected: advert, sport, not rude, sport.').waitFor();
  await until('the review', async () => {
    const { data } = await customer.tasks.page({ job_id: jobId, review: 'corrected' });
    return data[0]?.review?.label === '{"options":["advert","sport"]}';
  });

  await page.getByRole('link', { name: 'The page of this task' }).click();
  await page.getByRole('heading', { name: 'Task', level: 1 }).waitFor();
  await page.getByRole('list', { name: 'Labels, one by one' }).getByText('near enough').first().waitFor();
  assert.equal(await page.getByText('{"options"').count(), 0, 'nobody reads JSON');
  await look(page, 'task-multi-label');
  await page.setViewportSize(desk);
  await page.getByRole('button', { name: 'Make it gold' }).first().click();
  await page.getByRole('dialog').getByLabel('rude').waitFor();
  await look(page, 'gold-of-task');
  await page.getByRole('dialog').getByRole('button', { name: 'Make it gold' }).click();
  await page.getByRole('heading', { name: 'Gold', level: 1 }).waitFor();
  await page.getByRole('table', { name: 'Gold' }).getByText('sport').first().waitFor();
  assert.equal((await customer.gold.page()).data[0]?.gold_label, '{"options":["rude","sport"]}');
  assert.deepEqual(complaints, []);
});

test('items of a table are compared, ranked with intervals, and seen side by side under their names', async () => {
  await using stand = await startStand();
  const { refinery, apiKey } = stand;
  const { page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const rows = Array.from({ length: 9 }, (_, i) => `Question ${i}?,short ${i},a long answer ${i},wrong ${i}`);
  const jobId = await submitted(
    page,
    refinery.url,
    ['prompt,items.brief,items.long,items.wrong', ...rows].join('\n'),
    () => page.getByLabel('Question', { exact: true }).fill('Which answer is better?'),
  );
  /** By what is read: the long one, or in every third the brief one. */
  const best: Say = async ({ assignment_id, items: shown = [] }, worker, n) => {
    const wanted = n % 3 === 2 ? 'short' : 'a long';
    for (const { id } of shown) {
      const { content } = await worker.item(assignment_id, { item: id });
      if ((await content.text()).startsWith(wanted)) return { item: id };
    }
    return { tie: true };
  };
  await labelled(stand, jobId, [
    best,
    best,
    (_item, _worker, n) => (n % 4 === 0 ? { tie: true } : { item: '1' }),
  ]);

  await page.goto(workbench(refinery.url, jobId));
  const ranking = page.getByRole('table', { name: 'Items, the best first' });
  await until('the ranking', async () => (await ranking.locator('tbody tr').count()) === 3);
  assert.match((await ranking.locator('tbody tr').first().textContent()) ?? '', /long/);
  await items(page).first().getByText('short').waitFor();
  await look(page, 'bench-comparison');
  await page.setViewportSize(desk);
  await ranking.getByRole('button', { name: /^brief/ }).click();
  await page.getByRole('button', { name: 'Answer: brief' }).waitFor();
  await until('the filter', async () => (await items(page).count()) === 3);
  await items(page).first().click();
  const compared = panelOf(page).getByRole('list', { name: 'What is compared' });
  await compared.getByText('a long answer').waitFor();
  await panelOf(page).getByText('Question').first().waitFor();
  await panelOf(page).getByRole('region', { name: 'The text of what is shown above' }).waitFor();
  assert.match((await compared.locator('li[data-best=true]').textContent()) ?? '', /^brief.*short/s);
  await items(page).first().focus();
  await page.keyboard.press('2');
  await page.getByText('Corrected: long, not brief.').waitFor();
  await look(page, 'bench-comparison-open');
  await page.setViewportSize(desk);
  await go(page, 'Tasks');
  await page.getByRole('table', { name: 'Tasks' }).getByText('brief').first().waitFor();
  assert.equal(await page.getByText('{"item"').count(), 0, 'nobody reads JSON');
  await look(page, 'tasks');
  assert.deepEqual(complaints, []);
});

test('gold of a comparison is written by hand, and its answer is chosen by the names of its items', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Gold');
  await page.getByRole('button', { name: 'Add gold' }).click();
  const sheet = page.getByRole('dialog', { name: 'Add gold' });
  await sheet.getByLabel('Type').selectOption('comparison');
  await sheet.getByLabel('Name of item 1').fill('right');
  await sheet.getByLabel('Text of item 1').fill('Two and two is four.');
  await sheet.getByLabel('Name of item 2').fill('wrong');
  await sheet.getByLabel('Text of item 2').fill('Two and two is five.');
  await sheet.getByLabel('Question', { exact: true }).fill('Which is right?');
  await sheet.getByLabel('Right answer').selectOption('right');
  await look(page, 'gold-comparison');
  await sheet.getByRole('button', { name: 'Add the item' }).click();
  await page.getByRole('table', { name: 'Gold' }).getByText('right').first().waitFor();
  assert.equal((await customer.gold.page()).data[0]?.gold_label, '{"item":"right"}');
  assert.deepEqual(complaints, []);
});
