import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { exportExtensions, exportFormatsOf } from '@asg/domain/names';
import { labelNext, startTestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

/** Our exports as those read them who are to: Python's pandas, pyarrow and datasets, where they are installed. */
const python = process.env.ASG_TEST_PYTHON ?? 'python3';
const missing = (...modules: readonly string[]): string | false => {
  const asked = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
  return asked.status === 0 ? false : `${modules.join(', ')} are not installed: set ASG_TEST_PYTHON`;
};

const folder = mkdtempSync(join(tmpdir(), 'asg-exports-'));
after(() => rmSync(folder, { recursive: true, force: true }));

before(async () => {
  await using gateway = await startTestGateway({ sandboxLabelQuota: 5_000 });
  const { key } = await gateway.newCustomer();
  const lines = Array.from({ length: 300 }, (_, i) => ({
    ...(i === 2 ? { data_url: 'https://example.com/2.txt' } : { data: { text: `Text ${i},\n"größer" 😀` } }),
    metadata: { id: `00${i}`, channel: i % 2 === 0 ? 'Zürich 😀' : '=x\n"y"', n: i },
  }));
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const { body } = await uploadJob(gateway, key, text, { name: 'animals', task_type: 'text_classification' });
  await runJobs(gateway);
  const tokens = [await gateway.newWorker(), await gateway.newWorker()].map(({ token }) => token);
  await labelNext(gateway, tokens, ['dog', 'dog']);
  for (const format of exportFormatsOf('text_classification')) {
    const path = `/v1/jobs/${body.job_id}/export?partial=true&format=${format}`;
    const answer = await gateway.app.inject({
      method: 'GET',
      url: path,
      headers: { authorization: `Bearer ${key}` },
    });
    assert.equal(answer.statusCode, 200, answer.payload);
    writeFileSync(join(folder, `animals.${exportExtensions[format]}`), answer.rawPayload);
  }
});

/** Runs a script in the folder of the exports; what it prints last, as JSON. */
function ran(script: string): unknown {
  const env = {
    ...process.env,
    HF_HOME: join(folder, 'cache'),
    HF_HUB_OFFLINE: '1',
    HF_DATASETS_OFFLINE: '1',
  };
  const printed = execFileSync(python, ['-c', script], { cwd: folder, env, encoding: 'utf8' });
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '');
}

test('pandas reads CSV, JSONL and Parquet alike', { skip: missing('pandas', 'pyarrow') }, () => {
  const script = `
import json, pandas as pd
csv = pd.read_csv('animals.csv', dtype={'id': str})
jsonl = pd.read_json('animals.jsonl', lines=True)
parquet = pd.read_parquet('animals.parquet')
assert list(csv.columns) == list(parquet.columns), (list(csv.columns), list(parquet.columns))
assert [json.loads(m)['channel'] for m in parquet['metadata']] == [m['channel'] for m in jsonl['metadata']]
assert list(parquet['channel'])[:2] == ['Zürich 😀', '=x\\n"y"'], list(parquet['channel'])[:2]
assert list(csv['channel'])[:2] == ['Zürich 😀', "'=x\\n\\"y\\""], list(csv['channel'])[:2]
assert list(csv['id']) == list(parquet['id']) == ['00' + str(i) for i in range(300)]
texts = ['Text ' + str(i) + ',\\n"größer" 😀' for i in (0, 1, 299)]
for rows in (csv, jsonl, parquet):
  assert [rows['text'][i] for i in (0, 1, 299)] == texts, list(rows['text'])[:2]
  assert pd.isna(rows['text'][2]) and rows['data_url'][2] == 'https://example.com/2.txt'
print(json.dumps([len(csv), len(jsonl), len(parquet), parquet['consensus_label'][0], int(parquet['votes.dog'][0]),
  str(parquet['line'].dtype), str(parquet['confidence'].dtype), csv['status'].value_counts().to_dict()]))
`;
  assert.deepEqual(ran(script), [300, 300, 300, 'dog', 2, 'int64', 'float64', { verified: 1, pending: 299 }]);
});

test('datasets of Hugging Face load the folder', { skip: missing('datasets') }, () => {
  mkdirSync(join(folder, 'dataset'));
  const script = `
import json, zipfile
zipfile.ZipFile('animals.zip').extractall('dataset')
from datasets import load_dataset
all = load_dataset('dataset')
train = all['train']
label = train.features['label']
print(json.dumps([list(all), len(train), label.names, label.int2str(train[0]['label']), train[1]['label'],
  train[0]['channel'], train[0]['text'], train[0]['id'], train[0]['votes.dog'], str(train.features['settled_at'].dtype)]))
`;
  assert.deepEqual(ran(script), [
    ['train'],
    300,
    ['cat', 'dog'],
    'dog',
    null,
    'Zürich 😀',
    'Text 0,\n"größer" 😀',
    '000',
    2,
    'timestamp[ms, tz=UTC]',
  ]);
});
