import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { exportExtensions, exportFormatsOf, exportMediaTypes } from '@asg/domain/names';
import { startRefinery } from '@asg/testing';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { jobCustomer, jobOrder } from '../job-customer.ts';
import { startS3Gate } from '../s3-gate.ts';
import { startS3Server } from '../s3-server.ts';

const sessionToken = 'a-session-token-of-temporary-keys';
const region = 'eu-west-1';

test('temporary keys for a bucket in another region read its manifest, show its objects and deliver, whatever their names', async () => {
  await using s3 = await startS3Server();
  await using gate = await startS3Gate(s3.endpoint, { region, sessionToken });
  const put = (Key: string, Body: string | Buffer, ContentEncoding?: string) =>
    s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key, Body, ContentEncoding }));
  const keys = ['a b#1?x=50%25+ü.txt', 'plain.txt'];
  for (const key of keys) await put(key, `the text of ${key}`);
  const packed = { 'zipped.txt': 'gzip', 'chunked.txt': 'aws-chunked,gzip', 'twice.txt': 'gzip, br' };
  for (const [key, encoding] of Object.entries(packed)) {
    const zipped = gzipSync(`the text of ${key}`);
    await put(key, encoding.endsWith('br') ? brotliCompressSync(zipped) : zipped, encoding);
    keys.push(key);
  }
  const lines = keys.map((key) =>
    JSON.stringify({ data_url: `s3://${s3.bucket}/${key}`, metadata: { key } }),
  );
  const manifest = 'in#put?v=1 %20+.jsonl';
  const rest = [
    { data_url: 'gs://elsewhere/x.jpg' },
    { data_url: `s3://${s3.bucket}/a/../b` },
    { data_url: `s3://${s3.bucket}/plain.txt`, gold_label: 'dog' },
  ].map((line) => JSON.stringify(line));
  await put(manifest, gzipSync([...lines, ...rest].join('\n')), 'aws-chunked,gzip');
  await using refinery = await startRefinery();
  const { api, call, until } = await jobCustomer(refinery.url);
  const credentials = {
    ...s3.credentials,
    session_token: sessionToken,
    endpoint: gate.endpoint,
    region: 'us-west-2',
  };
  const { token } = await api.registerWorker({ email: 'a@example.com', password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
  for (const answer of ['moved', 'temporary', 'malformed'] as const) {
    gate.wrongRegion = answer;
    gate.regionsAsked.length = 0;
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
      ...jobOrder,
      consensus_threshold: 2,
      manifest_url: `s3://${s3.bucket}/${manifest}`,
      // Other keys each time: what was found of one job's is not to help the next.
      credentials: { ...credentials, region: `us-${answer}-2` },
      delivery: { type: 's3', bucket: s3.bucket, prefix: 'out/' },
    });
    const path = `/v1/jobs/${job_id}`;
    const job = await until(path, ({ status }) => status === 'labeling');
    assert.deepEqual(
      [job.lines_accepted, job.lines_rejected, job.manifest_url],
      [keys.length, 3, `s3://${s3.bucket}/${manifest}`],
    );
    const errors = await call<{ data: { line: number; reason: string }[] }>('GET', `${path}/errors`);
    const reasons = errors.data.map(({ reason }) => reason).join('\n');
    assert.match(reasons, /no credentials of GCS\n.*without \. or \.\..*\ngold_label is for data/);
    const seen: unknown[] = [];
    for (const work of await worker.next(keys.length)) {
      const item = await api.send({ method: 'GET', path: work.data?.url ?? '', token });
      seen.push(item.body);
      await worker.skip(work.assignment_id);
    }
    assert.deepEqual(new Set(seen), new Set(keys.map((key) => `the text of ${key}`)));
    const exported = await call<string>('GET', `${path}/export?partial=true`);
    for (const row of exported.trim().split('\n'))
      await call('POST', `/v1/tasks/${JSON.parse(row).task_id}/cancel`);
    const done = await until(path, ({ status }) => status === 'completed');
    assert.equal(done.note, null);
    const Key = `out/${job_id}/results.jsonl`;
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key }));
    assert.equal((await Body?.transformToString())?.trim().split('\n').length, keys.length);
    assert.deepEqual(new Set(gate.regionsAsked), new Set([`us-${answer}-2`, region]), answer);
  }
  assert.ok(!refinery.log().includes(sessionToken), 'the log holds no token');
  const jobs = JSON.stringify(await call('GET', '/v1/jobs'));
  assert.ok(!jobs.includes(sessionToken) && !jobs.includes('session_token'), 'nor does an answer');
});

test('temporary keys without their token are refused in the words of the server', async () => {
  await using s3 = await startS3Server();
  await using gate = await startS3Gate(s3.endpoint, { region: 'nowhere-1', sessionToken });
  await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: 'm.jsonl', Body: '{}' }));
  await using refinery = await startRefinery();
  const { call, until } = await jobCustomer(refinery.url);
  // Keys without their token.
  const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
    ...jobOrder,
    manifest_url: `s3://${s3.bucket}/m.jsonl`,
    credentials: { ...s3.credentials, endpoint: gate.endpoint },
  });
  const path = `/v1/jobs/${job_id}`;
  await assert.rejects(
    until(path, () => false),
    /the server answered 403 InvalidAccessKeyId/,
  );
});

