import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { line, lines, manifestServer } from '../testing/manifests.ts';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 10_000 });
});
after(() => gateway[Symbol.asyncDispose]());

interface Exported {
  readonly line: number;
  readonly task_id: string;
  readonly data_url: string;
  readonly metadata: unknown;
}

/** The job as it stands, its rows in the export and its errors. */
async function shown(from: TestGateway, key: string, jobId: string) {
  const get = async (path: string) => from.call('GET', `/v1/jobs/${jobId}${path}`, { token: key });
  const text = (await get('/export?partial=true')).text.trim();
  const rows: readonly Exported[] = text === '' ? [] : text.split('\n').map((row) => JSON.parse(row));
  return { job: (await get('')).body, rows, errors: (await get('/errors?limit=100')).body.data };
}

async function read(manifest: string | Buffer, fields: Record<string, string> = {}) {
  const { key } = await gateway.newCustomer();
  const { status, body } = await uploadJob(gateway, key, manifest, fields);
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  return shown(gateway, key, body.job_id);
}

const many = Array.from({ length: 450 }, (_, i) => ({
  data_url: `https://example.com/${i}.jpg`,
  metadata: { id: i },
}));
const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

test('the same rows become the same tasks in whatever form they come, each a task of its own', async () => {
  const jsonl = many.map((one) => `${JSON.stringify(one)}\n`).join('');
  const forms: Readonly<Record<string, readonly [manifest: string | Buffer, lines: (i: number) => number]>> =
    {
      jsonl: [jsonl, (i) => i + 1],
      'CR alone': [jsonl.replaceAll('\n', '\r'), (i) => i + 1],
      'UTF-16': [utf16(jsonl), (i) => i + 1],
      gzip: [gzipSync(jsonl), (i) => i + 1],
      'a list on one line': [JSON.stringify(many), () => 1],
      'a list, indented': [JSON.stringify(many, null, 1), (i) => 2 + i * 6],
      'objects in a row': [jsonl.replaceAll('\n', ''), () => 1],
      'two objects a line': [jsonl.replaceAll(/\n(.*\n)/g, '$1'), (i) => Math.floor(i / 2) + 1],
      'shared lines from the middle on': [
        jsonl.replace(/(?:.*\n){300}$/, (end) => end.replaceAll('\n', '')),
        (i) => Math.min(i, 150) + 1,
      ],
      CSV: [
        `data_url,id\n${many.map((one) => `${one.data_url},${one.metadata.id}\n`).join('')}`,
        (i) => i + 2,
      ],
      'CSV whose cells have lines': [
        `data_url;note;id\r\n${many.map((one) => `${one.data_url};"a\r\nb\r\nc";${one.metadata.id}\r\n`).join('')}`,
        (i) => 2 + i * 3,
      ],
    };
  for (const [form, [manifest, lineOf]] of Object.entries(forms)) {
    const { job, rows } = await read(manifest);
    assert.deepEqual([job.status, job.lines_total, job.lines_accepted], ['labeling', 450, 450], form);
    assert.deepEqual(
      rows.map((row) => row.data_url),
      many.map((one) => one.data_url),
      form,
    );
    assert.deepEqual(
      rows.map((row) => row.line),
      many.map((_, i) => lineOf(i)),
      form,
    );
    assert.equal(new Set(rows.map((row) => row.task_id)).size, 450, form);
  }
});

test('errors name the file’s line also where rows share one, and their pages lose none', async () => {
  const rows = Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? many[i] : { colour: i }));
  const { key } = await gateway.newCustomer();
  const { body } = await uploadJob(gateway, key, JSON.stringify(rows));
  await runJobs(gateway);
  const found = [];
  for (let cursor = ''; ; ) {
    const page = await gateway.call('GET', `/v1/jobs/${body.job_id}/errors?limit=3${cursor}`, { token: key });
    found.push(...page.body.data);
    if (page.body.next_cursor === null) break;
    cursor = `&cursor=${page.body.next_cursor}`;
  }
  assert.deepEqual(
    found,
    Array.from({ length: 4 }, () => ({ line: 1, reason: 'data_url is required' })),
  );
});

