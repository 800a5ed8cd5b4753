import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { lookAt } from './parts/looks.ts';

import { mailTo } from './parts/mails.ts';
import { startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const password = 'correct horse battery';
const email = 'robin@worker.example';
const phone = '+49 (30) 555-0123';

test('a worker takes their data along, asks to be deleted, and stays after all: by the page, the link, and a log-in', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, url, 'Robin');
  await page.goto(`${url}/work/profile`);
  await page.getByLabel('Phone').fill('call me maybe');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Use digits, blanks').waitFor();
  await lookAt(page, 'profile-phone');
  await page.getByLabel('Phone').fill(phone);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
  await page.reload();
  assert.equal(await page.getByLabel('Phone').inputValue(), phone);

  await page.getByRole('link', { name: 'Your data' }).click();
  await page.getByRole('heading', { name: 'Delete your account' }).waitFor();
  await lookAt(page, 'data');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download my data' }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^wrk_\w+\.json$/);
  const taken = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual([taken.account.email, taken.account.profile.phone], [email, phone]);

  const ask = async (secret: string) => {
    await page.getByLabel('Current password').fill(secret);
    await page.getByRole('button', { name: 'Delete my account' }).click();
  };
  const isToGo = () => page.getByText('Your account is to be deleted.').waitFor();
  const keeps = () => page.getByText('Your account stays.').waitFor();
  await ask('a wrong one');
  await page.getByText('This is not your current password.').waitFor();
  await ask(password);
  await isToGo();
  await lookAt(page, 'data-leaving');
  await page.goto(`${url}/work/`);
  await page.getByRole('heading', { name: 'No work while you leave' }).waitFor();
  await lookAt(page, 'leaving');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await keeps();
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();

  const mail = await mailTo(stand, page, email, 'account_leaving');
  await page.goto(`${url}/work/data`);
  await ask(password);
  await isToGo();
  await page.goto(`${url}/dev/mail/${mail.mail_id}`);
  await page.getByRole('heading', { name: mail.subject }).waitFor();
  await lookAt(page, 'mailbox-leaving');
  await page.locator('a.button').click();
  await page.getByRole('heading', { name: 'Keep your account?' }).waitFor();
  await lookAt(page, 'stay');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await keeps();
  await page.goto(`${url}/work/stay#nothing`);
  await page.reload();
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await page.getByText('This link does not work any more').waitFor();

  await page.goto(`${url}/work/data`);
  await ask(password);
  await isToGo();
  const other = await visit(stand);
  await other.page.goto(`${url}/work/log-in`);
  await other.page.getByLabel('E-mail').fill(email);
  await other.page.getByLabel('Password', { exact: true }).fill(password);
  await other.page.getByRole('button', { name: 'Log in', exact: true }).click();
  await other.page.getByRole('heading', { name: 'No work right now' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Delete my account' }).waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});
