import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { type Enter, entrancesOf, type Taken } from './entrances.ts';
import { verdicts } from './verdicts.ts';

const folder = fileURLToPath(new URL('../../../packages/formats/cases', import.meta.url));
let refinery: RunningRefinery;
let entrances: Readonly<Record<string, Enter>>;
const table: (readonly string[])[] = [];

before(async () => {
  const env = { SANDBOX_LABEL_QUOTA: '5000', RATE_LIMITS: 'false' };
  refinery = await startRefinery({ env });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Ada', email: 'ada@example.com' });
  entrances = entrancesOf(refinery.url, api_key);
});
after(async () => {
  await refinery[Symbol.asyncDispose]();
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => (row[i] ?? '').length))) ?? [];
  for (const row of table) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '));
});

const textOf = ({ tasks, errors }: Pick<Taken, 'tasks' | 'errors'>): string =>
  errors === 'file'
    ? `${tasks.length} tasks, refused`
    : `${tasks.length} tasks, errors ${errors.join(' ') || '-'}`;

/** What a task is, whichever way it came; of Ground Truth's lines the texts have other addresses. */
const valuesOf = ({ tasks }: Taken): readonly string[] =>
  tasks.map(({ data_url, label_spec, metadata }) => JSON.stringify([data_url, label_spec, metadata])).sort();

test('every file of the cases has its verdict here', () => {
  const files = new Set(Object.keys(verdicts).map((name) => name.replace(/@.*/, '')));
  assert.deepEqual([...files].sort(), readdirSync(folder).sort());
});

for (const [name, { tasks, errors = [], said, encoding }] of Object.entries(verdicts)) {
  test(`${name}: ${tasks} tasks, the same at each entrance`, async () => {
    const file = name.replace(/@.*/, '');
    const values = new Map<string, readonly string[]>();
    const row = [name];
    for (const [entrance, enter] of Object.entries(entrances)) {
      const taken = await enter(`${folder}/${file}`, encoding);
      row.push(textOf(taken));
      assert.deepEqual([taken.tasks.length, taken.errors], [tasks, errors], `${entrance}: ${taken.said}`);
      assert.doesNotMatch(JSON.stringify(taken.tasks), /\uFFFD|\uFEFF/);
      // Only who reads the whole file, or keeps it, looks for what is there twice.
      if (said !== undefined && !(entrance === 'tasks/batch' && /same item/.test(said.source)))
        assert.match(taken.said, said, entrance);
      if (!file.includes('-gt')) values.set(entrance, valuesOf(taken));
    }
    for (const [entrance, those] of values) assert.deepEqual(those, values.get('job upload'), entrance);
    if (table.length === 0) table.push(['file', ...Object.keys(entrances)]);
    table.push(row);
  });
}
