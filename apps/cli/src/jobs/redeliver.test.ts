import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers();

test('results that a bucket refused are sent again, and a job without any says so', {
  timeout: 120_000,
}, async () => {
  using user = await newUser();
  let mayWrite = false;
  const written: string[] = [];
  const bucket = createServer((request, response) => {
    if (request.method === 'GET') response.end('{"data_url":"https://example.com/1.jpg"}\n');
    else if (mayWrite)
      void text(request).then((body) => {
        written.push(body);
        response.setHeader('etag', '"1"').end();
      });
    else response.writeHead(403).end();
  }).listen(0, '127.0.0.1');
  await once(bucket, 'listening');
  try {
    const endpoint = `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;
    const credentials = user.file(
      's3.json',
      JSON.stringify({ access_key_id: 'AK', secret_access_key: 'secret', endpoint }),
    );
    const delivery = user.file('delivery.json', '{"type":"s3","bucket":"bucket"}');
    const order = ['--type', 'moderation', '--question', 'OK?', '--options', 'cat,dog', '--json'];
    const created = await user.asg(
      'jobs',
      'create',
      's3://bucket/m.jsonl',
      '--credentials',
      credentials,
      '--delivery',
      delivery,
      ...order,
    );
    assert.equal(created.code, 0, created.stderr);
    const { job_id } = JSON.parse(created.stdout);
    const client = user.client();
    while ((await client.jobs.get(job_id)).status !== 'labeling');
    assert.match((await user.asg('jobs', 'redeliver', job_id)).stderr, /only the results of a completed job/);
    for await (const { task_id } of client.tasks.list()) await client.tasks.cancel(task_id);
    assert.match((await client.jobs.wait(job_id)).note ?? '', /the delivery failed: the server answered 403/);
    mayWrite = true;
    const again = await user.asg('jobs', 'redeliver', job_id, '--credentials', credentials, '--json');
    assert.equal(again.code, 0, again.stderr);
    while ((await client.jobs.get(job_id)).delivered_at === null);
    assert.match(written.join(''), /https:\/\/example\.com\/1\.jpg/);
    assert.match((await user.asg('jobs', 'redeliver', job_id)).stdout, /delivered +\S/);
    const wrong = await user.asg('jobs', 'redeliver', job_id, '--credentials', 'none.json');
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
  } finally {
    bucket.close();
  }
});
