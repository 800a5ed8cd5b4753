import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipOf } from '@asg/testing';
import { manifestServer } from '../testing/manifests.ts';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-16';
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const picture = (n: number): Buffer => Buffer.concat([dot, Buffer.from(`picture ${n}`)]);
const files = {
  'folder/': '',
  'folder/a.png': picture(1),
  '__MACOSX/folder/._a.png': 'x',
  'folder/text.txt': { content: 'a text', isPacked: true },
  'again.png': picture(1),
  'report.pdf': '%PDF-1.7',
  'broken.png': dot.subarray(0, 30),
  'inner.zip': zipOf({ 'a.png': dot }),
  'secret.png': { content: picture(2), isEncrypted: true },
  '../out.png': picture(3),
  'blank.txt': ' ',
  'empty.png': '',
  'large.bin': Buffer.alloc(4_001),
};
const refused = [
  'report.pdf: it is a PDF document: send PNG, JPEG, GIF, WebP, AVIF, TIFF, SVG, BMP or ICO',
  'broken.png: it is a picture that cannot be shown: it is truncated: the end of this PNG picture is missing',
  'inner.zip: it is a zip: give the pictures and texts in it',
  'secret.png: it is encrypted',
  '../out.png: it has a name that leads out of the zip',
  'blank.txt: it is blank',
  'empty.png: it is empty',
  'large.bin: it is larger than 4000 bytes',
];

async function shown({ call }: TestGateway, token: string, jobId: string) {
  const get = async (path: string) => call('GET', `/v1/jobs/${jobId}${path}`, { token });
  const text = (await get('/export?partial=true')).text.trim();
  const rows = text === '' ? [] : text.split('\n').map((row) => JSON.parse(row));
  const job = (await get('')).body;
  assert.equal(job.lines_total, job.lines_accepted + job.lines_rejected);
  return { job, rows, errors: (await get('/errors?limit=100')).body.data };
}

async function uploaded(gateway: TestGateway, key: string, zip: Buffer, fields = {}) {
  const { status, body } = await uploadJob(gateway, key, zip, fields);
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  return shown(gateway, key, body.job_id);
}

test('each file of a zip is a task or an error by its name, uploaded or by URL', async () => {
  await using gateway = await startTestGateway({ assetRules: { bytesMax: 4_000 } });
  const { key } = await gateway.newCustomer();
  const zip = zipOf(files);
  // Without ranges and without a length, as many servers are.
  await using server = await manifestServer((_request, response) => void response.end(zip));
  const byUrl = async () => {
    const body = { ...jobOrder, manifest_url: server.url };
    const { job_id } = (await gateway.call('POST', '/v1/jobs', { token: key, body })).body;
    await runJobs(gateway);
    return shown(gateway, key, job_id);
  };
  const upload = await uploaded(gateway, key, zip);
  for (const { job, rows, errors } of [upload, await byUrl()]) {
    assert.deepEqual([job.status, job.lines_accepted], ['labeling', 3], job.note);
    assert.deepEqual(
      rows.map(({ line, metadata }) => [line, metadata]),
      [
        [1, { file: 'folder/a.png' }],
        [2, { file: 'folder/text.txt' }],
        [3, { file: 'again.png' }],
      ],
    );
    assert.deepEqual(
      rows.map(({ data_url }) => data_url),
      upload.rows.map(({ data_url }) => data_url),
    );
    assert.match(rows[0].data_url, /^asset:\/\/[0-9a-f]{64}$/);
    assert.deepEqual(
      errors,
      refused.map((reason, i) => ({ line: i + 4, reason })),
    );
    assert.deepEqual(job.notices, [
      { line: 1, reason: 'what systems leave (.DS_Store, __MACOSX, Thumbs.db) is passed over', count: 1 },
      { line: 3, reason: 'the same item as in line 1', count: 1 },
    ]);
  }
  assert.equal((await gateway.call('GET', '/v1/assets', { token: key })).body.data.length, 2);
  assert.deepEqual(readdirSync(gateway.uploadsDir), [], 'neither the upload nor the copy is kept');
});

