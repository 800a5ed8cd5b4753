import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, saved, signIn } from './parts.ts';

test('a job and any tasks are saved in each format, by mouse', async () => {
  await using stand = await startStand();
  const { refinery, api } = stand;
  const { api_key: key } = await api.registerCustomer({ name: 'Exports', email: 'exports@customer.example' });
  const rows = ['schön', '=1+1', 'groß'].map((text, i) => ({
    data: { text },
    metadata: { id: `00${i}`, channel: 'web' },
  }));
  const label_spec = { question: 'Mood?', options: ['good', 'bad'] };
  const { job_id } = await api.customer(key).jobs.upload({
    file: new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]),
    task_type: 'sentiment',
    label_spec,
    name: 'moods',
  });
  while ((await api.customer(key).jobs.get(job_id)).status !== 'labeling');
  const { context, page, complaints } = await visit(stand);
  await signIn(page, refinery.url, key);
  await page.goto(`${refinery.url}/console/jobs/${job_id}`);
  const excel = await saved(page, 'CSV for Excel');
  assert.equal(excel.name, 'moods.csv');
  const [head, ...lines] = excel.bytes.toString('utf8').trimEnd().split('\r\n');
  assert.match(head!, /^\uFEFFline,.*,votes\.good,votes\.bad,id,channel$/);
  assert.deepEqual(
    lines.map((line) => line.split(',').slice(-2)),
    rows.map(({ metadata }) => [metadata.id, metadata.channel]),
  );
  assert.ok(lines[1]!.includes(`,'=1+1,`), lines[1]);
  for (const [title, name, start] of [
    ['JSONL', 'moods.jsonl', '{"line":1,'],
    ['Parquet', 'moods.parquet', 'PAR1'],
    ['Ground Truth', 'moods.manifest', '{"source":"schön"'],
    ['Label Studio', 'moods.json', '[\n{"id":1,'],
    ['Hugging Face', 'moods.zip', 'PK'],
  ] as const) {
    const file = await saved(page, title);
    assert.equal(file.name, name);
    assert.ok(file.bytes.toString('utf8').startsWith(start), title);
  }
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS !== undefined)
    await page.screenshot({
      path: join(import.meta.dirname, '../screenshots/exports-job.png'),
      fullPage: true,
    });
  await go(page, 'Tasks');
  await page.getByText('Export all tasks').click();
  assert.equal((await saved(page, 'JSONL')).bytes.toString('utf8').trim().split('\n').length, 3);
  if (SCREENSHOTS !== undefined)
    await page.screenshot({ path: join(import.meta.dirname, '../screenshots/exports-tasks.png') });
  await page.getByLabel('Status').selectOption('settled');
  await page.getByText('Export these tasks').waitFor();
  assert.equal((await saved(page, 'JSONL')).bytes.length, 0);
  assert.deepEqual(complaints, []);
  await context.close();
});
