import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { keepsPictures, lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, fileDrop, go, saved, signIn, until } from './parts.ts';

const rows = 300;
const desk = { width: 1440, height: 900 };
const stopsMax = 40;

/** Looks at it as it is, and goes back to the desk. */
async function look(page: Page, name: string): Promise<void> {
  await lookAt(page, `hard-hour-${name}`);
  await page.setViewportSize(desk);
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

/** Goes on with Tab to what says this. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let stop = 0; stop < stopsMax; stop++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === text) return;
  }
  assert.fail(`“${text}” is not reached by Tab`);
}

interface Exported {
  readonly task_id: string;
  readonly consensus_label: string | null;
  readonly votes: Readonly<Record<string, number>>;
  readonly review_verdict: string | null;
  readonly final_label: string | null;
}

test('300 texts go in, are watched, judged by the keyboard alone, corrected, made gold, asked again, exported and billed', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  const texts = Array.from(
    { length: rows },
    (_, i) => `r-${i},"Review ${i}: the kettle is quiet, its lid is not."`,
  );
  await fileDrop(page).setInputFiles({
    name: 'kettles.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`order,text\n${texts.join('\n')}\n`),
  });
  await page.getByText('300 rows, 2 columns').waitFor();
  await page.getByLabel('What is to be labelled').selectOption('text');
  await page.getByLabel('Question').fill('How is the mood of the review?');
  await page.getByLabel('Options').fill('good\nbad\nmixed');
  await look(page, '1-submit');
  await page.getByRole('button', { name: 'Submit 300 tasks' }).click();
  await page.getByRole('heading', { name: 'kettles', level: 1 }).waitFor();
  await page.getByText('0 of 300 tasks are done').waitFor();
  await look(page, '2-job');

  // Watched from the first label on, without a reload.
  await page.getByRole('link', { name: 'See the answers' }).click();
  await page.getByRole('heading', { name: 'Workbench', level: 1 }).waitFor();
  const crowd = crowdLabels(stand, 'hard-hour', 6);
  const items = page.getByRole('listbox', { name: 'Items' }).getByRole('option');
  await items.first().waitFor();
  await page.getByText('labels are with the answer').first().waitFor();
  await look(page, '3-watched');
  await crowd;
  await page.getByText('300 of 300').waitFor();
  await page.getByText('all have ended').waitFor();
  await page.getByRole('heading', { name: /^Expected accuracy \d/ }).waitFor();
  await until('the doubtful ones first', async () =>
    /% sure/.test((await items.first().textContent()) ?? ''),
  );

  // From here on the keyboard alone.
  await page.locator('#content').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'The open item' });
  await panel.getByText('Worker 1', { exact: true }).waitFor();
  await panel.getByRole('heading', { name: 'Receipt' }).waitFor();
  await look(page, '4-open');
  const said = page.locator('.bench-said');
  const corrected: string[] = [];
  /** The open item, its consensus and another option with its key. */
  const here = async () => {
    const taskId = new URL(page.url()).searchParams.get('open')!;
    const { decision, label_spec } = await customer.tasks.get(taskId);
    const other = label_spec.options.findIndex((option) => option !== decision?.consensus_label);
    return {
      taskId,
      answer: decision!.consensus_label,
      key: String(other + 1),
      label: label_spec.options[other]!,
    };
  };
  for (let n = 0; n < 3; n++) {
    const { taskId, key, label } = await here();
    await page.keyboard.press(key);
    await said.getByText(new RegExp(`Corrected: ${label}, .* ${n + 1} done`)).waitFor();
    corrected.push(taskId);
    await until('the next item', async () => new URL(page.url()).searchParams.get('open') !== taskId);
  }
  // One too many, taken back, and accepted.
  const accepted = await here();
  await page.keyboard.press(accepted.key);
  await said.getByText('4 done').waitFor();
  await page.keyboard.press('u');
  await said.getByText('Undone.').waitFor();
  await until('the item again', async () => new URL(page.url()).searchParams.get('open') === accepted.taskId);
  await page.keyboard.press('a');
  await said.getByText(`Accepted: ${accepted.answer}`).waitFor();
  await look(page, '5-judged');

  const gold = await here();
  await page.keyboard.press('g');
  const making = page.getByRole('dialog', { name: 'Make it gold?' });
  await making.waitFor();
  await look(page, '6-gold');
  await tabTo(page, 'Make it gold');
  await page.keyboard.press('Enter');
  await said.getByText('It is gold now').waitFor();
  await making.waitFor({ state: 'hidden' });
  const golds = await customer.gold.page();
  assert.deepEqual(
    golds.data.map(({ gold_label }) => gold_label),
    [gold.answer],
  );

  await until('the focus', async () => (await focused(page)) !== '');
  await page.keyboard.press('j');
  await until('the next item', async () => new URL(page.url()).searchParams.get('open') !== gold.taskId);
  const asked = await here();
  await page.keyboard.press('r');
  const asking = page.getByRole('dialog', { name: 'Ask more workers?' });
  await asking.getByText('sats until it is paid').waitFor();
  await look(page, '7-ask');
  await tabTo(page, 'Ask them');
  await page.keyboard.press('Enter');
  await said.getByText('Others are asked').waitFor();
  await panel.getByRole('link', { name: 'the second task' }).waitFor();
  const { relabelled_by: second } = await customer.tasks.get(asked.taskId);
  assert.equal((await customer.tasks.get(second!)).relabel_of, asked.taskId);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });

  // What is worth a look is what the list then has.
  const jobId = new URL(page.url()).searchParams.get('job_id')!;
  const { worth_a_look: worth, reviewed } = await customer.billing.accuracy({ job_id: jobId });
  assert.equal(reviewed, 4);
  if (worth > 0) {
    await page.getByRole('link', { name: /worth a look/ }).click();
    await page.getByText('Not reviewed').first().waitFor();
    await until('those', async () => (await items.count()) === Math.min(30, worth));
    await look(page, '8-worth-a-look');
  }

  await page.goto(`${refinery.url}/console/jobs/${jobId}`);
  await page.getByText('300 of 300 tasks are done').waitFor();
  await look(page, '9-done');
  const file = (await saved(page, 'JSONL')).bytes.toString('utf8').trim().split('\n');
  const exported = file.map((line) => JSON.parse(line) as Exported);
  assert.equal(exported.length, rows);
  const judged = exported.filter(({ review_verdict }) => review_verdict !== null);
  assert.deepEqual(new Set(judged.map(({ task_id }) => task_id)), new Set([...corrected, accepted.taskId]));
  for (const line of judged) {
    const isCorrected = corrected.includes(line.task_id);
    assert.equal(line.review_verdict, isCorrected ? 'corrected' : 'accepted');
    assert.equal(line.final_label === line.consensus_label, !isCorrected, 'both are there, side by side');
  }
  for (const { votes } of exported)
    assert.ok(Object.values(votes).reduce((sum, n) => sum + n, 0) >= 3, 'every vote is counted');

  await go(page, 'Usage');
  await page.getByText('Total cost').waitFor();
  await page.goto(`${refinery.url}/console/usage/${new Date().toISOString().slice(0, 7)}`);
  await page.locator('.invoice').waitFor();
  const pdf = await page.pdf({ format: 'A4' });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  if (keepsPictures) {
    const folder = join(import.meta.dirname, '../screenshots');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hard-hour-invoice.pdf'), pdf);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
