import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Uploads } from '@asg/jobs';
import type { Answer } from '../testing/call.ts';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob as uploadTo } from '../testing/uploaded-job.ts';

const line = (n: number): string => `${JSON.stringify({ data_url: `https://example.com/${n}.jpg` })}\n`;
const keepMs = 7 * 86_400_000;

async function jobOf(gateway: TestGateway, key: string, jobId: string) {
  return (await gateway.call('GET', `/v1/jobs/${jobId}`, { token: key })).body;
}

test('an endless manifest fails its job at the first bound that it reaches, and little of it is stored', async (t) => {
  await using gateway = await startTestGateway({
    jobBounds: { manifestBytesMax: 400_000, barrenBytesMax: 100_000, rejectedLinesMax: 500 },
    sandboxLabelQuota: 1_000_000,
  });
  const endings: Readonly<Record<string, () => string>> = {
    '/large': () => line(1).repeat(100),
    '/blank': () => '\n'.repeat(4_000),
    '/endless-line': () => 'x'.repeat(4_000),
    '/rejected': () => '{"nonsense":1}\n'.repeat(100),
  };
  let sent = 0;
  const server = createServer((request, response) => {
    const piece = endings[request.url ?? '']!;
    const write = (): void => {
      while (!response.destroyed && response.write(piece())) sent++;
    };
    response.on('drain', write);
    write();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.closeAllConnections() ?? server.close());
  const { key } = await gateway.newCustomer();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [path, note, counts] of [
    [
      '/large',
      /larger than 400000 bytes \(MANIFEST_MAX_BYTES\)/,
      (job: Answer['body']) => job.lines_accepted > 1_000,
    ],
    [
      '/blank',
      /100000 bytes in a row .*\(MANIFEST_MAX_BYTES_WITHOUT_LINE\)/,
      (job: Answer['body']) => job.lines_total === 0,
    ],
    [
      '/endless-line',
      /100000 bytes in a row .*\(MANIFEST_MAX_BYTES_WITHOUT_LINE\)/,
      (job: Answer['body']) => job.lines_total === 0,
    ],
    [
      '/rejected',
      /500 lines were rejected.*\(MANIFEST_MAX_REJECTED_LINES\)/,
      (job: Answer['body']) => job.lines_rejected <= 700,
    ],
  ] as const) {
    const order = { token: key, body: { ...jobOrder, manifest_url: base + path } };
    const { body } = await gateway.call('POST', '/v1/jobs', order);
    await runJobs(gateway);
    const job = await jobOf(gateway, key, body.job_id);
    assert.equal(job.status, 'failed');
    assert.match(job.note, note);
    assert.ok(counts(job), JSON.stringify(job));
  }
  assert.ok(sent > 0);
});

test('lines that are used again and again are no bound, however many blank and wrong ones are between them', async () => {
  await using gateway = await startTestGateway({
    jobBounds: { barrenBytesMax: 5_000, rejectedLinesMax: 500 },
  });
  const { key } = await gateway.newCustomer();
  const manifest = Array.from({ length: 100 }, (_, n) => `${'\n'.repeat(2_000)}nonsense\n${line(n)}`).join(
    '',
  );
  const { body } = await uploadTo(gateway, key, manifest);
  await runJobs(gateway);
  const job = await jobOf(gateway, key, body.job_id);
  assert.deepEqual([job.status, job.lines_accepted, job.lines_rejected], ['labeling', 100, 100]);
});

