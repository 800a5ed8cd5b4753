import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ExportFormat, exportFormatsOf } from '@asg/domain/names';
import { Exports } from '@asg/exports';
import { line, lines, manifestServer } from '../testing/manifests.ts';
import { labelNext, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 5_000 });
});
after(() => gateway[Symbol.asyncDispose]());

const upload = (...job: Parameters<typeof uploadJob> extends [unknown, ...infer Rest] ? Rest : never) =>
  uploadJob(gateway, ...job);
const get = async (key: string, path: string) => gateway.call('GET', path, { token: key });
const quota = async (key: string) => (await get(key, '/v1/customers/me')).body.label_quota;

test('an uploaded manifest becomes tasks; bad lines are listed and stop nothing', async () => {
  const { key } = await gateway.newCustomer();
  const text = Buffer.concat([
    Buffer.from(`\uFEFF${line(1, { metadata: { row: 1 } })}\r\n\n`),
    Buffer.from('{"data_url":\n[]\n{"metadata":{}}\n{"data_url":"http://example.com/x"}\n'),
    Buffer.from(`${line(7, { gold_label: 'cow' })}\n${line(8, { colour: 1 })}\n`),
    Buffer.from([0x7b, 0xe9, 0x0a]),
    Buffer.from(`{"data_url":"https://example.com/${'x'.repeat(300_000)}"}\n`),
    Buffer.from(`${line(11, { label_spec: { question: 'Mood?', options: ['good', 'bad'] } })}\n`),
    Buffer.from(line(12)),
  ]);
  const { status, body } = await upload(key, text);
  assert.equal(status, 202, JSON.stringify(body));
  const { job_id } = body;
  assert.deepEqual(body, { job_id, status: 'queued', created_at: '2026-04-09T12:00:00.000Z' });
  await runJobs(gateway);
  const job = (await get(key, `/v1/jobs/${job_id}`)).body;
  assert.deepEqual(
    [job.status, job.lines_total, job.lines_accepted, job.lines_rejected],
    ['labeling', 11, 3, 8],
  );
  assert.equal(await quota(key), 4_997);
  const errors = (await get(key, `/v1/jobs/${job_id}/errors`)).body;
  assert.equal(errors.next_cursor, null);
  const reasons = new Map<number, string>(
    errors.data.map((entry: { line: number; reason: string }) => [entry.line, entry.reason]),
  );
  assert.deepEqual([...reasons.keys()], [3, 4, 5, 6, 7, 8, 9, 10]);
  assert.match(reasons.get(3)!, /^not valid JSON/);
  assert.equal(reasons.get(4), 'not a JSON object');
  assert.equal(reasons.get(5), 'data_url is required');
  assert.equal(reasons.get(6), 'data_url must be an https URL');
  assert.equal(reasons.get(7), 'gold_label must be one of the options, to the letter');
  assert.equal(reasons.get(8), 'colour is not a known field');
  assert.equal(reasons.get(9), 'the line is not UTF-8: its byte 1 (from 0) belongs to no character');
  assert.match(reasons.get(10)!, /longer than 262144 bytes/);
  const first = (await get(key, `/v1/jobs/${job_id}/errors?limit=3`)).body;
  const second = (await get(key, `/v1/jobs/${job_id}/errors?limit=100&cursor=${first.next_cursor}`)).body;
  assert.deepEqual([...first.data, ...second.data], errors.data);
});

test('a job ends with its last task, and exports what became of each line', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  await using web = await manifestServer((_request, response) =>
    response.end(`${line(1, { metadata: { a: 'x,"y"' } })}\n${line(2)}\n`),
  );
  const submitted = await own.call('POST', '/v1/jobs', {
    token: key,
    body: { ...jobOrder, manifest_url: web.url },
  });
  assert.equal(submitted.status, 202, submitted.text);
  const path = `/v1/jobs/${submitted.body.job_id}`;
  await runJobs(own);
  const early = await own.call('GET', `${path}/export`, { token: key });
  assert.deepEqual([early.status, early.body.code], [409, 'CONFLICT']);
  const partial = await own.call('GET', `${path}/export?partial=true`, { token: key });
  assert.equal(partial.status, 200);
  assert.equal(partial.headers['content-type'], 'application/x-ndjson');
  const rows = partial.text
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
  assert.deepEqual(
    rows.map((row) => [row.line, row.status, row.consensus_label]),
    [
      [1, 'pending', null],
      [2, 'pending', null],
    ],
  );

  const workers = [await own.newWorker(), await own.newWorker()];
  const tokens = workers.map((worker) => worker.token);
  await labelNext(own, tokens, ['cat', 'cat']);
  await own.call('POST', `/v1/tasks/${rows[1].task_id}/cancel`, { token: key });
  await runJobs(own);
  const half = (await own.call('GET', path, { token: key })).body;
  assert.deepEqual([half.status, half.tasks_settled, half.tasks_cancelled], ['labeling', 0, 1]);
  const csv = await own.call('GET', `${path}/export?format=csv&partial=true`, { token: key });
  const [head, row] = csv.text.split('\r\n');
  assert.match(head!, /^line,task_id,status,data_url,consensus_label/);
  assert.ok(row!.includes('verified,https://example.com/1.jpg,cat,1,2,2,'), row);
  assert.ok(row!.includes('"{""a"":""x,\\""y\\""""}"'), row);
  assert.match(
    head!,
    /,metadata,text,votes,repeated,review_verdict,final_label,review_note,reviewed_at,votes\.cat,votes\.dog,a$/,
  );
  assert.ok(row!.endsWith(',false,,cat,,,2,0,"x,""y"""'), row);
});

