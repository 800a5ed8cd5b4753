import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Assets, type BlobBucket, bucketBlobs } from '@asg/assets';
import { createObjectStore } from '@asg/object-store';
import { createOutbound } from '@asg/outbound';
import { Pictures } from '@asg/pictures';
import { ManualClock } from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { startRefinery, TestApi } from '@asg/testing';

/** A bucket, and what stands before it and can refuse. */
export interface AssetBucket {
  readonly env: Readonly<Record<string, string>>;
  readonly gate: { isReadOnly: boolean; isStalled: boolean; readonly uploads: number };
  /** Names of all objects in the bucket. */
  readonly list: () => Promise<readonly string[]>;
}

/** A red dot; pictures that differ behind its end. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const picture = (fill: number): Buffer => Buffer.concat([dot, Buffer.alloc(2_000, fill)]);
const patienceMs = 30_000;
const operator = 'operator-token-of-this-test';

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !isSo(); await new Promise((done) => setImmediate(done)))
    assert.ok(Date.now() < deadline, what);
}

/** A server whose assets are in a bucket: what is acknowledged is there, what is deleted is gone, what is refused is told. */
export async function assetsInBucket({ env, gate, list }: AssetBucket): Promise<void> {
  await using refinery = await startRefinery({ env: { ...env, ASG_ADMIN_TOKEN: operator } });
  const api = new TestApi(refinery.url);
  const { api_key: key, customer_id } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const other = await api.registerCustomer({ name: 'B', email: 'b@example.com' });
  const nameOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
  const give = async (body: Buffer, token = key) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
    const answer = await fetch(`${refinery.url}/v1/assets`, { method: 'POST', headers, body });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, token = key) => {
    const answer = await fetch(refinery.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
  };
  const check = async () => (await call('GET', '/v1/ready')).body.checks.assets;
  const order = (dataUrl: string) => ({
    type: 'image_classification',
    data_url: dataUrl,
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  });

  const first = picture(1);
  const given = await give(first);
  assert.equal(given.status, 201, JSON.stringify(given.body));
  const objectOf = (bytes: Buffer, customer: string) => `assets/${customer}/${nameOf(bytes)}`;
  assert.deepEqual(await list(), [objectOf(first, customer_id)]);
  assert.equal((await give(first)).status, 200, 'the same bytes are kept once');
  assert.equal((await give(first, other.api_key)).status, 201, 'another customer has their own');
  assert.deepEqual(
    new Set(await list()),
    new Set([objectOf(first, customer_id), objectOf(first, other.customer_id)]),
  );

  const { body: task } = await call('POST', '/v1/tasks', order(given.body.data_url));
  const { token } = await api.registerWorker({ email: 'w@example.com', password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
  const [work] = await worker.next(1);
  const item = await fetch(new URL(work?.data?.url ?? '', refinery.url), {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(item.status, 200);
  assert.match(item.headers.get('content-type') ?? '', /^image\//);

  // Without the permission nothing is acknowledged, shown or taken for a task, and the operator is told.
  gate.isReadOnly = true;
  const second = picture(2);
  const refused = await give(second);
  assert.deepEqual([refused.status, refused.body.code], [503, 'UNAVAILABLE'], JSON.stringify(refused.body));
  assert.doesNotMatch(refused.body.error, /403|bucket/i);
  const secondPath = `/v1/assets/${nameOf(second)}`;
  assert.equal((await call('GET', secondPath)).status, 404);
  assert.equal((await call('GET', `${secondPath}/content`)).status, 404);
  assert.equal((await call('GET', '/v1/assets')).body.data.length, 1);
  const early = await call('POST', '/v1/tasks', order(`asset://${nameOf(second)}`));
  assert.deepEqual([early.status, early.body.details[0].constraint], [400, 'asset']);
  const trouble = await check();
  assert.match(trouble.detail, /bytes of assets cannot be kept: the server answered 403/);
  assert.match(refinery.log(), /bytes of assets cannot be kept: the server answered 403/);
  await call('POST', `/v1/tasks/${task.task_id}/cancel`);
  const firstPath = `/v1/assets/${nameOf(first)}`;
  const kept = await call('DELETE', firstPath);
  assert.equal(kept.status, 503, kept.text);
  assert.match((await check()).detail, /cannot be deleted/);
  assert.equal((await call('GET', firstPath)).status, 404, 'it is shown to nobody any more');

  gate.isReadOnly = false;
  assert.equal((await give(second)).status, 201);
  assert.equal((await call('DELETE', firstPath)).status, 204);
  assert.equal(await check(), undefined);
  assert.deepEqual(
    new Set(await list()),
    new Set([objectOf(second, customer_id), objectOf(first, other.customer_id)]),
  );

  // Killed between the record and the bytes: nobody was told that it is there, and the same upload brings it.
  gate.isStalled = true;
  const third = picture(3);
  const before = gate.uploads;
  const lost = give(third).catch(() => null);
  await until(() => gate.uploads > before, 'the bytes are on their way');
  await refinery.kill('SIGKILL');
  await lost;
  gate.isStalled = false;
  await refinery.start();
  const thirdPath = `/v1/assets/${nameOf(third)}`;
  assert.equal((await call('GET', thirdPath)).status, 404);
  assert.equal((await give(third)).status, 201);
  assert.equal((await call('GET', `${thirdPath}/content`)).status, 200);
  const { usage } = (await call('GET', '/v1/assets')).body;
  assert.equal(usage.bytes, second.length + third.length, JSON.stringify(usage));
  assert.equal((await call('DELETE', thirdPath)).status, 204);
  assert.ok(!(await list()).includes(objectOf(third, customer_id)));
}

/** The sweep of what nothing shows, with the time of the rules. */
export async function unusedInBucket(
  bucket: BlobBucket,
  gcsEndpoint: string | null,
  list: () => Promise<readonly string[]>,
): Promise<void> {
  const keepMs = 30 * 86_400_000;
  await using outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const clock = new ManualClock(1_000_000);
  const { signal } = new AbortController();
  const blobs = bucketBlobs(createObjectStore({ outbound, gcsEndpoint }), bucket, signal);
  using pictures = new Pictures(clock, { decoders: 1 });
  const rules = { bytesMax: 1_000_000, customerBytesMax: 1_000_000, keepMs };
  const assets = new Assets({ storage, clock }, { blobs, pictures }, rules);
  const give = async (text: string) => {
    const received = await assets.receive('cust_1', Readable.from([Buffer.from(text)]));
    assert.equal(received.kind, 'made');
  };
  // Texts that are too long for a record.
  await give('a'.repeat(100_000));
  clock.advance(keepMs / 2);
  await give('b'.repeat(100_000));
  assert.equal((await list()).length, 2);
  clock.advance(keepMs / 2 + 1);
  while (await assets.sweep());
  const left = createHash('sha256').update('b'.repeat(100_000)).digest('hex');
  assert.deepEqual(await list(), [`${bucket.prefix}cust_1/${left}`]);
  clock.advance(keepMs);
  while (await assets.sweep());
  assert.deepEqual(await list(), []);
}
