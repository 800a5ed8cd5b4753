import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ASGGatewayClient, ASGPersonClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { mailTo } from '../parts/mails.ts';
import { type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';

const password = 'correct horse battery';
const email = `${'robin'.repeat(12)}@${'sehr-lang.'.repeat(12)}example`;
const longName = `Gesellschaft für ${'sehr'.repeat(30)} lange Namen`;

const look = (page: Page, name: string): Promise<void> =>
  lookAt(page, `console-leaving-${name}`, { whole: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const tokenIn = (link: string | null | undefined): string => `${link?.slice(link.indexOf('#') + 1)}`;

/** An account with an organisation of its own: its token. */
async function makeAccount(stand: Stand, page: Page, to: string, name: string) {
  const person = new ASGPersonClient({ baseUrl: stand.refinery.url });
  await person.signUp({ name, email: to });
  const { link } = await mailTo(stand, page, to, 'sign_up');
  return person.join({ token: tokenIn(link), password });
}

/** Shows who asks, in the dialog that is open. */
async function prove(page: Page, submit: string, secret = password): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Current password').fill(secret);
  await dialog.getByRole('button', { name: submit }).click();
}

test('a person of the Console takes their data along, is refused as the only owner, asks to be deleted, and stays by page and link', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  const { token } = await makeAccount(stand, page, email, longName);
  await page.goto(`${url}/console/sign-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, /^Sign in$/).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await page.goto(`${url}/console/you`);
  await page.getByRole('heading', { name: 'Your data' }).waitFor();
  await look(page, 'you');

  await button(page, 'Download my data').click();
  await prove(page, 'Download', 'a wrong one');
  await page.getByText('This is not your password.').waitFor();
  const downloading = page.waitForEvent('download');
  await prove(page, 'Download');
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^per_\w+\.json$/);
  const taken = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.equal(taken.account.email, email);

  // By keyboard alone.
  await button(page, 'Delete my account').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Current password').focus();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByText('would have no owner').waitFor();
  await look(page, 'only-owner');
  await page.keyboard.press('Escape');

  const team = new ASGGatewayClient({ baseUrl: url, apiKey: token });
  await team.members.invite({ email: 'lee@meadow.example', role: 'admin' });
  const { link } = await mailTo(stand, page, 'lee@meadow.example', 'invitation');
  const lee = await new ASGPersonClient({ baseUrl: url }).join({ token: tokenIn(link), password });
  await team.members.changeRole(lee.person_id, 'owner');
  await page.goto(`${url}/console/you`);
  const ask = async () => {
    await button(page, 'Delete my account').click();
    await prove(page, 'Delete my account');
    await page.getByText('Your account is to be deleted.').waitFor();
  };
  const keeps = () => page.getByText('Your account stays.').waitFor();
  await ask();
  await look(page, 'asked');
  await button(page, 'Keep my account').click();
  await button(page, 'Delete my account').waitFor();

  const mail = await mailTo(stand, page, email, 'person_leaving');
  await page.goto(`${url}/console/you`);
  await ask();
  await page.goto(`${url}/console/stay#${tokenIn(mail.link)}`);
  await page.getByRole('heading', { name: 'Keep your account?' }).waitFor();
  await look(page, 'stay');
  await button(page, 'Keep my account').click();
  await keeps();
  await page.goto(`${url}/console/stay#nothing`);
  await page.reload();
  await button(page, 'Keep my account').click();
  await page
    .getByText('This link does not work any more')
    .or(page.getByText('this link does not work'))
    .waitFor();

  await page.goto(`${url}/console/organisations`);
  await page.getByRole('heading', { name: 'Data of this organisation' }).waitFor();
  await look(page, 'organisation');
  await button(page, 'Download all data').click();
  const arriving = page.waitForEvent('download');
  await prove(page, 'Download');
  const file = await arriving;
  assert.match(file.suggestedFilename(), /^cust_\w+\.jsonl$/);
  const [about] = (await readFile(await file.path(), 'utf8')).split('\n');
  assert.equal(JSON.parse(`${about}`).document, 'organisation');
  await button(page, 'Delete the organisation').click();
  await page.getByRole('dialog').getByLabel('Current password').waitFor();
  await look(page, 'organisation-asking');
  await prove(page, 'Delete the organisation');
  await page.getByText('This organisation is to be deleted.').waitFor();
  await look(page, 'organisation-asked');
  await button(page, 'Keep the organisation').click();
  await button(page, 'Delete the organisation').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
