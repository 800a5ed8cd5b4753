import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASGPersonClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { follow, mailTo } from '../parts/mails.ts';
import { type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signIn, until } from './parts.ts';

const password = 'correct horse battery';
const owner = 'robin@meadow.example';
const kim = 'kim@meadow.example';
const longMail = `${'kim'.repeat(20)}@${'sehr-lang.'.repeat(16)}example`;
const longName = `Gesellschaft für ${'sehr'.repeat(40)} lange Namen`;

const look = (page: Page, name: string): Promise<void> => lookAt(page, `members-${name}`, { whole: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const passwordField = (page: Page) => page.getByLabel('Password', { exact: true });

/** An account with an organisation of its own. */
async function makeAccount(stand: Stand, page: Page, email: string, name: string): Promise<void> {
  const person = new ASGPersonClient({ baseUrl: stand.refinery.url });
  await person.signUp({ name, email });
  const { link } = await mailTo(stand, page, email, 'sign_up');
  await person.join({ token: `${link?.slice(link.indexOf('#') + 1)}`, password });
}

/** Fills the sign-in that the page shows. */
async function enter(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await passwordField(page).fill(password);
  await button(page, /^Sign in$/).click();
}

async function invite(page: Page, email: string, role: string): Promise<void> {
  await button(page, 'Invite a member').click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role', { exact: true }).selectOption(role);
  await button(page, 'Send the invitation').click();
  await page.getByText(`A mail is on its way to ${email}`).waitFor();
  await button(page, 'Done').click();
}

/** The places of the menu at the side. */
async function menuOf(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 1440, height: 900 });
  return page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents();
}

test('an owner invites a colleague, who joins as analyst, is made a developer, makes a key, and is removed', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await makeAccount(stand, page, owner, longName);
  await page.goto(`${url}/console/sign-in`);
  await enter(page, owner);
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await go(page, 'Members');
  await page.getByText('The last owner: stays one until somebody else is.').waitFor();
  await look(page, 'alone');

  // By keyboard alone, and with an e-mail that is none at first.
  await button(page, 'Invite a member').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await page.getByText('must be an e-mail address').waitFor();
  await look(page, 'invite');
  await page.getByLabel('E-mail').fill(longMail);
  await page.keyboard.press('Tab');
  // The browser forgets what was typed a second ago.
  await page.keyboard.type('ad');
  await page.getByText('May do everything but make, change or remove owners.').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(`A mail is on its way to ${longMail}`).waitFor();
  await look(page, 'invited');
  await page.keyboard.press('Escape');
  await button(page, 'Invite a member').and(page.locator(':focus')).waitFor();
  await invite(page, kim, 'analyst');
  await look(page, 'invitations');

  // The colleague has no account yet.
  const other = await visit(stand);
  const mail = await mailTo(stand, page, kim, 'invitation');
  await follow(stand, other.page, mail, 'members-mail');
  await other.page.getByText('Sees and exports tasks, results and figures. Changes nothing.').waitFor();
  await look(other.page, 'invitation-new');
  await passwordField(other.page).fill(password);
  await button(other.page, 'Join').click();
  await other.page.getByText('Nothing was submitted yet.').waitFor();
  await look(other.page, 'analyst');
  assert.deepEqual(await menuOf(other.page), [
    'Overview',
    'Tasks',
    'Workbench',
    'Jobs',
    'Assets',
    'Quality',
    'Gold',
    'Models',
  ]);
  await go(other.page, 'Tasks');
  assert.equal(await other.page.getByRole('link', { name: /Submit/ }).count(), 0);
  await other.page.goto(`${url}/console/keys`);
  await other.page.getByText('It takes the role owner, admin, or developer. You are analyst in').waitFor();
  await look(other.page, 'no-access');

  // What changes under an open page is told there, and the page follows.
  await page.reload();
  await button(page, `Change the role of ${kim}`).click();
  await page.getByLabel('Role', { exact: true }).selectOption('developer');
  await look(page, 'change');
  await page.getByRole('dialog').getByRole('button', { name: 'Change the role' }).click();
  await page.getByText(`${kim} is developer now.`).waitFor();
  await other.page.getByText(`You are developer in ${longName} now.`).waitFor();
  await other.page.getByRole('heading', { name: 'Keys', level: 1, exact: true }).waitFor();
  assert.ok((await menuOf(other.page)).includes('Webhooks'));
  await button(other.page, 'Make a key').click();
  await other.page.getByLabel('Name').fill('night job');
  await other.page.getByLabel('It may do').selectOption('Only what is chosen here');
  assert.equal(await other.page.getByRole('checkbox', { name: /^members/ }).count(), 0);
  await other.page.getByRole('checkbox', { name: /^submit/ }).check();
  await other.page.getByLabel('It ends').selectOption('After 7 days');
  await look(other.page, 'key-terms');
  await button(other.page, 'Make the key').click();
  const key = `${await other.page.getByRole('region', { name: 'The key' }).textContent()}`;
  await button(other.page, 'I have stored it').click();
  await other.page.getByRole('cell', { name: 'submit', exact: true }).waitFor();
  await look(other.page, 'keys');
  const statusOf = async (path: string): Promise<number> =>
    (await stand.api.send({ method: 'GET', path, token: key, expect: 'any' })).status;
  assert.deepEqual([await statusOf('/v1/customers/me'), await statusOf('/v1/tasks')], [200, 403]);

  // Out at once: the next thing that they do is refused, and the page says why.
  await button(page, `Remove ${kim}`).click();
  await page.getByRole('dialog').getByText(kim).waitFor();
  await look(page, 'remove');
  await button(page, 'Remove the member').click();
  await page.getByText(`${kim} is removed.`).waitFor();
  const refused = await other.page.request.get(`${url}/v1/tasks`);
  assert.equal(refused.status(), 403);
  await other.page.getByText(`You are not a member of ${longName} any more.`).waitFor();
  await other.page.getByRole('heading', { name: 'You are in no organisation' }).waitFor();
  await look(other.page, 'removed');
  await follow(stand, other.page, mail);
  await other.page.getByText('This invitation does not work any more.').waitFor();
  await look(other.page, 'invitation-over');
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});

