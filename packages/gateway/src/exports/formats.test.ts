import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { exportExtensions, exportFormats, exportFormatsOf } from '@asg/domain/names';
import { Exports } from '@asg/exports';
import { labelNext, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';
import { attachmentOf, fileNameOf } from './file-name.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 5_000 });
});
after(() => gateway[Symbol.asyncDispose]());

const item = (i: number, extra: object = {}) => ({ data_url: `https://example.com/${i}.jpg`, ...extra });
const manifest = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join('\n');

async function jobOf(key: string, text: string, fields: Readonly<Record<string, string>> = {}) {
  const { status, body } = await uploadJob(gateway, key, text, fields);
  assert.equal(status, 202, JSON.stringify(body));
  await runJobs(gateway);
  const export_ = (query: string) =>
    gateway.call('GET', `/v1/jobs/${body.job_id}/export?partial=true&${query}`, { token: key });
  return { jobId: body.job_id as string, export: export_ };
}

const parsed = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a line that repeated an earlier task has its row, with the label, in every format', async () => {
  const { key } = await gateway.newCustomer();
  const first = await gateway.call('POST', '/v1/tasks', {
    token: key,
    body: {
      ...item(1),
      type: 'image_classification',
      label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
      consensus_threshold: 2,
      idempotency_key: 'one',
    },
  });
  assert.equal(first.status, 202, first.text);
  const tokens = [await gateway.newWorker(), await gateway.newWorker()].map(({ token }) => token);
  await labelNext(gateway, tokens, ['dog', 'dog']);
  const many = Array.from({ length: 250 }, (_, i) => item(i + 10));
  const job = await jobOf(
    key,
    manifest(
      item(1, { idempotency_key: 'one' }),
      item(2, { idempotency_key: 'two' }),
      ...many,
      item(2, { idempotency_key: 'two' }),
    ),
  );
  const rows = parsed((await job.export('format=jsonl')).text);
  assert.equal(rows.length, 253);
  assert.deepEqual(
    [rows[0], rows[1], rows[252]].map((row) => [row.line, row.repeated, row.consensus_label, row.status]),
    [
      [1, true, 'dog', 'verified'],
      [2, false, null, 'pending'],
      [253, true, null, 'pending'],
    ],
  );
  assert.deepEqual([rows[0].task_id, rows[0].votes], [first.body.task_id, { cat: 0, dog: 2 }]);
  assert.equal(rows[252].task_id, rows[1].task_id);
  const manifestRows = parsed((await job.export('format=ground_truth')).text);
  assert.equal(manifestRows.length, 253);
  assert.equal(manifestRows[0][`${job.jobId}-metadata`]['class-name'], 'dog');
  const tasks = JSON.parse((await job.export('format=label_studio')).text);
  assert.deepEqual(tasks[0].annotations[0].result[0].value, { choices: ['dog'] });
  assert.equal((await job.export('format=csv')).text.trim().split('\r\n').length, 254);
});

test('metadata come back as columns under their own names, unless another column has that name', async () => {
  const { key } = await gateway.newCustomer();
  const metadata: readonly Readonly<Record<string, unknown>>[] = [
    { id: '007', Status: 'mine', 'metadata.Status': 'x', '': 'no name', 'votes.cat': 1 },
    { id: 'b', list: [1, { a: 2 }], constructor: 'c' },
  ];
  const sent = `${manifest(item(1, { metadata: metadata[0] }), item(2, { metadata: metadata[1] }))}\n{"data_url":"https://example.com/3.jpg","metadata":{"n":12345678901234567890}}`;
  const job = await jobOf(key, sent);
  const { text } = await job.export('format=csv');
  const [head, first, second, third] = text.split('\r\n');
  assert.equal(
    head,
    'line,task_id,status,data_url,consensus_label,confidence,agreement_count,worker_count,bsv_txid,total_cost_sats,settled_at,metadata,text,votes,repeated,review_verdict,final_label,review_note,reviewed_at,votes.cat,votes.dog,id,metadata.Status,metadata.metadata.Status,metadata.,metadata.votes.cat,list,constructor,n',
  );
  assert.ok(first!.endsWith(',0,0,007,mine,x,no name,1,,,'), first);
  assert.ok(second!.endsWith(',0,0,b,,,,,"[1,{""a"":2}]",c,'), second);
  assert.ok(third!.endsWith(',0,0,,,,,,,,12345678901234567890'), third);
});

