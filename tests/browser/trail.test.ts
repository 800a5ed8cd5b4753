import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const email = 'ines@worker.example';

test('a worker reads what happened in their account, page by page, a guess at it too, in their language', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, url, 'Ines');
  const guess = await page.request.post(`${url}/v1/workers/login`, { data: { email, password: 'a guess' } });
  assert.equal(guess.status(), 401);
  const wallets = ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi'];
  await page.goto(`${url}/work/wallet`);
  await page.getByLabel('Your wallet').fill(String(wallets[0]));
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Payments go to' }).waitFor();
  await page.goto(`${url}/work/security`);
  await page.getByRole('link', { name: 'What happened in my account' }).click();
  await page.getByRole('heading', { name: 'What happened in my account', level: 1 }).waitFor();
  const list = page.getByRole('list', { name: 'What happened in my account' });
  await list.getByText('Wallet entered').waitFor();
  await list.getByText(String(wallets[0])).waitFor();
  await list.getByText('Log-in: refused, wrong password').waitFor();
  assert.equal(await list.getByText('Account made').count(), 1);
  await lookAt(page, 'trail', { whole: true });

  const headers = { origin: url, 'sec-fetch-site': 'same-origin' };
  const profile = { display_name: `Ines ${'sehr-lang'.repeat(5)}`, country: 'DE', primary_language: 'en' };
  for (let change = 0; change < 26; change++) {
    const answer = await page.request.put(`${url}/v1/workers/me/profile`, { data: profile, headers });
    assert.equal(answer.status(), 200, await answer.text());
  }
  await page.reload();
  await list.getByText('Profile changed').first().waitFor();
  assert.equal(await list.getByText('Account made').count(), 0);
  await lookAt(page, 'trail-long', { whole: true });
  await page.getByRole('button', { name: 'Show more' }).click();
  await list.getByText('Account made').waitFor();

  const german = await contextOf(stand.browser, { locale: 'de-DE', reducedMotion: 'reduce' });
  await german.addCookies(await context.cookies());
  const seite = await german.newPage();
  await seite.goto(`${url}/work/security/trail`);
  await seite.getByText('Profil geändert').first().waitFor();
  await lookAt(seite, 'trail-de');
  await german.close();
  assert.deepEqual(complaints, []);
});
