import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { adminToken, otherWorker, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signIn, signInAsOperator, until } from './parts.ts';

const desk = { width: 1440, height: 900 };
const box = (name: string, left: number) => ({ class: name, left, top: 100, width: 200, height: 150 });
const rightBoxes = [box('cloud', 80), box('sun', 500)];

test('boxes are corrected by their numbers, made gold, found in the workbench, and seen by the operator', async () => {
  await using stand = await startStand();
  const { refinery, host, api, apiKey, customer } = stand;
  const { task_id: id } = await customer.tasks.submit({
    type: 'bounding_boxes',
    data_url: `${host.url}/image/1.png`,
    label_spec: { question: 'What is in the sky?', classes: ['sun', 'cloud'] },
    consensus_threshold: 3,
  });
  const workers = await Promise.all([0, 1, 2].map((i) => otherWorker(api, `sky-${i}`)));
  for (const [i, worker] of workers.entries()) {
    const [item] = await worker.next(1);
    assert.ok(item !== undefined);
    const { itemToken } = await worker.item(item.assignment_id);
    const boxes =
      i === 2 ? rightBoxes.slice(0, 1) : rightBoxes.map((one) => ({ ...one, left: one.left + i }));
    await worker.label(item.assignment_id, { value: { boxes } }, { itemToken });
  }
  await until('the payment', async () => (await customer.tasks.get(id)).status === 'settled');

  const { page, context, complaints } = await visit(stand);
  await signIn(page, refinery.url, apiKey);
  await page.setViewportSize(desk);
  await page.goto(`${refinery.url}/console/tasks/${id}`);
  const review = page.getByRole('region', { name: 'Your review' });
  await review.getByText('Correct it').press('Enter');
  await review.getByText(/^Change by numbers, 2 now/).press('Enter');
  await review.getByLabel('Left of box 1').fill('90');
  await review.getByRole('button', { name: 'Add a box' }).press('Enter');
  assert.ok(
    await review.getByRole('button', { name: 'Correct to it' }).isDisabled(),
    'a box is not finished',
  );
  await review.getByLabel('Class of box 3').selectOption('sun');
  for (const [name, value] of Object.entries({ Left: '700', Top: '20', Width: '30', Height: '40' }))
    await review.getByLabel(`${name} of box 3`).fill(value);
  await lookAt(page, 'marks-correct', { whole: true });
  await page.setViewportSize(desk);
  await review.getByRole('button', { name: 'Correct to it' }).press('Enter');
  await review
    .getByText(/^Corrected/)
    .first()
    .waitFor();
  await until('the review', async () => (await customer.tasks.get(id)).review?.label !== undefined);
  const { review: given } = await customer.tasks.get(id);
  const { boxes } = JSON.parse(given?.label ?? '{}') as { boxes: { left: number }[] };
  assert.deepEqual(
    boxes.map(({ left }) => left),
    [90, 500, 700],
  );

  await page.getByRole('button', { name: 'Make it gold' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('From').waitFor();
  const hint = dialog.getByText('What was decided, unless you know better');
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok(((await hint.boundingBox())?.width ?? 0) > 150, 'the hint is not squeezed below its label');
  await lookAt(page, 'marks-gold');
  await page.setViewportSize(desk);
  await page.keyboard.press('Escape');

  await page.goto(`${refinery.url}/console/workbench?type=bounding_boxes`);
  await page.getByRole('listbox', { name: 'Items' }).getByRole('option').first().click();
  const panel = page.getByRole('region', { name: 'The open item' });
  await panel.locator('.marks-decided rect').first().waitFor();
  await lookAt(page, 'marks-bench', { whole: true });
  await context.close();

  const operator = await visit(stand);
  await signInAsOperator(operator.page, refinery.url, adminToken);
  const { worker_id: workerId } = await workers[2]!.me();
  await operator.page.goto(`${refinery.url}/console/operator/workers/${workerId}/labels`);
  await operator.page.getByRole('button', { name: 'Show the item' }).first().press('Enter');
  await operator.page
    .getByRole('dialog', { name: 'The item' })
    .locator('.marks-given rect')
    .first()
    .waitFor();
  await lookAt(operator.page, 'marks-operator');
  assert.deepEqual([...complaints, ...operator.complaints], []);
  await operator.context.close();
});
