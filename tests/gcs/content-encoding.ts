import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createObjectStore, ObjectStoreFailure } from '@asg/object-store';
import { createOutbound } from '@asg/outbound';
import { startRefinery } from '@asg/testing';
import { startGcsGate } from '../gcs-gate.ts';
import { startGcsServer } from '../gcs-server.ts';
import { jobCustomer, jobOrder } from '../job-customer.ts';

// `npm run test:gcs`, as its neighbours.
const account = { clientEmail: 'a@b.iam.gserviceaccount.com', privateKey: 'none' };
const credentials = { kind: 'gcs', ...account } as const;
const { signal } = new AbortController();
const lines = Array.from({ length: 400 }, (_, n) => `{"data_url":"https://example.com/${n}.jpg"}\n`);
const content = Buffer.from(lines.join(''));

test('an object of GCS is read without its Content-Encoding, whoever undoes it, from any byte of its content', {
  timeout: 120_000,
}, async () => {
  await using gcs = await startGcsServer();
  await using gate = await startGcsGate(gcs.endpoint);
  await using outbound = createOutbound({ allowedHosts: [] });
  const store = createObjectStore({ outbound, gcsEndpoint: gate.endpoint });
  const read = async (key: string, offset: number, tag: string | null) => {
    const location = { kind: 'gcs', bucket: gcs.bucket, key } as const;
    const stream = await store.read({ location, credentials, offset, tag, signal });
    return { tag: stream.tag, bytes: await buffer(stream.body) };
  };
  const zipped = gzipSync(content);
  const cases: readonly (readonly [string, Buffer, string | undefined])[] = [
    ['plain', content, undefined],
    ['empty', content, ''],
    ['gzip', zipped, 'gzip'],
    ['brotli', brotliCompressSync(content), 'br'],
    ['list', brotliCompressSync(zipped), 'gzip, br'],
    ['chunked', zipped, 'aws-chunked,gzip'],
    ['only-chunked', content, 'aws-chunked'],
  ];
  for (const [key, bytes, encoding] of cases) await gcs.put(key, bytes, encoding);
  for (const unpacksAlways of [false, true]) {
    gate.unpacksAlways = unpacksAlways;
    for (const [key] of cases) {
      const whole = await read(key, 0, null);
      assert.ok(whole.bytes.equals(content), `${key} ${whole.bytes.length}`);
      for (const offset of [1, 5_000, content.length - 1, content.length]) {
        const rest = await read(key, offset, whole.tag);
        assert.ok(rest.bytes.equals(content.subarray(offset)), `${key} from ${offset}`);
      }
    }
  }
  assert.deepEqual(new Set(gate.accepted), new Set(['gzip']));
  await gcs.put('false', content, 'gzip');
  gate.unpacksAlways = false;
  const failure = (said: RegExp) => (error: unknown) =>
    error instanceof ObjectStoreFailure && error.kind === 'refused' && said.test(error.message);
  await assert.rejects(read('false', 0, null), failure(/not what its Content-Encoding says \(gzip\)/));
  await gcs.put('unknown', content, 'compress');
  await assert.rejects(read('unknown', 0, null), failure(/Content-Encoding cannot be undone: compress/));
  await assert.rejects(read('missing', 0, null), failure(/answered 404/));
  const { tag } = await read('gzip', 0, null);
  await gcs.put('gzip', zipped, 'gzip');
  await assert.rejects(read('gzip', 10, tag), /changed while it was read/);
});

test('a packed manifest of GCS is a job like any other', { timeout: 120_000 }, async () => {
  await using gcs = await startGcsServer();
  await using gate = await startGcsGate(gcs.endpoint);
  await using refinery = await startRefinery({
    env: { SANDBOX_LABEL_QUOTA: '5000', ASG_GCS_ENDPOINT: gate.endpoint },
  });
  const { call, until } = await jobCustomer(refinery.url);
  const service_account_json = JSON.stringify({
    client_email: account.clientEmail,
    private_key: account.privateKey,
  });
  await gcs.put('packed.jsonl', gzipSync(content), 'gzip');
  for (const unpacksAlways of [false, true]) {
    gate.unpacksAlways = unpacksAlways;
    const { job_id } = await call<{ job_id: string }>('POST', '/v1/jobs', {
      ...jobOrder,
      consensus_threshold: 2,
      manifest_url: `gs://${gcs.bucket}/packed.jsonl`,
      credentials: { service_account_json },
    });
    const job = await until(`/v1/jobs/${job_id}`, ({ status }) => status === 'labeling');
    assert.deepEqual([job.lines_accepted, job.lines_rejected], [lines.length, 0]);
  }
});
