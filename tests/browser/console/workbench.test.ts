import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGWorkerClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt, sidewaysOverflow } from '../parts/looks.ts';
import { otherWorker, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `workbench-${name}`, { whole: true });
const narrowest = { width: 320, height: 640 };
const labelSpec = { question: 'How is the mood of the review?', options: ['good', 'bad', 'mixed'] };
const reviews = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    type: 'sentiment' as const,
    data: { text: `Review ${i}: quieter than the kettle before, though its lid takes some getting used to.` },
    label_spec: labelSpec,
    consensus_threshold: 3,
    metadata: { order: `o-${i}`, shop: i % 2 === 0 ? 'north' : 'south' },
  }));

const items = (page: Page) => page.getByRole('listbox', { name: 'Items' }).getByRole('option');

/** Labels all that there is: each item by its words. */
async function labelBy(worker: ASGWorkerClient, choose: (n: number) => number): Promise<void> {
  for (let n = 0; ; ) {
    const items = await worker.next(20);
    if (items.length === 0) return;
    await worker.labels(
      items.map(({ assignment_id, options }) => {
        n += 1;
        return { assignment_id, label: options[choose(n) % options.length]! };
      }),
    );
  }
}

/** Texts on which workers agree mostly; the batch's id. */
async function decided(stand: Stand, tasks: Parameters<typeof stand.customer.tasks.submitBatch>[0]) {
  const batch = await stand.customer.tasks.submitBatch(tasks);
  const votes = [() => 0, (n: number) => (n % 5 === 0 ? 1 : 0), (n: number) => (n % 3 === 0 ? 1 : 0)];
  for (const [i, choose] of [...votes, () => 0, () => 0].entries())
    await labelBy(await otherWorker(stand.api, `bench-${batch.batch_id.slice(-6)}-${i}`), choose);
  await until('the payments', async () => {
    const { counts } = await stand.customer.batches.get(batch.batch_id);
    return counts.settled === tasks.length;
  });
  return batch;
}

