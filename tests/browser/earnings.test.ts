import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { imageTask, labelAll, otherWorker, startStand, textTask } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

test('earnings stand in three sums, in the worker’s currency at a named rate, with a statement of each year', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-rates-'));
  const at = new Date().toISOString();
  const rates = { at, source: 'Kraken, mid price', per_bsv: { USD: 21.5, EUR: 18.4, IDR: 345_678.9 } };
  writeFileSync(join(folder, 'rates.json'), JSON.stringify(rates));
  // Much for a label, so that numbers are long.
  const payout = '5000000';
  await using stand = await startStand({
    BSV_USD_PRICE: join(folder, 'rates.json'),
    PAYOUT_SATS: payout,
    LOCAL_BLOCK_SECONDS: '1',
  });
  const { host, customer, api, refinery, browser } = stand;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, refinery.url, 'Sasha');
  const cookie = (await context.cookies()).find(({ name }) => name === 'asg_worker');
  const sasha = api.worker(cookie!.value);
  await customer.tasks.submitBatch([imageTask(host, 4), textTask(host, 0)]);
  await page.reload();
  // What an item is paid stands beside it before anything is chosen, also on a phone.
  await page.getByText('(about €0.92) if your label agrees').waitFor();
  await lookAt(page, 'work-worth');
  await page.getByRole('link', { name: 'Earnings', exact: true }).click();
  await labelAll(await otherWorker(api, 'Alex'));
  const held = await sasha.assignments();
  await sasha.labels(held.map(({ assignment_id, options }) => ({ assignment_id, label: options[0]! })));
  await labelAll(sasha);
  while ((await sasha.me()).totals.held_sats < 2 * Number(payout)) await page.waitForTimeout(100);
  await page.reload();
  await page.getByText('10,000,000 sats are held for you. Set a wallet').waitFor();
  await page.getByText('Kraken, mid price').waitFor();
  await page.getByText('about €1.84').first().waitFor();
  await lookAt(page, 'earnings-sums', { whole: true });
  const chosen = page.waitForResponse((response) => response.url().endsWith('/v1/workers/me/profile'));
  await page.getByLabel('Your currency').selectOption('IDR');
  assert.equal((await chosen).status(), 200);
  await page
    .getByText(/about IDR\s34,56/)
    .first()
    .waitFor();

  const read = page.waitForResponse((response) => response.url().includes('year='));
  await page.getByRole('link', { name: 'View and print' }).click();
  assert.equal((await read).status(), 200);
  await page.getByRole('row').filter({ hasText: 'Total' }).filter({ hasText: '10,000,000 sats' }).waitFor();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as CSV' }).click();
  assert.match((await file).suggestedFilename(), /^earnings-20\d\d\.csv$/);
  await lookAt(page, 'statement', { whole: true });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation').isVisible(), false, 'paper has no menu');
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
  await page.emulateMedia({ media: 'screen' });

  const arabic = await contextOf(browser, { locale: 'ar-EG', reducedMotion: 'reduce' });
  await arabic.addCookies(await context.cookies());
  const other = await arabic.newPage();
  await other.goto(`${refinery.url}/work/earnings`);
  await other.getByText('Kraken, mid price').waitFor();
  await lookAt(other, 'earnings-sums-ar', { whole: true });
  await arabic.close();
  assert.deepEqual(complaints, []);
  await context.close();
  rmSync(folder, { recursive: true });
});

test('without a rate amounts are in satoshis alone, and that is said', async () => {
  await using stand = await startStand();
  const { context, page, complaints } = await visit(stand);
  await signUp(page, stand.refinery.url, 'Sasha');
  await page.getByRole('link', { name: 'Earnings', exact: true }).click();
  await page.getByText('Amounts are in satoshis alone').waitFor();
  assert.equal(await page.getByText('about').count(), 0);
  await page.getByText('Known once you have worked for ten minutes.').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
