import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '@asg/formats';
import type { Page } from 'playwright-core';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, saved, signIn } from './parts.ts';

const texts = 300;
const channels = ['mail', 'chat', 'téléphone 📞'];
const textAt = (i: number): string =>
  `Comment ${i}:\nthe delivery took ${i} days, "never again"; wirklich, 谢谢.`;
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const idAt = (i: number): string => String(i).padStart(5, '0');

/** `id,text,channel`, as a spreadsheet writes it. */
const commentsCsv = `\uFEFFid,text,channel\r\n${Array.from(
  { length: texts },
  (_, i) => `${idAt(i)},${quoted(textAt(i))},${channels[i % channels.length]}\r\n`,
).join('')}`;

async function openFiles(page: Page): Promise<void> {
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
}

/** Drops a file on the page, as one that is dragged from a folder. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], fileName ?? '', { type: 'text/csv' }));
      return transfer;
    },
    [name, content],
  );
  await page.dispatchEvent('.ui-drop', 'drop', { dataTransfer: data });
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('a CSV of 300 texts with id and channel becomes 300 labelled rows with both, by the mouse', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await openFiles(page);
  await drop(page, 'customer comments.csv', commentsCsv);
  await page.getByText('300 rows, 3 columns').waitFor();
  await page.getByText('Table (CSV)').waitFor();
  await page.getByText('comma', { exact: true }).waitFor();
  await page.getByText('UTF-8', { exact: true }).waitFor();
  const form = page.locator('form');
  assert.equal(await form.getByLabel('What is to be labelled').inputValue(), 'text');
  assert.equal(await form.getByLabel('What is in it').inputValue(), 'text');
  await page.getByText('{"id":"00000","channel":"mail"}').waitFor();
  assert.equal(await page.getByRole('region', { name: 'The text' }).textContent(), textAt(0));
  await page.getByRole('button', { name: 'The next one' }).click();
  assert.equal(await page.getByRole('region', { name: 'The text' }).textContent(), textAt(1));
  await page.getByLabel('Question').fill('How does the customer feel?');
  await page.getByLabel('Options').fill('angry\nneutral\ncontent');
  await page.locator('.worker-options').getByText('neutral').waitFor();
  await page.getByRole('button', { name: 'Submit 300 tasks' }).click();
  await page.getByRole('heading', { name: 'customer-comments', level: 1 }).waitFor();
  await page.getByText('0 of 300 tasks are done').waitFor();
  await page.getByText('every line that was read is accepted').waitFor();

  await crowdLabels(stand, 'one-way-in', 6);
  await page.getByText('300 of 300 tasks are done').waitFor();
  await page.getByText('Completed', { exact: true }).waitFor();

  const csv = await saved(page, 'CSV for Excel');
  assert.equal(csv.name, 'customer-comments.csv');
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'Excel knows its encoding');
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const row of rowsOf(chunks(csv.bytes))) if (row.kind === 'values') rows.push(row.values);
  assert.deepEqual(
    rows.map(({ id, channel }) => [id, channel]),
    Array.from({ length: texts }, (_, i) => [idAt(i), channels[i % channels.length]]),
  );
  for (const { consensus_label, status } of rows) {
    assert.equal(status, 'settled');
    assert.ok(['angry', 'neutral', 'content'].includes(String(consensus_label)));
  }
  for (const title of ['JSONL', 'CSV', 'Parquet', 'Ground Truth', 'Label Studio', 'Hugging Face']) {
    const { name, bytes } = await saved(page, title);
    assert.match(name, /^customer-comments\.\w+$/);
    if (title === 'JSONL' || title === 'Label Studio') {
      assert.match(bytes.toString(), /"id":\s*"00299"/, title);
      assert.match(bytes.toString(), /"channel":\s*"téléphone 📞"/, title);
    }
    assert.ok(bytes.length > texts, title);
  }

  await page.getByRole('link', { name: 'See its tasks' }).click();
  await page.locator('.glance-text').getByText('Comment 299').waitFor();
  await page.getByRole('link', { name: 'How does the customer feel?' }).first().click();
  await page.getByRole('region', { name: 'The text' }).getByText('Comment 299').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