test('a text that came by value comes back as text in every format of rows', async () => {
  const { key } = await gateway.newCustomer();
  const text = 'Größer, "als"\r\nje 😀';
  const metadata = { id: '7', text: 'mine' };
  const job = await jobOf(key, manifest({ data: { text }, metadata }, item(1)), { task_type: 'sentiment' });
  const [row, other] = parsed((await job.export('format=jsonl')).text);
  assert.deepEqual([row.text, other.text], [text, null]);
  assert.match(row.data_url, /^asset:\/\/[0-9a-f]{64}$/);
  const [task, plain] = JSON.parse((await job.export('format=label_studio')).text);
  assert.deepEqual(task.data, { text, id: '7', 'metadata.text': 'mine' });
  assert.deepEqual(plain.data, { image: 'https://example.com/1.jpg' });
  const [object] = parsed((await job.export('format=ground_truth')).text);
  assert.deepEqual(object, { source: text, metadata });
  const { text: csv } = await job.export('format=csv');
  assert.ok(csv.includes(`"${text.replaceAll('"', '""')}"`), csv);
});

test('what Label Studio exports is a job, and our export of that is one too', async () => {
  const { key } = await gateway.newCustomer();
  const file = readFileSync(join(import.meta.dirname, '../../../formats/cases/ls-export.json'), 'utf8');
  const fields = { task_type: 'sentiment', name: 'small' };
  const rows = async (text: string) => {
    const job = await jobOf(key, text, fields);
    const exported = await job.export('format=label_studio');
    return JSON.parse(exported.text).map(({ data }: { data: object }) => data) as readonly object[];
  };
  const first = await rows(file);
  assert.deepEqual(
    first,
    Array.from({ length: 5 }, (_, i) => ({
      text: `Kommentar ${i}: schön, "oder"?`,
      id: `00${i}`,
      channel: 'web',
    })),
  );
  const again = await jobOf(key, file, fields);
  assert.deepEqual(await rows((await again.export('format=label_studio')).text), first);
});

test('a cell that a spreadsheet would take for a formula is guarded, unless the caller says not to', async () => {
  const { key } = await gateway.newCustomer();
  const formulas = ['=1+1', '+1', '-5', '@SUM(1)', '＝1', ' =1'];
  const plain = ['a=b', '5', '‘'];
  const job = await jobOf(
    key,
    manifest(...[...formulas, ...plain].map((value, i) => item(i, { metadata: { value } }))),
  );
  const cells = async (query: string) => {
    const { text } = await job.export(`format=csv${query}`);
    return text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(line.lastIndexOf(',') + 1));
  };
  assert.deepEqual(await cells(''), [...formulas.map((text) => `'${text}`), ...plain]);
  assert.deepEqual(await cells('&guard_formulas=false'), [...formulas.slice(0, -1), '" =1"', ...plain]);
  assert.equal((await job.export('format=csv&bom=true')).text.slice(0, 6), '\uFEFFline,');
  for (const query of ['bom=true', 'guard_formulas=false']) {
    const refused = await job.export(`format=parquet&${query}`);
    assert.deepEqual([refused.status, refused.body.details[0].field], [400, query.split('=')[0]]);
    assert.match(refused.body.details[0].message, /goes with format=csv alone/);
  }
});

