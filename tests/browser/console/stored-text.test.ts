import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { adminToken, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { fileDrop, go, scriptText, signIn, signInAsOperator, startReceiver } from './parts.ts';

/** Whether the text is on the page as it was stored, and nothing of it ran. */
async function assertShown(page: Page, ...names: readonly string[]): Promise<void> {
  for (const name of names) await page.getByText(scriptText(name)).first().waitFor();
  assert.equal(await page.evaluate(() => (window as { hacked?: string }).hacked), undefined);
  assert.equal(await page.locator('img[src=x]').count(), 0);
}

test('whatever customers, workers and receivers write is shown as text, and the policy would stop it too', async () => {
  await using stand = await startStand({ WEBHOOK_RETRY_MAX: '1' });
  await using receiver = await startReceiver();
  const { refinery, host, api } = stand;
  const post = <T>(path: string, token: string, body: object): Promise<T> =>
    api.json<T>({ method: 'POST', path, token, body });
  const { api_key: key } = await api.registerCustomer({
    name: scriptText('customer'),
    email: 'xss@customer.example',
  });
  await post('/v1/customers/me/keys', key, { name: scriptText('key').slice(0, 100) });
  await post('/v1/webhooks', key, { callback_url: `${receiver.url}/down`, events: ['task.cancelled'] });
  const task = {
    type: 'text_classification' as const,
    data_url: `${host.url}/text/1.txt#${encodeURIComponent(scriptText('url'))}`,
    label_spec: {
      question: scriptText('question'),
      options: [scriptText('option'), 'other'],
      instructions: scriptText('instructions'),
    },
    metadata: { [scriptText('field')]: scriptText('metadata') },
    consensus_threshold: 2,
  };
  const { task_id } = await api.customer(key).tasks.submit(task);
  const { task_id: gone } = await api.customer(key).tasks.submit(task);
  await api.customer(key).tasks.cancel(gone);
  const { job_id } = await api.customer(key).jobs.upload({
    file: new Blob([JSON.stringify({ data_url: 'https://e.example', [scriptText('line')]: 1 })]),
    task_type: 'moderation',
    label_spec: task.label_spec,
  });
  const worker = await api.registerWorker({ email: 'xss@worker.example', password: 'correct horse' });
  const { token } = worker;
  await api.worker(token).setProfile({
    display_name: scriptText('w').slice(0, 50),
    country: 'DE',
    primary_language: 'en',
  });
  await post(`/v1/admin/workers/${worker.worker_id}/suspend`, adminToken, { reason: scriptText('reason') });
  await post('/v1/workers/me/appeals', token, { message: scriptText('appeal') });

  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, key);
  await assertShown(page, 'customer');
  await go(page, 'Tasks');
  await assertShown(page, 'question');
  await page.goto(`${refinery.url}/console/tasks/${task_id}`);
  await page.getByText('Instructions for workers').click();
  await assertShown(page, 'question', 'option', 'instructions');
  await page.getByRole('region', { name: 'Metadata' }).getByText("window.hacked='metadata'").waitFor();
  await page.goto(`${refinery.url}/console/jobs/${job_id}`);
  await page.getByRole('table', { name: 'Rejected lines' }).getByText("window.hacked='line'").waitFor();
  await assertShown(page, 'question');
  await go(page, 'Keys');
  await page.getByText("window.hacked='key'").waitFor();
  await go(page, 'Webhooks');
  await page.getByRole('tab', { name: 'Failed deliveries' }).click();
  await page.getByRole('button', { name: 'task.cancelled' }).click();
  await assertShown(page, 'answer');
  await page.keyboard.press('Escape');
  await go(page, 'Submit');
  await page.getByRole('tab', { name: 'Files' }).click();
  await fileDrop(page).setInputFiles({
    name: `${scriptText('file').replaceAll('/', '')}.jsonl`,
    mimeType: 'application/json',
    buffer: Buffer.from(`${JSON.stringify({ data_url: scriptText('cell'), [scriptText('column')]: 1 })}\n`),
  });
  await assertShown(page, 'cell');
  await page.getByRole('checkbox', { name: scriptText('column') }).waitFor();

  await signInAsOperator(page, refinery.url, adminToken);
  await go(page, 'Workers');
  await page.getByText("window.hacked='w'").first().waitFor();
  await page.goto(`${refinery.url}/console/operator/workers/${worker.worker_id}`);
  await assertShown(page, 'reason');
  await go(page, 'Appeals');
  await assertShown(page, 'appeal', 'reason');
  await go(page, 'Customers');
  await assertShown(page, 'customer');
  assert.deepEqual(complaints, []);

  const policy = (await page.request.get(`${refinery.url}/console/`)).headers()['content-security-policy']!;
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.doesNotMatch(policy, /unsafe/);
  await context.close();
});
