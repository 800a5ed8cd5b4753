import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, signIn, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `invoice-${name}`, { whole: true });

test('a month leads to its invoice, which names who sells and who buys, and prints without the rest of the page', async () => {
  await using stand = await startStand();
  const { refinery, host, customer, apiKey, api } = stand;
  const { context, page, complaints } = await visit(stand);
  await customer.tasks.submitBatch(Array.from({ length: 4 }, (_, i) => imageTask(host, i)));
  await crowdLabels(stand, 'invoice');
  await until('the payment', async () => (await customer.billing.usage()).tasks_settled > 0);
  const seller = { name: 'Refinery Ltd', address: '2 Mill Lane\nSpringfield', tax_id: 'IE1234567' };
  await api.send({ method: 'PUT', path: '/v1/admin/seller', token: adminToken, body: seller });
  await signIn(page, refinery.url, apiKey);
  await go(page, 'Usage');
  await page.getByRole('table', { name: 'Invoices' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: /^Invoice of \w+ \d{4}$/, level: 1 }).waitFor();
  const invoice = page.getByRole('article', { name: /^Invoice/ });
  await invoice.getByText('Refinery Ltd').waitFor();
  assert.match(await page.title(), /^Invoice of \w+ \d{4} · ASG Console$/);
  await page.getByLabel('Name').fill('Meadow Labs Ltd');
  await page.getByLabel('Address').fill('1 Meadow Road\nSpringfield');
  await page.getByLabel('Tax id').fill('GB123456789');
  await page.getByRole('button', { name: 'Save the details' }).click();
  await invoice.getByText('GB123456789').waitFor();
  await look(page, 'page');
  await page.emulateMedia({ media: 'print' });
  const shown = async (text: string): Promise<boolean> => page.getByText(text).first().isVisible();
  assert.deepEqual(
    [await shown('Meadow Labs Ltd'), await shown('Your details on invoices'), await shown('ASG Console')],
    [true, false, false],
  );
  assert.equal(await page.getByRole('navigation', { name: 'Main' }).isVisible(), false);
  const pdf = await page.pdf({ format: 'A4' });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  if (process.env.SCREENSHOTS === '1')
    await page.screenshot({ path: 'tests/browser/screenshots/invoice-print.png', fullPage: true });
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(complaints, []);
  await context.close();
});
