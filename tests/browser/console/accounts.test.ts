import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { follow, mailTo } from '../parts/mails.ts';
import { type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';

const password = 'correct horse battery';
const next = 'drei Birnen im Boot';
const email = 'robin@meadow.example';
const longName = `Gesellschaft für ${'sehr'.repeat(40)} lange Namen`;

const look = (page: Page, name: string): Promise<void> => lookAt(page, `account-${name}`, { whole: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const passwordField = (page: Page, name = 'Password') => page.getByLabel(name, { exact: true });

async function logIn(page: Page, url: string, secret: string, name = email): Promise<void> {
  await page.goto(`${url}/console/sign-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(name);
  await passwordField(page).fill(secret);
  await button(page, /^Sign in$/).click();
}

/** Up to the page of the link. */
async function signUp(stand: Stand, page: Page, name: string, looksAs?: string): Promise<void> {
  await page.goto(`${stand.refinery.url}/console/sign-up`);
  await page.getByLabel('Organisation').fill(name);
  await page.getByLabel('E-mail').fill(email);
  if (looksAs !== undefined) await look(page, looksAs);
  await button(page, 'Send the link').click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
}

test('somebody signs up by mail, loses a key and replaces it, forgets the password, and ends sessions', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await signUp(stand, page, longName, 'sign-up');
  await page.getByRole('link', { name: 'open the mailbox' }).waitFor();
  await look(page, 'mail-sent');
  await follow(stand, page, await mailTo(stand, page, email, 'sign_up'), 'account-mail');
  await passwordField(page).fill('short');
  await button(page, 'Finish the sign-up').click();
  await page.getByText(/at least 8|8 to 128|must have/).waitFor();
  await look(page, 'join');
  await passwordField(page).fill(password);
  await button(page, 'Finish the sign-up').click();
  await page.getByRole('heading', { name: 'Submit your first task' }).waitFor();
  await look(page, 'overview');

  // A key is made and the page loaded anew, which loses nothing; seen by somebody, it is replaced at once, and later again.
  await page.goto(`${url}/console/keys`);
  await button(page, 'Make a key').click();
  await page.getByLabel('Name').fill('build server');
  await button(page, 'Make the key').click();
  await page.getByText('the server cannot show it again').waitFor();
  const seen = await page.getByRole('region', { name: 'The key' }).textContent();
  await look(page, 'key-made');
  await page.reload();
  assert.equal(await page.getByRole('region', { name: 'The key' }).textContent(), seen);
  await page.keyboard.press('Escape');
  await button(page, 'Show the new key').click();
  await page.getByText('Lost it, or did somebody see it?').click();
  await button(page, 'Make another, revoke this one').click();
  await page
    .getByRole('region', { name: 'The key' })
    .filter({ hasNotText: `${seen}` })
    .waitFor();
  const lost = await page.getByRole('region', { name: 'The key' }).textContent();
  await button(page, 'I have stored it').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.reload();
  await button(page, 'Replace build server').click();
  await page.getByText('The old one opens the account until').waitFor();
  await button(page, 'Make the new key').click();
  await button(page, 'I have stored it: revoke the old one').waitFor();
  await look(page, 'replaced-key');
  const made = await page.getByRole('region', { name: 'The key' }).textContent();
  await button(page, 'I have stored it: revoke the old one').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await look(page, 'keys');
  const statusOf = async (token: string | null): Promise<number> =>
    (await stand.api.send({ method: 'GET', path: '/v1/customers/me', token: `${token}`, expect: 'any' }))
      .status;
  assert.deepEqual([await statusOf(seen), await statusOf(lost), await statusOf(made)], [401, 401, 200]);

  // Another browser: a wrong password, a forgotten one, and a new one, which ends the session of the first.
  const other = await visit(stand);
  await logIn(other.page, url, 'a guess');
  await other.page.getByText('do not fit together').waitFor();
  await look(other.page, 'wrong-password');
  await other.page.getByRole('link', { name: 'Forgot your password?' }).click();
  await other.page.getByLabel('E-mail').fill(email);
  await button(other.page, 'Send the link').click();
  await other.page.getByText('If there is an account with this e-mail').waitFor();
  await look(other.page, 'forgot');
  await follow(stand, other.page, await mailTo(stand, page, email, 'reset_password'));
  await passwordField(other.page).fill('password1');
  await button(other.page, 'Set the password').click();
  await other.page.getByText('easy to guess').waitFor();
  await look(other.page, 'reset');
  await passwordField(other.page).fill(next);
  await button(other.page, 'Set the password').click();
  await other.page.getByText('Your new password is set.').waitFor();
  await logIn(other.page, url, next);
  await other.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await page.goto(`${url}/console/`);
  await button(page, /^Sign in$/).waitFor();
  await logIn(page, url, next);
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  // Sessions, password and e-mail are changed on one page.
  await page.goto(`${url}/console/you`);
  await button(page, 'End all others').waitFor();
  await look(page, 'you');
  await button(page, 'End all others').click();
  await button(page, 'End all others').waitFor({ state: 'hidden' });
  await other.page.goto(`${url}/console/you`);
  await button(other.page, /^Sign in$/).waitFor();
  await passwordField(page, 'Current password').fill('a guess');
  await passwordField(page, 'New password').fill(password);
  await button(page, 'Change the password').click();
  await page.getByText('This is not your password.').waitFor();
  await passwordField(page, 'Current password').fill(next);
  await button(page, 'Change the password').click();
  await page.getByText('Your password is changed.').waitFor();
  await page.getByLabel('New e-mail').fill('robin@new.example');
  await passwordField(page).fill(password);
  await button(page, 'Change the e-mail').click();
  await page.getByText('A link went to robin@new.example').waitFor();
  await look(page, 'you-changing');
  await follow(stand, page, await mailTo(stand, page, 'robin@new.example', 'confirm_new_email'));
  await button(page, 'This address is mine').waitFor();
  await look(page, 'confirm');
  await button(page, 'This address is mine').click();
  await page.getByText('robin@new.example is your e-mail now.').waitFor();
  await page.getByRole('link', { name: 'To the Console' }).click();
  await page.getByText('robin@new.example').first().waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});

test('whoever has the e-mail of an account of the API owns it, looks at its keys, and changes between organisations', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { api_key: key } = await stand.api.registerCustomer({ name: 'Meadow Labs', email });
  const { context, page, complaints } = await visit(stand);
  // Whoever made it let somebody in.
  const eve = await visit(stand);
  const evesEmail = `eve.${'long'.repeat(12)}@example.com`;
  await stand.api.customer(key).members.invite({ email: evesEmail, role: 'admin' });
  await follow(stand, eve.page, await mailTo(stand, eve.page, evesEmail, 'invitation'));
  await passwordField(eve.page).fill(password);
  await button(eve.page, 'Join').click();
  await eve.page.getByRole('heading', { level: 1 }).waitFor();
  await signUp(stand, page, 'Ignored');
  await follow(stand, page, await mailTo(stand, page, email, 'sign_up'));
  await passwordField(page).fill(password);
  await button(page, 'Finish the sign-up').click();
  await page.getByText('This account had API keys before it was yours.').waitFor();
  await look(page, 'keys-before');
  await page.getByRole('link', { name: 'Keep or revoke each' }).click();
  await button(page, /^Keep /).waitFor();
  await button(page, `Remove ${evesEmail}`).waitFor();
  await look(page, 'review');
  await button(page, /^Revoke /).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke the key' }).click();
  await page.getByText('No key is in force any more.').waitFor();
  await button(page, `Remove ${evesEmail}`).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the person' }).click();
  await button(page, `Remove ${evesEmail}`).waitFor({ state: 'detached' });
  await eve.page.reload();
  await eve.page.getByText('Meadow Labs').first().waitFor({ state: 'detached' });
  await button(page, 'I have looked at all of them').click();
  await page.getByRole('heading', { name: 'Keys', level: 1, exact: true }).waitFor();
  assert.equal(await page.getByText('had API keys before').count(), 0);
  const asKey = { method: 'GET', path: '/v1/customers/me', token: key, expect: 'any' } as const;
  assert.equal((await stand.api.send(asKey)).status, 401);

  // Another one comes with another e-mail, and the person goes from one to the other.
  await stand.api.registerCustomer({ name: 'Hill Farm', email: 'robin@hill.example' });
  await page.goto(`${url}/console/you`);
  await page.getByLabel('New e-mail').fill('robin@hill.example');
  await passwordField(page).fill(password);
  await button(page, 'Change the e-mail').click();
  await follow(stand, page, await mailTo(stand, page, 'robin@hill.example', 'confirm_new_email'));
  await button(page, 'This address is mine').click();
  await page.getByText('robin@hill.example is your e-mail now.').waitFor();
  await page.goto(`${url}/console/organisations`);
  await button(page, 'Enter Hill Farm').waitFor();
  await look(page, 'organisations');
  await button(page, 'Enter Hill Farm').click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await page.getByText('Hill Farm').first().waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await button(page, 'Menu').click();
  await page.getByRole('link', { name: 'Change the organisation' }).waitFor();
  await look(page, 'menu');
  assert.deepEqual(complaints, []);
  await Promise.all([context.close(), eve.context.close()]);
});
