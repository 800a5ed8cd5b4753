import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode } from '@asg/testing';
import type { Page } from 'playwright-core';
import { typeCode, urlOf, withDevice } from './parts/device.ts';
import { lookAt } from './parts/looks.ts';
import { mailTo } from './parts/mails.ts';
import { startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const password = 'correct horse battery';
const stepMs = 30_000;

async function enter(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/work/log-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

const atWork = (page: Page) => page.getByRole('heading', { name: 'No work right now' }).waitFor();

test('a passkey is added by name, logs in without a password, proves who asks, and is removed', async () => {
  await using stand = await startStand();
  const url = urlOf(stand);
  const { context, page, complaints } = await visit(stand);
  const device = await withDevice(page);
  await signUp(page, url, 'Robin');
  await page.goto(`${url}/work/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  const name = `My phone ${'W'.repeat(41)}`;
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Current password').fill('a guess');
  await lookAt(page, 'passkey-add');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('This is not your current password.').waitFor();
  await dialog.getByLabel('Current password').fill(password);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await page.getByText(name).waitFor();
  await page.getByText('not used yet').waitFor();
  await mailTo(stand, page, 'robin@worker.example', 'passkey_added');
  await lookAt(page, 'security-passkey', { whole: true });

  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await dialog.getByLabel('Name').fill('Again');
  await dialog.getByRole('button', { name: 'Use a passkey instead' }).click();
  await dialog.getByText('This device has a passkey of your account already.').waitFor();
  await lookAt(page, 'passkey-known');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.goto(`${url}/work/profile`);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await device.answers(false);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByText('No passkey answered.').waitFor();
  await lookAt(page, 'log-in-passkey');
  await device.answers(true);
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await atWork(page);

  await page.goto(`${url}/work/security`);
  await page.getByText(/last used/).waitFor();
  await page.getByRole('button', { name: `Remove: ${name}` }).click();
  await lookAt(page, 'passkey-remove');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText(name).first().waitFor({ state: 'detached' });
  await page.goto(`${url}/work/profile`);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Log in with a passkey' }).click();
  await page.getByText('This passkey does not open an account here.').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test('codes of a phone are turned on with a QR code, asked for at log-in, recovered from, and turned off', async () => {
  await using stand = await startStand();
  const url = urlOf(stand);
  const { context, page, complaints } = await visit(stand);
  const email = 'robin@worker.example';
  await signUp(page, url, 'Robin');
  await page.goto(`${url}/work/security`);
  const dialog = page.getByRole('dialog');
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Codes of your phone' }) });
  await card.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByLabel('Current password').fill(password);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = ((await dialog.locator('.ui-secret code').textContent()) ?? '').replaceAll(/\s/g, '');
  const codeNow = (): string => phoneCode(secret, Date.now());
  await dialog.getByLabel('Code of the app').fill('12345');
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByText('This code is wrong').waitFor();
  await lookAt(page, 'second-factor-qr');
  const list = dialog.getByRole('list', { name: 'Recovery codes' });
  const turnOn = dialog.getByRole('button', { name: 'Turn on' });
  const wrong = dialog.getByText('This code is wrong');
  await typeCode({ box: dialog.getByLabel('Code of the app'), button: turnOn, done: list, wrong }, codeNow);
  const codes = await dialog.locator('.ui-codes code').allInnerTexts();
  assert.equal(codes.length, 10);
  const waiting = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const download = await waiting;
  assert.equal(download.suggestedFilename(), 'asg-recovery-codes.txt');
  await lookAt(page, 'recovery-codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await card.getByText('Recovery codes left: 10').waitFor();
  await lookAt(page, 'security-second-factor', { whole: true });

  const other = await visit(stand);
  await enter(other.page, url, email);
  await other.page.getByRole('heading', { name: 'One more step' }).waitFor();
  await lookAt(other.page, 'log-in-code');
  await other.page.getByLabel('Code').fill('1234');
  const logIn = other.page.getByRole('button', { name: 'Log in', exact: true });
  const refused = other.page.getByText('This code is wrong, or was used already.');
  await logIn.click();
  await refused.waitFor();
  await lookAt(other.page, 'log-in-code-wrong');
  // The next step is right already; that of now may be the one that was used.
  const here = other.page.getByRole('heading', { name: 'No work right now' });
  await typeCode({ box: other.page.getByLabel('Code'), button: logIn, done: here, wrong: refused }, () =>
    phoneCode(secret, Date.now() + stepMs),
  );

  const third = await visit(stand);
  await enter(third.page, url, email);
  await third.page.getByRole('button', { name: 'Use a recovery code' }).click();
  await third.page.getByLabel('Recovery code').fill(codes[0] ?? '');
  await lookAt(third.page, 'log-in-recovery');
  await third.page.getByRole('button', { name: 'Log in', exact: true }).click();
  await atWork(third.page);
  await page.reload();
  await card.getByText('Recovery codes left: 9').waitFor();

  await card.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByLabel('Current password').fill(password);
  await dialog.getByLabel('Code').fill(codes[1] ?? '');
  await lookAt(page, 'second-factor-off');
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await card.getByRole('button', { name: 'Turn on' }).waitFor();
  await third.page.goto(`${url}/work/profile`);
  await third.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await enter(third.page, url, email);
  await atWork(third.page);
  for (const template of ['second_factor_on', 'recovery_code_used', 'second_factor_off'])
    await mailTo(stand, page, email, template);
  assert.deepEqual([...complaints, ...other.complaints, ...third.complaints], []);
  await Promise.all([context.close(), other.context.close(), third.context.close()]);
});

test('pages of passkeys and codes speak German, and fit', async () => {
  await using stand = await startStand();
  const url = urlOf(stand);
  const { context, page, complaints } = await visit(stand);
  await withDevice(page);
  await signUp(page, url, 'Robin');
  await page.evaluate(() => localStorage.setItem('asg-language', 'de'));
  await page.goto(`${url}/work/security`);
  await page.getByRole('button', { name: 'Passkey hinzufügen' }).click();
  const dialog = page.getByRole('dialog');
  await lookAt(page, 'passkey-add-de');
  await dialog.getByLabel('Name').fill('Telefon');
  await dialog.getByLabel('Aktuelles Passwort').fill(password);
  await dialog.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Entfernen: Telefon' }).waitFor();
  await page.getByRole('button', { name: 'Einschalten' }).click();
  await dialog.getByRole('button', { name: 'Stattdessen einen Passkey benutzen' }).click();
  await dialog.getByRole('img', { name: /QR-Code/ }).waitFor();
  await lookAt(page, 'second-factor-qr-de');
  assert.deepEqual(complaints, []);
  await context.close();
});