test('who has an account comes back to the invitation after the sign-in, and leaves by themselves; the last owner stays', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await makeAccount(stand, page, owner, 'Meadow Labs');
  await makeAccount(stand, page, kim, 'Hill Farm');
  await page.goto(`${url}/console/sign-in`);
  await enter(page, owner);
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await go(page, 'Members');
  await invite(page, longMail, 'owner');
  await invite(page, kim, 'billing');

  const other = await visit(stand);
  await follow(stand, other.page, await mailTo(stand, page, longMail, 'invitation'));
  await button(other.page, 'I have another account').click();
  await button(other.page, 'Make a new account instead').click();
  await look(other.page, 'invitation-long');
  await button(page, `Withdraw the invitation to ${longMail}`).click();
  await page.getByText(`The invitation to ${longMail} is withdrawn.`).waitFor();
  await passwordField(other.page).fill(password);
  await button(other.page, 'Join').click();
  await other.page.getByText('this link does not work any more').waitFor();

  await follow(stand, other.page, await mailTo(stand, page, kim, 'invitation'));
  await other.page.getByText(`There is an account with ${kim}.`).waitFor();
  await look(other.page, 'invitation-known');
  await enter(other.page, kim);
  await button(other.page, `Join as ${kim}`).waitFor();
  await look(other.page, 'invitation-join');
  await button(other.page, `Join as ${kim}`).click();
  await other.page.getByRole('heading', { name: 'Balance', level: 1 }).waitFor();
  assert.deepEqual(await menuOf(other.page), ['Balance', 'Usage']);
  await other.page.getByRole('link', { name: 'Change the organisation' }).click();
  await button(other.page, 'Leave Meadow Labs').click();
  await look(other.page, 'leave');
  await other.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await other.page.getByText('You are not a member of Meadow Labs any more.').waitFor();
  await button(other.page, 'Enter Hill Farm').click();
  await other.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();

  await page.goto(`${url}/console/organisations`);
  await button(page, 'Leave Meadow Labs').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await page.getByText('this is the last owner: make somebody else an owner first').waitFor();
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([context.close(), other.context.close()]);
});

test('a key that may do less sees less, and the list of keys shows which have ended and which it cannot touch', async () => {
  await using stand = await startStand();
  const { customer, refinery } = stand;
  const { api_key } = await customer.keys.create('reader', { scopes: ['read', 'keys'] });
  const soon = new Date(Date.now() + 5_000).toISOString();
  await customer.keys.create('of before', { scopes: ['read'], expires_at: soon });
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, api_key);
  assert.deepEqual(await menuOf(page), [
    'Overview',
    'Tasks',
    'Workbench',
    'Jobs',
    'Assets',
    'Quality',
    'Gold',
    'Models',
    'Keys',
  ]);
  await go(page, 'Keys');
  await until('the end of the key', async () => (await customer.keys.list()).some(({ expired }) => expired));
  await page.reload();
  await page.getByText('Expired', { exact: true }).waitFor();
  await page.getByText('more than you').waitFor();
  assert.equal(await button(page, 'Replace of before').count(), 0);
  await button(page, 'Revoke of before').waitFor();
  await look(page, 'keys-of-a-key');
  await page.goto(`${refinery.url}/console/balance`);
  await page.getByText('its scopes do not have “billing”').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
