import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `models-${name}`, { whole: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const summary = (page: Page, text: string) => page.locator('summary').filter({ hasText: text });

/** An endpoint that takes every text for the first option, and keeps the keys that it was sent. */
async function endpoint() {
  const keys = new Set<string | undefined>();
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      keys.add(request.headers.authorization);
      const content = JSON.stringify({ label: 'good' });
      response.end(JSON.stringify({ choices: [{ message: { content } }], usage: { total_tokens: 12 } }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    keys,
    url: `http://127.0.0.1:${port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

const labelSpec = { question: 'How is the mood?', options: ['good', 'bad'] };
const sentiments = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    type: 'sentiment' as const,
    data: { text: `Review ${i}: quieter than the kettle before.` },
    label_spec: labelSpec,
    consensus: { policy: 'adaptive' as const, min_labels: 3, max_labels: 3 },
  }));

test('a model is added with the keyboard, asked, judged by what people say, changed, switched off and removed', async () => {
  await using model = await endpoint();
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Models');
  await page.getByRole('heading', { name: 'No models yet' }).waitFor();
  await page.getByText('Nothing is known yet').waitFor();

  await button(page, 'Add a model').focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: 'Add a model' });
  await sheet.getByLabel('Name').focus();
  await page.keyboard.type('1 of ours');
  await page.keyboard.press('Enter');
  await sheet.getByLabel('Name').and(page.locator('[aria-invalid]')).waitFor();
  await sheet.locator('.ui-error').filter({ hasText: 'url' }).waitFor();
  await sheet.locator('.ui-error').filter({ hasText: 'templates' }).waitFor();
  await look(page, 'refused');
  await sheet.getByLabel('Requests a day').fill('many');
  await sheet.getByText('Write a whole number, e.g. 12').waitFor();
  assert.equal(await sheet.getByRole('button', { name: 'Add the model' }).isDisabled(), true);
  await sheet.getByLabel('Requests a day').fill('1,000');
  await sheet.getByLabel('Name').fill('small-1');
  await sheet.getByLabel('URL').fill('http://10.0.0.1/v1');
  await sheet.getByLabel('Model at the endpoint').fill('small');
  await sheet.getByLabel('Key of the endpoint').fill('a-key-that-nobody-sees');
  await sheet.getByLabel('Sentiment').check();
  await sheet.getByLabel('Only with these options').fill('good\ngood\n');
  await sheet.getByLabel('Name').press('Enter');
  await sheet.locator('.ui-error').filter({ hasText: 'must not have an option twice' }).waitFor();
  await sheet.locator('.ui-error').filter({ hasText: 'url cannot be used' }).waitFor();
  await sheet.getByLabel('URL').fill(model.url);
  await sheet.getByLabel('Only with these options').fill('bad\ngood\n');
  await sheet.getByLabel('Name').press('Enter');
  const row = page.getByRole('table', { name: 'Models', exact: true }).getByRole('row');
  await row.filter({ hasText: 'small-1' }).getByText('Sentiment, bad · good').waitFor();

  await button(page, 'Add a model').click();
  await sheet.getByLabel('Name').fill('small-1');
  await sheet.getByLabel('URL').fill(model.url);
  await sheet.getByLabel('Model at the endpoint').fill('small');
  await sheet.getByLabel('Sentiment').check();
  await sheet.getByLabel('Moderation').check();
  await sheet.getByLabel('Only with these options').fill('good\ngood\n');
  await sheet.getByLabel('Name').press('Enter');
  await sheet.locator('.ui-error').filter({ hasText: 'must not have an option twice' }).waitFor();
  await sheet.getByLabel('Only with these options').fill('');
  await sheet.getByLabel('Name').press('Enter');
  await sheet.locator('.ui-error').filter({ hasText: 'You have a model of that name' }).waitFor();
  await sheet.getByLabel('Name').and(page.locator('[aria-invalid]')).waitFor();
  await look(page, 'taken');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });

  const { task_ids: tasks } = await customer.tasks.submitBatch(sentiments(6));
  await until('every prediction', async () => (await customer.models.list())[0]?.predictions_kept === 6);
  assert.deepEqual([...model.keys], ['Bearer a-key-that-nobody-sees']);
  await page.goto(`${refinery.url}/console/tasks/${tasks[0]}`);
  await page.getByText('No worker sees them.').waitFor();
  await page.getByRole('table', { name: 'Your models' }).getByRole('cell', { name: 'small-1' }).waitFor();
  await look(page, 'task-open');
  await crowdLabels(stand, 'models');
  await until('the figures', async () => {
    const { templates } = await customer.billing.stats();
    return templates.some(({ models }) => models.some(({ tasks: closed }) => closed === 6));
  });
  await page.reload();
  await page.getByText('None of them counted in the decision.').waitFor();
  await look(page, 'task-decided');

  await go(page, 'Models');
  await row.filter({ hasText: '6 of 1,000' }).getByText('6 kept').waitFor();
  await page.getByRole('table', { name: 'Models on bad · good' }).getByText('6 tasks').waitFor();
  await summary(page, 'What small-1 takes for what').click();
  await page.getByRole('table', { name: 'What small-1 takes for what' }).waitFor();
  await page.getByText('How true confidences are here').click();
  await page.getByText('no known answer has checked it yet').waitFor();
  await look(page, 'one');

  await button(page, 'Change small-1').click();
  const change = page.getByRole('dialog', { name: 'Change a model' });
  assert.equal(await change.getByLabel('Key of the endpoint').inputValue(), '');
  assert.equal(await change.getByLabel('Only with these options').inputValue(), 'bad\ngood');
  await change.getByLabel('Requests a day').fill('0');
  await button(page, 'Save').click();
  await change.locator('.ui-error').filter({ hasText: 'must be at least 1' }).waitFor();
  await change.getByLabel('Requests a day').fill('6');
  await look(page, 'change');
  await button(page, 'Save').click();
  await row.filter({ hasText: '6 of 6' }).getByText('Budget used').waitFor();
  await button(page, 'Switch off small-1').click();
  await button(page, 'Switch on small-1').waitFor();
  assert.equal((await customer.models.list())[0]?.active, false);
  await button(page, 'Remove small-1').click();
  await look(page, 'remove');
  await button(page, 'Remove it').click();
  await page.getByRole('heading', { name: 'No models yet' }).waitFor();
  assert.deepEqual(await customer.models.list(), []);
  await page.getByRole('table', { name: 'Models on bad · good' }).getByText('6 tasks').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the longest names, options and notes fit, and who may only read sees what models are worth', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const { context, page, complaints } = await visit(stand);
  const name = `M${'W'.repeat(63)}`;
  const options = [`${'W'.repeat(199)}a`, `${'ש'.repeat(199)}b`, 'no'];
  const url = `https://${'m'.repeat(60)}.${'n'.repeat(60)}.example/${'v'.repeat(1_900)}`;
  const terms = { name, url, model: 'W'.repeat(200), requests_per_day: 10_000_000, concurrency: 16 };
  await customer.models.add({
    ...terms,
    instructions: 'W'.repeat(4_000),
    templates: [{ task_type: 'image_classification', options }, { task_type: 'sentiment' }],
  });
  const { task_ids: tasks } = await customer.tasks.submitBatch(
    sentiments(3).map((task) => ({
      ...task,
      label_spec: { ...labelSpec, options },
      predictions: [{ model: name, scores: { [options[1]!]: 0.9, no: 0.1 } }],
    })),
  );
  await crowdLabels(stand, 'longest');
  await until('the figures', async () => {
    const { templates } = await customer.billing.stats();
    return templates.some(({ models }) => models.some(({ tasks: closed }) => closed === 3));
  });
  await signIn(page, refinery.url, apiKey);
  await page.goto(`${refinery.url}/console/tasks/${tasks[0]}`);
  await page.getByText('None of them counted in the decision.').waitFor();
  await page.getByText('claims 90.0 %').waitFor();
  await look(page, 'task-longest');
  await go(page, 'Models');
  await summary(page, `What ${name} takes for what`).click();
  await look(page, 'longest');
  await button(page, `Change ${name}`).click();
  await page.getByText('each type with options of its own. It stays.').waitFor();
  await look(page, 'change-longest');

  const { api_key: reading } = await customer.keys.create('reads', { scopes: ['read'] });
  const other = await visit(stand);
  await signIn(other.page, refinery.url, reading);
  await go(other.page, 'Models');
  await other.page.getByText('Owners and admins say which models the server asks.').waitFor();
  await summary(other.page, `What ${name} takes for what`).waitFor();
  assert.equal(await button(other.page, 'Add a model').count(), 0);
  await look(other.page, 'read-only');
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});
