import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefused, mixedZip, names, refused } from '../../scenarios/intake/zip-cases.ts';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, signIn } from './parts.ts';

test('a zip that is dropped is shown, sent whole, and has the verdict of the other entrances', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  // What it is is told by its content.
  await fileDrop(page).setInputFiles({ name: 'holiday.dat', mimeType: '', buffer: mixedZip() });
  await page.getByText(`${names.length} files, `).waitFor();
  await page.getByText('2 files passed over: systems leave them.').waitFor();
  await page.getByRole('img', { name: /^media\// }).waitFor();
  await page.getByRole('textbox', { name: 'Question' }).fill('Is it allowed?');
  await page.getByRole('textbox', { name: 'Options' }).fill('yes\nno');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('moderation');
  await lookAt(page, 'intake-zip', { whole: true });
  await page.getByRole('button', { name: `Submit ${names.length} files` }).click();
  await page.getByRole('heading', { name: /^holiday/, level: 1 }).waitFor();
  const good = names.filter((name) => !isRefused(name));
  await page.getByText(`0 of ${good.length} tasks are done`).waitFor();
  const table = page.getByRole('table', { name: 'Rejected lines' });
  await table
    .locator('tbody tr')
    .nth(refused.length - 1)
    .waitFor();
  const said = (await table.textContent()) ?? '';
  for (const [name, words] of refused)
    assert.match(said.slice(said.indexOf(`${name}: `)), new RegExp(`^[^:]+: [^:]*.*?${words.source}`), name);
  await page.getByText('what systems leave').waitFor();
  await lookAt(page, 'intake-zip-job', { whole: true });
  const tasks = await Array.fromAsync(stand.customer.tasks.list());
  assert.deepEqual(tasks.map(({ metadata }) => String(metadata?.file)).sort(), good.toSorted());
  assert.deepEqual(complaints, []);
  await context.close();
});