/** Parquet has groups of many rows, and a zip has that; a configuration is one text. */
const pagesOf: Readonly<Partial<Record<ExportFormat, number>>> = {
  parquet: 1,
  huggingface: 1,
  label_studio_config: 1,
};

test('an export leaves the server free for others, page by page', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const { body } = await upload(key, lines(1_000));
  await runJobs(gateway);
  const { job } = (await gateway.jobs.job(customerId, body.job_id))!;
  const exports = new Exports(gateway);
  for (const format of exportFormatsOf('image_classification')) {
    let turns = 0;
    let running = true;
    const turn = (): void => {
      turns++;
      if (running) setImmediate(turn);
    };
    setImmediate(turn);
    let pages = 0;
    for await (const page of exports.job(job, format).bytes) if (page.length > 0) pages++;
    running = false;
    const pagesMin = pagesOf[format] ?? 5;
    assert.ok(pages >= pagesMin && turns >= 5, `${format}: ${turns} turns of the event loop, ${pages} pages`);
  }
});

test('a job of which nothing can be used has failed, and says what the file is or what is wrong first', async () => {
  const { key } = await gateway.newCustomer();
  for (const [text, note] of [
    ['{"colour":1}\n', 'its only row was rejected: line 1: data_url is required'],
    [`\n{"data_url":7}\nx\n`, /^each of its 2 rows was rejected: line 2: data_url must be a string$/],
    ['nonsense\n', /^it is a table, and no column has the items: .*its columns are "nonsense"$/],
    ['\n<!DOCTYPE html>\n<html>\n', /^the file is an HTML page/],
    ['<?xml version="1.0"?>\n<Error>\n', /XML/],
    ['PK\x03\x04', /the zip is damaged or cut off/],
    ['[\n]\n', 'there is no row in it'],
    ['\n', 'there is no row in it'],
    ['data_url,id\n', 'there is no row in it'],
    ['data_url,metadata.a\nhttps://example.com/1.jpg\n', /^its only row was rejected: line 2: has 1 value/],
  ] as const) {
    const { body } = await upload(key, text);
    await runJobs(gateway);
    const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
    assert.deepEqual([job.status, job.lines_accepted, job.eta_seconds], ['failed', 0, null]);
    if (typeof note === 'string') assert.equal(job.note, note);
    else assert.match(job.note, note);
    assert.equal((await get(key, `/v1/jobs/${body.job_id}/export`)).status, 200);
    const { data } = (await get(key, `/v1/jobs/${body.job_id}/errors`)).body;
    assert.equal(data.length > 0, /rejected/.test(job.note), job.note);
  }
  for (const text of [`nonsense\n${lines(1)}`, `id,text\n${lines(1)}`]) {
    const { body } = await upload(key, text);
    await runJobs(gateway);
    const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
    assert.deepEqual(
      [job.status, job.note, job.lines_accepted, job.lines_rejected],
      ['labeling', null, 1, 1],
    );
  }
});

test('without quota the job waits, and resumes where it stopped', async () => {
  await using own = await startTestGateway({ sandboxLabelQuota: 3 });
  const { key } = await own.newCustomer();
  await using web = await manifestServer((_request, response) => response.end(lines(5)));
  const { body } = await own.call('POST', '/v1/jobs', {
    token: key,
    body: { ...jobOrder, manifest_url: web.url },
  });
  const path = `/v1/jobs/${body.job_id}`;
  await runJobs(own);
  const waiting = (await own.call('GET', path, { token: key })).body;
  assert.deepEqual([waiting.status, waiting.lines_accepted], ['ingesting', 3]);
  assert.match(waiting.note, /^quota exhausted/);
  const rows = (await own.call('GET', `${path}/export?partial=true`, { token: key })).text.trim().split('\n');
  for (const row of rows) {
    await own.call('POST', `/v1/tasks/${JSON.parse(row).task_id}/cancel`, { token: key });
  }
  own.clock.advance(5_000);
  await runJobs(own);
  const done = (await own.call('GET', path, { token: key })).body;
  assert.deepEqual([done.status, done.lines_accepted, done.note], ['labeling', 5, null]);
});

