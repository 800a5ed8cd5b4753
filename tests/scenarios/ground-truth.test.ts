import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery } from '@asg/testing';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { jobCustomer, jobOrder } from '../job-customer.ts';
import { startS3Server } from '../s3-server.ts';

test('a Ground Truth job goes from bucket to bucket: workers see its objects, and no address or credential of them', async () => {
  await using s3 = await startS3Server();
  const put = (Key: string, Body: string) =>
    s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key, Body }));
  const key = 'images/a b#1.txt';
  await put(key, 'a picture of a dog');
  const line = { 'source-ref': `s3://${s3.bucket}/${key}`, owner: 'us' };
  await put('input.manifest', `${JSON.stringify(line)}\n`);
  await using refinery = await startRefinery();
  const { api, call, until } = await jobCustomer(refinery.url);
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
    ...jobOrder,
    consensus_threshold: 2,
    name: 'animals',
    manifest_url: `s3://${s3.bucket}/input.manifest`,
    credentials: s3.credentials,
    delivery: { type: 's3', bucket: s3.bucket, prefix: 'labelled/', format: 'ground_truth' },
  });
  const path = `/v1/jobs/${job_id}`;
  await until(path, ({ status }) => status === 'labeling');
  for (const email of ['a@example.com', 'b@example.com']) {
    const { token } = await api.registerWorker({ email, password: 'correct horse' });
    const worker = api.worker(token);
    await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
    const [work] = await worker.next(1);
    const url = work?.data?.url ?? '';
    const item = await api.send({ method: 'GET', path: url, token });
    assert.equal(item.body, 'a picture of a dog', 'read with the credentials of the job');
    const listed = await call<{ data: { data_url: string }[] }>('GET', '/v1/tasks?limit=1');
    const task = listed.data[0]!;
    assert.equal(
      task.data_url,
      `${s3.endpoint}/${s3.bucket}/images/a%20b%231.txt`,
      'for good, and no credential',
    );
    await worker.label(work!.assignment_id, 'dog');
  }
  const job = await until(path, ({ status }) => status === 'completed');
  assert.equal(job.note, null);
  const output = `labelled/${job_id}/manifests/output/output.manifest`;
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: output }));
  const { 'animals-metadata': metadata, ...object } = JSON.parse(await Body!.transformToString());
  assert.deepEqual(object, { ...line, animals: 1 });
  assert.deepEqual([metadata['class-name'], metadata['job-name']], ['dog', 'labeling-job/animals']);
  assert.ok(!refinery.log().includes('X-Amz-Signature'), 'the log holds no signed address');
});
