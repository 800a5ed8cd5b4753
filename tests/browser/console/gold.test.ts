import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `gold-${name}`, { whole: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const rows = (page: Page) => page.getByRole('table', { name: 'Gold', exact: true }).locator('tbody tr');

const labelSpec = { question: 'How is the mood?', options: ['good', 'bad'] };
const task = {
  type: 'sentiment' as const,
  data: { text: 'Quieter than the kettle before.' },
  label_spec: labelSpec,
  consensus_threshold: 3,
};

function goldFile(name: string, lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'asg-gold-'));
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

test('gold is added by hand with the keyboard, by file and from a task, answered, set apart and retired', async () => {
  const columns = 'type,text,question,options,gold_label,use';
  const row = (text: string, label: string) => `sentiment,${text},How is the mood?,good|bad,${label},test`;
  using bad = goldFile('bad.csv', [columns, row('It broke.', 'bad'), row('So glad.', 'fine')]);
  using right = goldFile('gold.csv', [columns, row('It broke.', 'bad'), row('So glad.', 'good')]);
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Gold');
  await page.getByRole('heading', { name: 'No gold yet' }).waitFor();
  await look(page, 'empty');

  await button(page, 'Add gold').focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Add gold' });
  await sheet.getByLabel('Item').focus();
  await page.keyboard.type('The best kettle that I had.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('How is the mood?');
  await page.keyboard.press('Tab');
  await page.keyboard.type('good\nbad');
  await page.keyboard.press('Tab');
  await page.keyboard.type('good');
  await page.keyboard.press('Tab');
  await page.keyboard.type('The best one is liked.');
  await look(page, 'by-hand');
  await page.keyboard.press('Enter');
  await rows(page).filter({ hasText: 'The best kettle' }).waitFor();
  const [made] = (await customer.gold.page()).data;
  assert.deepEqual([made?.gold_label, made?.reason, made?.use], ['good', 'The best one is liked.', 'test']);

  await button(page, 'Add gold').click();
  await page.getByRole('tab', { name: 'By file' }).click();
  await sheet.getByLabel('File', { exact: true }).and(page.locator('input')).setInputFiles(bad.path);
  await button(page, 'Add the rows').click();
  const wrong = sheet.getByRole('table', { name: 'Rows that are wrong' }).locator('tbody tr');
  await wrong.filter({ hasText: 'gold_label' }).getByText('Row 3').waitFor();
  assert.equal(await wrong.count(), 1);
  assert.equal((await customer.gold.page()).data.length, 1, 'nothing was added');
  await look(page, 'bad-row');
  await sheet.getByLabel('File', { exact: true }).and(page.locator('input')).setInputFiles(right.path);
  await button(page, 'Add the rows').click();
  await rows(page).filter({ hasText: 'It broke.' }).getByText('A file').waitFor();

  const { task_id: taskId } = await customer.tasks.submit(task);
  await crowdLabels(stand, 'gold');

  await until('its end', async () =>
    ['verified', 'settled'].includes((await customer.tasks.get(taskId)).status),
  );
  await page.goto(`${refinery.url}/console/tasks/${taskId}`);
  await button(page, 'Make it gold').click();
  const making = page.getByRole('dialog', { name: 'Make this task gold' });
  await making.getByLabel('Why it is right').fill('Quiet is good.');
  await look(page, 'of-a-task');
  await making.getByRole('button', { name: 'Make it gold' }).click();
  const ofTask = rows(page).filter({ hasText: 'Quiet is good.' });
  await ofTask.getByRole('link', { name: 'A task' }).waitFor();

  await ofTask.getByRole('button', { name: /^For practice/ }).click();
  await ofTask.getByText('Practice', { exact: true }).waitFor();
  await page.getByLabel('For', { exact: true }).selectOption('practice');
  await until('one row', async () => (await rows(page).count()) === 1);
  assert.match(page.url(), /[?&]use=practice/);
  await page.getByLabel('For', { exact: true }).selectOption('');

  await page.getByLabel('Order').selectOption('misses');
  await until('all rows', async () => (await rows(page).count()) === 4);
  await look(page, 'list');
  await ofTask.getByRole('button', { name: /^Retire/ }).click();
  await page.getByRole('dialog', { name: 'Retire this item?' }).waitFor();
  await look(page, 'retire');
  await page.keyboard.press('Escape');
  assert.equal(await ofTask.count(), 1, 'who steps back keeps it');
  await ofTask.getByRole('button', { name: /^Retire/ }).click();
  await button(page, 'Retire it').click();
  await until('three rows', async () => (await rows(page).count()) === 3);
  await page.getByLabel('State').selectOption('retired');
  await ofTask.getByText('Retired').waitFor();
  await page.reload();
  await ofTask.getByText('Retired').waitFor();

  await go(page, 'Quality');
  await page.getByRole('link', { name: 'its gold' }).waitFor();
  await look(page, 'calibration');
  await page.getByRole('link', { name: 'its gold' }).click();
  await until('its gold', async () => (await rows(page).count()) === 3);
  await look(page, 'of-one-kind');
  await page.getByRole('link', { name: 'Calibration' }).click();
  await page.getByRole('link', { name: 'Its tasks, the most doubtful first' }).click();
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
  await page.getByText('How is the mood?').first().waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the longest and strangest gold fits, and who may only read changes none', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { context, page, complaints } = await visit(stand);
  const options = [`${'W'.repeat(199)}a`, `${'ש'.repeat(199)}b`, 'no'];
  const question = 'W'.repeat(2_000);
  for (const use of ['test', 'practice'] as const)
    await customer.gold.add({
      type: 'image_classification',
      data_url: `https://unreachable.example/${'v'.repeat(2_000)}`,
      label_spec: { question, options },
      gold_label: options[use === 'test' ? 0 : 1] ?? '',
      reason: 'W'.repeat(1_000),
      use,
    });
  const { api_key: reading } = await customer.keys.create('reads', { scopes: ['read'] });
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Gold');
  await until('both', async () => (await rows(page).count()) === 2);
  await page.setViewportSize({ width: 320, height: 700 });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `${wider} px wider than a small phone`);
  await look(page, 'longest');
  const other = await visit(stand);
  await signIn(other.page, refinery.url, reading);
  await go(other.page, 'Gold');
  await until('both', async () => (await rows(other.page).count()) === 2);
  assert.equal(await other.page.getByRole('button', { name: /^(?:Add gold|Retire|For )/ }).count(), 0);
  assert.deepEqual([...other.complaints], []);
  assert.deepEqual(
    complaints.filter((one) => !one.includes('/item')),
    [],
  );
  await Promise.all([context.close(), other.context.close()]);
});
