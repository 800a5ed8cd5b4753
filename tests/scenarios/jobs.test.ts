import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { ApiClient, startRefinery } from '@asg/testing';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type S3Server, startS3Server } from '../s3-server.ts';

const order = {
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  task_type: 'image_classification',
};

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

/** A customer of a server, and the job that is asked for until it says what is wanted. */
async function customerOf(url: string) {
  const api = new ApiClient(url);
  const { api_key: token } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: object) =>
    (await api.call({ method, path, token, ...(body === undefined ? {} : { body }) })).body as T;
  type Job = { status: string; note: string | null } & Record<string, number>;
  const until = async (path: string, isWanted: (job: Job) => boolean): Promise<Job> => {
    for (const deadline = Date.now() + 60_000; ; ) {
      const job = await call<Job>('GET', path);
      if (isWanted(job)) return job;
      assert.ok(Date.now() < deadline && job.status !== 'failed', JSON.stringify(job));
    }
  };
  return { api, call, until };
}

test('10,000 lines from S3 make exactly 10,000 tasks over a kill -9 in the middle', async () => {
  const good = (i: number) => JSON.stringify({ data_url: `https://example.com/${i}.jpg`, metadata: { i } });
  const lines = Array.from({ length: 10_010 }, (_, i) => (i % 1_001 === 500 ? 'nonsense' : good(i)));
  await put('large.jsonl', `${lines.join('\n')}\n`);
  await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '20000' } });
  const { api, call, until } = await customerOf(refinery.url);
  await using _api = api;
  const body = { ...order, manifest_url: `s3://${s3.bucket}/large.jsonl`, credentials: s3.credentials };
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', body);
  const path = `/v1/jobs/${job_id}`;
  const seen = await until(path, (job) => job.lines_total! > 0);
  await refinery.kill('SIGKILL');
  assert.ok(seen.lines_total! < 10_010, 'it was killed in the middle');
  await refinery.start();
  const job = await until(path, ({ status }) => status === 'labeling');
  assert.deepEqual([job.lines_total, job.lines_accepted, job.lines_rejected], [10_010, 10_000, 10]);
  const me = await call<{ label_quota: number }>('GET', '/v1/customers/me');
  assert.equal(me.label_quota, 10_000);
  const rows = (await call<string>('GET', `${path}/export?partial=true`))
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
  assert.equal(new Set(rows.map((row) => row.task_id)).size, 10_000);
  assert.ok(rows.every((row) => row.metadata.i === row.line - 1));
  const errors = await call<{ data: readonly { line: number }[] }>('GET', `${path}/errors?limit=100`);
  assert.deepEqual(
    errors.data.map(({ line }) => line),
    Array.from({ length: 10 }, (_, i) => i * 1_001 + 501),
  );
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

test('a completed job is delivered to the bucket, and its callback_url is told', {
  timeout: 120_000,
}, async () => {
  await put(
    'small.jsonl',
    '{"data_url":"https://example.com/1.jpg"}\n{"data_url":"https://example.com/2.jpg"}',
  );
  await using receiver = await startReceiver();
  await using refinery = await startRefinery();
  const { api, call, until } = await customerOf(refinery.url);
  await using _api = api;
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
    ...order,
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
  const { event, job_id: told, lines_accepted, cost_sats, completed_at } = await receiver.next;
  assert.deepEqual([event, told, lines_accepted], ['job.completed', job_id, 2]);
  assert.deepEqual([cost_sats, completed_at], [summary.cost_sats, summary.completed_at]);
});
