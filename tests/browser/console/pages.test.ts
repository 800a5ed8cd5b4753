import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGGatewayClient } from '@asg/sdk';
import type { Page } from 'playwright-core';
import { keepsPictures, lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, type Stand, startStand, textTask } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, fileDrop, go, signIn, signInAsOperator, startReceiver, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `console-${name}`, { whole: true });
/** What is looked at with stranger data among all pages is shown to people here. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (keepsPictures) await look(page, name);
};

test('the pages of the Console before there is anything look right, have no barrier and show the next step', async () => {
  await using stand = await startStand();
  const { url } = stand.refinery;
  const { context, page, complaints } = await visit(stand);
  await page.goto(`${url}/console`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(page.url(), `${url}/console/`);
  await look(page, 'sign-in-person');
  await page.getByRole('tab', { name: 'By key' }).click();
  await page.getByLabel('API key').fill('sk_sandbox_wrong');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('This key opens nothing').waitFor();
  await look(page, 'sign-in');
  await page.getByRole('link', { name: 'make one with an API key alone' }).click();
  await page.getByLabel('Name').fill('Meadow Labs');
  await page.getByLabel('E-mail').fill('console@customer.example');
  await look(page, 'register');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('heading', { name: 'Your API key' }).waitFor();
  const key = await page.getByRole('region', { name: 'Your API key' }).textContent();
  assert.match(key ?? '', /^sk_sandbox_/);
  // Another window comes to the front, as a password manager's does: the key stays until it is stored.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.reload();
  assert.equal(await page.getByRole('region', { name: 'Your API key' }).textContent(), key);
  await look(page, 'key-of-register');
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await page.getByRole('heading', { name: 'Submit your first task' }).waitFor();
  assert.equal(await page.getByText('curl', { exact: true }).isVisible(), false);
  await look(page, 'overview-greets');
  await page.getByText('Submit by a program instead').click();
  await page.getByRole('tab', { name: 'Python' }).click();
  await page.getByText('ASGGatewayClient("sk_sand...').waitFor();
  await look(page, 'overview-empty');
  const empties = [
    ['Tasks', 'No tasks yet'],
    ['Jobs', 'No jobs yet'],
    ['Webhooks', 'No endpoints yet'],
    ['Quality', 'Nothing was decided in this time'],
    ['Gold', 'No gold yet'],
    ['Models', 'No models yet'],
  ] as const;
  for (const [name, heading] of empties) {
    await go(page, name);
    await page.getByRole('heading', { name: heading }).waitFor();
    await look(page, `${name.toLowerCase()}-empty`);
  }
  await page.goto(`${url}/console/nowhere`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await look(page, 'not-found');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('dialog', { name: 'Menu' }).waitFor();
  await look(page, 'menu');
  assert.equal(
    await page
      .evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]))
      .then((text) => text.includes('sk_')),
    false,
  );
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script reads the session');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the customer’s pages with real data look right and have no barrier', async () => {
  await using stand = await startStand({ WEBHOOK_RETRY_MAX: '2' });
  await using receiver = await startReceiver();
  const { refinery, host, customer, apiKey, api } = stand;
  const { context, page, complaints } = await visit(stand);
  const hook = (path: string, events: readonly string[]) =>
    api.send({
      method: 'POST',
      path: '/v1/webhooks',
      token: apiKey,
      body: { callback_url: receiver.url + path, events },
    });
  await hook('/orders', ['task.settled', 'job.completed']);
  await hook('/down', ['task.cancelled']);
  const gone = await customer.tasks.submit(imageTask(host, 0));
  await customer.tasks.cancel(gone.task_id);
  const late = await customer.tasks.submit(textTask(host, 2, { expires_in: 1 }));
  await until('the expiry', async () => (await customer.tasks.outcome(late.task_id)).status === 'expired');
  const done = await customer.tasks.submitBatch(manyTasks(stand, 30));
  await crowdLabels(stand, 'pages');
  const first = done.task_ids[0]!;
  await customer.tasks.outcome(first, { waitSeconds: 30, until: 'settled' });
  await customer.tasks.submitBatch([imageTask(host, 1), imageTask(host, 2), textTask(host, 1)]);
  const uploaded = await uploadJob(customer, host.url);
  await until('the job', async () => {
    const { status } = await api.json<{ status: string }>({
      method: 'GET',
      path: `/v1/jobs/${uploaded}`,
      token: apiKey,
    });
    return status === 'labeling';
  });

  await signIn(page, refinery.url, apiKey);
  await page.getByText('Live', { exact: true }).first().waitFor();
  await page.locator('.recharts-bar-rectangle').first().waitFor();
  await picture(page, 'overview');
  await go(page, 'Tasks');
  await page.getByRole('link', { name: 'How content is the customer' }).first().waitFor();
  await picture(page, 'tasks');
  await page.getByLabel('Search').fill('order-7"');
  await page.getByRole('button', { name: 'Find' }).click();
  await until('the search', async () => (await page.locator('tbody tr').count()) === 1);
  await page.getByLabel('Status').selectOption('expired');
  await page.getByRole('heading', { name: 'No task matches' }).waitFor();
  await look(page, 'tasks-none');
  await page.goto(`${refinery.url}/console/tasks/${first}`);
  await page.getByAltText('What the task is about').waitFor();
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText('The proof holds').waitFor();
  await picture(page, 'task-settled');
  await go(page, 'Tasks');
  await page.getByRole('link', { name: 'How content is the customer' }).first().click();
  await page.getByText('The rucksack stopped closing').or(page.getByText('Arrived after two days')).waitFor();
  await look(page, 'task-open');
  await page.getByRole('button', { name: 'Cancel the task' }).click();
  await page.getByRole('dialog', { name: 'Cancel this task?' }).waitFor();
  await look(page, 'task-cancel');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the task' }).click();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();

  await go(page, 'Submit');
  await page.getByRole('button', { name: 'Submit the task' }).click();
  await page.getByText('data_url is required').first().waitFor();
  await look(page, 'submit-one');
  await page.getByRole('tab', { name: 'Files' }).click();
  await look(page, 'submit-drop');
  await fileDrop(page).setInputFiles({
    name: 'holiday pictures.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv(host.url, 12)),
  });
  await page.getByText('12 rows, 4 columns').waitFor();
  await look(page, 'submit-file');
  await go(page, 'Jobs');
  await page.getByRole('link', { name: 'holiday' }).waitFor();
  await picture(page, 'jobs');
  await page.getByRole('link', { name: 'holiday' }).click();
  await page.getByText('data_url is required').first().waitFor();
  await picture(page, 'job');

  await go(page, 'Quality');
  await page.getByRole('table', { name: 'Agreement by type of task' }).waitFor();
  await page.getByRole('table', { name: 'Disagreements' }).waitFor();
  await picture(page, 'quality');
  await go(page, 'Usage');
  await page.getByRole('table', { name: 'Invoices' }).waitFor();
  await page.locator('.recharts-bar-rectangle').first().waitFor();
  await picture(page, 'usage');
  await go(page, 'Webhooks');
  await page.getByRole('link', { name: receiver.url }).first().waitFor();
  await picture(page, 'webhooks');
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('dialog', { name: 'Add an endpoint' }).waitFor();
  await look(page, 'webhook-new');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Failed deliveries' }).click();
  await page.getByRole('button', { name: 'task.cancelled' }).first().waitFor();
  await look(page, 'deliveries-failed');
  await page.getByRole('button', { name: 'task.cancelled' }).first().click();
  await page.getByRole('dialog', { name: 'Delivery' }).getByText('"event": "task.cancelled"').waitFor();
  await look(page, 'delivery');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Endpoints' }).click();
  await page.getByRole('link', { name: `${receiver.url}/orders` }).click();
  await page.getByRole('table', { name: 'Deliveries' }).waitFor();
  await picture(page, 'webhook');
  await go(page, 'Keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('build server');
  await page.getByRole('dialog').getByRole('button', { name: 'Make the key' }).click();
  await page.getByRole('button', { name: 'I have stored it' }).waitFor();
  await look(page, 'key-made');
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await page.getByRole('button', { name: 'Revoke' }).waitFor();
  await picture(page, 'keys');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the operator’s pages with real data look right and have no barrier', async () => {
  await using stand = await startStand();
  const { refinery, customer, api } = stand;
  const { context, page, complaints } = await visit(stand);
  await customer.tasks.submitBatch(manyTasks(stand, 24));
  await crowdLabels(stand, 'operator');
  await customer.tasks.submitBatch(manyTasks(stand, 4));
  const contester = await suspendedWorker(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await page.getByText('Ready', { exact: true }).waitFor();
  await picture(page, 'operator-health');
  await go(page, 'Treasury');
  await page.locator('.qr svg').waitFor();
  await picture(page, 'operator-treasury');
  await go(page, 'Settlements');
  await page.getByRole('table', { name: 'Settlements', exact: true }).waitFor();
  await picture(page, 'operator-settlements');
  await page.locator('tbody a').first().click();
  await page.getByRole('heading', { name: 'Transaction' }).waitFor();
  await picture(page, 'operator-settlement');
  await go(page, 'Workers');
  await page.getByRole('table', { name: 'Workers' }).waitFor();
  await picture(page, 'operator-workers');
  await page.getByRole('link', { name: contester }).click();
  await page.getByText('Suspended since').waitFor();
  await picture(page, 'operator-worker');
  await go(page, 'Appeals');
  await page.getByText('I know these pictures well.').waitFor();
  await picture(page, 'operator-appeals');
  await page.getByLabel('Your answer').fill('You are right.');
  await page.getByRole('button', { name: 'Uphold' }).click();
  await page.getByRole('heading', { name: 'No appeal waits' }).waitFor();
  await go(page, 'Customers');
  await page.getByRole('link', { name: 'Fixtures' }).click();
  await page.getByLabel('Tier').selectOption('growth');
  await page.getByRole('button', { name: 'Change the tier' }).click();
  await page.getByRole('heading', { name: 'A live key was issued' }).waitFor();
  await look(page, 'operator-customer');
  await page.getByRole('link', { name: 'Customers' }).first().click();
  await page.getByRole('table', { name: 'Customers' }).waitFor();
  await picture(page, 'operator-customers');
  await api.customer().ready();
  assert.deepEqual(complaints, []);
  await context.close();
});

const manyTasks = ({ host }: Stand, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const given = { consensus_threshold: 3, metadata: { order: `order-${i}`, shelf: i % 4 } };
    return i % 3 === 2 ? textTask(host, i, given) : imageTask(host, i, given);
  });

const csv = (url: string, rows: number): string =>
  `picture,album,photographer,taken\n${Array.from(
    { length: rows },
    (_, i) =>
      `${url}/image/${i}.png,"Summer, ${2020 + (i % 5)}",Robin,2024-07-${String(1 + (i % 28)).padStart(2, '0')}`,
  ).join('\n')}\n`;

/** A job of a few lines, two of which are none. */
async function uploadJob({ jobs }: ASGGatewayClient, hostUrl: string): Promise<string> {
  const lines = Array.from({ length: 6 }, (_, i) =>
    JSON.stringify({ data_url: `${hostUrl}/image/${i}.png` }),
  );
  const { job_id } = await jobs.upload({
    name: 'holiday',
    task_type: 'image_classification',
    label_spec: { question: 'Is there a hill?', options: ['yes', 'no'] },
    file: new Blob([[...lines, '{}', 'no line'].join('\n')]),
  });
  return job_id;
}

/** Signs up, is suspended, and contests it. Their name. */
async function suspendedWorker({ api }: Stand): Promise<string> {
  const { token, worker_id } = await api.registerWorker({
    email: 'ada@worker.example',
    password: 'correct horse',
  });
  await api.worker(token).setProfile({ display_name: 'Ada', country: 'DE', primary_language: 'en' });
  await api.send({
    method: 'POST',
    path: `/v1/admin/workers/${worker_id}/suspend`,
    token: adminToken,
    body: { reason: 'Answers came faster than the items can be read.' },
  });
  const body = { message: 'I know these pictures well.' };
  await api.send({ method: 'POST', path: '/v1/workers/me/appeals', token, body });
  return 'Ada';
}
