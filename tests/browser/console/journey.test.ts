import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { verifyReceipt } from '@asg/receipts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, fileDrop, go, saved, signIn, startReceiver, until } from './parts.ts';

const rows = 200;

test('an analyst drops a file of 200 rows, watches it settle, checks a receipt, sees the cost, replays a webhook', async () => {
  await using stand = await startStand();
  await using receiver = await startReceiver();
  const { refinery, host, apiKey } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);

  await go(page, 'Webhooks');
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('textbox', { name: 'URL' }).fill(`${receiver.url}/hook`);
  await page.getByRole('checkbox', { name: 'job.completed' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add the endpoint' }).click();
  await page.getByText('It is shown this once').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();

  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  const drop = fileDrop(page);
  await drop.setInputFiles({
    name: 'page.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('<!DOCTYPE html>'),
  });
  await page.getByText('page.csv cannot be read: the file is an HTML page').waitFor();
  const broken = Buffer.from('link;note\nhttps://example.com/1.png;a\nhttps://example.com/2.png\n');
  await drop.setInputFiles({ name: 'broken.csv', mimeType: 'text/csv', buffer: broken });
  await page.getByText('1 row cannot be read').waitFor();
  await page.getByText('Line 3: has 1 value, the header has 2').waitFor();
  await page.getByRole('button', { name: 'Submit 1 task' }).waitFor();
  await page.getByRole('button', { name: 'Another file' }).click();
  const lines = Array.from({ length: rows }, (_, i) => `${host.url}/image/${i}.png,"Tag ${i}, ""A"""`);
  await drop.setInputFiles({
    name: 'two hundred.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`link,note\n${lines.join('\n')}\n`),
  });
  await page.getByText('200 rows, 2 columns').waitFor();
  assert.equal(await page.getByLabel('What is to be labelled').inputValue(), 'link');
  await page.getByText('{"note":"Tag 0, \\"A\\""}').waitFor();
  await page.getByLabel('Question').fill('Is the sun in the picture?');
  await page.getByLabel('Options').fill('yes\nno');
  await page.getByText('130,000 to 195,000 sats').waitFor();
  await page.getByRole('button', { name: 'Submit 200 tasks' }).click();
  await page.getByRole('heading', { name: 'two-hundred', level: 1 }).waitFor();
  await page.getByText('0 of 200 tasks are done').waitFor();

  // The page follows by itself.
  await crowdLabels(stand, 'journey', 6);
  await page.getByText('200 of 200 tasks are done').waitFor();
  await page.getByText('Completed', { exact: true }).waitFor();
  const table = (await saved(page, 'CSV')).bytes.toString();
  assert.equal(table.trim().split('\n').length, rows + 1);

  const lists: number[] = [];
  page.on('response', async (response) => {
    if (!response.url().includes('/v1/tasks?')) return;
    lists.push(((await response.json()) as { data: unknown[] }).data.length);
  });
  await page.getByRole('link', { name: 'See its tasks' }).click();
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Show more' }).waitFor();
  assert.equal(await page.locator('tbody tr').count(), 20);
  await until('the list', async () => lists.length > 0);
  assert.deepEqual(new Set(lists), new Set([20]), 'no more is loaded than is shown');
  await page.getByLabel('Status').selectOption('settled');
  await page.getByRole('link', { name: 'Is the sun in the picture?' }).first().click();
  await page.getByAltText('What the task is about').waitFor();
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText('The proof holds').waitFor();
  assert.equal(await page.locator('.steps li[data-held=false]').count(), 0);
  const receiptSaving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const receipt = JSON.parse(await readFile(await (await receiptSaving).path(), 'utf8')) as unknown;
  assert.equal(verifyReceipt(receipt).ok, true);
  const explorer = await page.getByRole('link', { name: 'in the explorer' }).getAttribute('href');
  assert.equal((await page.request.get(new URL(explorer!, refinery.url).href)).status(), 200);

  await go(page, 'Usage');
  await page.locator('.ui-figures').getByText('200', { exact: true }).waitFor();
  await go(page, 'Overview');
  await page.locator('.ui-figures').first().getByText('200', { exact: true }).first().waitFor();

  await go(page, 'Webhooks');
  await page.getByRole('link', { name: `${receiver.url}/hook` }).click();
  await receiver.has(rows + 1);
  const before = receiver.came.length;
  await page.getByRole('button', { name: 'task.settled' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Delivery' });
  await dialog.getByText('"event": "task.settled"').waitFor();
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await receiver.has(before + 1);
  const again = receiver.came.at(-1)!;
  const first = receiver.came.find(({ id }) => id === again.id)!;
  assert.equal(first.body, again.body);
  await dialog.getByRole('heading', { name: '2 attempts' }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a session ends everywhere the moment its key is revoked, and the page says so', async () => {
  await using stand = await startStand();
  const { refinery, api, apiKey } = stand;
  const { context, page } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  const { api_key: other } = await api.json<{ api_key: string }>({
    method: 'POST',
    path: '/v1/customers/me/keys',
    token: apiKey,
  });
  const keys = await api.json<{ data: { key_id: string; current: boolean }[] }>({
    method: 'GET',
    path: '/v1/customers/me/keys',
    token: other,
  });
  await go(page, 'Tasks');
  const used = keys.data.find(({ current }) => !current)!;
  await api.send({ method: 'DELETE', path: `/v1/customers/me/keys/${used.key_id}`, token: other });
  await page.getByText('Your session has ended').waitFor();
  await page.getByLabel('API key').fill(other);
  await page.keyboard.press('Enter');
  // It goes on where it was.
  await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  // What tells browsers apart stays, the session does not.
  assert.deepEqual(
    (await context.cookies()).map(({ name }) => name),
    ['asg_device'],
  );
  await context.close();
});

test('the keyboard alone signs in, skips to the content, and opens a task', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, apiKey } = stand;
  await customer.tasks.submit({
    type: 'image_classification',
    data_url: `${host.url}/image/1.png`,
    label_spec: { question: 'Is there a hill?', options: ['yes', 'no'] },
  });
  const { context, page } = await visit(stand);
  await page.goto(`${refinery.url}/console/tasks`);
  await page.getByRole('tab', { name: 'By e-mail' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.type(apiKey);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Is there a hill?' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const tabsMax = 30;
  for (let i = 0; i < tabsMax && (await focused()) !== 'Is there a hill?'; i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
  await context.close();
});
