import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { png } from '../parts/png.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `intake-${name}`, { whole: true });

/** Hardly a place to break, two directions of writing, and signs of several code points. */
const strange = `${'مرحبا'.repeat(8)} ${'W'.repeat(70)} 👩🏽‍🚀🇺🇳 שלום(٪`;
const options = Array.from({ length: 32 }, (_, i) => `${i} ${strange}`.slice(0, 190).trim());
const textBytesMax = 64 * 1_024;
/** As large as an item by value may be, in two-byte letters. */
const largest = 'ж'.repeat(textBytesMax / 2);
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const columns = ['text', strange.replaceAll('"', ''), 'c'.repeat(120), 'id'];
const rows = [largest, strange, `${'longword'.repeat(60)}\n\n\t${strange}`, 'ok', '<b>not bold</b>'];
const table = [
  columns.map(quoted).join(';'),
  ...rows.map((text, i) => [quoted(text), quoted(strange), 'x'.repeat(300), i].join(';')),
  ...Array.from({ length: 30 }, (_, i) => `short row ${i}`),
].join('\n');

async function openFiles(page: Page): Promise<void> {
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
}

async function ask(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Question' }).fill(strange.repeat(5));
  await page.getByRole('textbox', { name: 'Options' }).fill(options.join('\n'));
}

test('the longest and strangest files look right on each page of their way, and have no barrier', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await openFiles(page);
  await look(page, 'drop');
  const name = `${'n'.repeat(120)} ${strange.slice(0, 40)}.csv`;
  await fileDrop(page).setInputFiles({
    name: 'p.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from('PK\x03\x04'),
  });
  await page.getByText('the zip is damaged or cut off').waitFor();
  const latin = Buffer.from('id,text\n1,Größe\n', 'latin1');
  await fileDrop(page).setInputFiles({ name, mimeType: 'text/csv', buffer: latin });
  await page.getByText('not UTF-8 at line 2').waitFor();
  await look(page, 'encoding');
  await page.getByLabel('Encoding').selectOption('windows-1252');
  await page.getByRole('region', { name: 'The text' }).getByText('Größe').waitFor();
  await page.getByRole('button', { name: 'Another file' }).click();

  await fileDrop(page).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByText('30 rows cannot be read').waitFor();
  await ask(page);
  await look(page, 'file');
  await page.getByRole('button', { name: 'The next one' }).click();
  await page.getByRole('button', { name: 'Submit 5 tasks' }).click();
  await page.getByText('0 of 5 tasks are done').waitFor();
  await page.getByRole('table', { name: 'Rejected lines' }).waitFor();
  await look(page, 'job');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  assert.match((await saving).suggestedFilename(), /-rejected\.csv$/);
  await page.getByRole('link', { name: 'See its tasks' }).click();
  await page.locator('.glance-text').getByText('жжж').waitFor();
  await look(page, 'tasks');
  await page.locator('tbody a').last().click();
  await page.getByRole('region', { name: 'The text' }).getByText('жжж').waitFor();
  await look(page, 'task');
  await page.getByRole('button', { name: 'Cancel the task' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the task' }).click();
  await page.getByRole('button', { name: 'Delete the content' }).click();
  await page.getByRole('dialog', { name: 'Delete what this task shows?' }).waitFor();
  await look(page, 'task-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the content' }).click();
  await page.getByText('The content was deleted on').waitFor();
  await look(page, 'task-deleted');

  await openFiles(page);
  const mixed = [
    { name: `${'p'.repeat(150)}.png`, mimeType: 'image/png', buffer: png(600, 20, (x) => [x % 256, 90, 60]) },
    ...Array.from({ length: 14 }, (_, i) => ({
      name: `${i} ${strange.slice(20, 90)}.heic`,
      mimeType: 'image/heic',
      buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    })),
    { name: `${strange}.docx`, mimeType: 'application/msword', buffer: Buffer.from('x') },
  ];
  await fileDrop(page).setInputFiles(mixed);
  await page.getByText('15 pictures, ').waitFor();
  await ask(page);
  await page.getByRole('button', { name: 'Submit 15 pictures' }).click();
  await page.getByRole('button', { name: 'Submit the other 1' }).waitFor();
  await look(page, 'pictures');

  await page.getByRole('tab', { name: 'One task' }).click();
  await page.getByLabel('What is to be labelled').selectOption('text');
  await page.getByRole('textbox', { name: 'The text' }).fill(`${largest}!`);
  await ask(page);
  await page.getByRole('button', { name: 'Submit the task' }).click();
  await page.getByText('must not be larger than 65536 bytes').first().waitFor();
  await look(page, 'one');
  await page.getByRole('textbox', { name: 'The text' }).fill(strange);
  await page.getByRole('button', { name: 'Submit the task' }).click();
  await page.getByRole('region', { name: 'The text' }).getByText('WWWW').waitFor();
  await until('the only task', async () => (await stand.customer.tasks.page({})).data.length === 6);
  assert.deepEqual(complaints, []);
  await context.close();
});
