import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { mailTo } from '../parts/mails.ts';
import { adminToken, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, signInAsOperator } from './parts.ts';

const chunkOf = (page: string): RegExp => new RegExp(`/console/assets/${page}-[\\w-]+\\.js$`);
const gone = { status: 404, contentType: 'application/json', body: '{}' };

test('a page whose file a rebuild took away is loaded anew by itself, once, and then says that something is wrong', async () => {
  await using stand = await startStand();
  const { page } = await visit(stand);
  await signInAsOperator(page, stand.refinery.url, adminToken);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.route(chunkOf('operators-page'), (route) =>
    loads === 0 ? route.fulfill(gone) : route.continue(),
  );
  await go(page, 'Operators');
  await page.getByText('Nobody yet').waitFor();
  assert.equal(loads, 1);

  await page.evaluate(() => sessionStorage.clear());
  await page.route(chunkOf('customers-page'), (route) => route.fulfill(gone));
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Customers', exact: true })
    .click();
  await page.getByRole('heading', { name: 'Something went wrong here', level: 1 }).waitFor();
  assert.equal(loads, 2);
  await lookAt(page, 'rebuilt-gone');
  await page.unroute(chunkOf('customers-page'));
  await page.getByRole('button', { name: 'Load again' }).click();
  await page.getByRole('heading', { name: 'Customers', level: 1, exact: true }).waitFor();

  // Offline nothing is loaded anew: there is nowhere to load it from.
  await page.evaluate(() => sessionStorage.clear());
  const before = loads;
  await page.context().setOffline(true);
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Treasury', exact: true })
    .click();
  await page.getByRole('heading', { name: 'Something went wrong here', level: 1 }).waitFor();
  assert.equal(loads, before);
});

test('on a phone one toast is shown at a time; a forgotten password keeps the invitation on its page', async () => {
  await using stand = await startStand();
  const { page } = await visit(stand);
  await signInAsOperator(page, stand.refinery.url, adminToken);
  await go(page, 'Operators');
  const invited = ['kim@house.example', 'robin@house.example'];
  for (const email of invited) {
    await page.getByRole('button', { name: 'Invite an operator' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText(`A mail is on its way to ${email}`).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
  }
  const { link } = await mailTo(stand, page, 'kim@house.example', 'invitation');
  const guest = await visit(stand);
  await guest.page.goto(String(link));
  await guest.page.getByRole('button', { name: 'I have another account' }).click();
  await guest.page.getByRole('button', { name: 'Forgot your password?' }).click();
  await guest.page.getByLabel('E-mail', { exact: true }).fill('kim@house.example');
  await guest.page.getByRole('button', { name: 'Send the link' }).click();
  await guest.page.getByText('Then come back to this page, which keeps the invitation.').waitFor();
  await lookAt(guest.page, 'invitation-forgot');
  await guest.page.getByRole('button', { name: 'Back to the invitation' }).click();
  await guest.page.getByRole('button', { name: 'Make a new account instead' }).click();
  await guest.page.getByText('Choose a password, and you have an account with kim@house.example.').waitFor();

  await page.setViewportSize({ width: 390, height: 844 });
  for (const email of invited) {
    const withdrawn = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await page.getByRole('button', { name: `Withdraw the invitation to ${email}` }).click();
    await withdrawn;
  }
  await page.locator('.ui-toast').getByText(`The invitation to ${invited[1]} is withdrawn.`).waitFor();
  assert.equal(await page.locator('.ui-toast:visible').count(), 1);
});
