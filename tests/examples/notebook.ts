import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { startRefinery, TestApi } from '@asg/testing';

// `npm run check -- --only examples`: apart from the other tests, because it needs packages of PyPI.
const { EXAMPLES_PYTHON } = process.env;
const skip = EXAMPLES_PYTHON ? false : 'npm run check -- --only examples installs what it needs';
const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[] }[];
}

test('the cells of the notebook make a labelled data set, one after the other', { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-notebook-'));
  t.after(() => rm(folder, { recursive: true }));
  await using refinery = await startRefinery({ env: { SETTLE_MAX_WAIT_MS: '50' } });
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'Reader', email: 'notebook@example.com' });
  const { cells }: Notebook = JSON.parse(
    await readFile(join(root, 'examples/notebook/labels.ipynb'), 'utf8'),
  );
  const code = cells.filter((cell) => cell.cell_type === 'code').map(({ source }) => source.join(''));
  const stop = new AbortController();
  const crowd = runCrowd({
    url: api.url,
    workers: simulatedCrowd(3, 1, 1, 'notebook'),
    answerFor: ({ assignment_id: item, options: [first = ''] }) => ({ item, label: first }),
    until: 'stopped',
    signal: stop.signal,
    skipRate: 0,
  });
  const { stdout } = await run(EXAMPLES_PYTHON ?? '', ['-c', code.join('\n\n')], {
    cwd: folder,
    env: {
      ...process.env,
      ASG_API_KEY: key,
      ASG_BASE_URL: refinery.url,
      HF_HUB_OFFLINE: '1',
      PYTHONPATH: join(root, 'sdks/python/src'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
  }).finally(() => stop.abort());
  await crowd;
  assert.match(stdout, /^4 2 \['good'\]$/m);
});
