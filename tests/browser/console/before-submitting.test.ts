import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, signIn } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `before-${name}`, { whole: true });

const fileOf = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

test('before a file is sent its bad rows are marked and the policy chosen; a job is repeated with another file', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, apiKey } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  await fileDrop(page).setInputFiles(
    fileOf(
      'suns.csv',
      `data_url,album\n${host.url}/image/1.png,a\nno address,b\n,c\n${host.url}/image/2.png,d\n`,
    ),
  );
  await page.getByText('2 rows of this file become no task').waitFor();
  await page.getByText('Lines 3: its address is no URL').or(page.getByText('Line 3: its address')).waitFor();
  await page.getByLabel('Question').fill('Is the sun in it?');
  await page.getByLabel('Options').fill('yes\nno');
  await page.getByLabel('Instructions').fill('Choose **yes** where you see it\n\n- even in part');
  const shown = page.getByRole('region', { name: 'How to decide' });
  assert.equal(await shown.locator('strong').textContent(), 'yes');
  assert.equal(await shown.locator('li').textContent(), 'even in part');
  await page.getByLabel('Labels for each task').selectOption('As many as it takes to be sure');
  await page.getByLabel('How sure to be').selectOption('99 %');
  await page.getByLabel('Labels at least').selectOption('3');
  await page.getByLabel('Labels at most').selectOption('7');
  await page.getByLabel('Language').fill('en');
  await page.getByLabel('Priority').selectOption('9');
  await page.getByLabel('Deadline').selectOption('In 1 day');
  await look(page, 'file');
  await page.getByRole('button', { name: 'Submit the other 2 tasks' }).click();
  await page.getByRole('heading', { name: 'suns', level: 1 }).waitFor();
  const jobId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const job = await customer.jobs.get(jobId);
  const policy = { policy: 'adaptive', target_confidence: 0.99, min_labels: 3, max_labels: 7 };
  assert.deepEqual({ ...job.consensus, ...policy }, job.consensus);
  await page.getByText('of 2 tasks').waitFor();
  const { data: tasks } = await customer.tasks.page({ job_id: jobId });
  assert.deepEqual(
    tasks.map(({ priority, language, expires_at }) => [priority, language, expires_at !== null]),
    [
      [9, 'en', true],
      [9, 'en', true],
    ],
  );

  await page.getByRole('link', { name: 'Repeat with another file' }).click();
  await page.getByText('With the settings of the job suns').waitFor();
  await fileDrop(page).setInputFiles(fileOf('more.csv', `data_url\n${host.url}/image/3.png\n`));
  assert.equal(await page.getByLabel('Question').inputValue(), 'Is the sun in it?');
  assert.equal(await page.getByLabel('How sure to be').inputValue(), '99');
  await look(page, 'repeated');
  await page.getByRole('button', { name: 'Submit 1 task' }).click();
  await page.getByRole('heading', { name: 'more', level: 1 }).waitFor();
  const again = await customer.jobs.get(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  assert.deepEqual([again.label_spec, again.consensus], [job.label_spec, job.consensus]);
  assert.deepEqual(complaints, []);
  await context.close();
});
