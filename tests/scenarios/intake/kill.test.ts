import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ASGGatewayClient, type Job } from '@asg/sdk';
import { pngOf, startRefinery, TestApi, zipOf } from '@asg/testing';
import { jobCustomer, jobOrder } from '../../job-customer.ts';

const rows = 10_000;
const isBad = (i: number) => i % 1_000 === 500;
const good = rows - rows / 1_000;
const ids = Array.from({ length: rows }, (_, i) => i);
const table = `data_url,note,i\n${ids
  .map((i) => (isBad(i) ? 'x\n' : `https://example.com/${i}.jpg,"a\nb",${i}\n`))
  .join('')}`;
const list = JSON.stringify(
  ids.map((i) => (isBad(i) ? { colour: i } : { data_url: `https://example.com/${i}.jpg`, metadata: { i } })),
);

for (const [what, file] of [
  ['a packed table whose cells have lines', gzipSync(table)],
  ['a list on one line', Buffer.from(list)],
] as const) {
  test(`${what} becomes each row once over a kill -9 in the middle`, async () => {
    let asked = 0;
    // At first it stops half-way, so that the server is still in the middle when it is killed.
    const server = createServer((_request, response) => {
      if (asked++ === 0) response.write(file.subarray(0, file.length / 2));
      else response.end(file);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '20000' } });
    const { call, until } = await jobCustomer(refinery.url);
    const manifest_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', { ...jobOrder, manifest_url });
    const path = `/v1/jobs/${job_id}`;
    const seen = await until(path, (job) => job.lines_total! > 0);
    await refinery.kill('SIGKILL');
    assert.ok(seen.lines_total! < rows, 'it was killed in the middle');
    await refinery.start();
    const job = await until(path, ({ status }) => status === 'labeling');
    assert.deepEqual([job.lines_total, job.lines_accepted, job.lines_rejected], [rows, good, rows - good]);
    assert.equal((await call<{ label_quota: number }>('GET', '/v1/customers/me')).label_quota, 20_000 - good);
    const exported = (await call<string>('GET', `${path}/export?partial=true`)).trim().split('\n');
    const found = exported.map((row) => JSON.parse(row) as { task_id: string; metadata: { i: unknown } });
    assert.equal(new Set(found.map(({ task_id }) => task_id)).size, good);
    assert.deepEqual(
      found.map(({ metadata }) => Number(metadata.i)),
      ids.filter((i) => !isBad(i)),
    );
    server.closeAllConnections();
    server.close();
  });
}

test('a zip of pictures becomes each file once over a kill -9 in the middle', {
  timeout: 240_000,
}, async () => {
  const names = Array.from({ length: 60 }, (_, i) => `${i}.${i % 20 === 7 ? 'pdf' : 'png'}`);
  const pictures = names.map((name, i) => {
    // The later ones take long, so that the server is still in the middle when it is killed.
    const side = i < 25 ? 100 : 1_000;
    const pixels = Buffer.alloc(side * side * 3).fill(i, 0, 3 * i);
    return [name, name.endsWith('pdf') ? `%PDF-1.7 ${i}` : pngOf(side, side, pixels)] as const;
  });
  const zip = zipOf(Object.fromEntries(pictures));
  await using refinery = await startRefinery();
  const { api_key: apiKey } = await new TestApi(refinery.url).registerCustomer({
    name: 'Demo',
    email: 'demo@example.com',
  });
  const { jobs, assets } = new ASGGatewayClient({ baseUrl: refinery.url, apiKey });
  const file = new Blob([new Uint8Array(zip)]);
  const { job_id } = await jobs.upload({ ...jobOrder, file });
  const until = async (isWanted: (job: Job) => boolean): Promise<Job> => {
    for (;;) {
      const job = await jobs.get(job_id);
      if (isWanted(job)) return job;
      assert.notEqual(job.status, 'failed', job.note ?? '');
    }
  };
  const seen = await until(({ lines_total }) => lines_total > 0);
  await refinery.kill('SIGKILL');
  assert.ok(seen.lines_total < names.length, 'it was killed in the middle');
  await refinery.start();
  const job = await until(({ status }) => status === 'labeling');
  assert.deepEqual([job.lines_total, job.lines_accepted, job.lines_rejected], [60, 57, 3]);
  const rows = await Array.fromAsync(jobs.exportLines(job_id, { partial: true }));
  assert.equal(new Set(rows.map(({ task_id }) => task_id)).size, 57);
  assert.deepEqual(
    rows.map(({ metadata }) => metadata?.file),
    names.filter((name) => name.endsWith('png')),
  );
  assert.deepEqual(
    (await Array.fromAsync(jobs.errors(job_id))).map(({ line }) => line),
    [8, 28, 48],
  );
  assert.equal((await Array.fromAsync(assets.list())).length, 57);
});
