import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt, sidewaysOverflow } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, signIn } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `kinds-${name}`, { whole: true });
const narrowest = { width: 320, height: 640 };
const desk = { width: 1440, height: 900 };
/** As long and strange as names may be. */
const longName = `Öffentlich‑rechtliche_${'W'.repeat(150)} <b>&amp; مرحبا 🧑‍🚀`;
const csv = (text: string) => Buffer.from(text);

const preview = (page: Page) => page.locator('.ui-part', { hasText: 'As a worker sees it' });

test('the form of each kind asks for what the kind needs, and shows it as a worker sees it', async () => {
  await using stand = await startStand();
  const { page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await page.setViewportSize(desk);
  await page.goto(`${stand.refinery.url}/console/submit`);
  const type = page.getByLabel('Type', { exact: true });
  await type.selectOption('rating');
  await page.getByText('A text or an image gets a step of a scale').waitFor();
  await page.getByLabel('Question', { exact: true }).fill('How helpful is the answer?');
  const paid = page.getByLabel('Workers are paid');
  assert.deepEqual(await paid.locator('option').allTextContents(), [
    'where the step is the same',
    'where it is at most 1 step off',
  ]);
  assert.equal(await paid.inputValue(), '1');
  await page.getByLabel('Highest step').fill('4');
  assert.equal(await paid.inputValue(), '0', 'of four steps none is left beyond');
  await page.getByLabel('Highest step').fill('0');
  await page.getByText('Give two whole numbers').waitFor();
  await page.getByLabel('Highest step').fill('5');
  for (const [step, means] of ['very bad', 'bad', 'so-so', 'good', longName].entries())
    await page.getByLabel(String(step + 1), { exact: true }).fill(means);
  await preview(page).getByText('2: bad').waitFor();
  await preview(page).getByText('Paid where it is at most 1 step off.').waitFor();
  await look(page, 'form-rating');

  await type.selectOption('multi_label');
  await page.getByLabel('Options', { exact: true }).fill(`toxic\nspam\n${longName}`);
  await page.getByLabel('Workers are paid').selectOption('where all options are the same');
  await preview(page).getByText('None of these').waitFor();
  await preview(page).getByText('Paid where all options are the same.').waitFor();
  await page.getByLabel('Labels for each task').selectOption('As many as it takes to be sure');
  await page.getByLabel('How sure to be').waitFor();
  assert.equal(
    await page.getByLabel('How frequent each option is').count(),
    0,
    'of sets there are no shares',
  );
  await look(page, 'form-multi-label');

  await type.selectOption('comparison');
  await page
    .getByLabel('What is shown above the items')
    .selectOption('A text, written here, e.g. the prompt');
  await page.getByLabel('The text', { exact: true }).fill('Explain tides to a child.');
  await page.getByLabel('Name of item 1').fill('model-a');
  await page.getByLabel('Text of item 1').fill('The moon pulls the sea. '.repeat(30));
  await page.getByLabel('Name of item 2').fill(longName);
  await page.getByLabel('Text of item 2').fill('W'.repeat(400));
  await page.getByRole('button', { name: 'Add an item' }).click();
  await page.getByLabel('Item 3 is').selectOption('At an address (URL)');
  await page.getByLabel('URL of item 3').fill('https://example.com/tides.png');
  await preview(page).getByText('C is best').waitFor();
  await page.getByLabel('Workers may say that it is a tie').uncheck();
  await preview(page).getByText('Tie: none is better').waitFor({ state: 'detached' });
  await look(page, 'form-comparison');
  await page.setViewportSize(narrowest);
  assert.equal(await sidewaysOverflow(page), 0);
  await page.getByRole('button', { name: 'Take item 3 away' }).click();
  await preview(page).getByText('C is best').waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

test('a table of items to compare is read by its columns, and rows that compare too little are named', async () => {
  await using stand = await startStand();
  const { page, complaints } = await visit(stand);
  await signIn(page, stand.refinery.url, stand.apiKey);
  await page.setViewportSize(desk);
  await page.goto(`${stand.refinery.url}/console/submit?from=file`);
  const rows = [
    'prompt,response_a,response_b,topic',
    'Say hi,Hi!,"Hello, you.",greetings',
    'Say bye,Bye!,,greetings',
    `${'Long '.repeat(60)},https://example.com/a.png,${'W'.repeat(300)},x`,
  ];
  await fileDrop(page).setInputFiles({
    name: 'pairs.csv',
    mimeType: 'text/csv',
    buffer: csv(rows.join('\n')),
  });
  assert.equal(await page.getByLabel('Type', { exact: true }).inputValue(), 'comparison');
  await page.getByText('1 row of this file becomes no task').waitFor();
  await page.getByText('fewer than two items to compare').first().waitFor();
  assert.equal(await page.getByLabel('What is shown above the items').inputValue(), 'prompt');
  await page.getByRole('button', { name: 'Submit the other 2 tasks' }).waitFor();
  await look(page, 'table-comparison');
  await page.getByLabel('Type', { exact: true }).selectOption('text_classification');
  await page.getByText('becomes no task').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Submit 3 tasks' }).waitFor();
  assert.deepEqual(complaints, []);
});
