import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { saved, signIn, until } from './parts.ts';

/** Hardly a place to break, and signs that are read as marks elsewhere. */
const longName = `${'W'.repeat(60)} <b>שלום</b> 👩🏽‍🚀 `.repeat(4);

/** An S3 server with one manifest, which refuses what is written until it may. */
async function startBucket(manifest: string) {
  const written: string[] = [];
  const state = { mayWrite: false };
  const server = createServer((request, response) => {
    if (request.method === 'GET') response.end(manifest);
    else if (state.mayWrite)
      void text(request).then((body) => {
        written.push(body);
        response.setHeader('etag', '"1"').end();
      });
    else response.writeHead(403).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written,
    state,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a job tells which items nobody can see and what was noticed, and sends its results again', async () => {
  await using stand = await startStand();
  const { host, customer, refinery } = stand;
  const rows = [
    { data_url: `${host.url}/broken/${encodeURIComponent(longName)}.png` },
    { data_url: `${host.url}/broken/2.png` },
    { data_url: `${host.url}/image/0.png`, metadata: { note: longName } },
    { data_url: `${host.url}/image/0.png` },
    { data_url: `${host.url}/image/0.png` },
  ];
  using bucket = await startBucket(`${rows.map((row) => JSON.stringify(row)).join(',\n')}\nnonsense\n`);
  const { job_id } = await customer.jobs.submit({
    manifest_url: 's3://bucket/manifest.jsonl',
    name: 'photographs',
    task_type: 'image_classification',
    label_spec: { question: longName.repeat(7).slice(0, 1_990), options: ['yes', 'no'] },
    sensitive: true,
    credentials: { access_key_id: 'AK', secret_access_key: 'secret', endpoint: bucket.endpoint },
    delivery: { type: 's3', bucket: 'bucket' },
  });
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, stand.apiKey);
  await page.goto(`${refinery.url}/console/jobs/${job_id}`);
  const unseen = page.getByRole('table', { name: 'Items that cannot be seen' });
  await unseen.getByText('404').nth(1).waitFor();
  assert.deepEqual(await unseen.locator('tbody tr td:first-child').allTextContents(), ['1', '2']);
  const noticed = page.getByRole('table', { name: 'Noticed in the file' });
  await noticed.getByRole('row', { name: '1 and 3 more a comma behind an object is passed over' }).waitFor();
  await noticed.getByText('the same item as in line 3').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send the results again' }).count(), 0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('section', { has: unseen }).getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'photographs-unshowable.csv');
  await lookAt(page, 'console-job-unshowable', { whole: true });

  const tasks = (await customer.tasks.page({ job_id })).data;
  await page.goto(`${refinery.url}/console/tasks/${tasks.at(-1)?.task_id}`);
  await page.getByText(/404/).first().waitFor();
  await lookAt(page, 'console-task-unshowable', { whole: true });
  for (const { task_id } of tasks) await customer.tasks.cancel(task_id);
  await page.goto(`${refinery.url}/console/jobs/${job_id}`);
  await page.getByText('The delivery failed: the server answered 403 Forbidden').waitFor();
  await lookAt(page, 'console-job-undelivered', { whole: true });
  const again = page.getByRole('button', { name: 'Send the results again' });
  const sendAgain = async (): Promise<void> => {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await again.and(page.locator(':not([aria-busy])')).click();
    await answered;
  };
  await sendAgain();
  await until('another refusal', async () => {
    const { note } = await customer.jobs.get(job_id);
    return note?.startsWith('the delivery failed') === true;
  });
  bucket.state.mayWrite = true;
  await sendAgain();
  await again.waitFor({ state: 'detached' });
  assert.equal(await page.getByText('The delivery failed').count(), 0);
  const lines = bucket.written.join('').match(/"line":\d+/g);
  assert.deepEqual(
    lines?.toSorted(),
    [1, 2, 3, 4, 5].map((line) => `"line":${line}`),
  );
  assert.equal((await saved(page, 'JSONL')).name, 'photographs.jsonl');
  assert.deepEqual(complaints, []);
  await context.close();
});
