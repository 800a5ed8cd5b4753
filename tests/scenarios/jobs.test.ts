import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { startRefinery } from '@asg/testing';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { jobCustomer, jobOrder, mixedManifest, survivesKill } from '../job-customer.ts';
import { type S3Server, startS3Server } from '../s3-server.ts';

let s3: S3Server;
before(async () => {
  s3 = await startS3Server();
});
after(() => s3[Symbol.asyncDispose]());

const put = (key: string, text: string) =>
  s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: key, Body: text }));
const textOf = async (key: string) => {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key }));
  return Body!.transformToString();
};

test('10,000 lines from S3 make exactly 10,000 tasks over a kill -9 in the middle', async () => {
  await put('large.jsonl', mixedManifest);
  await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '20000' } });
  const customer = await jobCustomer(refinery.url);
  const manifest = { manifest_url: `s3://${s3.bucket}/large.jsonl`, credentials: s3.credentials };
  await survivesKill(refinery, customer, manifest);
  assert.ok(!refinery.log().includes(s3.credentials.secret_access_key!), 'the log holds no credential');
});

/** A receiver of webhooks on this machine; `next` is the first message that it is sent. */
async function startReceiver() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const next = once(server, 'request').then(async ([request, response]) => {
    const body = await text(request);
    response.writeHead(204).end();
    return JSON.parse(body) as Record<string, unknown>;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a completed job is delivered to the bucket, and its callback_url is called', async () => {
  await put(
    'small.jsonl',
    '{"data_url":"https://example.com/1.jpg"}\n{"data_url":"https://example.com/2.jpg"}',
  );
  await using receiver = await startReceiver();
  await using refinery = await startRefinery();
  const { call, until } = await jobCustomer(refinery.url);
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
    ...jobOrder,
    manifest_url: `${s3.endpoint}/${s3.bucket}/small.jsonl`,
    credentials: s3.credentials,
    delivery: { type: 's3', bucket: s3.bucket, prefix: 'results/' },
    callback_url: receiver.url,
  });
  const path = `/v1/jobs/${job_id}`;
  await until(path, ({ status }) => status === 'labeling');
  const rows = (await call<string>('GET', `${path}/export?partial=true`)).trim().split('\n');
  for (const row of rows) await call('POST', `/v1/tasks/${JSON.parse(row).task_id}/cancel`);
  const job = await until(path, ({ status }) => status === 'completed');
  assert.equal(job.note, null);
  const results = (await textOf(`results/${job_id}/results.jsonl`))
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
  assert.deepEqual(
    results.map((row) => [row.line, row.status]),
    [
      [1, 'cancelled'],
      [2, 'cancelled'],
    ],
  );
  const summary = JSON.parse(await textOf(`results/${job_id}/summary.json`));
  assert.deepEqual([summary.job_id, summary.lines_accepted, summary.tasks_cancelled], [job_id, 2, 2]);
  const { event, job_id: reported, lines_accepted, cost_sats, completed_at } = await receiver.next;
  assert.deepEqual([event, reported, lines_accepted], ['job.completed', job_id, 2]);
  assert.deepEqual([cost_sats, completed_at], [summary.cost_sats, summary.completed_at]);
});