/** What has the focus: the item's first words, or the name of another thing. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
  );

test('a batch is looked through by the keyboard, each item with its labels and its receipt, and every state has an address', async () => {
  await using stand = await startStand();
  const { refinery, apiKey } = stand;
  const batch = await decided(stand, reviews(40));
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${refinery.url}/console/workbench?batch_id=${batch.batch_id}`);
  await items(page).first().getByText('Review').waitFor();
  await page.getByText('40 of 40').waitFor();
  await look(page, 'batch');
  await page.setViewportSize({ width: 1440, height: 900 });
  assert.equal(await items(page).count(), 30, 'no more is loaded than is shown');
  const sure = await items(page)
    .getByText(/\d+ % sure/)
    .allTextContents();
  assert.match(sure[0]!, /^67 %/, 'the most doubtful first');

  // One tab stop, and every key from there.
  await page.locator('#content').focus();
  await page.keyboard.press('j');
  const first = await focused(page);
  assert.match(first, /^Review/);
  await page.keyboard.press('j');
  const second = await focused(page);
  assert.notEqual(second, first);
  await page.keyboard.press('k');
  assert.equal(await focused(page), first);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focused(page), first, 'the item below');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), first);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'The open item' });
  await panel.getByRole('heading', { name: 'Item 1 of 30' }).waitFor();
  await panel.getByText('66.7 % confidence').waitFor();
  await panel.getByText('Worker 3').waitFor();
  assert.deepEqual(await panel.locator('.distribution .ui-muted').allTextContents(), [
    '2 of 3 labels',
    '1 of 3 labels',
    '0 of 3 labels',
  ]);
  await panel.getByRole('heading', { name: 'Receipt' }).waitFor();
  assert.equal(await focused(page), first, 'the list keeps the focus');
  await page.keyboard.press('j');
  await panel.getByRole('heading', { name: 'Item 2 of 30' }).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'The open item');
  await page.keyboard.press('k');
  await panel.getByRole('heading', { name: 'Item 1 of 30' }).waitFor();
  await page.reload();
  await panel.getByRole('heading', { name: 'Item 1 of 30' }).waitFor();
  await items(page).first().focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
  await panel.waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await until('the focus', async () => (await focused(page)) === first);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await lookAt(page, 'workbench-keys');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Escape');
  await until('the focus', async () => (await focused(page)) === first);

  // A press on an answer or a bar narrows the list; the step back takes it away again.
  await page.getByRole('button', { name: /^bad/ }).click();
  await until('one answer', async () => (await page.getByRole('group', { name: 'bad' }).count()) === 1);
  await until('one answer', async () => (await items(page).count()) < 30);
  await page.goBack();
  await until('all answers', async () => (await items(page).count()) === 30);
  await page.getByRole('button', { name: /^95 % to 100 %/ }).click();
  await items(page).getByText('100 % sure, 3 of 3').first().waitFor();
  await until('the sure ones', async () => (await items(page).getByText('67 % sure').count()) === 0);
  await page.getByRole('radio', { name: 'List' }).check({ force: true });
  await page.reload();
  await items(page).getByText('100 % sure, 3 of 3').first().waitFor();
  assert.equal(await page.getByRole('radio', { name: 'List' }).isChecked(), true);
  await look(page, 'list');
  await items(page).first().click();
  await page.getByRole('heading', { name: 'Item 1 of' }).waitFor();
  await lookAt(page, 'workbench-open');
  await page.setViewportSize(narrowest);
  await page.getByRole('dialog', { name: 'Item 1 of' }).waitFor();
  assert.equal(await sidewaysOverflow(page), 0);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await sidewaysOverflow(page), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('tasks are found by answer, by confidence and by metadata of any age, and the way back keeps what they were found by', async () => {
  await using stand = await startStand();
  const { refinery, apiKey } = stand;
  await decided(stand, reviews(24));
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Tasks');
  const rows = page.locator('tbody tr');
  await page.getByLabel('Order').selectOption('The least sure first');
  await page.getByText('More filters').click();
  await page.getByRole('textbox', { name: 'Answer' }).fill('good');
  await page.keyboard.press('Enter');
  await until('the least sure', async () => (await rows.first().getByText('67 % sure').count()) === 1);
  assert.deepEqual(
    new Set(await page.locator('td[data-label="Answer"] bdi').allTextContents()),
    new Set(['good']),
  );
  await page.getByRole('button', { name: 'Choose keys' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keys of your metadata' });
  await dialog.getByRole('button', { name: 'Add order' }).click();
  await dialog.getByLabel('Another key').fill('shop');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: /^shop/ }).waitFor();
  await look(page, 'listed-keys');
  await page.setViewportSize({ width: 1440, height: 900 });
  await dialog.getByRole('button', { name: 'List by these' }).click();
  await page.getByRole('status').getByText('Your tasks are listed by these keys.').waitFor();
  // What is submitted from now on is listed at once.
  await decided(stand, reviews(3));
  await page.getByRole('textbox', { name: 'Answer' }).fill('');
  await page.getByRole('textbox', { name: 'order' }).fill('o-2');
  await page.keyboard.press('Enter');
  await until('the one', async () => (await rows.count()) >= 1 && (await rows.count()) <= 2);
  await look(page, 'tasks');
  await page.setViewportSize({ width: 1440, height: 900 });
  const address = page.url();
  await page.getByRole('link', { name: 'How is the mood of the review?' }).first().click();
  await page.getByText('Worker 3', { exact: true }).waitFor();
  await page.getByText('3, up to 7 where they disagree').waitFor();
  await look(page, 'task');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'Tasks', exact: true }).last().click();
  await until('the filters', async () => page.url() === address);
  await page.goto(`${refinery.url}/console/tasks?search=o-1`);
  await page.getByText('These have it as their id, idempotency key or order, shop').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('All of your tasks were looked at, however old.').waitFor();
  await page.setViewportSize(narrowest);
  assert.equal(await sidewaysOverflow(page), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('by mouse and on a phone a label is corrected and taken back, and exactly the planned reviews are opened', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, customer } = stand;
  const batch = await decided(stand, reviews(40));
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${refinery.url}/console/workbench?batch_id=${batch.batch_id}`);
  await items(page).first().click();
  const sheet = page.getByRole('dialog', { name: 'Item 1 of 30' });
  await sheet.getByRole('button', { name: 'Correct to bad' }).click();
  await page.getByRole('dialog', { name: 'Item 2 of 30' }).waitFor();
  await page.getByRole('button', { name: 'The item before' }).click();
  await sheet.getByText('Corrected: bad').waitFor();
  const taskId = new URL(page.url()).searchParams.get('open')!;
  const { review, decision } = await customer.tasks.get(taskId);
  assert.deepEqual(
    [review?.label, review?.consensus_label, decision?.consensus_label],
    ['bad', 'good', 'good'],
  );
  await page.setViewportSize(narrowest);
  assert.equal(await sidewaysOverflow(page), 0);
  await sheet.getByRole('button', { name: 'Undo' }).click();
  await until('the undoing', async () => (await customer.tasks.get(taskId)).review === undefined);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });

  const { plan } = await customer.billing.accuracy({ batch_id: batch.batch_id });
  await page.getByRole('link', { name: `Review ${plan.reviews_for_one_point} for ± 1` }).click();
  await page.getByText(`These are the ${plan.reviews_for_one_point} item`).waitFor();
  assert.equal(await items(page).count(), plan.reviews_for_one_point);
  await look(page, 'plan');

  await page.goto(`${refinery.url}/console/tasks/${taskId}`);
  await page.getByRole('heading', { name: 'Your review' }).waitFor();
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('region', { name: 'Your review' }).getByText('Accepted', { exact: true }).waitFor();
  assert.equal((await customer.tasks.get(taskId)).review?.verdict, 'accepted');
  await look(page, 'task-reviewed');
  assert.deepEqual(complaints, []);
  await context.close();
});
