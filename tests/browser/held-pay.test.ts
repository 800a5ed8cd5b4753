import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { adminToken, imageTask, labelAll, otherWorker, startStand, textTask } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

test('a new worker sees what is pending and why, in both languages, also when their account is suspended', async () => {
  await using stand = await startStand({ PAYOUT_HOLD_GOLD_RIGHT: '20', LOCAL_BLOCK_SECONDS: '1' });
  const { host, customer, api, refinery, browser } = stand;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, refinery.url, 'Sasha');
  const cookie = (await context.cookies()).find(({ name }) => name === 'asg_worker');
  const sasha = api.worker(cookie!.value);
  // The page that gives out work is left first: it would claim what is labelled from here.
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await page.getByRole('link', { name: 'Earnings', exact: true }).click();
  await customer.tasks.submitBatch([imageTask(host, 4), textTask(host, 0)]);
  await labelAll(await otherWorker(api, 'Alex'));
  await labelAll(sasha);
  while ((await sasha.me()).totals.paid_sats < 650) await page.waitForTimeout(100);
  await page.reload();
  await page.getByText(/^650 sats? pending$/).waitFor();
  await page.getByText('after 20 more right answers').waitFor();
  await page.getByText('pending', { exact: true }).first().waitFor();
  await lookAt(page, 'earnings-pending');
  await page.getByRole('link', { name: 'Wallet', exact: true }).click();
  await page.getByLabel('Your wallet').fill('mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Payments go to' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Move to my wallet' }).isDisabled(), true);
  await lookAt(page, 'wallet-pending');

  const german = await contextOf(browser, { locale: 'de-DE', reducedMotion: 'reduce' });
  await german.addCookies(await context.cookies());
  const seite = await german.newPage();
  await seite.goto(`${refinery.url}/work/earnings`);
  await seite.getByText('20 weitere Antworten').waitFor();
  await lookAt(seite, 'earnings-pending-de');
  await german.close();

  const { worker_id } = await sasha.me();
  const body = { reason: 'Your last answers came faster than the items can be read.' };
  const path = `/v1/admin/workers/${worker_id}/suspend`;
  await api.send({ method: 'POST', path, token: adminToken, body });
  await page.getByRole('link', { name: 'Work', exact: true }).click();
  await page.getByRole('heading', { name: 'Your account is suspended' }).waitFor();
  await page.getByText('Contest the suspension by').waitFor();
  await lookAt(page, 'suspended-pending');
  assert.deepEqual(complaints, []);
  await context.close();
});
