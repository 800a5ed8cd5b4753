import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPaymailServer } from '@asg/paymail/testing';
import { lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { signIn, signInAsOperator } from './parts.ts';

/** Of anybody, on the local network. */
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

test('the operator sees what is wrong and whose pay waits, while the server does its work', async () => {
  await using host = await startPaymailServer();
  await using stand = await startStand({ SETTLE_MAX_WAIT_MS: '20', SETTLE_LATE_SECONDS: '1' });
  const { api, customer, refinery } = stand;
  const newWorker = async (name: string) => {
    const session = await api.registerWorker({ email: `${name}@example.com`, password: 'a good password' });
    const worker = api.worker(session.token);
    await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'de' });
    return { worker, workerId: session.worker_id };
  };
  const [kim, lee] = [await newWorker('Kim'), await newWorker('Lee')];
  await kim.worker.setWallet({ paymail: `kim@${host.host}` });
  host.mode = 'down';
  const { task_id: taskId } = await customer.tasks.submit(imageTask(stand.host, 1));
  for (const { worker } of [kim, lee]) {
    const [item] = await worker.next(1);
    await worker.label(item!.assignment_id, item!.options[0]!);
  }
  await customer.tasks.outcome(taskId, { waitSeconds: 60, until: 'settled' });

  const { page, complaints } = await visit(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await page.getByText('Degraded', { exact: true }).waitFor();
  await page.getByText('pay of 1 worker waits for their paymail').waitFor();
  const waits = page.getByRole('table', { name: 'Pay that waits for paymails' });
  await waits.getByText('gave no answer').waitFor();
  assert.equal(await waits.getByRole('link').textContent(), `…${kim.workerId.slice(-10)}`);
  await lookAt(page, 'console-health-degraded', { whole: true });
  assert.equal((await stand.api.customer().ready()).ready, true);

  // Another wallet makes it due at once.
  await kim.worker.setWallet({ address });
  await page.getByText('Ready', { exact: true }).waitFor();
  await waits.waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

test('a task whose answer was lost is the same task when it is submitted again', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  const { page } = await visit(stand);
  await signIn(page, refinery.url, stand.apiKey);
  await page.goto(`${refinery.url}/console/submit`);
  await page.getByLabel('URL of the data').fill(`${host.url}/image/1.png`);
  await page.getByLabel('Question').fill('Is there a hill?');
  await page.getByLabel('Options').fill('yes\nno');
  await page.route('**/v1/tasks', async (route) => {
    await route.fetch();
    await route.abort();
  });
  const submit = page.getByRole('button', { name: 'Submit the task' });
  await submit.click();
  await page.getByText('No connection to the server').waitFor();
  await page.unroute('**/v1/tasks');
  await submit.click();
  await page.getByText('The task is accepted.').waitFor();
  assert.equal((await customer.tasks.page()).data.length, 1);
});
