import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery } from '@asg/testing';
import { startGcsServer } from '../gcs-server.ts';
import { jobCustomer, jobOrder, mixedManifest, survivesKill } from '../job-customer.ts';

// `npm run test:gcs`: apart from the other tests, because it needs a program of Python.
const credentials = {
  service_account_json: JSON.stringify({ client_email: 'a@b.iam.gserviceaccount.com', private_key: 'none' }),
};

test('10,000 lines from GCS make exactly 10,000 tasks over a kill -9, and results are delivered there', {
  timeout: 120_000,
}, async () => {
  await using gcs = await startGcsServer();
  const env = { SANDBOX_LABEL_QUOTA: '20000', ASG_GCS_ENDPOINT: gcs.endpoint };
  await using refinery = await startRefinery({ env });
  const customer = await jobCustomer(refinery.url);
  await gcs.put('large.jsonl', mixedManifest);
  await survivesKill(refinery, customer, { manifest_url: `gs://${gcs.bucket}/large.jsonl`, credentials });

  await gcs.put(
    'small.jsonl',
    '{"data_url":"https://example.com/1.jpg"}\n{"source-ref":"https://example.com/2.jpg"}\n',
  );
  const { call, until } = customer;
  for (const format of ['jsonl', 'ground_truth']) {
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
      ...jobOrder,
      manifest_url: `gs://${gcs.bucket}/small.jsonl`,
      credentials,
      delivery: { type: 'gcs', bucket: gcs.bucket, prefix: 'results/', format },
    });
    const path = `/v1/jobs/${job_id}`;
    await until(path, ({ status }) => status === 'labeling');
    const rows = (await call<string>('GET', `${path}/export?partial=true`)).trim().split('\n');
    for (const row of rows) await call('POST', `/v1/tasks/${JSON.parse(row).task_id}/cancel`);
    const job = await until(path, ({ status }) => status === 'completed');
    assert.equal(job.note, null);
    const name = format === 'jsonl' ? 'results.jsonl' : 'manifests/output/output.manifest';
    const delivered = await gcs.get(`results/${job_id}/${name}`);
    assert.equal(delivered, await call<string>('GET', `${path}/export?format=${format}`));
    assert.equal(delivered.trim().split('\n').length, 2);
    assert.equal(JSON.parse(await gcs.get(`results/${job_id}/summary.json`)).tasks_cancelled, 2);
  }
  const odd = 'in#put?v=1 %20+ü.jsonl';
  await gcs.put(odd, '{"data_url":"gs://manifests/a b#1.txt"}\n{"data_url":"s3://manifests/x"}\n');
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
    ...jobOrder,
    manifest_url: `gs://${gcs.bucket}/${odd}`,
    credentials,
  });
  const { lines_accepted, lines_rejected } = await until(
    `/v1/jobs/${job_id}`,
    ({ status }) => status === 'labeling',
  );
  assert.deepEqual([lines_accepted, lines_rejected], [1, 1]);
  assert.doesNotMatch(refinery.log(), /deprecated/);
});