test('a cancelled job reads no further, its open tasks are cancelled and their quota comes back', async () => {
  const { key } = await gateway.newCustomer();
  const { body } = await upload(key, lines(1_200));
  await runJobs(gateway);
  assert.equal(await quota(key), 3_800);
  const cancelled = await gateway.call('POST', `/v1/jobs/${body.job_id}/cancel`, { token: key });
  assert.deepEqual([cancelled.status, cancelled.body.status], [200, 'cancelled']);
  await runJobs(gateway);
  assert.equal(await quota(key), 5_000);
  const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
  assert.deepEqual([job.status, job.tasks_cancelled], ['cancelled', 1_200]);
  const { body: other } = await upload(key, 'nonsense\n');
  await runJobs(gateway);
  assert.equal((await gateway.call('POST', `/v1/jobs/${other.job_id}/cancel`, { token: key })).status, 409);
});

test('a job is carried on by one runner at a time, and by another as soon as that is done with it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await uploadJob(gateway, key, line(1));
  const { signal } = new AbortController();
  const [one, other] = [gateway.newJobRunner('one'), gateway.newJobRunner('other')];
  assert.deepEqual(await Promise.all([one.round(signal), other.round(signal)]), [true, false]);
  await uploadJob(gateway, key, line(2));
  assert.deepEqual([await other.round(signal), await one.round(signal)], [true, false]);
});

test('jobs are listed newest first, and another customer’s do not exist', async () => {
  const { key } = await gateway.newCustomer();
  const made: string[] = [];
  for (let i = 0; i < 3; i++) made.unshift((await upload(key, 'x\n')).body.job_id);
  const first = (await get(key, '/v1/jobs?limit=2')).body;
  const second = (await get(key, `/v1/jobs?limit=2&cursor=${first.next_cursor}`)).body;
  assert.deepEqual(
    [...first.data, ...second.data].map((job) => job.job_id),
    made,
  );
  const stranger = (await gateway.newCustomer()).key;
  for (const path of ['', '/errors', '/export']) {
    assert.equal((await get(stranger, `/v1/jobs/${made[0]}${path}`)).status, 404);
  }
  assert.equal((await gateway.call('POST', `/v1/jobs/${made[0]}/cancel`, { token: stranger })).status, 404);
});

test('bad jobs are refused with the field and the rule', async () => {
  const { key } = await gateway.newCustomer();
  const s3 = { access_key_id: 'a', secret_access_key: 'b' };
  const delivery = { type: 's3', bucket: 'results' };
  for (const [change, field] of [
    [{ manifest_url: 'ftp://example.com/x' }, 'manifest_url'],
    [{ manifest_url: 'http://example.com/x' }, 'manifest_url'],
    [{ manifest_url: 'gs://bucket/x', credentials: s3 }, 'manifest_url'],
    [{ manifest_url: 'https://example.com/x', credentials: s3 }, 'manifest_url'],
    [
      { manifest_url: 's3://bucket/x', credentials: { ...s3, endpoint: 'http://example.com' } },
      'credentials.endpoint',
    ],
    [{ manifest_url: 's3://bucket/x', credentials: { access_key_id: 'a' } }, 'credentials.secret_access_key'],
    [
      { manifest_url: 'gs://bucket/x', credentials: { service_account_json: '{}' } },
      'credentials.service_account_json',
    ],
    [{ manifest_url: 's3://bucket/x', delivery }, 'delivery'],
    [
      { manifest_url: 's3://bucket/x', label_spec: { question: ' ', options: ['a', 'b'] } },
      'label_spec.question',
    ],
    [{ manifest_url: 's3://bucket/x', task_type: 'video' }, 'task_type'],
  ] as const) {
    const answer = await gateway.call('POST', '/v1/jobs', { token: key, body: { ...jobOrder, ...change } });
    assert.deepEqual([answer.status, answer.body.details?.[0]?.field], [400, field], answer.text);
  }
  const { status, body } = await upload(key, 'x', { label_spec: '{' });
  assert.deepEqual([status, body.details[0].field], [400, 'label_spec']);
  const large = await upload(key, 'x'.repeat(1_000_001));
  assert.deepEqual([large.status, large.body.code], [413, 'PAYLOAD_TOO_LARGE']);
});