test('results that a bucket refused are sent again once it takes them, with its own credentials or with others', async () => {
  await using s3 = await startS3Server();
  await using gate = await startS3Gate(s3.endpoint, { region: 'us-east-1', sessionToken });
  gate.isReadOnly = true;
  await s3.client.send(
    new PutObjectCommand({
      Bucket: s3.bucket,
      Key: 'm.jsonl',
      Body: '{"data_url":"https://example.com/1.jpg"}\n',
    }),
  );
  await using refinery = await startRefinery();
  const { api, call, until } = await jobCustomer(refinery.url);
  const credentials = { ...s3.credentials, session_token: sessionToken, endpoint: gate.endpoint };
  const refused = async (): Promise<string> => {
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
      ...jobOrder,
      manifest_url: `s3://${s3.bucket}/m.jsonl`,
      credentials,
      delivery: { type: 's3', bucket: s3.bucket },
    });
    const path = `/v1/jobs/${job_id}`;
    await until(path, ({ status }) => status === 'labeling');
    await assert.rejects(call('POST', `${path}/redeliver`), /only the results of a completed job/);
    const { task_id } = await call<{ task_id: string }>('GET', `${path}/export?partial=true`);
    await call('POST', `/v1/tasks/${task_id}/cancel`);
    const { note } = await until(path, ({ status }) => status === 'completed');
    assert.match(String(note), /the delivery failed: the server answered 403 AccessDenied/);
    return path;
  };
  const [mended, replaced] = [await refused(), await refused()];
  const before = await call<object>('GET', mended);

  await call('POST', `${mended}/redeliver`);
  await until(mended, ({ note }) => /the delivery failed/.test(note ?? ''));
  await assert.rejects(
    call('POST', `${mended}/redeliver`, { credentials: { ...credentials, endpoint: 'http://10.0.0.1' } }),
    /credentials\.endpoint/,
  );
  gate.isReadOnly = false;
  const sent = await call<{ note: string }>('POST', `${mended}/redeliver`);
  assert.match(sent.note, /are being sent again/);
  // It is killed here at the latest: what was acknowledged is done by who comes after.
  await refinery.kill('SIGKILL');
  await refinery.start();
  const done = await until(mended, ({ note }) => note === null);
  assert.deepEqual(
    { ...done, delivered_at: null, note: Reflect.get(before, 'note') },
    before,
    'nothing else changed',
  );
  assert.deepEqual(await call('POST', `${mended}/redeliver`), done, 'what is delivered stays as it is');
  const Key = `${mended.split('/').at(-1)}/summary.json`;
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key }));
  assert.equal(
    JSON.parse((await Body?.transformToString()) ?? '').completed_at,
    Reflect.get(before, 'ended_at'),
  );

  await call('POST', `${replaced}/redeliver`, { credentials: { ...credentials, session_token: 'ended' } });
  await until(replaced, ({ note }) => /403 InvalidAccessKeyId/.test(note ?? ''));
  await call('POST', `${replaced}/redeliver`, { credentials });
  await until(replaced, ({ note }) => note === null);
  const stranger = await api.registerCustomer({ name: 'B', email: 'b@example.com' });
  await api.send({ method: 'POST', path: `${mended}/redeliver`, token: stranger.api_key, expect: [404] });
});

test('results are delivered in every format of the exports, and sent again as they were ordered', {
  timeout: 300_000,
}, async () => {
  await using s3 = await startS3Server();
  await using gate = await startS3Gate(s3.endpoint, { region: 'us-east-1', sessionToken });
  await using refinery = await startRefinery();
  const { call, until, token } = await jobCustomer(refinery.url);
  const lines = ['=1+1', 'größer 😀'].map((text, id) => JSON.stringify({ data: { text }, metadata: { id } }));
  await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: 'm.jsonl', Body: lines.join('\n') }));
  const credentials = { ...s3.credentials, session_token: sessionToken, endpoint: gate.endpoint };
  for (const format of exportFormatsOf('sentiment')) {
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
      ...jobOrder,
      task_type: 'sentiment',
      manifest_url: `s3://${s3.bucket}/m.jsonl`,
      credentials,
      delivery: { type: 's3', bucket: s3.bucket, format },
    });
    const path = `/v1/jobs/${job_id}`;
    gate.isReadOnly = format === 'parquet';
    await until(path, ({ status }) => status === 'labeling');
    const rows = (await call<string>('GET', `${path}/export?partial=true`)).trim().split('\n');
    for (const row of rows) await call('POST', `/v1/tasks/${JSON.parse(row).task_id}/cancel`);
    await until(path, ({ status }) => status === 'completed');
    if (gate.isReadOnly) {
      gate.isReadOnly = false;
      await call('POST', `${path}/redeliver`);
    }
    const job = await until(path, ({ note, delivered_at }) => note === null && delivered_at !== null);
    assert.equal(Reflect.get(Object(job.delivery), 'format'), format);
    const name =
      format === 'ground_truth' ? 'manifests/output/output.manifest' : `results.${exportExtensions[format]}`;
    const got = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: `${job_id}/${name}` }));
    const delivered = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    assert.equal(got.ContentType, exportMediaTypes[format]);
    const answer = await fetch(`${refinery.url}${path}/export?format=${format}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const exported = Buffer.from(await answer.arrayBuffer());
    assert.equal(delivered.length, exported.length, format);
    // A zip has the time at which it was made.
    if (format !== 'huggingface') assert.ok(delivered.equals(exported), format);
  }
});
