import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { serverForUsers } from '../testing/customer-session.ts';

const spec = ['--type', 'image_classification', '--question', 'Animal?', '--options', 'cat,dog'];
const newUser = serverForUsers();

test('a manifest is uploaded, its bad lines are listed, its labels exported, to standard output and to a file', {
  timeout: 60_000,
}, async () => {
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

test('a job that lacks what it needs is refused before anything is read', { timeout: 180_000 }, async () => {
  using user = await newUser();
  const run = await user.asg('jobs', 'create', 's3://bucket/manifest.jsonl', '--type', 'sentiment');
  assert.deepEqual([run.code, run.stdout], [2, '']);
  assert.match(run.stderr, /a job needs --type, --question and --options/);
  const missing = await user.asg('jobs', 'upload', join(user.folder, 'no.jsonl'), ...spec);
  assert.match(missing.stderr, /no\.jsonl cannot be read/);
});