test('columns are fields of a task or come back with it; what is read otherwise than it is written is said', async () => {
  const csv =
    'Data_URL,question,options,zip,consensus_threshold\nhttps://x.example/1,Mood?,a|b,00123,3.0\nhttps://x.example/1,,,,\n';
  const { job, rows } = await read(csv);
  assert.deepEqual(
    rows.map(({ metadata }) => metadata),
    [{ zip: '00123' }, null],
  );
  assert.deepEqual(job.notices, [
    { line: 1, reason: 'kept as metadata: "zip"', count: 1 },
    { line: 3, reason: 'the same item as in line 2', count: 1 },
  ]);
  const joined = await read(`${line(1)},\n\uFEFF${line(2)},\n`);
  assert.equal(joined.job.lines_accepted, 2);
  assert.deepEqual(joined.job.notices, [
    { line: 1, reason: 'a comma behind an object is passed over', count: 2 },
  ]);
  const item = (i: number) => ({ data: { text: `text ${i}` }, annotations: [{ result: [] }] });
  const exported = await read(
    JSON.stringify(
      Array.from({ length: 1_500 }, (_, i) => item(i)),
      null,
      1,
    ),
  );
  const [{ reason, ...lines }] = exported.job.notices;
  assert.match(reason, /annotations.*passed over/);
  assert.deepEqual([exported.job.notices.length, lines], [1, { line: 2, count: 1_500 }]);
  const other = await read(
    `${line(1, { type: 'sentiment' })}\n${line(2, { type: 'image_classification' })}\n`,
  );
  assert.deepEqual(other.errors, [
    { line: 1, reason: "type is sentiment, and the job's is image_classification: leave it out" },
  ]);
});

test('an encoding that is named is used, one that is not known refused; what is not so encoded fails the job', async () => {
  const csv = Buffer.from('data_url,note\nhttps://x.example/1,Größe\n', 'latin1');
  const { job, rows } = await read(csv, { encoding: 'windows-1252' });
  assert.deepEqual([job.encoding, rows[0]?.metadata], ['windows-1252', { note: 'Größe' }]);
  const failed = await read(csv);
  assert.deepEqual([failed.job.status, failed.job.lines_total], ['failed', 0]);
  assert.match(failed.job.note, /^not UTF-8 at line 2, column 23 \(byte 0xF6\)/);
  const { key } = await gateway.newCustomer();
  const { status, body } = await uploadJob(gateway, key, csv, { encoding: 'klingon' });
  assert.deepEqual([status, body.details[0].field], [400, 'encoding']);
});

test('a gzip that unpacks to more than a manifest may have ends, and says why', async () => {
  await using own = await startTestGateway({
    jobBounds: { manifestBytesMax: 300_000, barrenBytesMax: 100_000, rejectedLinesMax: 500 },
    sandboxLabelQuota: 100_000,
  });
  const { key } = await own.newCustomer();
  for (const [text, note] of [
    [Buffer.alloc(20_000_000, '\n'), /begins with nothing but blanks/],
    [
      Buffer.from(`${line(1)}${'\n'.repeat(20_000_000)}`),
      /100000 bytes in a row .*\(MANIFEST_MAX_BYTES_WITHOUT_LINE\)/,
    ],
    [
      Buffer.alloc(20_000_000, `${line(1)}${' '.repeat(100_000)}\n`),
      /larger than 300000 bytes \(MANIFEST_MAX_BYTES\)/,
    ],
    [Buffer.alloc(20_000_000, 'data_url\n'), /more than 500 lines were rejected: line 2: data_url/],
  ] as const) {
    const { body } = await uploadJob(own, key, gzipSync(text));
    await runJobs(own);
    const { job } = await shown(own, key, body.job_id);
    assert.equal(job.status, 'failed');
    assert.match(job.note, note);
  }
});

