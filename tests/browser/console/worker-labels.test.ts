import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, labelAll, otherWorker, startStand, textTask } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signInAsOperator } from './parts.ts';

/** As long, and as hard to break, as a customer may write them. */
const longest = {
  question: 'Wie-zufrieden-ist-die-Kundschaft-mit-dem-Gerät?'.repeat(10).slice(0, 500),
  options: [`Donaudampfschifffahrtsgesellschaft${'s'.repeat(60)}`, `غير متأكد ${'ـ'.repeat(60)}`],
};

test('the operator reads what a worker answered, beside the others, and opens an item by keyboard', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, api } = stand;
  const sensitive = { sensitive: true } as const;
  await customer.tasks.submitBatch([
    ...[1, 2, 3, 4].map((n) => textTask(host, n)),
    imageTask(host, 1),
    textTask(host, 5, { label_spec: longest }),
  ]);
  await customer.tasks.submit(imageTask(host, 2, sensitive));
  const [kim, lou] = [await otherWorker(api, 'kim'), await otherWorker(api, 'lou')];
  assert.equal(await labelAll(kim), 6, 'all but the one that may disturb');
  assert.ok((await labelAll(lou, 1)) >= 5);
  await labelAll(await otherWorker(api, 'mia'));
  const { worker_id: workerId } = await kim.me();

  const { context, page, complaints } = await visit(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await page.goto(`${refinery.url}/console/operator/workers/${workerId}`);
  await page.getByRole('link', { name: 'Their labels' }).press('Enter');
  await page.getByRole('heading', { name: 'Labels of kim', level: 1 }).waitFor();
  const table = page.getByRole('table', { name: 'Labels', exact: true });
  // The heading is there before the labels are.
  await table.locator('tbody tr').first().waitFor();
  assert.equal(await table.locator('tbody tr').count(), 6);
  await table.getByText('Right', { exact: true }).first().waitFor();
  await table.getByText('Too fast').first().waitFor();
  await lookAt(page, 'console-operator-worker-labels', { whole: true });
  await table.getByRole('button', { name: 'Show the item' }).first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'The item' });
  await dialog.getByRole('region', { name: 'The text' }).or(dialog.getByRole('img')).waitFor();
  await lookAt(page, 'console-operator-worker-item');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.goto(`${refinery.url}/console/operator/audit-log`);
  const log = page.getByRole('table', { name: 'Audit log' });
  await log.getByText('Labels viewed').waitFor();
  await log.getByText('Item viewed').waitFor();

  const { worker_id: idleId } = await (await otherWorker(api, 'nia')).me();
  await page.goto(`${refinery.url}/console/operator/workers/${idleId}/labels`);
  await page.getByRole('heading', { name: 'No labels yet' }).waitFor();
  await lookAt(page, 'console-operator-worker-labels-empty');
  assert.deepEqual(complaints, []);
  await context.close();
});
