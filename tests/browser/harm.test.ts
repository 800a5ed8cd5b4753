import assert from 'node:assert/strict';
import { test } from 'node:test';
import { go, signInAsOperator } from './console/parts.ts';
import { lookAt } from './parts/looks.ts';
import { adminToken, imageTask, startStand, textTask } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { lookNow, signUp } from './parts/visitor.ts';

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

test('what may disturb is covered until the worker wants it; a report reaches the operator, who takes it down', async () => {
  await using stand = await startStand();
  const { host, customer, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${refinery.url}/work/`);
  await signUp(page, refinery.url, 'Robin', async () => {
    await page.getByRole('checkbox', { name: 'items that may disturb' }).check();
    await lookAt(page, 'onboarding-sensitive');
  });
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  const sensitive = { sensitive: true };
  const label_spec = { question: `${longWord} ${longWord} ?`, options: ['yes', 'no'] };
  await customer.tasks.submitBatch([
    imageTask(host, 0, sensitive),
    textTask(host, 1, { ...sensitive, label_spec }),
  ]);
  await lookNow(page);
  const reveal = page.getByRole('button', { name: 'Show the item' });
  await reveal.waitFor();
  await page.getByRole('heading', { name: 'This item may disturb' }).waitFor();
  assert.equal(
    await page.getByRole('img', { name: 'The image to label' }).count(),
    0,
    'nothing of it is read out',
  );
  await page.keyboard.press('1');
  assert.equal(await page.getByRole('button', { name: 'Submit' }).isDisabled(), true, 'nor labelled unseen');
  await lookAt(page, 'work-covered');
  await reveal.press('Enter');
  await page.getByRole('img', { name: 'The image to label' }).waitFor();
  // The focus goes to what was asked for.
  await page.locator('.image-frame:focus').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await reveal.waitFor();
  await lookAt(page, 'work-covered-text');

  await page.getByRole('button', { name: 'Report this item' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report this item' });
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await dialog.getByText('Choose what is wrong with the item.').waitFor();
  await dialog.getByLabel('What is wrong with it').selectOption('illegal');
  await dialog.getByLabel('In your words').fill(`${longWord}. `.repeat(10));
  await lookAt(page, 'work-report');
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await page.getByText('the operator looks at this item').waitFor();
  await reveal.waitFor();

  const operator = await visit(stand);
  await signInAsOperator(operator.page, refinery.url, adminToken);
  await go(operator.page, 'Reports');
  await operator.page.getByText(longWord).first().waitFor();
  await lookAt(operator.page, 'console-operator-reports', { whole: true });
  await operator.page.getByRole('button', { name: 'Take down' }).click();
  await operator.page.getByRole('dialog').getByRole('button', { name: 'Take it down' }).click();
  await operator.page.getByRole('heading', { name: 'No report waits' }).waitFor();
  const { customer_id } = await customer.customers.me();
  await operator.page.goto(`${refinery.url}/console/operator/reports?customer_id=${customer_id}`);
  await operator.page.getByText('1: 1 taken down, 0 sensitive, 0 dismissed').waitFor();
  await lookAt(operator.page, 'console-operator-reports-decided', { whole: true });
  const [task] = (await customer.tasks.page({ status: 'expired' })).data;
  assert.ok(task?.taken_down);
  assert.deepEqual([complaints, operator.complaints], [[], []]);
  await operator.context.close();
  await context.close();
});
