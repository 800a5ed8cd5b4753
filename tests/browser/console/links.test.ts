import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { adminToken, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signInAsOperator } from './parts.ts';

/** Where the local chain's network pays; that two are paid there is what links them, beside their browser. */
const address = 'n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi';

interface Visitor {
  readonly workerId: string;
  readonly cookie: string;
}

/** Signs up as a browser does; `cookie`: the name that it has already. */
async function signUp({ api }: Stand, name: string, cookie = ''): Promise<Visitor> {
  const answer = await fetch(`${api.url}/v1/workers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: api.url, cookie },
    body: JSON.stringify({
      email: `${name}@worker.example`,
      password: 'correct horse',
      adult: true,
      terms_accepted: true,
    }),
  });
  const { token, worker_id: workerId } = (await answer.json()) as { token: string; worker_id: string };
  const worker = api.worker(token);
  await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
  await worker.setWallet({ address });
  const device = answer.headers.getSetCookie().find((one) => one.startsWith('asg_device='));
  return { workerId, cookie: String(device).split(';')[0] ?? '' };
}

test('the operator sees why accounts are taken for one person’s, and dissolves what is false with the keyboard', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const ada = await signUp(stand, 'ada');
  const bea = await signUp(stand, 'bea', ada.cookie);
  const { context, page, complaints } = await visit(stand);
  await signInAsOperator(page, url, adminToken);
  await page.goto(`${url}/console/operator/workers/${ada.workerId}`);
  const title = page.getByRole('heading', { name: 'One person’s accounts' });
  const card = page.locator('section').filter({ has: title });
  await card.getByRole('link', { name: bea.workerId }).waitFor();
  await card.getByText('The same browser').waitFor();
  await lookAt(page, 'console-operator-links', { whole: true });
  await card.getByRole('link', { name: 'As a group' }).press('Enter');
  await page.getByRole('table', { name: 'Accounts' }).getByRole('link', { name: 'bea' }).waitFor();
  await page.getByText('The same browser').waitFor();
  await lookAt(page, 'console-operator-accounts-of-one', { whole: true });
  await page.goBack();
  await card.getByRole('button', { name: 'Dissolve' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Are they two people?' });
  await dialog.getByRole('button', { name: 'Dissolve the link' }).press('Enter');
  await card.getByText('they are two people').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await lookAt(page, 'console-operator-link-dissolved', { whole: true });
  await card.getByRole('link', { name: bea.workerId }).press('Enter');
  await page.getByRole('heading', { name: 'bea' }).waitFor();
  await card.getByText('they are two people').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
