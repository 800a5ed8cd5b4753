import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from './parts/looks.ts';
import { follow, mailTo } from './parts/mails.ts';
import { startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const password = 'correct horse battery';
const next = 'drei Birnen im Boot';
const email = 'robin@worker.example';

async function logIn(page: Page, url: string, name: string, secret: string): Promise<void> {
  await page.goto(`${url}/work/log-in`);
  await page.getByLabel('E-mail').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

test('an address is confirmed, and a forgotten password is set anew, by links in mails', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${url}/dev/mail`);
  await page.getByText('No mail yet').waitFor();
  await lookAt(page, 'mailbox-empty');
  await signUp(page, url, 'Robin');
  const welcome = await mailTo(stand, page, email, 'verify_email');
  await page.goto(`${url}/dev/mail`);
  await page.getByRole('link', { name: welcome.subject }).waitFor();
  await lookAt(page, 'mailbox');
  await follow(stand, page, welcome, 'mailbox-mail');
  await page.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor();
  await lookAt(page, 'confirm');
  await page.getByRole('button', { name: 'This address is mine' }).click();
  await page.getByText(`${email} is confirmed.`).waitFor();

  const forgetful = await visit(stand);
  await forgetful.page.goto(`${url}/work/log-in`);
  await forgetful.page.getByRole('link', { name: 'Forgot your password?' }).click();
  await forgetful.page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await lookAt(forgetful.page, 'forgot');
  await forgetful.page.getByLabel('E-mail').fill(email);
  await forgetful.page.getByRole('button', { name: 'Send the link' }).click();
  await forgetful.page.getByText('If there is an account with this e-mail').waitFor();
  const reset = await mailTo(stand, page, email, 'reset_password');
  await follow(stand, forgetful.page, reset);
  await forgetful.page.getByLabel('Password', { exact: true }).fill('password1');
  await forgetful.page.getByRole('button', { name: 'Set the password' }).click();
  await forgetful.page.getByText('This is easy to guess.').waitFor();
  await lookAt(forgetful.page, 'reset');
  await forgetful.page.getByLabel('Password', { exact: true }).fill(next);
  await forgetful.page.getByRole('button', { name: 'Set the password' }).click();
  await forgetful.page.getByText('Your new password is set.').waitFor();
  await forgetful.page.goto(`${reset.link}`);
  await forgetful.page.reload();
  await forgetful.page.getByLabel('Password', { exact: true }).fill('another one of these');
  await forgetful.page.getByRole('button', { name: 'Set the password' }).click();
  await forgetful.page.getByText('This link does not work any more').waitFor();
  await logIn(forgetful.page, url, email, next);
  await forgetful.page.getByRole('heading', { name: 'No work right now' }).waitFor();
  // The browser that was logged in before is not any more.
  await page.goto(`${url}/work/profile`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  assert.deepEqual([...complaints, ...forgetful.complaints], []);
  await Promise.all([context.close(), forgetful.context.close()]);
});

test('password, e-mail and sessions are changed on one page, and mails tell of it', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, url, 'Robin');
  const other = await visit(stand);
  await logIn(other.page, url, email, password);
  await other.page.getByRole('heading', { name: 'No work right now' }).waitFor();
  const notice = await mailTo(stand, page, email, 'new_device');
  await page.goto(`${url}/dev/mail/${notice.mail_id}`);
  await page.getByRole('heading', { name: 'A new device signed in' }).waitFor();

  await page.goto(`${url}/work/profile`);
  await page.getByRole('link', { name: 'E-mail, password, sessions' }).click();
  await page.getByText('Not confirmed yet').waitFor();
  await page.getByRole('button', { name: 'End all others' }).waitFor();
  await lookAt(page, 'security');
  await page.getByRole('button', { name: /^End: / }).click();
  await page.getByRole('button', { name: 'End all others' }).waitFor({ state: 'hidden' });
  await other.page.goto(`${url}/work/profile`);
  await other.page.getByRole('heading', { name: 'Welcome back' }).waitFor();

  const passwordCard = page.locator('section', { has: page.getByRole('heading', { name: 'Password' }) });
  await passwordCard.getByLabel('Current password').fill('a wrong one');
  await passwordCard.getByLabel('New password').fill(next);
  await passwordCard.getByRole('button', { name: 'Change the password' }).click();
  await passwordCard.getByText('This is not your current password.').waitFor();
  await lookAt(page, 'security-wrong');
  await passwordCard.getByLabel('Current password').fill(password);
  await passwordCard.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Changed. Your other sessions have ended.').waitFor();
  await mailTo(stand, page, email, 'password_changed');

  const emailCard = page.locator('section', { has: page.getByRole('heading', { name: 'E-mail' }) });
  await emailCard.getByLabel('New e-mail').fill('robin@new.example');
  await emailCard.getByLabel('Current password').fill(next);
  await emailCard.getByRole('button', { name: 'Change the e-mail' }).click();
  await emailCard.getByText('Follow the link in the mail to robin@new.example').waitFor();
  await mailTo(stand, page, email, 'email_changing');
  await follow(stand, page, await mailTo(stand, page, 'robin@new.example', 'confirm_new_email'));
  await page.getByRole('button', { name: 'This address is mine' }).click();
  await page.getByText('robin@new.example is confirmed.').waitFor();
  await logIn(other.page, url, 'robin@new.example', next);
  await other.page.getByRole('heading', { name: 'No work right now' }).waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});

test('a long address breaks on its pages, and nothing is wider than a phone', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(page, url, 'R'.repeat(50));
  await page.goto(`${url}/work/profile`);
  await page.getByText(`${'r'.repeat(50)}@worker.example`).waitFor();
  await lookAt(page, 'profile-long-email');
  await page.goto(`${url}/work/security`);
  await page.getByText(`${'r'.repeat(50)}@worker.example`).waitFor();
  await lookAt(page, 'security-long-email');
  assert.deepEqual(complaints, []);
  await context.close();
});