test('a zip of which nothing is of use fails its job with the reason', async () => {
  await using gateway = await startTestGateway({ jobBounds: { manifestBytesMax: 1_000_000 } });
  const { key } = await gateway.newCustomer();
  const notes: readonly (readonly [Buffer, string | RegExp])[] = [
    [zipOf({}), 'there is no row in it'],
    [zipOf({ 'a.pdf': '%PDF-' }), /^its only row was rejected: line 1: a\.pdf: it is a PDF document/],
    [zipOf(files).subarray(0, 900), 'the zip is damaged or cut off'],
    [zipOf({ '[Content_Types].xml': '<x/>' }), /a workbook or another document: save a table as CSV/],
    [zipOf({ 'a.bin': { content: 'x', bytes: 900_000_000 } }), /more than 100 times its size/],
    [zipOf({ 'a.bin': { content: 'x', bytes: 2_000_000 } }), /unpack to more than 1000000 bytes/],
  ];
  for (const [zip, note] of notes) {
    const { job } = await uploaded(gateway, key, zip);
    assert.equal(job.status, 'failed', JSON.stringify([job, note.toString()]));
    if (typeof note === 'string') assert.equal(job.note, note);
    else assert.match(job.note, note);
  }
});

test('a zip waits for quota, then for room, and goes on at the file where it stopped', async () => {
  await using gateway = await startTestGateway({
    sandboxLabelQuota: 30,
    adminToken,
    assetRules: { customerBytesMax: 4_000 },
  });
  const { key, customerId } = await gateway.newCustomer();
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.png`, picture(1_000 + i)]));
  const held = Math.floor(4_000 / picture(1_000).length);
  const { body } = await uploadJob(gateway, key, zipOf(many));
  const later = async (): Promise<readonly [number, string]> => {
    gateway.clock.advance(120_000);
    await runJobs(gateway);
    const { job, rows } = await shown(gateway, key, body.job_id);
    assert.deepEqual(
      rows.map(({ metadata }) => metadata.file),
      Object.keys(many).slice(0, job.lines_accepted),
    );
    return [job.lines_accepted, job.note];
  };
  const [first, poor] = await later();
  assert.equal(first, 30, poor);
  assert.match(poor, /^quota exhausted/);
  const grant = { token: adminToken, body: { quota: { add: 100 } } };
  assert.equal((await gateway.call('PATCH', `/v1/admin/customers/${customerId}`, grant)).status, 200);
  const [second, full] = await later();
  // Those that are in memory at once see the same room.
  assert.ok(second >= held && second <= held + 2, String(second));
  assert.match(full, /^your assets may have 4000 bytes in all: delete some/);
  for (const row of (await shown(gateway, key, body.job_id)).rows.slice(0, 12)) {
    await gateway.call('POST', `/v1/tasks/${row.task_id}/cancel`, { token: key });
    assert.equal(
      (await gateway.call('DELETE', `/v1/tasks/${row.task_id}/content`, { token: key })).status,
      200,
    );
  }
  gateway.clock.advance(120_000);
  await runJobs(gateway);
  const { job } = await shown(gateway, key, body.job_id);
  assert.deepEqual([job.status, job.lines_accepted, job.note], ['labeling', 60, null]);
});

test('a zip waits while its files cannot be kept; one whose upload is gone fails its job', async () => {
  await using gateway = await startTestGateway();
  const { key, customerId } = await gateway.newCustomer();
  const { body } = await uploadJob(gateway, key, zipOf({ 'a.png': picture(1) }));
  // A file stands where the customer's folder would be.
  const place = join(gateway.assetsFolder, customerId);
  writeFileSync(place, '');
  await runJobs(gateway);
  const { job } = await shown(gateway, key, body.job_id);
  assert.deepEqual([job.status, job.lines_total], ['ingesting', 0]);
  assert.match(job.note, /^the files of the zip cannot be kept now/);
  rmSync(place);
  gateway.clock.advance(120_000);
  await runJobs(gateway);
  assert.deepEqual((await shown(gateway, key, body.job_id)).job.lines_accepted, 1);

  // Begun, so that it is known to be a zip; then it is gone.
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.png`, picture(i)]));
  const other = (await uploadJob(gateway, key, zipOf({ ...files, 'z.png': picture(99) }))).body.job_id;
  renameSync(place, `${place}.kept`);
  writeFileSync(place, '');
  await runJobs(gateway);
  rmSync(join(gateway.uploadsDir, customerId), { recursive: true });
  gateway.clock.advance(120_000);
  await runJobs(gateway);
  const gone = (await shown(gateway, key, other)).job;
  assert.deepEqual([gone.status, gone.note], ['failed', 'the uploaded file is gone']);
});
