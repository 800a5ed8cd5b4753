import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signIn } from './parts.ts';

test('assets are listed with the room they take, saved and deleted', async () => {
  await using stand = await startStand();
  const { customer, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, stand.apiKey);
  await page.goto(`${refinery.url}/console/assets`);
  await page.getByRole('heading', { name: 'No assets yet' }).waitFor();
  await page.getByText('0 assets, 0 B of 10 GiB').waitFor();
  const given = await Promise.all(
    ['a short text', 'x'.repeat(70_000), 'שלום '.repeat(9)].map((one) =>
      customer.assets.upload(new Blob([one])),
    ),
  );
  await page.reload();
  await page.getByText('3 assets, ').waitFor();
  await lookAt(page, 'console-assets', { whole: true });
  const downloading = page.waitForEvent('download');
  await page
    .getByRole('link', { name: /^Download / })
    .first()
    .click();
  const download = await downloading;
  assert.ok(given.some(({ sha256 }) => download.suggestedFilename().startsWith(sha256)));
  await page
    .getByRole('button', { name: /^Delete / })
    .first()
    .click();
  await lookAt(page, 'console-asset-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the asset' }).click();
  await page.getByText('2 assets, ').waitFor();
  assert.equal((await customer.assets.usage()).count, 2);
  assert.deepEqual(complaints, []);
  await context.close();
});
