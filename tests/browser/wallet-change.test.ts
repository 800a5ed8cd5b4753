import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';
import { mailTo } from './parts/mails.ts';
import { startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const old = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const other = 'n2eMqTT929pb1RDNuqEnxdaLau1rxy3efi';
const next = 'drei Birnen im Boot';

test('a worker sees from when a new wallet is in force, takes it back, and stops one that was not theirs by the mail', async () => {
  await using stand = await startStand({ PAYOUT_HOLD_GOLD_RIGHT: '20' });
  const { refinery, browser } = stand;
  const { url } = refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, url, 'Sasha');
  await page.goto(`${url}/work/wallet`);
  const save = async (address: string): Promise<void> => {
    await page.getByLabel('Your wallet').fill(address);
    await page.getByRole('button', { name: 'Save' }).click();
  };
  await save(old);
  await page.getByRole('heading', { name: 'Payments go to' }).waitFor();
  const ask = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await save(other);
    await page.getByText(/^Your new wallet, from /).waitFor();
    await page.getByText(old, { exact: true }).waitFor();
  };
  await ask();
  await lookAt(page, 'wallet-waits', { whole: true });
  await page.getByRole('button', { name: 'Do not change it' }).click();
  await page.getByText('The new wallet was taken back.').waitFor();
  await page.getByText(/^Your new wallet, from /).waitFor({ state: 'detached' });
  await ask();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('heading', { name: 'No wallet yet' }).waitFor();
  await save(other);
  await page.getByText('Until then what you earn is held for you.').waitFor();

  const german = await contextOf(browser, { locale: 'de-DE', reducedMotion: 'reduce' });
  await german.addCookies(await context.cookies());
  const seite = await german.newPage();
  await seite.goto(`${url}/work/wallet`);
  await seite.getByText(/^Ihre neue Wallet, ab /).waitFor();
  await lookAt(seite, 'wallet-waits-held-de', { whole: true });
  await german.close();

  await mailTo(stand, page, 'sasha@worker.example', 'wallet_changing', 3);
  await page.goto(`${url}/dev/mail`);
  await page.getByRole('link', { name: 'Your wallet is being changed' }).first().click();
  await page.getByRole('link', { name: 'This was not me' }).waitFor();
  await lookAt(page, 'mail-wallet-changing', { whole: true });
  await page.getByRole('link', { name: 'This was not me' }).click();
  await page.getByRole('heading', { name: 'This wallet is not yours?' }).waitFor();
  await lookAt(page, 'wallet-stop');
  await page.getByRole('button', { name: 'This was not me: stop it' }).click();
  await page.getByText('Stopped, and every session has ended.').waitFor();
  await lookAt(page, 'wallet-stopped');
  await page.getByLabel('Password', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Your new password is set. Log in with it.').waitFor();
  await page.getByRole('link', { name: 'Log in' }).click();
  await page.getByLabel('E-mail').fill('sasha@worker.example');
  await page.getByLabel('Password', { exact: true }).fill(next);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('link', { name: 'Wallet', exact: true }).click();
  await page.getByRole('heading', { name: 'No wallet yet' }).waitFor();
  assert.equal(await page.getByText(/^Your new wallet, from /).count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});
