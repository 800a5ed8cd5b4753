import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryKeepMs } from '@asg/domain';
import { manifestServer } from '../testing/manifests.ts';
import { startTestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs } from '../testing/uploaded-job.ts';

test('credentials of a refused delivery are there for a week; afterwards others are asked for by name', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await gateway.newCustomer();
  // A bucket that may be read, and not written to.
  await using bucket = await manifestServer((request, response) => {
    if (request.method === 'GET') response.end('{"data_url":"https://example.com/1.jpg"}\n');
    else response.writeHead(403).end();
  });
  const s3 = { access_key_id: 'AK', secret_access_key: 'secret', endpoint: new URL(bucket.url).origin };
  const { body } = await gateway.call('POST', '/v1/jobs', {
    token,
    body: {
      ...jobOrder,
      manifest_url: 's3://bucket/m.jsonl',
      credentials: { ...s3, session_token: 'session' },
      delivery: { type: 's3', bucket: 'bucket' },
    },
  });
  const path = `/v1/jobs/${body.job_id}`;
  const again = (given?: object) => gateway.call('POST', `${path}/redeliver`, { token, body: given ?? {} });
  const kept = async () => (await gateway.jobs.job(customerId, body.job_id))?.job.credentials;
  await runJobs(gateway);
  assert.equal((await again()).status, 409, 'it is not completed');
  const [task] = (await gateway.call('GET', '/v1/tasks', { token })).body.data;
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token });
  await runJobs(gateway);
  const refused = (await gateway.call('GET', path, { token })).body;
  assert.deepEqual([refused.status, refused.delivered_at], ['completed', null]);
  assert.match(refused.note, /^the delivery failed: the server answered 403 Forbidden$/);

  gateway.clock.advance(deliveryKeepMs - 1);
  await runJobs(gateway);
  assert.equal((await again()).status, 200);
  await runJobs(gateway);
  assert.match((await gateway.call('GET', path, { token })).body.note, /^the delivery failed/);
  assert.ok(!String(await kept()).includes('session'), 'sealed');

  gateway.clock.advance(deliveryKeepMs);
  await runJobs(gateway);
  assert.equal(await kept(), null);
  const late = await again();
  assert.deepEqual([late.status, late.body.details[0].field], [400, 'credentials']);
  assert.match(late.body.error, /those of the job are no longer kept/);
  const other = await again({
    credentials: { service_account_json: '{"client_email":"a","private_key":"b"}' },
  });
  assert.deepEqual([other.status, other.body.details[0].field], [400, 'delivery']);
  assert.equal((await again({ credentials: s3 })).status, 200);
  assert.equal((await again()).status, 200, 'it is on its way');
});

test('a job whose pictures no zip has a place for says so, and is completed', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await gateway.newCustomer();
  const paths: string[] = [];
  await using bucket = await manifestServer(({ url = '', method }, response) => {
    if (method !== 'GET') paths.push(url);
    response.end('{"data_url":"https://example.com/1.jpg"}\n');
  });
  const s3 = { access_key_id: 'AK', secret_access_key: 'secret', endpoint: new URL(bucket.url).origin };
  const { body, status } = await gateway.call('POST', '/v1/jobs', {
    token,
    body: {
      task_type: 'bounding_boxes',
      label_spec: { question: 'Where?', classes: ['car'] },
      manifest_url: 's3://bucket/m.jsonl',
      credentials: s3,
      delivery: { type: 's3', bucket: 'bucket', format: 'voc' },
    },
  });
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  const path = `/v1/jobs/${body.job_id}`;
  const [task] = (await gateway.call('GET', '/v1/tasks', { token })).body.data;
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token });
  const stored = await gateway.jobs.job(customerId, body.job_id);
  assert.ok(stored !== null);
  const { job } = stored;
  const long = { ...job, cursor: { ...job.cursor, line: 100_001 }, revision: job.revision + 1 };
  assert.equal(await gateway.storage.jobs.save(long), 'saved');
  await runJobs(gateway);
  const { status: ended, note, delivered_at } = (await gateway.call('GET', path, { token })).body;
  assert.deepEqual(
    [ended, delivered_at, note],
    [
      'completed',
      null,
      'the delivery failed: voc has a file for each picture, and a zip 100000 at most: take coco',
    ],
  );
  assert.deepEqual(paths, []);
  const { body: refused } = await gateway.call('GET', `${path}/export?format=voc`, { token });
  assert.match(refused.details[0].message, /^voc has a file for each picture/);
});

test('a job without a delivery has nothing to send', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  await using web = await manifestServer((_request, response) => response.end('{}\n'));
  const order = { ...jobOrder, manifest_url: web.url };
  const { body } = await gateway.call('POST', '/v1/jobs', { token, body: order });
  await runJobs(gateway);
  const answer = await gateway.call('POST', `/v1/jobs/${body.job_id}/redeliver`, { token });
  assert.deepEqual(
    [answer.status, answer.body.error],
    [409, 'only the results of a completed job with a delivery are sent'],
  );
});
