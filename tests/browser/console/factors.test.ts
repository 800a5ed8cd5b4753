import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phoneCode } from '@asg/testing';
import type { Page } from 'playwright-core';
import { typeCode, urlOf, withDevice } from '../parts/device.ts';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';

const password = 'correct horse battery';
const email = 'robin@meadow.example';

async function logIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console/sign-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a person of the Console signs in by passkey, and with codes of a phone', async () => {
  await using stand = await startStand();
  const url = urlOf(stand);
  await stand.api.registerPerson({ name: 'Meadow Labs', email, password });
  const { context, page, complaints } = await visit(stand);
  await withDevice(page);
  const atHome = page.getByRole('navigation', { name: 'Main' });
  await logIn(page, url);
  await atHome.waitFor();
  await page.goto(`${url}/console/you`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Laptop');
  await dialog.getByLabel('Current password').fill(password);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Remove: Laptop' }).waitFor();

  await page.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByRole('button', { name: 'Use a passkey instead' }).click();
  const box = dialog.getByLabel('Code of the app');
  await box.waitFor();
  await lookAt(page, 'console-second-factor-qr');
  const secret = ((await dialog.locator('.ui-secret code').textContent()) ?? '').replaceAll(/\s/g, '');
  const done = dialog.getByRole('list', { name: 'Recovery codes' });
  const wrong = dialog.getByText('This code is wrong');
  const button = dialog.getByRole('button', { name: 'Turn on' });
  await typeCode({ box, button, done, wrong }, () => phoneCode(secret, Date.now()));
  const [first = ''] = await dialog.locator('.ui-codes code').allTextContents();
  await lookAt(page, 'console-recovery-codes');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Recovery codes left: 10').waitFor();
  await lookAt(page, 'console-you-factors', { whole: true });

  const other = await visit(stand);
  await logIn(other.page, url);
  await other.page.getByText('a code is wanted beside it').waitFor();
  await other.page.getByLabel('Code').fill('000');
  await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.page.getByText('This code is wrong').waitFor();
  await lookAt(other.page, 'console-sign-in-code');
  await other.page.getByLabel('Code').fill(first);
  await other.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await other.page.getByRole('navigation', { name: 'Main' }).waitFor();

  await context.clearCookies();
  await page.goto(`${url}/console/sign-in`);
  await lookAt(page, 'console-sign-in-passkey');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await atHome.waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});
