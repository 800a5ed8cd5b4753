import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const spec = ['--type', 'image_classification', '--question', 'Animal?', '--options', 'cat,dog'];
const newUser = serverForUsers();

test('a manifest is uploaded, its bad lines are listed, its labels exported, to standard output and to a file', async () => {
  using user = await newUser();
  const lines = [1, 2].map((i) => JSON.stringify({ data_url: `https://example.com/${i}.jpg` }));
  const manifest = user.file('manifest.jsonl', `${lines.join('\n')}\nnonsense\n`);
  const uploaded = await user.asg('jobs', 'upload', manifest, ...spec, '--name', 'animals', '--json');
  assert.equal(uploaded.code, 0, uploaded.stderr);
  const { job_id } = JSON.parse(uploaded.stdout);
  const out = join(user.folder, 'labels.csv');
  const early = await user.asg('jobs', 'export', job_id, '--out', out);
  assert.equal(early.code, 3);
  assert.equal(existsSync(out), false);
  const waiting = user.asg('jobs', 'show', job_id, '--wait');
  const client = user.client();
  while ((await client.jobs.get(job_id)).status !== 'labeling');
  await user.label();
  const shown = await waiting;
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /lines +3 read, 2 tasks, 1 rejected/);
  assert.match((await user.asg('jobs', 'errors', job_id)).stdout, /^3 +\S/m);
  assert.match((await user.asg('jobs')).stdout, new RegExp(`${job_id} +completed +2 of 2 +animals`));
  const rows = (await user.asg('jobs', 'export', job_id)).stdout.trim().split('\n');
  assert.deepEqual(
    rows.map((row) => JSON.parse(row).consensus_label),
    ['cat', 'cat'],
  );
  assert.equal((await user.asg('jobs', 'export', job_id, '--format', 'csv', '--out', out)).code, 0);
  assert.equal(readFileSync(out, 'utf8').trim().split('\n').length, 3);
  assert.equal((await user.asg('jobs', 'cancel', job_id)).code, 1);
});

test('a manifest has what a model says in a column, its job what is expected of the answers', async () => {
  using user = await newUser();
  const manifest = user.file(
    'predicted.csv',
    'data_url,predictions.small-1\nhttps://example.com/1.jpg,dog\n',
  );
  const expected = ['--policy', 'adaptive', '--class-shares', 'cat=9,dog=1', '--ordinal', '--json'];
  const uploaded = await user.asg('jobs', 'upload', manifest, ...spec, ...expected);
  assert.equal(uploaded.code, 0, uploaded.stderr);
  const { job_id } = JSON.parse(uploaded.stdout);
  const client = user.client();
  while ((await client.jobs.get(job_id)).status !== 'labeling');
  const [task] = await Array.fromAsync(client.tasks.list({ job_id }));
  assert.deepEqual(task?.predictions, [{ model: 'small-1', label: 'dog' }]);
  assert.deepEqual(task.label_spec, {
    question: 'Animal?',
    options: ['cat', 'dog'],
    class_shares: { cat: 9, dog: 1 },
    ordinal: true,
  });
});

test('a batch is exported by its id, and any tasks by what is said of them', async () => {
  using user = await newUser();
  const client = user.client();
  const task = (i: number) => ({
    type: 'image_classification' as const,
    data_url: `https://example.com/${i}.jpg`,
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    consensus_threshold: 3,
  });
  const { batch_id } = await client.tasks.submitBatch([1, 2].map(task));
  await client.tasks.submit(task(3));
  const out = join(user.folder, 'batch.csv');
  const run = await user.asg('jobs', 'export', batch_id, '--format', 'csv', '--bom', '--out', out);
  assert.equal(run.code, 0, run.stderr);
  const text = readFileSync(out, 'utf8');
  assert.ok(text.startsWith('\uFEFFline,'), text);
  assert.deepEqual(text.match(/\/\d\.jpg/g), ['/1.jpg', '/2.jpg']);
  const all = await user.asg('tasks', 'export', '--status', 'pending');
  assert.equal(all.stdout.trim().split('\n').length, 3, all.stderr);
  const zip = join(user.folder, 'batch.zip');
  const some = await user.asg(
    'tasks',
    'export',
    '--batch',
    batch_id,
    '--format',
    'huggingface',
    '--out',
    zip,
  );
  assert.equal(some.code, 0, some.stderr);
  assert.equal(readFileSync(zip).subarray(0, 2).toString(), 'PK');
  const wrong = await user.asg('tasks', 'export', '--format', 'jsonl', '--bom');
  assert.match(wrong.stderr, /bom goes with format=csv alone/);
});

test('a job of which nothing could be used ends the command with 1, and with what the file is', async () => {
  using user = await newUser();
  const page = user.file('manifest.jsonl', '<!DOCTYPE html>\n<html>\n</html>\n');
  const run = await user.asg('jobs', 'upload', page, ...spec, '--wait');
  assert.equal(run.code, 1, run.stderr);
  assert.match(run.stdout, /lines +0 read, 0 tasks, 0 rejected/);
  assert.match(run.stderr, /is failed: the file is an HTML page/);
});

test('a job that lacks what it needs is refused before anything is read', async () => {
  using user = await newUser();
  const run = await user.asg('jobs', 'create', 's3://bucket/manifest.jsonl', '--type', 'sentiment');
  assert.deepEqual([run.code, run.stdout], [2, '']);
  assert.match(
    run.stderr,
    /a job needs --type and --question, and --options or what its type has in their place/,
  );
  const missing = await user.asg('jobs', 'upload', join(user.folder, 'no.jsonl'), ...spec);
  assert.match(missing.stderr, /no\.jsonl cannot be read/);
});

test('a table of texts in another encoding is uploaded by the names of its column and encoding', async () => {
  using user = await newUser();
  const file = user.file('texts.csv', '');
  writeFileSync(file, Buffer.from('id;Kommentar\n007;Größe gut\n008;Größe gut\n', 'latin1'));
  const mood = ['--type', 'sentiment', '--question', 'Mood?', '--options', 'good,bad'];
  const named = ['--encoding', 'windows-1252', '--text-column', 'kommentar'];
  const uploaded = await user.asg('jobs', 'upload', file, ...mood, ...named, '--json');
  assert.equal(uploaded.code, 0, uploaded.stderr);
  const { job_id } = JSON.parse(uploaded.stdout);
  const client = user.client();
  while ((await client.jobs.get(job_id)).status !== 'labeling');
  const shown = (await user.asg('jobs', 'show', job_id)).stdout;
  assert.match(shown, /notice +line 1: kept as metadata: "id"/);
  assert.match(shown, /notice +line 3: the same item as in line 2/);
  const rows = (await user.asg('jobs', 'export', job_id, '--partial')).stdout.trim().split('\n');
  assert.deepEqual(
    rows.map((row) => JSON.parse(row).metadata),
    [{ id: '007' }, { id: '008' }],
  );
  const refused = await user.asg('jobs', 'upload', file, ...mood, '--encoding', 'klingon');
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /encoding is not known/);
  const undecoded = await user.asg('jobs', 'upload', file, ...mood, '--wait');
  assert.equal(undecoded.code, 1);
  assert.match(undecoded.stderr, /failed: it is a table, and no column|failed: not UTF-8 at line 2/);
});