test('a customer has so many bytes of uploads and so many unread jobs; without quota an upload is refused at once', async () => {
  const jobBounds = { customerUploadBytesMax: 30_000, uploadBytesMax: 20_000, unreadJobsMax: 3 };
  await using gateway = await startTestGateway({ jobBounds, sandboxLabelQuota: 10 });
  const { key } = await gateway.newCustomer();
  const { key: other } = await gateway.newCustomer();
  const large = 'x'.repeat(15_000);
  const first = await uploadTo(gateway, key, large);
  assert.equal(first.status, 202);
  const second = await uploadTo(gateway, key, large);
  assert.deepEqual([second.status, second.body.code], [429, 'RATE_LIMITED']);
  assert.match(second.body.error, /30000 bytes in all/);
  assert.equal((await uploadTo(gateway, other, large)).status, 202);
  await runJobs(gateway);
  assert.equal((await uploadTo(gateway, key, large)).status, 202, 'what was read counts no more');
  const tooLarge = await uploadTo(gateway, other, 'x'.repeat(25_000));
  assert.deepEqual([tooLarge.status, tooLarge.body.code], [413, 'PAYLOAD_TOO_LARGE']);
  await runJobs(gateway);

  const order = { token: key, body: { ...jobOrder, manifest_url: 'https://example.com/m.jsonl' } };
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await gateway.call('POST', '/v1/jobs', order));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [202, 202, 202, 429],
  );
  assert.match(answers[3]!.body.error, /at most 3 jobs/);
  const cancel = (jobId: string) => gateway.call('POST', `/v1/jobs/${jobId}/cancel`, { token: key });
  await cancel(answers[2]!.body.job_id);
  // However many were submitted and cancelled since, the two that wait count.
  for (let i = 0; i < 5; i++) await cancel((await gateway.call('POST', '/v1/jobs', order)).body.job_id);
  const third = await gateway.call('POST', '/v1/jobs', order);
  assert.equal(third.status, 202);
  const beyond = await gateway.call('POST', '/v1/jobs', order);
  assert.equal(beyond.status, 429);
  for (const { body } of [...answers.slice(0, 2), third]) await cancel(body.job_id);

  const all = Array.from({ length: 10 }, (_, n) => line(n)).join('');
  assert.equal((await uploadTo(gateway, key, all)).status, 202);
  await runJobs(gateway);
  const none = await uploadTo(gateway, key, all);
  assert.deepEqual([none.status, none.body.error], [403, 'quota exhausted']);
});

test('an upload is kept until it is read, and no longer than it may wait for quota', async () => {
  await using gateway = await startTestGateway({ sandboxLabelQuota: 5 });
  const { key } = await gateway.newCustomer();
  const uploads = () => readdirSync(gateway.uploadsDir, { recursive: true, withFileTypes: true }).length;
  const { body } = await uploadTo(gateway, key, Array.from({ length: 9 }, (_, n) => line(n)).join(''));
  await runJobs(gateway);
  assert.equal((await jobOf(gateway, key, body.job_id)).lines_accepted, 5);
  assert.ok(uploads() > 0);
  gateway.clock.advance(keepMs + 1);
  await runJobs(gateway);
  const job = await jobOf(gateway, key, body.job_id);
  assert.equal(job.status, 'failed');
  assert.match(job.note, /within 168 hours: it is removed \(UPLOAD_KEEP_HOURS\)/);
  assert.equal(uploads(), 0);
});

test('what a process that died left of an upload is removed, what is under way or waits is not', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-uploads-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const uploads = new Uploads(folder);
  const nowMs = Date.now();
  const ids = ['A', 'B', 'C', 'D', 'E'].map((letter) => `job_${letter.repeat(26)}`);
  const [, fresh, waiting, read, cancelled] = ids;
  const owner = (jobId: string) => ({ jobId, customerId: `cust_${jobId.slice(4)}` });
  const paths = ids.map((jobId) => uploads.path(owner(jobId)));
  for (const [i, jobId] of ids.entries()) {
    assert.ok(await uploads.promise(owner(jobId), 10, 100));
    writeFileSync(paths[i]!, 'x');
    if (jobId !== fresh) utimesSync(paths[i]!, 0, (nowMs - 2 * 3_600_000) / 1000);
  }
  const old = join(folder, `${read}.jsonl`);
  writeFileSync(old, 'of an older version');
  const records: Readonly<Record<string, object>> = {
    [waiting!]: { status: 'ingesting', ingestedAtMs: null, endedAtMs: null },
    [read!]: { status: 'labeling', ingestedAtMs: 1, endedAtMs: null },
    // Its runner died, or could not remove the file.
    [cancelled!]: { status: 'cancelled', ingestedAtMs: null, endedAtMs: 1 },
  };
  const job = async (jobId: string) => (records[jobId] === undefined ? null : { job: records[jobId] });
  assert.equal(await uploads.sweep({ get: job as never }, nowMs, 100), 4);
  assert.deepEqual(
    [...paths, old].map((path) => existsSync(path)),
    [false, true, true, false, false, false],
  );
});
