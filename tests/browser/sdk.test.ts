import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type * as Sdk from '@asg/sdk';
import { startRefinery } from '@asg/testing';
import { writeJavaScript } from '../../tools/build-sdk.ts';
import { launchChromium } from './parts/chromium.ts';

const vectors = join(import.meta.dirname, '../../contract/vectors');
const vector = (name: string) => JSON.parse(readFileSync(join(vectors, `${name}.json`), 'utf8'));

/** A customer's page with the published file of the client on it. */
async function startPage() {
  const folder = mkdtempSync(join(tmpdir(), 'asg-sdk-page-'));
  await writeJavaScript(folder);
  const script = readFileSync(join(folder, 'index.js'));
  rmSync(folder, { recursive: true });
  const server = createServer((request, reply) => {
    if (request.url === '/sdk.js') reply.setHeader('content-type', 'text/javascript').end(script);
    else reply.setHeader('content-type', 'text/html').end('<!doctype html><title>A page</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('the published client works on a page: calls, an upload, events, signatures, receipts', async () => {
  using page = await startPage();
  await using refinery = await startRefinery({
    env: { ASG_CORS_ORIGINS: page.origin },
  });
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on('pageerror', (error) => errors.push(error.message));
    await tab.goto(page.origin);
    const given = {
      baseUrl: refinery.url,
      webhook: vector('webhooks/ok-both-signatures'),
      receipt: vector('receipts/ok-mined').receipt,
      forged: vector('receipts/leaf-label').receipt,
    };
    const seen = await tab.evaluate(async ({ baseUrl, webhook, receipt, forged }) => {
      const address = '/sdk.js';
      const sdk = (await import(address)) as typeof Sdk;
      const { api_key } = await new sdk.ASGGatewayClient({ baseUrl }).customers.register({
        name: 'Page',
        email: 'page@example.com',
      });
      const asg = new sdk.ASGGatewayClient({ baseUrl, apiKey: api_key });
      const label_spec = { question: 'Animal?', options: ['cat', 'dog'] };
      const type = 'image_classification' as const;
      const data_url = 'https://example.com/1.jpg';
      const { task_id } = await asg.tasks.submit({ type, data_url, label_spec });
      await asg.tasks.cancel(task_id);
      const ended = await asg.tasks.waitForResult(task_id).catch((error: unknown) => error);
      const file = new Blob([JSON.stringify({ data_url })]);
      const shares: number[] = [];
      const { job_id } = await asg.jobs.upload(
        { file, task_type: type, label_spec },
        { onProgress: (share) => shares.push(share) },
      );
      const bad = await asg.jobs
        .upload(
          { file, task_type: type, label_spec: { question: '', options: [] } },
          { onProgress: () => {} },
        )
        .catch((error: Sdk.ASGGatewayHTTPError) => error.status);
      const events: unknown[] = [];
      for await (const { event } of asg.events.stream({ lastEventId: '0' })) {
        events.push(event);
        break;
      }
      const message = { ...webhook, nowSeconds: webhook.now };
      const changed = { ...message, body: `${webhook.body} ` };
      return {
        task_id,
        ended: ended instanceof sdk.TaskEndedError ? ended.taskStatus : String(ended),
        job: (await asg.jobs.get(job_id)).job_id === job_id,
        sent: shares.at(-1),
        bad,
        events,
        refused: await asg.tasks.get('tsk_none').catch((error: Sdk.ASGGatewayHTTPError) => error.requestId),
        believed: (await sdk.verifyWebhook(message)).messageId,
        disbelieved: await sdk.webhookFailure(changed),
        proven: sdk.verifyReceipt(receipt).ok,
        forged: sdk.verifyReceipt(forged).failed,
      };
    }, given);
    assert.deepEqual(errors, []);
    const { task_id, events, refused, ...rest } = seen;
    assert.match(refused as string, /^req_/);
    assert.equal((events[0] as Sdk.TaskEvent).task_id, task_id);
    assert.deepEqual(rest, {
      ended: 'cancelled',
      job: true,
      sent: 1,
      bad: 400,
      believed: given.webhook.headers['webhook-id'],
      disbelieved: 'mismatch',
      proven: true,
      forged: 'leaf',
    });
  } finally {
    await browser.close();
  }
});
