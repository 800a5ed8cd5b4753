import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNext, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const textJob = { task_type: 'text_classification', name: 'moods', label_attribute_name: 'mood' };

async function ingested(gateway: TestGateway, key: string, manifest: string, fields: Record<string, string>) {
  const { status, body } = await uploadJob(gateway, key, manifest, fields);
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  const path = `/v1/jobs/${body.job_id}`;
  const output = async () => {
    const answer = await gateway.call('GET', `${path}/export?format=ground_truth&partial=true`, {
      token: key,
    });
    assert.equal(answer.status, 200, answer.text);
    return answer.text.trimEnd().split('\n');
  };
  const rows = (await gateway.call('GET', `${path}/export?partial=true`, { token: key })).text
    .trim()
    .split('\n');
  const tasks = rows.map((row) => JSON.parse(row) as { line: number; task_id: string; data_url: string });
  return { path, output, tasks, job: (await gateway.call('GET', path, { token: key })).body };
}

test('a Ground Truth manifest of texts comes back with its labels, all else as it was sent', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const earlier =
    '{"source":"so glücklich","id":12345678901234567890,"ratio":1.0,"mood":9,"mood-metadata":{"class-name":"old"},"topic":3,"topic-metadata":{"job-name":"labeling-job/topics"}}';
  const lines = [earlier, '{"source":"meh"}', '{"source":"gone"}', '{"source":7,"row":4}', 'nonsense'];
  const { output, tasks, job } = await ingested(gateway, key, `${lines.join('\r\n')}\r\n`, textJob);
  assert.deepEqual([job.lines_accepted, job.lines_rejected], [3, 2]);
  assert.deepEqual([job.name, job.label_attribute_name], ['moods', 'mood']);
  assert.deepEqual((await output())[0], earlier, 'what is not labelled stands as it was sent');

  const workers = [await gateway.newWorker(), await gateway.newWorker()];
  await labelNext(
    gateway,
    workers.map(({ token }) => token),
    ['dog', 'dog'],
  );
  await gateway.call('POST', `/v1/tasks/${tasks[2]!.task_id}/cancel`, { token: key });
  const [first, second, third, fourth, ...more] = await output();
  assert.deepEqual(more, []);
  const metadata =
    '{"class-name":"dog","confidence":1,"type":"groundtruth/text-classification","job-name":"labeling-job/moods","human-annotated":"yes","creation-date":"2026-04-09T12:00:00.000000"}';
  assert.equal(
    first,
    `{"source":"so glücklich","id":12345678901234567890,"ratio":1.0,"topic":3,"topic-metadata":{"job-name":"labeling-job/topics"},"mood":1,"mood-metadata":${metadata}}`,
  );
  assert.equal(second, '{"source":"meh"}');
  const gone = JSON.parse(third!);
  assert.ok(!('mood' in gone));
  assert.equal(gone['mood-metadata']['failure-reason'], 'the task was cancelled');
  const refused = JSON.parse(fourth!);
  assert.deepEqual([refused.source, refused.row], [7, 4]);
  assert.equal(refused['mood-metadata']['failure-reason'], 'source must be a text');
});

test('a text is its own address, which a receipt commits to, and its worker is given it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { tasks } = await ingested(gateway, key, '{"source":"déjà vu"}\n', textJob);
  const url = `data:text/plain;charset=utf-8;base64,${Buffer.from('déjà vu').toString('base64')}`;
  assert.equal(tasks[0]!.data_url, url);
  const { token } = await gateway.newWorker();
  const { body } = await gateway.call('POST', '/v1/work/next', { token });
  const { data } = body.assignments[0];
  assert.equal(data.content_type, 'text/plain');
  assert.equal((await gateway.call('GET', data.url, { token })).text, 'déjà vu');
});

test('objects of a bucket have the address that they have for good', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const refs = [
    's3://photos/a b/50%#1.jpg',
    's3://my.photos/x?.jpg',
    'gs://photos/ü.jpg',
    'https://example.com/1.jpg',
  ];
  const lines = refs.map((ref) => JSON.stringify({ 'source-ref': ref, ref }));
  const { tasks, output } = await ingested(gateway, key, lines.join('\n'), {});
  assert.deepEqual(
    tasks.map(({ data_url }) => data_url),
    [
      'https://photos.s3.amazonaws.com/a%20b/50%25%231.jpg',
      'https://s3.amazonaws.com/my.photos/x%3F.jpg',
      'https://storage.googleapis.com/photos/%C3%BC.jpg',
      'https://example.com/1.jpg',
    ],
  );
  assert.deepEqual(await output(), lines);
});

test('lines that name no data are rejected with what is wrong with them', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ 'source-ref': 's3://photos' }, /^source-ref must be s3:\/\/bucket\/key/],
    [{ 'source-ref': 's3://photos/a/../b.jpg' }, /without \. or \.\./],
    [{ 'source-ref': 'http://example.com/1.jpg' }, /^source-ref must be an https URL, or s3/],
    [{ 'source-ref': 7 }, /^source-ref must be a string/],
    [{ 'source-ref': `s3://photos/${'x'.repeat(2_048)}` }, /longer than 2048 characters/],
    [{ 'source-ref': 's3://photos/a.jpg', source: 'a' }, /give one of them/],
    [{ source: 'a text' }, /the job labels images: give source-ref/],
    [{ source: 'x'.repeat(20_001) }, /longer than 20000 characters/],
    [{ 'source-ref': 's3://photos/a.jpg', note: 'x'.repeat(100_000) }, /longer than 100000 characters/],
  ];
  const manifest = cases.map(([line]) => JSON.stringify(line)).join('\n');
  const { path } = await ingested(gateway, key, `${manifest}\n{"source-ref":"s3://photos/a.jpg"}`, {});
  const { data } = (await gateway.call('GET', `${path}/errors`, { token: key })).body;
  assert.equal(data.length, cases.length);
  for (const [i, [, reason]] of cases.entries()) assert.match(data[i].reason, reason);
});

test('a job of our own lines exports as an output manifest too', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const line = '{"data_url":"https://example.com/1.jpg","metadata":{"row":1}}';
  const { output, job } = await ingested(gateway, key, line, {});
  const workers = [await gateway.newWorker(), await gateway.newWorker()];
  await labelNext(
    gateway,
    workers.map(({ token }) => token),
    ['cat', 'cat'],
  );
  const row = JSON.parse((await output())[0]!);
  assert.deepEqual([row['source-ref'], row.metadata], ['https://example.com/1.jpg', { row: 1 }]);
  assert.equal(row[job.job_id], 0);
  assert.equal(row[`${job.job_id}-metadata`].type, 'groundtruth/image-classification');
});

test('a label may not be called as keys are that have a meaning of their own', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  for (const [field, value] of Object.entries({ label_attribute_name: 'image-ref', name: 'source' })) {
    const { status, body } = await uploadJob(gateway, key, '', { [field]: value });
    assert.equal(status, 400);
    assert.equal(body.details[0].field, field);
  }
});
