import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASGAdminClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { go, signIn } from './console/parts.ts';
import { lookAt } from './parts/looks.ts';
import { adminToken, imageTask, otherWorker, startStand } from './parts/stand.ts';
import { visit } from './parts/visit.ts';

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft & Söhne';

/** Signs up by the page that an invitation leads to, and comes back to it. */
async function joinAnew(page: Page, email: string): Promise<void> {
  await page.getByRole('link', { name: 'Create an account and join' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByLabel('I am at least 18 years old.').check();
  await page.getByLabel('I accept the').check();
  await page.getByRole('button', { name: 'Sign up' }).click();
}

test('an own annotator’s first label: from the link of an invitation to a result that is marked as own', async () => {
  await using stand = await startStand();
  const { api, refinery, host } = stand;
  const { api_key } = await api.registerCustomer({ name: long, email: 'own@customer.example' });
  const customer = api.customer(api_key);
  const { link } = await customer.pool.invite({ uses_max: 5 });
  assert.ok(link !== null, 'a link that lets people in');
  assert.ok(link.startsWith(`${refinery.url}/work/join#`));
  const { context, page, complaints } = await visit(stand);
  await page.goto(link);
  await page.getByRole('heading', { name: `${long} invites you` }).waitFor();
  await lookAt(page, 'join', { whole: true });
  await joinAnew(page, 'mara@worker.example');
  await page.getByRole('button', { name: 'Join' }).waitFor();
  await lookAt(page, 'join-as', { whole: true });
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText(`You are one of ${long}’s people now.`).waitFor();
  await lookAt(page, 'joined');
  const { task_id } = await customer.tasks.submit(imageTask(host, 0, { crowd: 'own' }));
  await page.getByRole('link', { name: 'To the work' }).click();
  await page.getByLabel('Display name').fill('Mara');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Language you know best').selectOption('en');
  await page.getByRole('button', { name: 'Start to work' }).click();
  await page.getByText('unpaid', { exact: true }).waitFor();
  await lookAt(page, 'own-work');
  await page.getByRole('radio', { name: 'yes' }).check();
  await page.getByRole('button', { name: 'Submit' }).click();

  const outsider = await otherWorker(api, 'oskar');
  assert.deepEqual(await outsider.next(5), [], 'it is for nobody else');
  const second = await otherWorker(api, 'nele');
  await second.joinPool(link.slice(link.indexOf('#') + 1));
  const [held] = await second.next(1);
  assert.equal(held?.organisation, long);
  const { itemToken } = await second.item(held.assignment_id);
  await second.label(held.assignment_id, 'yes', { itemToken });
  const result = await customer.tasks.waitForResult(task_id, { until: 'settled' });
  assert.deepEqual([result.crowd, result.unpaid_count, result.settlement.total_cost_sats], ['own', 2, 0]);
  const receipt = await customer.tasks.receipt(task_id);
  assert.deepEqual([receipt.leaf.crowd, receipt.leaf.unpaid_count], ['own', 2]);
  const operator = new ASGAdminClient({ baseUrl: refinery.url, token: adminToken });
  assert.equal((await operator.audit()).ok, true, 'what nobody is paid for is in order, too');
  assert.equal((await operator.auditDecisions()).ok, true);

  await page.goto(`${refinery.url}/work/profile`);
  await page.getByRole('heading', { name: 'You label for' }).waitFor();
  await lookAt(page, 'profile-pools', { whole: true });
  await page.getByRole('button', { name: `Leave ${long}` }).click();
  await page.getByRole('heading', { name: 'You label for' }).waitFor({ state: 'detached' });
  await page.goto(`${link}x`);
  await page.getByText('This invitation does not work any more').waitFor();
  await lookAt(page, 'join-invalid');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the Console invites own people, shows how they work, and parts with them; a form sends tasks to them', async () => {
  await using stand = await startStand();
  const { api, refinery, host } = stand;
  const { api_key } = await api.registerCustomer({ name: long, email: 'console@customer.example' });
  const customer = api.customer(api_key);
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, api_key);
  await go(page, 'Your people');
  await page.getByRole('heading', { name: 'Nobody yet' }).waitFor();
  await lookAt(page, 'console-people-empty', { whole: true });
  await page.getByRole('button', { name: 'Invite people' }).click();
  await page.getByLabel('E-mail').fill('nobody');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('must be an e-mail address').first().waitFor();
  await lookAt(page, 'console-people-invite');
  await page.getByLabel('E-mail').fill('mara@worker.example');
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('A mail is on its way to mara@worker.example').waitFor();
  await lookAt(page, 'console-people-invited');
  await page.getByRole('button', { name: 'Done' }).click();
  const { link } = await customer.pool.invite({ uses_max: 3 });
  assert.ok(link !== null, 'a link that lets people in');
  const token = link.slice(link.indexOf('#') + 1);
  const people = await Promise.all(
    ['mara', `N${'ñ'.repeat(48)}`].map(async (name, i) => {
      const worker = await otherWorker(api, `own-${i}`);
      await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
      await worker.joinPool(token);
      return worker;
    }),
  );
  await customer.tasks.submitBatch([0, 1, 2].map((n) => imageTask(host, n, { crowd: 'own' })));
  for (const [i, worker] of people.entries())
    for (const { assignment_id, options } of await worker.next(20)) {
      const { itemToken } = await worker.item(assignment_id);
      await worker.label(assignment_id, options[i === 0 || assignment_id < 'asn_n' ? 0 : 1] ?? '', {
        itemToken,
      });
    }
  await page.reload();
  await page.getByRole('button', { name: 'Remove mara' }).waitFor();
  await lookAt(page, 'console-people', { whole: true });
  await page.getByRole('button', { name: 'Remove mara' }).click();
  await lookAt(page, 'console-people-remove');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove mara' }).waitFor({ state: 'detached' });
  assert.deepEqual(await people[0]?.pools(), []);

  await page.getByRole('button', { name: 'Revoke mara@worker.example' }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  await go(page, 'Submit');
  await page.getByLabel('Who labels').selectOption('Your people first, then the public');
  await page.getByLabel('The public gets what is undecided after').selectOption('4 hours');
  await lookAt(page, 'console-submit-own', { whole: true });
  await page.getByLabel('URL of the data').fill(`${host.url}/image/9.png`);
  await page.getByLabel('Question').fill('Is the sun in the picture?');
  await page.getByLabel('Options').fill('yes\nno');
  await page.getByRole('button', { name: 'Submit the task' }).click();
  await page.getByText('Your people first, then the public; yours are unpaid').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