test('the Content-Encoding of a manifest is undone, a list of them from its end; a broken one is named', async () => {
  const { key } = await gateway.newCustomer();
  const text = lines(300);
  for (const [header, body, accepted] of [
    ['gzip', gzipSync(text), 300],
    ['gzip, br', brotliCompressSync(gzipSync(text)), 300],
    ['aws-chunked', Buffer.from(text), 300],
    ['aws-chunked,gzip', gzipSync(gzipSync(text)), 300],
    ['identity', gzipSync(text), 300],
    ['gzip', Buffer.from(text), 'the content is not what its Content-Encoding says (gzip)'],
    ['compress', Buffer.from(text), 'its Content-Encoding cannot be undone: compress'],
  ] as const) {
    await using web = await manifestServer((_request, response) =>
      response.setHeader('content-encoding', header).end(body),
    );
    const order = { token: key, body: { ...jobOrder, manifest_url: web.url } };
    const submitted = await gateway.call('POST', '/v1/jobs', order);
    await runJobs(gateway);
    const { job } = await shown(gateway, key, submitted.body.job_id);
    if (typeof accepted === 'number') assert.equal(job.lines_accepted, accepted, `${header}: ${job.note}`);
    else assert.deepEqual([job.status, job.note], ['failed', accepted]);
  }
});

test('what cannot be read on from a byte is read again from its beginning, and no row is two tasks or none', async () => {
  const table = `data_url,id\n${many.map((one) => `${one.data_url},${one.metadata.id}\n`).join('')}`;
  for (const manifest of [table, JSON.stringify(many), gzipSync(table), utf16(table)]) {
    await using own = await startTestGateway({ sandboxLabelQuota: 450 });
    const { key } = await own.newCustomer();
    const first = await uploadJob(own, key, lines(320));
    await runJobs(own);
    const { body } = await uploadJob(own, key, manifest);
    await runJobs(own);
    const waiting = await shown(own, key, body.job_id);
    assert.deepEqual([waiting.job.status, waiting.job.lines_accepted], ['ingesting', 130]);
    await own.call('POST', `/v1/jobs/${first.body.job_id}/cancel`, { token: key });
    await runJobs(own);
    own.clock.advance(10_000);
    await runJobs(own);
    const { job, rows } = await shown(own, key, body.job_id);
    assert.deepEqual([job.status, job.lines_accepted, job.lines_rejected], ['labeling', 450, 0]);
    assert.deepEqual(
      rows.map((row) => row.data_url),
      many.map((one) => one.data_url),
    );
  }
});

test('of a cancelled job no task stays open, however far apart its rows are', async () => {
  await using own = await startTestGateway({ sandboxLabelQuota: 2 });
  const { key } = await own.newCustomer();
  const far = ['data_url,note', ...[1, 2, 3].map((i) => `https://x.example/${i},"${'\n'.repeat(700)}"`)].join(
    '\n',
  );
  const { body } = await uploadJob(own, key, far);
  await runJobs(own);
  await own.call('POST', `/v1/jobs/${body.job_id}/cancel`, { token: key });
  await runJobs(own);
  const { job, rows } = await shown(own, key, body.job_id);
  assert.deepEqual([job.status, job.tasks_cancelled, rows.length], ['cancelled', 2, 2]);
});

test('a table of texts becomes tasks whose items are the texts, with their ids', async () => {
  const csv = 'id,text,channel\n00123,"so\nglad, ""really""",mail\n00124,meh,\n00125, ,web\n';
  const { job, rows, errors } = await read(csv, { task_type: 'sentiment' });
  assert.deepEqual([job.status, job.lines_accepted, job.lines_rejected], ['labeling', 2, 1]);
  assert.deepEqual(
    rows.map(({ metadata }) => metadata),
    [{ id: '00123', channel: 'mail' }, { id: '00124' }],
  );
  for (const { data_url } of rows) assert.match(data_url, /^asset:\/\/[0-9a-f]{64}$/);
  assert.deepEqual(errors, [{ line: 5, reason: 'data_url is required' }]);
  const named = await read(csv.replace('text', 'comment'), {
    task_type: 'sentiment',
    text_column: 'Comment',
  });
  assert.deepEqual(
    named.rows.map(({ data_url }) => data_url),
    rows.map(({ data_url }) => data_url),
  );
  const studio = await read('[{"data": {"text": "meh", "id": 7}}]', { task_type: 'sentiment' });
  assert.deepEqual(
    studio.rows.map(({ data_url }) => data_url),
    rows.slice(1).map(({ data_url }) => data_url),
  );
});