test('a file has the name of its job', async () => {
  const { key } = await gateway.newCustomer();
  const job = await jobOf(key, manifest(item(1)), { name: 'moods-2026' });
  for (const format of exportFormatsOf('image_classification')) {
    const { headers } = await job.export(`format=${format}`);
    const name = `moods-2026.${exportExtensions[format]}`;
    assert.equal(headers['content-disposition'], `attachment; filename="${name}"`);
  }
});

test('whatever a thing is called, its file has a name that every system takes', () => {
  for (const [title, header] of [
    ['März "1"/a\\b', `"M_rz _1__a_b"; filename*=UTF-8''M%C3%A4rz%20_1__a_b`],
    ['../../etc/passwd', '"_.._etc_passwd"'],
    ['CON', '"_CON"'],
    ['nul.txt', '"_nul.txt"'],
    ['100% (it’s)', `"100_ (it_s)"; filename*=UTF-8''100%25%20%28it%E2%80%99s%29`],
    ['a\r\nSet-Cookie: b=1', '"a__Set-Cookie_ b=1"'],
    ['gpj.\u202Exe', '"gpj._xe"'],
    [' . ', '"job_1"'],
    ['///', '"job_1"'],
    ['😀'.repeat(100), `"${'_'.repeat(50)}"; filename*=UTF-8''${'%F0%9F%98%80'.repeat(50)}`],
    ['\ud800', `"_"; filename*=UTF-8''%EF%BF%BD`],
  ] as const)
    assert.equal(attachmentOf(fileNameOf(title, 'job_1')), `attachment; filename=${header}`, title);
});

test('any list of tasks is exported in each format, to its customer alone', async () => {
  const [own, other] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const job = await jobOf(
    own.key,
    manifest(...Array.from({ length: 420 }, (_, i) => item(i, { metadata: { i } }))),
  );
  await jobOf(other.key, manifest(item(1)));
  const listed = async (query: string, token = own.key) => {
    const answer = await gateway.call('GET', `/v1/tasks/export?${query}`, { token });
    assert.equal(answer.status, 200, answer.text);
    return answer;
  };
  const rows = parsed((await listed(`job_id=${job.jobId}`)).text);
  assert.deepEqual(
    rows.map((row) => [row.line, row.metadata.i]),
    Array.from({ length: 420 }, (_, i) => [i + 1, 419 - i]),
  );
  assert.deepEqual((await listed('search=/7.jpg&status=pending')).text.match(/\/\d+\.jpg/g), ['/7.jpg']);
  assert.equal((await listed('status=settled')).text, '');
  assert.equal((await listed('', other.key)).text.trim().split('\n').length, 1);
  for (const format of exportFormats) {
    const answer = await listed(`format=${format}&status=settled`);
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="tasks\./);
  }
  const bad = await gateway.call('GET', '/v1/tasks/export?created_after=2026-02-30T00:00:00Z', {
    token: own.key,
  });
  assert.deepEqual([bad.status, bad.body.details[0].field], [400, 'created_after']);
});

test('whoever stops reading an export stops what makes it', async () => {
  const { key } = await gateway.newCustomer();
  const job = await jobOf(key, manifest(...Array.from({ length: 2_000 }, (_, i) => item(i))));
  const { job: record } = (await gateway.storage.jobs.get(job.jobId))!;
  for (const format of exportFormatsOf('image_classification')) {
    let reads = 0;
    const tasks = new Proxy(gateway.storage.tasks, {
      get: (store, name) => {
        if (name === 'many') reads++;
        const value = Reflect.get(store, name);
        return typeof value === 'function' ? value.bind(store) : value;
      },
    });
    const storage = new Proxy(gateway.storage, {
      get: (store, name) => (name === 'tasks' ? tasks : Reflect.get(store, name)),
    });
    const { bytes } = new Exports({ storage, clock: gateway.clock }).job(record, format);
    for await (const piece of bytes) if (piece.length > 0) break;
    const atStop = reads;
    assert.ok(atStop > 0, format);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.equal(reads, atStop, `${format} went on`);
    assert.equal((await bytes.next()).done, true, format);
  }
});
