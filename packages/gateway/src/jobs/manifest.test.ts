import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { line, lines, manifestServer } from '../testing/manifests.ts';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
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

test('a server that breaks off is asked for the rest; one without ranges too; a changed manifest fails the job', async () => {
  const text = lines(2_000);
  for (const behaviour of ['ranges', 'no ranges', 'changed'] as const) {
    const { key } = await gateway.newCustomer();
    const asked: (string | undefined)[] = [];
    await using web = await manifestServer((request, response) => {
      asked.push(request.headers.range);
      const offset = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      response.setHeader('etag', behaviour === 'changed' && asked.length > 1 ? '"b"' : '"a"');
      if (asked.length === 1) {
        response.setHeader('content-length', text.length);
        response.write(text.slice(0, 60_000), () => response.destroy());
      } else if (behaviour === 'ranges') {
        response.writeHead(206).end(text.slice(offset));
      } else response.end(text);
    });
    const { body } = await gateway.call('POST', '/v1/jobs', {
      token: key,
      body: { ...jobOrder, manifest_url: web.url },
    });
    await runJobs(gateway);
    gateway.clock.advance(60_000);
    await runJobs(gateway);
    const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
    assert.equal(asked.length, 2);
    assert.match(asked[1]!, /^bytes=[1-9]\d+-$/);
    if (behaviour === 'changed') {
      assert.deepEqual([job.status, job.note], ['failed', 'the object changed while it was read']);
    } else {
      assert.deepEqual([job.status, job.lines_accepted], ['labeling', 2_000], behaviour);
      assert.equal(await quota(key), 3_000);
    }
  }
});

test('what cannot be read fails the job and says why', async () => {
  const { key } = await gateway.newCustomer();
  await using web = await manifestServer((_request, response) => response.writeHead(404).end());
  for (const [manifest_url, note] of [
    [web.url, /answered 404/],
    ['https://inside.example/manifest.jsonl', /not on the public internet/],
  ] as const) {
    const { body } = await gateway.call('POST', '/v1/jobs', {
      token: key,
      body: { ...jobOrder, manifest_url },
    });
    await runJobs(gateway);
    const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
    assert.equal(job.status, 'failed');
    assert.match(job.note, note);
  }
});

test('lines keep their idempotency keys: a known one makes no second task, another body is an error', async () => {
  const { key } = await gateway.newCustomer();
  const text = [line(1, { idempotency_key: 'a' }), line(2, { idempotency_key: 'b' }), line(3)].join('\n');
  await upload(key, text);
  await runJobs(gateway);
  const again = [line(1, { idempotency_key: 'a' }), line(9, { idempotency_key: 'b' }), line(4)].join('\n');
  const { body } = await upload(key, again);
  await runJobs(gateway);
  const job = (await get(key, `/v1/jobs/${body.job_id}`)).body;
  assert.deepEqual([job.lines_accepted, job.lines_repeated, job.lines_rejected], [2, 1, 1]);
  assert.equal(await quota(key), 4_996);
});

test('lines that repeat earlier ones are told with their tasks, also where a chunk is read again before its cursor was kept', async () => {
  const { key } = await gateway.newCustomer();
  const items = Array.from({ length: 420 }, (_, i) => ({
    data_url: `https://example.com/${i % 210}.jpg`,
    idempotency_key: `again ${i % 210}`,
  }));
  const made = new Map<string, string>();
  for (const text of [items.map((one) => JSON.stringify(one)).join('\n'), JSON.stringify(items)]) {
    await using manifest = await manifestServer((_request, response) => response.end(text));
    const { body } = await gateway.call('POST', '/v1/jobs', {
      token: key,
      body: { ...jobOrder, manifest_url: manifest.url },
    });
    await runJobs(gateway);
    const path = `/v1/jobs/${body.job_id}/export?partial=true`;
    const first = (await get(key, path)).text;
    const { job } = (await gateway.storage.jobs.get(body.job_id))!;
    const nowMs = gateway.clock.nowMs();
    const cursor = { offset: 0, line: 0, tag: null, accepted: 0, repeated: 0, rejected: 0 };
    const begun = { status: 'ingesting', dueAtMs: nowMs, ingestedAtMs: null } as const;
    await gateway.storage.jobs.save({ ...job, revision: job.revision + 1, cursor, ...begun });
    await runJobs(gateway);
    assert.equal((await get(key, path)).text, first);
    const rows = first
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    assert.equal(rows.length, 420);
    const earlier = new Map(rows.filter((row) => !row.repeated).map((row) => [row.data_url, row.task_id]));
    const repeats = rows.filter((row) => row.repeated);
    // The second file repeats the tasks of the first alone.
    assert.deepEqual([earlier.size, repeats.length], text.startsWith('[') ? [0, 420] : [210, 210]);
    for (const row of repeats) made.set(row.data_url, made.get(row.data_url) ?? earlier.get(row.data_url));
    for (const row of repeats) assert.equal(row.task_id, made.get(row.data_url));
  }
});
